"""What a verb acts upon: `close SOL` and `exit the trade` are orders, `close the door` is not."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import ALSO_WORDS, KNOWN, verbs
from signalfill.parsing.strangers import closes_a_period, has_strange_object


def _set(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(";"))


_ENGLISH_VERBS = _set(verbs.ENGLISH_VERBS)
_TAKING = _set(verbs.TAKING)
_WEAK = _set(verbs.WEAK)
_DETERMINERS = _set(verbs.DETERMINERS)
_TRADES = _set(verbs.TRADES)
_ADVERBS = _set(verbs.ADVERBS)
_SUBJECTS = _set(verbs.SUBJECTS)
_OTHERS = _set(verbs.OTHERS)
_AUXILIARIES = _set(verbs.AUXILIARIES)
_VERBS = _ENGLISH_VERBS | _TAKING
_OURSELVES = {"me", "us", "hand", "myself", "our", "my"}
_OBJECTS = {C.STOP, C.TARGET, C.PART, C.PERCENT, C.LIMIT, C.REST, C.BREAKEVEN}
_SHARES = {C.PERCENT, C.PART, C.NUMBER, C.OR}


def acts_on_trade(part: list[Token], at: int) -> bool:
    """Whether the verb at a place has a trade for its object, said or left out.

    Other languages bend their verbs: there any object may stand.
    """
    verb = part[at]
    english = not {verb.key, verb.key.split(" ")[0]}.isdisjoint(_VERBS)
    if _by_others(part, at):
        return False
    if not english:
        named = " " in verb.key or _OBJECTS & {token.concept for token in part}
        strange = not named and has_strange_object(part, at) and not _named_before(part, at)
        return not (strange or closes_a_period(part, at))
    whole = " " in verb.key and verb.key not in _ENGLISH_VERBS  # "close the trade" has its object
    if verb.key == "leave" and _leaves_be(part, at):
        return False
    fits = whole or (_object_fits(part, at) and not _counted(part, at))
    return fits and _told_of(part, at)


def adds(part: list[Token]) -> bool:
    """Whether the author, and no firm in the news, adds to a trade."""
    return any(token.concept == C.ADD and acts_on_trade(part, at) for at, token in enumerate(part))


def _by_others(part: list[Token], at: int) -> bool:
    """`cancelled by the exchange`, but `cut by half`."""
    following = part[at + 1 : at + 3]
    return (
        len(following) > 1
        and following[0].key == "by"
        and following[1].concept not in {C.PERCENT, C.PART}
        and following[1].key not in _OURSELVES
    )


def _counted(part: list[Token], at: int) -> bool:
    """`closed 12 trades this week`: what was done."""
    following = part[at + 1 : at + 3]
    counted = len(following) > 1 and following[0].concept == C.NUMBER
    return counted and following[1].key in _TRADES


def _told_of(part: list[Token], at: int) -> bool:
    """Not `rate cut`, `market closed`, `breaking out of`: what closed there is no trade."""
    if at == 0:
        return True
    who = next((t for t in reversed(part[:at]) if t.key not in _AUXILIARIES), part[at - 1])
    if who.key in _OTHERS or (who.key in {"shorts", "longs"} and part[at].key.endswith("ing")):
        return False
    before = part[at - 1]
    if before.concept in {C.TRIGGER, C.HAN}:
        return before.key == "han"
    if before.concept not in {C.WORD, C.NOISE, C.CANDLE, C.PRICE, C.INFO, C.AT, C.RATE}:
        return True
    named = before.key in KNOWN and before.key not in ALSO_WORDS
    known = before.key in _SUBJECTS or before.key in _TRADES or named or not before.text.isascii()
    return known or (before.text.isupper() and (len(before.text) > 1 or at == 1))


def _object_fits(part: list[Token], at: int) -> bool:
    needed, taking = part[at].key in _WEAK, part[at].key in _TAKING
    for token in part[at + 1 : at + 6]:
        if token.key in _DETERMINERS or (taking and token.concept in _SHARES):
            continue
        if token.key in _TRADES:
            return True
        if token.concept in {C.LEVERAGE, C.RISK, C.CANDLE}:
            return False
        if token.concept not in {C.WORD, C.NOISE, C.AT, C.INFO, C.PERIOD, C.HORIZON, C.AREA}:
            return True
        if _is_name(token) or not token.text[:1].isalnum():
            return True
        return token.key in _ADVERBS and (not needed or _named_before(part, at))
    return not needed or _named_before(part, at)


def _leaves_be(part: list[Token], at: int) -> bool:
    """`leave SOL`, `leave the rest`: nothing is to be done with it."""
    following = next((t for t in part[at + 1 : at + 4] if t.key not in {"the", "my", "your"}), None)
    if following is None:
        return False
    return following.concept in {C.SYMBOL, C.REST, C.STOP, C.TARGET} or _is_name(following)


def _named_before(part: list[Token], at: int) -> bool:
    return any(
        token.concept in {C.SYMBOL, C.LIMIT, C.ENTRY, C.LONG, C.SHORT} or _is_name(token)
        for token in part[:at]
        if token.text.isascii()
    )


def _is_name(token: Token) -> bool:
    known = token.key in KNOWN and token.key not in ALSO_WORDS
    return known or not token.text.isascii() or (token.text.isupper() and len(token.text) > 1)
