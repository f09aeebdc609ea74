"""Where in the message each field of a reading stands, and by which rule it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from signalfill.domain.signal import Evidence
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Price
from signalfill.parsing.fitting import TEMPLATE
from signalfill.parsing.intent import Conclusion
from signalfill.parsing.judge import ParsedCall
from signalfill.parsing.normalize import Normalized
from signalfill.parsing.reading_state import ReadingState
from signalfill.parsing.sides import side_of

_MOST = 120
_COIN_RULES = {"tag": "tagged", "nickname": "a nickname", "han": "a nickname"}
_HINTS = {C.SPOT, C.UP, C.DOWN}
_SHARES = {C.PERCENT, C.TIMES}


class FoundAt(NamedTuple):
    """One field in the normalised text."""

    field: str
    value: str
    start: int
    end: int
    rule: str


def find_evidence(
    conclusion: Conclusion, state: ReadingState, normalized: Normalized
) -> tuple[Evidence, ...]:
    if conclusion.actions:
        found = _amendments(conclusion, state.tokens)
    elif conclusion.calls:
        found = chain(_signals(conclusion.calls), _others(conclusion.calls, state))
    else:
        return ()
    return tuple(_in_original(mark, normalized) for mark in islice(found, _MOST))


def _in_original(mark: FoundAt, normalized: Normalized) -> Evidence:
    start, end = normalized.original_span(mark.start, mark.end)
    # Nothing to check: all of it is ours, and a message may hold many.
    return Evidence.model_construct(
        field=mark.field, value=mark.value, start=start, end=end, rule=mark.rule
    )


def _mark(field: str, value: str, token: Token, rule: str) -> FoundAt:
    if token.key == TEMPLATE:
        rule = "by a template of the channel"
    return FoundAt(field, value, token.start, token.end, rule)


def _signals(calls: list[ParsedCall]) -> Iterator[FoundAt]:
    for index, call in enumerate(calls):
        for mark in (*_coin(call), *_side(call), *_money(call), *_leverage(call)):
            yield mark._replace(field=f"signals.{index}.{mark.field}")


def _coin(call: ParsedCall) -> Iterator[FoundAt]:
    named = _first(
        token
        for token in call.part
        if token.concept != C.NUMBER and call.coin.base in (token.value.upper(), token.text.upper())
    )
    if named is not None and call.coin.base is not None:
        pair = "a pair" if named.concept == C.SYMBOL else "a name"
        yield _mark("base", call.coin.base, named, _COIN_RULES.get(named.key, pair))


def _side(call: ParsedCall) -> Iterator[FoundAt]:
    if call.side is None:
        return
    if call.side_implied:
        beside = call.draft.stops or call.draft.targets
        if beside:
            yield _mark("side", call.side, beside[0].token, "implied by where it lies")
        return
    said = _first(token for token in call.part if side_of(token) == call.side)
    said = said or _first(token for token in call.part if token.concept in _HINTS)
    if said is not None:
        yield _mark("side", call.side, said, "said")


def _money(call: ParsedCall) -> Iterator[FoundAt]:
    draft = call.draft
    labelled = "labelled" if draft.entry_label else "by position"
    yield from _prices("entry.prices", call.prices, labelled)
    market = _first(token for token in call.part if token.concept in {C.MARKET, C.OPENED})
    if call.entry_kind == "market" and market is not None:
        yield _mark("entry.kind", "market", market, "said")
    for number, value in enumerate(call.targets):
        token = _target(call, number, value)
        if token is not None:
            yield _mark(f"take_profits.{number}", value, token, "labelled")
    stop = draft.stops[0].token if draft.stops else _share(call, call.stop)
    if stop is not None and call.stop is not None:
        yield _mark("stop_loss", call.stop, stop, "labelled")
    frame = _first(t for t in call.part if call.stop_on_close in {t.text.lower(), t.value})
    if frame is not None and call.stop_on_close is not None:
        yield _mark("stop_on_close", call.stop_on_close, frame, "a candle's close")


def _prices(field: str, prices: list[Price], rule: str) -> Iterator[FoundAt]:
    for number, price in enumerate(prices):
        completed = price.value != price.token.value
        how = f"{rule}, completed by the price before" if completed and number else rule
        yield _mark(f"{field}.{number}", price.value, price.token, how)


def _target(call: ParsedCall, number: int, value: str) -> Token | None:
    shares = sum(not target[-1:].isdecimal() for target in call.targets[:number])
    if not value[-1:].isdecimal():
        return _share(call, value)
    return call.draft.targets[number - shares].token


def _share(call: ParsedCall, value: str | None) -> Token | None:
    wanted = (value or "").rstrip("%x")
    return _first(
        token
        for token in call.part
        if token.concept in _SHARES and token.text[:9].startswith(wanted)
    )


def _leverage(call: ParsedCall) -> Iterator[FoundAt]:
    if call.leverage is not None:
        times = [token for token in call.part if token.concept == C.TIMES]
        numbers = [token for token in call.part if token.concept == C.NUMBER]
        found = _first(token for token in (*times, *numbers) if token.value == call.leverage)
        if found is not None:
            yield _mark("leverage", call.leverage, found, "a leverage")


def _amendments(conclusion: Conclusion, tokens: list[Token]) -> Iterator[FoundAt]:
    if not conclusion.actions:
        return
    places: dict[str, Token] = {}
    for token in tokens:
        places.setdefault(token.text.upper(), token)
        places.setdefault(token.value.upper(), token)
    for number, action in enumerate(conclusion.actions):
        field = f"amendments.{number}"
        if action.base is not None and action.base in places:
            yield _mark(f"{field}.base", action.base, places[action.base], "a name")
        if action.span is not None:
            yield FoundAt(f"{field}.action", action.name, *action.span, action.rule)
        for value in (action.to or "").split(","):
            if value and value in places:
                yield _mark(f"{field}.to", value, places[value], action.rule)


def _others(calls: list[ParsedCall], state: ReadingState) -> Iterator[FoundAt]:
    """Numbers of no field; a stray one may have become an entry or a leverage after all."""
    known = {id(price.token) for call in calls for price in call.prices}
    for field, places in (("remark", state.informed), ("unexplained", state.unclaimed)):
        for at in places:
            token = state.tokens[at]
            if id(token) not in known:
                yield _mark(field, token.value, token, "no field of the order")


def _first(tokens: Iterable[Token]) -> Token | None:
    return next(iter(tokens), None)
