"""The gates that look at the market. The signal is in the venue's price frame here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from signalfill.domain.account.breaker import loss_streak
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.call_book import Call, CallBook
from signalfill.domain.codes import Gate
from signalfill.domain.planning.entries import chase_limit
from signalfill.domain.price_frame import PEGGED
from signalfill.domain.product import MAX_QUOTE_AGE, PriceRange, Product, Quote
from signalfill.domain.rules import Rules
from signalfill.domain.settings import AccountSettings
from signalfill.domain.signal import EntryKind, Signal
from signalfill.domain.values import plain
from signalfill.domain.verdict import GateResult


@dataclass(frozen=True, slots=True)
class Market:
    """The signal in the venue's price frame, beside what the venue says now.

    `since_posting` covers the time since the message; None where the venue has no candles.
    `dollars` is what one unit of the account's quote currency is worth in USD; None where it is not
    known.
    """

    signal: Signal
    rules: Rules
    account: AccountSettings
    watch: AccountWatch
    dollars: Decimal | None
    product: Product
    quote: Quote
    since_posting: PriceRange | None
    call_book: CallBook
    now: datetime


def _market_state(context: Market) -> GateResult:
    closed = context.product.closed_for_entries
    return GateResult(gate=Gate.MARKET_STATE, passed=closed is None, value=closed or "online")


def _quote(context: Market) -> GateResult:
    quote = context.quote
    return GateResult(
        gate=Gate.QUOTE, passed=quote.is_sane, value=f"{plain(quote.bid)}/{plain(quote.ask)}"
    )


def _quote_age(context: Market) -> GateResult:
    age = (context.now - context.quote.at).total_seconds()
    return GateResult(
        gate=Gate.QUOTE_AGE,
        passed=context.quote.is_fresh(context.now),
        value=f"{age:.1f}s",
        threshold=f"{int(MAX_QUOTE_AGE.total_seconds())}s",
    )


def _depeg(context: Market) -> GateResult:
    """Signals are priced in dollars: is our coin still one? Other money is converted, if known."""
    quote, dollars = context.product.quote, context.dollars
    if dollars is None:
        return GateResult(gate=Gate.DEPEG, passed=False, value=f"{quote} in USD is not known")
    if quote not in PEGGED:
        return GateResult(gate=Gate.DEPEG, passed=True, value=f"{quote} at {dollars:.5f} USD")
    return _at_most(Gate.DEPEG, abs(dollars - 1), context.account.depeg_tolerance)


def _loss_streak(context: Market) -> GateResult:
    channel_id = context.signal.provenance.channel_id
    return loss_streak(context.watch, context.account, channel_id, context.now)


def _spread(context: Market) -> GateResult:
    return _at_most(Gate.SPREAD, context.quote.spread, context.rules.max_spread)


def _at_most(gate: Gate, value: Decimal, limit: Decimal) -> GateResult:
    return GateResult(
        gate=gate, passed=value <= limit, value=f"{value:.5f}", threshold=plain(limit)
    )


def _price_frame(context: Market) -> GateResult:
    """The price the signal names against ours when it was posted: is it the same thing?"""
    reference = context.signal.reference_price
    if reference is None:
        return GateResult(gate=Gate.PRICE_FRAME_MISMATCH, passed=True, value="no price named")
    seen = context.since_posting
    ours = seen.open if seen is not None else context.quote.to_enter(context.signal.side)
    at_market = context.signal.entry_kind is EntryKind.MARKET
    rules = context.rules
    limit = rules.price_frame_tolerance_market if at_market else rules.price_frame_tolerance_resting
    return _at_most(Gate.PRICE_FRAME_MISMATCH, abs(reference / ours - 1), limit)


def _same_call(context: Market) -> GateResult:
    """One position for one idea, whoever repeats it (docs/settings.md, `same_call_window`)."""
    double = next((call for call in context.call_book.calls if _is_double(context, call)), None)
    if double is None:
        return GateResult(gate=Gate.SAME_CALL, passed=True)
    return GateResult(gate=Gate.SAME_CALL, passed=False, value=double.position_id)


def _is_double(context: Market, call: Call) -> bool:
    signal, rules = context.signal, context.rules
    if call.origin_message_id == origin_message_id(signal):
        return True
    if call.side is not signal.side or context.now - call.at > rules.same_call_window:
        return False
    price = signal.reference_price or context.quote.to_enter(signal.side)
    return abs(price / call.entry_price - 1) <= rules.same_call_distance


def origin_message_id(signal: Signal) -> str:
    """Where it was first said, with its place in the message: equal for every copy."""
    first = signal.provenance.origin.message_id or signal.provenance.message_id
    return f"{first}-{signal.signal_id.rpartition('-')[2]}"


def _already_open(context: Market) -> GateResult:
    here = context.signal.provenance.channel_id
    live = next(
        (call for call in context.call_book.calls if call.live and call.channel_id == here), None
    )
    value = live.position_id if live else ""
    return GateResult(gate=Gate.ALREADY_OPEN, passed=live is None, value=value)


def _cool_down(context: Market) -> GateResult:
    """After a loss; what is not known counts as one."""
    here = context.signal.provenance.channel_id
    closed = [
        call.closed_at
        for call in context.call_book.calls
        if call.channel_id == here and call.closed_at is not None and call.lost is not False
    ]
    rest = context.rules.cool_down
    since = context.now - max(closed) if closed else None
    return GateResult(
        gate=Gate.COOL_DOWN,
        passed=since is None or since >= rest,
        value="" if since is None else f"{int(since.total_seconds())}s",
        threshold=f"{int(rest.total_seconds())}s",
    )


def _run_away(context: Market) -> GateResult:
    """A market call is not chased beyond the price it named, nor far on its way to the stop."""
    reference = context.signal.reference_price
    if reference is None or context.signal.entry_kind is not EntryKind.MARKET:
        return GateResult(gate=Gate.RUN_AWAY, passed=True, value="resting or no price named")
    side = context.signal.side
    distance = (context.quote.to_enter(side) / reference - 1) * side.sign
    limit = chase_limit(context.signal, context.rules, reference)
    return _at_most(Gate.RUN_AWAY, distance, limit)


def _stop_not_touched(context: Market) -> GateResult:
    stop, seen, side = context.signal.stop_loss, context.since_posting, context.signal.side
    now = context.quote.to_exit(side)
    worst = side.rearmost(now, seen.worst(side)) if seen else now
    return GateResult(
        gate=Gate.STOP_TOUCHED,
        passed=stop is not None and side.is_ahead(worst, stop),
        value=plain(worst),
        threshold=plain(stop) if stop else "",
    )


def _target_not_passed(context: Market) -> GateResult:
    if not context.signal.take_profits:
        return GateResult(gate=Gate.TARGET_PASSED, passed=True, value="no target named")
    side, seen = context.signal.side, context.since_posting
    nearest, now = side.rearmost(*context.signal.take_profits), context.quote.to_enter(side)
    best = side.foremost(now, seen.best(side)) if seen else now
    return GateResult(
        gate=Gate.TARGET_PASSED,
        passed=side.is_ahead(nearest, best),
        value=plain(best),
        threshold=plain(nearest),
    )


_BEFORE_CALLS = (
    _loss_streak,
    _market_state,
    _quote,
    _quote_age,
    _spread,
    _depeg,
    _price_frame,
)
_ONE_CALL = (_same_call, _already_open, _cool_down)
_EDGE = (_stop_not_touched, _target_not_passed, _run_away)
MARKET_GATES = (*_BEFORE_CALLS, *_ONE_CALL, *_EDGE)
ADDITION_MARKET_GATES = (*_BEFORE_CALLS, *_EDGE)
"""Without those on repeated calls: an addition belongs to a call that is open already."""
