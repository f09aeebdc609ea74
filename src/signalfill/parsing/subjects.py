"""Which coins an instruction is about: those of its own part, else those its line is about."""

from __future__ import annotations

import re

from signalfill.parsing.coin_lists import VERBS, coins_of_parts
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.named_coins import NamedCoins, heads_line
from signalfill.parsing.parts import Part

_ALL = {"all", "every", "todos", "todas", "tous", "toutes", "alle", "все", "всех", "всем", "semua",
        "tüm", "wszystkie", "alla", "tất cả"}  # fmt: skip
_TRADES = re.compile(
    r"order|trade|position|long|short|stop|bid|limit|pos|ордер|сделк|позиц|лимит|лонг|шорт|posisi"
    r"|emir|pozisyon|lệnh|zlecen"
)
_BOTH = {"both", "beide", "beiden", "ambos", "ambas", "оба", "обе", "обоих", "обеим", "keduanya",
         "tous les deux", "entrambi", "ikisi", "cả hai", "两个", "两单"}  # fmt: skip
_REACH = 6


class Subjects:
    """The coins of each part, found in one walk; `of` answers for a part and a place in it."""

    def __init__(self, parts: list[Part]) -> None:
        self._groups = coins_of_parts(parts)
        self._parts = parts
        self._topics: list[tuple[str, ...] | None] = []
        self._walk()
        self._only = self._single()

    def of(self, index: int, at: int) -> tuple[str, ...]:
        """The coins that what stands at a place of a part is about; none where nobody says."""
        part = self._parts[index]
        own = _nearest(part.tokens, self._groups[index], at)
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
            for group in self._groups[before]
            for base in group.bases
        )
        return tuple(named) if len(named) == 2 else ()

    def _walk(self) -> None:
        head: tuple[str, ...] | None = None
        mentioned: tuple[str, ...] | None = None
        line = -1
        for index, part in enumerate(self._parts):
            groups = self._groups[index]
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
        """`close half and move sl to entry, KAS`: the coin named last in the sentence."""
        sentence = self._parts[index].sentence
        for later in range(index + 1, len(self._parts)):
            if self._parts[later].sentence != sentence:
                break
            groups = self._acted_on(later)
            if groups:
                return groups[0].bases
        return ()

    def _acted_on(self, index: int) -> list[NamedCoins]:
        """Not in a part that only says that they are held: `BTC stays open`."""
        concepts = {token.concept for token in self._parts[index].tokens}
        return [] if C.HOLD in concepts and not concepts & VERBS else self._groups[index]

    def _single(self) -> tuple[str, ...]:
        """The one coin of a message that names no other."""
        named = {
            group.bases for index in range(len(self._parts)) for group in self._acted_on(index)
        }
        return named.pop() if len(named) == 1 else ()


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


def _nearest(tokens: list[Token], groups: list[NamedCoins], at: int) -> NamedCoins | None:
    """The coin behind the verb, with no other verb between; else the one before it."""
    behind = next((group for group in groups if group.start > at), None)
    before = [group for group in groups if group.start <= at]
    if behind is not None:
        between = tokens[at + 1 : behind.start]
        if not before or not any(token.concept in VERBS for token in between):
            near = len(between) <= _REACH
            if near or not before:
                return behind
    return before[-1] if before else None
