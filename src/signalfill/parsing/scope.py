"""How far a doubt reaches: what is said behind a complete call seldom governs its entry.

Behind the last price a clause may still hold the order back (`wait for my go`, `only if BTC
holds`), but an expectation, advice on how to hold the trade, or a story of the chart does not.
"""

from __future__ import annotations

import re
from decimal import Decimal

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft
from signalfill.parsing.lexicon import KNOWN

_ORDERING = {C.ENTRY, C.LIMIT, C.OPENED, C.BUY, C.SELL, C.MARKET, C.MORE}
_SIDES = {C.LONG, C.SHORT}
_HELD_BACK = {C.IF, C.NOT, C.TRIGGER}
_HANDLING = {
    C.HOLD, C.RISK, C.LEVERAGE, C.MARGIN, C.PROFIT, C.LOSS, C.CLOSE, C.EXIT, C.MOVE, C.BREAKEVEN,
}  # fmt: skip
_ADVICE = re.compile(
    r"advic|advis(?:e$|er|or)|financ|investment|investor|финансов|инвестиц|инвест"
    r"|finanz|inversi|investiment|consej|consel|tavsiye|yatırım|keuangan|investis"
)
_CALL = re.compile(r"signal|сигнал|señal|sinal|sinyal|segnal|信号|trade|сделк|call|setup")
_OBJECTS = {C.TARGET, C.STOP, C.CLOSE, C.EXIT, C.MOVE, C.TRIM}
_UNKNOWN = {C.WORD, C.HAN}
_SUBJECTS = {"price", "chart", "it", "market", "this", "structure", "momentum"}
_PROSPECTS = {"ready", "soon"}
_STRANGE = 2
_TALK = {C.WORD, C.NOISE, C.AT, C.HAN}
_PROSE = 5


class Scope:
    """Where a call is complete, and which prices it has."""

    __slots__ = ("_levels", "_ordered", "_settled", "_stops")

    def __init__(self, draft: Draft) -> None:
        prices = draft.prices
        protected = bool(draft.stops or draft.stop_percent)
        complete = protected and draft.has_entry
        self._settled = max((price.token.end for price in prices), default=0) if complete else None
        self._levels = {Decimal(price.value) for price in prices}
        self._stops = {id(price.token) for price in draft.stops}
        self._ordered = self._stops | {
            id(price.token) for price in (*draft.entries, *draft.soft_entries)
        }

    def behind(self, clause: list[Token]) -> bool:
        """The clause begins behind the last price of a complete call."""
        return self._settled is not None and clause[0].start >= self._settled

    def numbers_known(self, clause: list[Token]) -> bool:
        """No number, or behind the call none but its own: `to breakeven after hitting 0.392`."""
        numbers = [token for token in clause if token.concept == C.NUMBER]
        return not numbers or (
            self.behind(clause) and all(Decimal(each.value) in self._levels for each in numbers)
        )

    def without_stop_words(self, clause: list[Token]) -> list[Token]:
        """Without what stands between a stop's label and its price: `stop if 1d closes below 5`."""
        if not any(token.concept == C.STOP for token in clause):
            return clause
        ends = [at for at, token in enumerate(clause) if id(token) in self._stops]
        labels = [at for at, token in enumerate(clause) if token.concept == C.STOP]
        if not ends or not labels or labels[0] > ends[0]:
            return clause
        label = max(at for at in labels if at < ends[0])
        words = {token.concept for token in clause[label + 1 : ends[0]]}
        return clause if words & _ORDERING else [*clause[: label + 1], *clause[ends[0] :]]

    def intends(self, clause: list[Token]) -> bool:
        """`will take profit around 5.4`: the `will` has an object of its own."""
        return all(
            each.value == "expect" and after is not None and after.concept in _OBJECTS
            for each, after in zip(clause, [*clause[1:], None], strict=True)
            if each.concept == C.WAIT
        )

    def only_expects(self, clause: list[Token]) -> bool:
        """`Expecting a move up`: what the author thinks will come of the trade."""
        found = {token.concept for token in clause}
        expects = all(each.value == "expect" for each in clause if each.concept == C.WAIT)
        return expects and self.behind(clause) and not found & (_ORDERING | _HELD_BACK)

    def prices_in(self, clause: list[Token]) -> bool:
        """A price of the entry or of the stop stands in it."""
        return any(id(token) in self._ordered for token in clause)

    def foresees(self, clause: list[Token]) -> bool:
        """`TIA looks ready.`, `BTC could bounce soon.`: about the coin, with no order in it."""
        subject = clause[0]
        named = subject.concept == C.SYMBOL or subject.key in _SUBJECTS or subject.key in KNOWN
        loose = all(
            each.value == "expect" or each.key in _PROSPECTS
            for each in clause
            if each.concept == C.WAIT
        )
        found = {token.concept for token in clause}
        said = found & (_ORDERING | _SIDES | _HELD_BACK | {C.NUMBER, C.SPOT, C.COLON})
        return named and loose and len(clause) > 1 and not said

    def advises(self, clause: list[Token]) -> bool:
        """`don't hold through the open`, `not more than 3 %`: how to hold it, not whether."""
        if not self.behind(clause) or {each.concept for each in clause} & (_ORDERING | _SIDES):
            return False
        denied = [at for at, each in enumerate(clause) if each.concept == C.NOT]
        return all(_handles(clause[at + 1 : at + 3]) for at in denied)

    def disclaims(self, clause: list[Token]) -> bool:
        """`None of this is investment advice`: in whatever words, behind the call."""
        ordering = (_ORDERING | _SIDES) - {C.MARKET}  # "nothing here is …"
        if not self.behind(clause) or {each.concept for each in clause} & ordering:
            return False
        keys = [each.key for each in clause]
        return any(map(_ADVICE.match, keys)) and not any(map(_CALL.match, keys))

    def speaks_of_it(self, clause: list[Token]) -> bool:
        """`The signal is zorked until further notice`: of the call itself, in unknown words."""
        if not self.behind(clause):
            return False
        strange = sum(each.concept in _UNKNOWN for each in clause)
        if strange < _STRANGE:
            return False
        named = any(_CALL.match(each.key) for each in clause)
        labelled = any(each.concept in {C.COLON, C.PERSON, C.HASH, C.BAR} for each in clause)
        talk = sum(each.concept in _TALK for each in clause)
        terse = talk <= _PROSE and not labelled
        return named and terse

    def describes(self, clause: list[Token]) -> bool:
        """A story of the chart in a sentence, which no condition begins."""
        talk = sum(token.concept in _TALK for token in clause)
        return self.behind(clause) and talk > _PROSE and clause[0].concept != C.IF


def _handles(words: list[Token]) -> bool:
    """What follows the `don't` is about a trade that is open."""
    first = next((each for each in words if each.concept not in {C.AT, C.NOISE}), None)
    if first is None or (first.concept == C.HOLD and "hold" not in first.key):
        return False
    return first.concept in _HANDLING and first.value != "place"
