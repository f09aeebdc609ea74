"""Which coins an instruction is about: those of its own part, else those its line is about."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.named_coins import NamedCoins, heads_line, is_shouting, named_coins
from signalfill.parsing.parts import Part

_REASONS = {
    "because", "since", "as", "while", "due", "cause", "cuz", "bcs", "bc", "after", "until", "when",
    "porque", "ya", "weil", "da", "karena", "потому", "так", "тк", "поскольку", "пока", "vì",
    "çünkü",
    "parce", "car", "ponieważ", "eftersom", "с", "unless", "like", "against", "vs",
}  # fmt: skip
_ALL = {"all", "every", "todos", "todas", "tous", "toutes", "alle", "все", "всех", "всем", "semua",
        "tüm", "wszystkie", "alla", "tất cả"}  # fmt: skip
_TRADES = re.compile(
    r"order|trade|position|long|short|stop|bid|limit|pos|ордер|сделк|позиц|лимит|лонг|шорт|posisi"
    r"|emir|pozisyon|lệnh|zlecen"
)
_VERBS = {C.CLOSE, C.EXIT, C.CANCEL, C.MOVE, C.TRIM, C.ADD, C.CHANGE, C.PROTECT, C.SECURED}
_REACH = 6


class Subjects:
    """The coins of each part, found in one walk; `of` answers for a part and a place in it."""

    def __init__(self, parts: list[Part]) -> None:
        self._groups = _groups(parts)
        self._parts = parts
        self._topics: list[tuple[str, ...] | None] = []
        self._walk()
        self._only = self._single()

    def of(self, index: int, at: int) -> tuple[str, ...]:
        """The coins that what stands at a place of a part is about; none where nobody says."""
        part = self._parts[index]
        own = _nearest(part.tokens, self._eligible(index), at)
        if own is not None:
            return own.bases
        if _means_all(part.tokens):
            return ()
        topic = self._topics[index]
        if topic is not None:
            return topic
        return self._behind(index) or self._only

    def _eligible(self, index: int) -> list[NamedCoins]:
        """Not the coin of a reason, nor one that is only said to be held."""
        tokens = self._parts[index].tokens
        return [group for group in self._groups[index] if not _aside(tokens, group)]

    def _walk(self) -> None:
        head: tuple[str, ...] | None = None
        mentioned: tuple[str, ...] | None = None
        line = -1
        for index, part in enumerate(self._parts):
            groups = self._eligible(index)
            if part.line != line:
                line = part.line
                if groups:
                    head = mentioned = None
            if groups and part.first and heads_line(part.tokens, groups[0]):
                head = groups[0].bases
            elif groups and head is None:
                mentioned = groups[-1].bases
            self._topics.append(head or mentioned)

    def _behind(self, index: int) -> tuple[str, ...]:
        """`close half and move sl to entry, KAS`: the coin named last in the line."""
        line = self._parts[index].line
        for later in range(index + 1, len(self._parts)):
            if self._parts[later].line != line:
                break
            groups = self._eligible(later)
            if groups:
                return groups[0].bases
        return ()

    def _single(self) -> tuple[str, ...]:
        """The one coin of a message that names no other."""
        named = {
            group.bases for index in range(len(self._parts)) for group in self._eligible(index)
        }
        return named.pop() if len(named) == 1 else ()


def _groups(parts: list[Part]) -> list[list[NamedCoins]]:
    lines: dict[int, list[Token]] = {}
    for part in parts:
        lines.setdefault(part.line, []).extend(part.tokens)
    loud = {line: is_shouting(tokens) for line, tokens in lines.items()}
    groups = [
        named_coins(part.tokens, first=part.first, shouting=loud[part.line]) for part in parts
    ]
    for index in range(1, len(parts)):
        if parts[index].sentence == parts[index - 1].sentence:
            _join_list(parts[index - 1].tokens, parts[index].tokens, groups, index)
    return groups


def _join_list(
    before: list[Token], after: list[Token], groups: list[list[NamedCoins]], index: int
) -> None:
    """`SOL, ETH: stops to entry` and `closing both (SOL, ETH)`: a list over a comma."""
    left, right = groups[index - 1], groups[index]
    if not left or not right or left[-1].end != len(before) or right[0].start != 0:
        return
    alone = left[-1].start == 0
    ends = right[0].end == len(after) or after[right[0].end].concept == C.CLOSING
    if alone or ends:
        bases = tuple(dict.fromkeys((*left[-1].bases, *right[0].bases)))
        left[-1] = left[-1]._replace(bases=bases)
        right[0] = right[0]._replace(bases=bases)


def _means_all(tokens: list[Token]) -> bool:
    """`move sl to entry on all orders`."""
    for at, token in enumerate(tokens):
        words = token.key.split(" ")
        if words[-1] == "everything" or token.text in {"全部", "所有"}:
            return True
        if any(word in _ALL for word in words):
            following = " ".join([*words[1:], *(each.key for each in tokens[at + 1 : at + 3])])
            if _TRADES.search(following):
                return True
    return False


def _aside(tokens: list[Token], group: NamedCoins) -> bool:
    """Behind "because" or "still holding", and not the object of a verb between."""
    for at in range(group.start - 1, -1, -1):
        token = tokens[at]
        if token.concept in _VERBS:
            return False
        if token.key in _REASONS or (token.concept == C.HOLD and token.key.isascii()):
            return True
    return False


def _nearest(tokens: list[Token], groups: list[NamedCoins], at: int) -> NamedCoins | None:
    """The coin behind the verb, with no other verb between; else the one before it."""
    behind = next((group for group in groups if group.start > at), None)
    before = [group for group in groups if group.start <= at]
    if behind is not None:
        between = tokens[at + 1 : behind.start]
        if not before or not any(token.concept in _VERBS for token in between):
            near = len(between) <= _REACH
            if near or not before:
                return behind
    return before[-1] if before else None
