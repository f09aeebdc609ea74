"""Closing a trade, wholly or in part."""

from __future__ import annotations

import re
from decimal import Decimal

from signalfill.parsing.action import Action
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.objects import acts_on_trade

TOLD_CLOSED = "told closed"
# Closed or left; trimmed; a share secured; a share sold; "take 30 % off".
_EXIT = re.compile(r"[CUR]|m(?=[_@]?[%h])|s(?=[_@]?[h%])|(?<=[h%])s|(?<=h@[€w=_])s|T(?=%_)")
_CHOICE = re.compile(r"[CU][^STX]{0,4}/[^STX]{0,4}H|H[^STX]{0,3}/[^STX]{0,4}[CU]")
_LEVEL = re.compile(r"[_@€w]{0,3}[<>][_@]?0")
_ORDER = re.compile(r"[_@€w]{0,3}I(?![:_@]*0)")
_ORDERED = re.compile(r"I字?\Z")  # "挂单先撤"
_LEADING_PRICE = re.compile(r"[@_€w]?@0")
_LABEL = re.compile(r"[pE]?[:→][_¢]?0|pE?_?0")
_REST = re.compile(r"z[_@]?[RCUm]|[RCUm][_@]{0,2}z")
_REST_OF_IT = re.compile(r"[_@]{0,2}z[_@]?[%h]")
_FULLY = {
    "fully", "completely", "entirely", "полностью", "целиком", "completo", "completamente",
    "totalmente", "vollständig", "komplett", "entièrement", "tamamen", "całości",
}  # fmt: skip
_LOCKS = {
    "lock", "locking", "lock in", "lock profits", "lock in profits", "lock in profit",
    "secure profit", "secure profits", "lock some profits", "lock in some profits", "lock gains",
    "secure gains", "secure your profit", "secure your profits", "lock in gains", "secure",
}  # fmt: skip
_OWNERS = {"my", "our", "your", "the", "his", "their", "an", "planned", "final", "next"}
CANDLE_CLOSE = re.compile(r"[3k][^0]{0,2}C|C[^0%]{0,3}[k<>]|q[^0]?C|C@_?k|C_?3\Z")
_OTHER_NUMBERS = {C.STOP, C.TARGET, C.PROFIT, C.LOSS, C.MOVE, C.ENTRY, C.AVERAGE, C.ADD, C.HIT}
_WEIGHTLESS = {C.NOISE, C.PERSON, C.OTHER, C.DONE, C.PERIOD_MARK}
_VERB_LAST = 6  # "hacmin %50'sini tam şu an kapatıyorum": the verb closes the sentence
_SMALLEST_SHARE = Decimal("0.01")
_NO_TRADES = {
    "liquidity", "channel", "group", "market", "markets", "chat", "week", "day", "month", "year",
    "candle", "weekend", "polls", "app", "account", "session", "room", "eye", "eyes", "friday",
}  # fmt: skip


def exit_actions(clause: list[Token], shape: str) -> list[Action]:
    if _CHOICE.search(shape) or CANDLE_CLOSE.search(shape):
        return []
    for match in _EXIT.finditer(shape):
        if _about_a_trade(clause, shape, match):
            return [_exit(clause, shape, match)]
    return []


def _exit(clause: list[Token], shape: str, match: re.Match[str]) -> Action:
    at = match.start()
    if _ORDER.match(shape, match.end()) or _ORDERED.search(shape[:at]):
        return Action("cancel", rule="an order taken away", at=at)
    if _LEVEL.match(shape, match.end()):
        return Action("other", rule="a level to close at", at=at)
    fraction = _fraction(clause, shape, match)
    partly = fraction is not None or match.group() not in "CU" or _says_part(clause, match)
    if _REST_OF_IT.match(shape, match.end()) or (
        fraction is None and _wholly(clause, shape, match)
    ):
        partly = False
    price = _named_price(clause, shape, match)
    if partly and fraction != "1":
        return Action("reduce", fraction=fraction, rule="part closed", named_price=price, at=at)
    rule = TOLD_CLOSED if clause[at].value == "past" else "closed"
    return Action("close", rule=rule, named_price=price, at=at)


