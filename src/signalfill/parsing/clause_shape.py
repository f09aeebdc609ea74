"""The letters of a clause, where words mean something else beside their neighbours."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN

_LOCKING = {"lock", "locking"}
_TRAILING = {"trailing stop", "trailing sl", "trailing stop loss"}
_UNITS = {"pips", "points", "pts", "ticks", "hours", "hour", "h", "minutes", "giá", "пунктов"}
_FEW = 3
_SALES = {
    "vip", "premium", "membership", "memberships", "subscription", "subscriptions", "sale",
    "discount", "promo", "offer", "coupon", "code", "join", "lifetime", "week", "weekend", "month",
    "today only", "this week", "this weekend", "this month", "ends", "until", "friday",
    "everything",
}  # fmt: skip
_TAKES = {"take", "taking", "took", "takes", "sold", "sell", "selling", "secured", "close another"}


_MAY_ACT = re.compile(
    r"[CUXRMGmegBzshIW]|S[^0]*[E\^@→TK]|S[^0:]+0|[ST].*0_?[→\^>]|T[^0]*[€wK]|[%7].*%|%|[07]/[07]"
)
_TO_BE = {"to be", "be"}
_BIDS = {"bid", "bids"}
_OWNERS = {"the", "my", "our", "that", "this", "your", "those", "these"}
_ADVISING = {"i would", "i'd", "i'd rather"}  # "I would close half here": told as advice
_ADJECTIVES = {"tight", "tighter"}
_WITH = {"with", "use", "using", "set", "make", "keep", "pasang", "klo", "kalo"}
_PASSIVE = {C.HIT, C.STOPPED, C.FILLED, C.MOVE, C.CANCEL, C.TRIGGER, C.CLOSE, C.HYPOTHESIS}
_PARTICIPLES = {"run", "taken", "swept", "hunted", "set", "placed", "honest", "safe", "careful"}
_BETWEEN = {C.NOISE, C.AT, C.PROFIT, C.TARGET, C.PERCENT, C.PART}


def may_act(clause: list[Token]) -> bool:
    """Whether the clause may hold an instruction; `TP1: 150` and `SL: 135` hold none."""
    if _MAY_ACT.search("".join([token.concept for token in clause])):
        return True
    return not _TRAILING.isdisjoint([token.key for token in clause])


def clause_shape(clause: list[Token]) -> str:
    """A trailing stop is a stop here, `half off` a part taken, `1/3` a part."""
    letters = [str(token.concept) for token in clause]
    for at in range(len(clause)):
        meant = _named(clause, at, letters) or _by_neighbours(clause, at, letters)
        if meant is not None:
            letters[at] = meant
            if meant == C.PART:
                letters[at + 1 : at + 3] = [C.NOISE, C.NOISE]
    return "".join(letters)


def _named(clause: list[Token], at: int, letters: list[str]) -> str | None:
    """What a word alone, or with the part behind it, says of a trade."""
    token = clause[at]
    if token.key in _TRAILING or _rests(clause, at):
        return C.STOP if token.key in _TRAILING else C.LIMIT
    if token.concept == C.BREAKEVEN:
        return _not_breakeven(clause, at)
    if (
        token.key in _ADVISING
        or _upwards(clause, at)
        or (token.key in _ADJECTIVES and not _handled(clause, at))
    ):
        return C.NOISE
    if token.key == "off" and at and letters[at - 1] in {C.PERCENT, C.PART}:
        return C.TRIM if _taken_off(clause, at - 1) else None
    if token.key in _LOCKING and letters[at + 1 : at + 2] == [C.PERCENT]:
        return C.PROTECT
    orders = token.concept == C.TARGET and _orders(clause, at)
    takes = token.key.split(" ")[0] in _TAKES  # "took profits" is a phrase of its own
    return C.TRIM if orders or (takes and _takes_part(clause, at)) else None


def _upwards(clause: list[Token], at: int) -> bool:
    """`stop up to 96.4k`: the direction, not a gain."""
    before = clause[at - 1].concept if at else ""
    after = clause[at + 1].concept if at + 1 < len(clause) else ""
    return clause[at].key == "up" and before == C.STOP and after in {C.TO, C.AT, C.NUMBER}


def _rests(clause: list[Token], at: int) -> bool:
    """`the DOT bid`, `my bids`: orders that rest; behind them or before stands no price."""
    return (
        clause[at].key in _BIDS
        and at > 0
        and (clause[at - 1].key in _OWNERS or clause[at - 1].concept in {C.SYMBOL, C.WORD})
    )


def _not_breakeven(clause: list[Token], at: int) -> str | None:
    """An average where no stop is named, and the verb of `stops to be run`."""
    if clause[at].key.startswith("average"):
        return C.AVERAGE
    passive = clause[at].key in _TO_BE and _acted_upon(clause, at + 1)
    return C.TO if passive else None


def _handled(clause: list[Token], at: int) -> bool:
    """`hold with tight SL`, `keep the stop tight`; `10 calls a week, tight stops` praises."""
    return any(each.concept in {C.HOLD, C.MOVE} or each.key in _WITH for each in clause[:at])


def _acted_upon(clause: list[Token], at: int) -> bool:
    """`stops to be run`, `the order is to be filled`: a passive, and no breakeven."""
    if at >= len(clause):
        return False
    following = clause[at]
    return following.concept in _PASSIVE or following.key in _PARTICIPLES


def _orders(clause: list[Token], at: int) -> bool:
    """`TP SOL here`, `tp now`: a verb, where no level and no result stands beside it."""
    rest = clause[at + 1 :]
    if (
        any(token.concept != C.NOISE for token in clause[:at])
        or not rest
        or len(rest) > _FEW
        or clause[at].text.endswith("s")
    ):
        return False
    plain = all(t.concept in {C.SYMBOL, C.WORD, C.NOISE, C.MARKET, C.AT, C.AND} for t in rest)
    return plain and any(
        t.concept in {C.SYMBOL, C.MARKET} or (t.concept == C.WORD and t.key in KNOWN) for t in rest
    )


def _taken_off(clause: list[Token], at: int) -> bool:
    """`take 30% off`, `SOL 30% off`, `half off`; not `membership now 30% off`, a sale."""
    if any(token.key in _SALES for token in clause):
        return False
    before = clause[at - 1] if at else None
    if before is None or before.concept not in {C.WORD, C.AT, C.IF, C.MARKET, C.NOISE}:
        return True
    return before.text.isupper() or bool(_TAKES & {token.key for token in clause[:at]})


def _by_neighbours(clause: list[Token], at: int, letters: list[str]) -> str | None:
    if _is_fraction(clause, at):
        return C.PART
    if counts_units(clause, at):
        return C.TIMEFRAME
    parted = letters[at + 1 : at + 2] in ([C.PART], [C.PERCENT])
    if parted and letters[at] == C.CANCEL:
        return C.TRIM  # "снимаем половину": the same verb takes an order away
    if parted and letters[at] == C.TARGET:
        chinese = clause[at].key == "han"  # "止盈一半"
        of_it = letters[at + 1] == C.PERCENT and _of(clause, at + 2)  # "TP 25% of the position"
        return C.TRIM if chinese or of_it else None
    return None


def counts_units(clause: list[Token], at: int) -> bool:
    """Whether a number counts units (`2 小时级别`, `5 pips`) and is no price."""
    if clause[at].concept != C.NUMBER or at + 1 == len(clause):
        return False
    unit = clause[at + 1]
    timed = unit.concept in {C.PERIOD, C.CANDLE} and unit.key != "in"  # "to 2.1 in FIL"
    return timed or unit.key in _UNITS


def _is_fraction(clause: list[Token], at: int) -> bool:
    """`1/3` and `1/2`, written in one."""
    three = clause[at : at + 3]
    if len(three) < 3 or three[1].concept != C.OR:
        return False
    if not {three[0].concept, three[2].concept} <= {C.NUMBER, C.RATE}:
        return False
    whole = all(each.text.isdecimal() and len(each.text) == 1 for each in three[::2])
    return whole and three[0].end + 1 == three[2].start and three[0].text < three[2].text


def _takes_part(clause: list[Token], at: int) -> bool:
    """`take another 25%`, `sold 1/3`; not `take 1% risk`."""
    for place in range(at + 1, min(at + 4, len(clause))):
        if clause[place].concept not in _BETWEEN and not _is_fraction(clause, place):
            return False
        if clause[place].concept in {C.PERCENT, C.PART} or _is_fraction(clause, place):
            return not any(each.concept == C.RISK for each in clause[place : place + 3])
    return False


def _of(clause: list[Token], at: int) -> bool:
    return at < len(clause) and clause[at].key in {"of", "de", "от", "da", "del"}
