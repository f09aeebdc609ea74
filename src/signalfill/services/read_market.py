"""Reads what the venue says about a signal's coin and about our means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.frame import in_frame
from signalfill.domain.holding import held
from signalfill.domain.market_gates import Market
from signalfill.domain.plan import Means
from signalfill.domain.position import Position
from signalfill.domain.settings import Control, Mode
from signalfill.domain.signal import Signal
from signalfill.domain.verdict import GateResult
from signalfill.ports import PositionStore, Venue


@dataclass(frozen=True, slots=True)
class Readings:
    market: Market
    means: Means


def read_market(
    signal: Signal, *, control: Control, venue: Venue, positions: PositionStore, now: datetime
) -> Readings | GateResult:
    """Product, quote, candles, call book, balances and fees; or the gate that refuses.

    Raises:
        VenueUnavailableError: a read had no usable answer: decide later.
    """
    account = control.settings.account
    reference = resolve(signal.base, account.quote)
    if isinstance(reference, Denied):
        return GateResult(gate="unknown_coin", passed=False, value=reference.reason)
    product = venue.product(reference.product_id)
    if product is None:
        value = f"{reference.product_id} is not traded here"
        return GateResult(gate="unknown_coin", passed=False, value=value)
    rules = control.settings.rules_for(signal.provenance.channel_id)
    live = _live_positions(positions, rules.mode)
    products = {product.product_id, *(each.product_id for each in live)}
    quotes = venue.quotes(sorted(products))
    if product.product_id not in quotes:
        return GateResult(gate="quote", passed=False, value="no order book")
    market = Market(
        signal=in_frame(signal, reference.price_divisor),
        rules=rules,
        product=product,
        quote=quotes[product.product_id],
        since_posting=venue.price_range(product.product_id, since=signal.provenance.posted_at),
        call_book=positions.call_book(rules.mode.value, product.product_id),
        now=now,
    )
    balance = venue.balances().get(account.quote)
    available = Decimal(0) if balance is None else balance.available
    cash = Decimal(0) if balance is None else balance.total
    invested = sum(
        (held(p) * quotes[p.product_id].bid for p in live if p.product_id in quotes), Decimal(0)
    )
    means = Means(equity=cash + invested, available=available, fees=venue.fee_rates())
    return Readings(market, means)


def _live_positions(positions: PositionStore, mode: Mode) -> list[Position]:
    loaded = (positions.load(position_id) for position_id in positions.live_positions())
    return [each for each in loaded if each is not None and each.mode is mode]