def _about_a_trade(clause: list[Token], shape: str, match: re.Match[str]) -> bool:
    """Not `to lock profits` (a purpose), `close to the stop`, `EXIT: 7.91/7.95` (a label)."""
    before, after = shape[: match.start()], shape[match.end() :]
    verb, left = match.group(), clause[match.start() - 1 : match.start()]
    others = before.endswith("^") or (verb == "C" and after.startswith("^"))
    if verb == "R":
        risk = after[:1] in {"r", "V"} and not {"%", "h"} & set(after)
        by_stop = clause[match.start()].key in _LOCKS and C.STOP in after
        others = others or risk or by_stop  # "lock profits with a stop at TP1"
    elif verb in "CU":
        owned = bool(left) and left[0].key in _OWNERS  # "my exit is 31"
        others = others or owned or _LABEL.match(after) is not None
    near = clause[max(0, match.start() - 1) : match.end() + 3]
    if others or any(token.key in _NO_TRADES for token in near):
        return False
    return acts_on_trade(clause, match.start())


def _named_price(clause: list[Token], shape: str, match: re.Match[str]) -> str | None:
    """The level in `close at 160`, `close half of SOL around 160`; not a stop's or a target's."""
    for at in range(match.end(), len(clause)):
        if shape[at] == C.NUMBER:
            return clause[at].value
        if shape[at] in _OTHER_NUMBERS:
            return None
    leading = _LEADING_PRICE.match(shape)  # "At 150 take half off SOL"
    return clause[leading.end() - 1].value if leading else None


def _wholly(clause: list[Token], shape: str, match: re.Match[str]) -> bool:
    """`fix the rest here`, `фиксирую позицию полностью`: all of what is left."""
    near = shape[max(0, match.start() - 2) : match.end() + 3]
    if _REST.search(near):
        return True
    return any(token.key in _FULLY for token in clause[match.end() : match.end() + 4])


def _says_part(clause: list[Token], match: re.Match[str]) -> bool:
    after = clause[match.end() : match.end() + 3]
    return any(token.concept in {C.PART, C.MULTIPLE} for token in after) and not any(
        token.concept == C.DASH for token in after
    )


def _fraction(clause: list[Token], shape: str, match: re.Match[str]) -> str | None:
    """The part to close: said in the verb, after it, or right before it."""
    verb = clause[match.start()]
    if verb.concept == C.TRIM and verb.value:
        return verb.value
    return _fraction_behind(clause, shape, match) or _fraction_before(clause, shape, match)


def _fraction_behind(clause: list[Token], shape: str, match: re.Match[str]) -> str | None:
    for at in range(match.end(), min(len(clause), match.end() + 5)):
        token = clause[at]
        if (
            token.concept == C.PERCENT
            and shape[at - 1] not in "P+<>"
            and clause[at - 1].key != "with"
        ):
            share = _share(token.text)
            return _remainder(share) if match.group() == "R" and shape[at - 1] == C.TO else share
        if token.concept == C.PART and token.value:
            return token.value
        if shape[at] == C.PART and token.concept in {C.NUMBER, C.RATE}:
            return _ratio(token.value, clause[at + 2].value)
        if token.concept == C.RATE and at + 2 < len(clause) and clause[at + 2].concept == C.RATE:
            return _ratio(token.value, clause[at + 2].value)
        if token.concept in {C.STOP, C.TARGET}:
            break
    return None


def _fraction_before(clause: list[Token], shape: str, match: re.Match[str]) -> str | None:
    behind = clause[match.end() : match.end() + 1]
    last = all(each.concept in _WEIGHTLESS or each.concept == C.AND for each in behind)
    reach = _VERB_LAST if last else 3
    for at in range(max(0, match.start() - reach), match.start()):
        token = clause[at]
        if token.concept == C.PERCENT and (at == 0 or shape[at - 1] not in "+-PQ"):
            return _share(token.text)
        if token.concept == C.PART and token.value:
            return token.value
    return None


def _ratio(first: str, second: str) -> str | None:
    if not second or Decimal(second) == 0:
        return None
    return format((Decimal(first) / Decimal(second)).quantize(Decimal("0.001")).normalize(), "f")


def _remainder(share: str | None) -> str | None:
    """`reduce to 25%` sells the other 75 %."""
    return None if share is None else format((1 - Decimal(share)).normalize(), "f")


def _share(text: str) -> str | None:
    parts = [part.strip("% ").replace(",", ".") for part in text.split("-")]
    try:
        values = [Decimal(part) for part in parts if part]
    except ArithmeticError:
        return None
    if not values:
        return None
    share = sum(values, Decimal(0)) / len(values) / 100
    return format(share.normalize(), "f") if _SMALLEST_SHARE <= share <= 1 else None
