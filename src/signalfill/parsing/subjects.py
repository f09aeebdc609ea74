"""Which coins an instruction is about: those of its own part, else those its line is about."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.named_coins import NamedCoins, heads_line, is_shouting, named_coins
from signalfill.parsing.parts import Part

_REASONS = {
    "because", "since", "as", "while", "due", "cause", "cuz", "bcs", "bc", "after", "until", "when",
    "porque", "weil", "karena", "потому", "так", "тк", "поскольку", "пока", "vì",
    "çünkü",
    "parce", "ponieważ", "eftersom", "unless", "like", "against", "vs",
    "except", "excluding", "besides", "кроме", "excepto", "außer",
    "sauf", "kecuali", "除了",
}  # fmt: skip
_ALL = {"all", "every", "todos", "todas", "tous", "toutes", "alle", "все", "всех", "всем", "semua",
        "tüm", "wszystkie", "alla", "tất cả"}  # fmt: skip
_TRADES = re.compile(
    r"order|trade|position|long|short|stop|bid|limit|pos|ордер|сделк|позиц|лимит|лонг|шорт|posisi"
    r"|emir|pozisyon|lệnh|zlecen"
)
_BOTH = {"both", "beide", "beiden", "ambos", "ambas", "оба", "обе", "обоих", "обеим", "keduanya",
         "tous les deux", "entrambi", "ikisi", "cả hai", "两个", "两单"}  # fmt: skip
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
        both = self._both(index)
        if both:
            return both
        topic = self._topics[index]
        if topic is not None:
            return topic
        return self._behind(index) or self._only

    def _both(self, index: int) -> tuple[str, ...]:
        """`LINK hit TP1, UNI hit TP2. SL to entry on both`: the two that were named."""
        if not any(
            token.key in _BOTH or token.text in _BOTH for token in self._parts[index].tokens
        ):
            return ()
        named = dict.fromkeys(
            base
            for before in range(index)
            for group in self._eligible(before)
            for base in group.bases
        )
        return tuple(named) if len(named) == 2 else ()

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
            groups = self._acted_on(later)
            if groups:
                return groups[0].bases
        return ()

    def _acted_on(self, index: int) -> list[NamedCoins]:
        """Not in a part that only says that they are held: `BTC stays open`."""
        concepts = {token.concept for token in self._parts[index].tokens}
        return [] if C.HOLD in concepts and not concepts & _VERBS else self._eligible(index)

    def _single(self) -> tuple[str, ...]:
        """The one coin of a message that names no other."""
        named = {
            group.bases for index in range(len(self._parts)) for group in self._acted_on(index)
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
    _join_lists(parts, groups)
    return groups


def _join_lists(parts: list[Part], groups: list[list[NamedCoins]]) -> None:
    """`SOL, ETH: stops to entry` and `closing all (SOL, ETH)`: lists over commas."""
    run: list[int] = []
    for index in range(1, len(parts)):
        if not _continues(parts, groups, index):
            _share(groups, run)
            run = []
            continue
        run = [*(run or [index - 1]), index]
    _share(groups, run)


def _continues(parts: list[Part], groups: list[list[NamedCoins]], index: int) -> bool:
    left, right = groups[index - 1], groups[index]
    before, after = parts[index - 1], parts[index]
    if before.sentence != after.sentence or not left or not right:
        return False
    if left[-1].end != len(before.tokens) or right[0].start != 0:
        return False
    end = right[0].end
    ends = end == len(after.tokens) or after.tokens[end].concept == C.CLOSING
    return left[-1].start == 0 or ends


def _share(groups: list[list[NamedCoins]], run: list[int]) -> None:
    """Every place of a list is about all of it."""
    members = [groups[index][-1 if at == 0 else 0] for at, index in enumerate(run)]
    bases = tuple(dict.fromkeys(base for group in members for base in group.bases))
    for at, index in enumerate(run):
        place = -1 if at == 0 else 0
        groups[index][place] = groups[index][place]._replace(bases=bases)


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
