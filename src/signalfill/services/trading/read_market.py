"""Reads what the venue says about a signal's coin, and what the account can spend."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.belief import believed
from signalfill.domain.codes import Gate
from signalfill.domain.control import Control
from signalfill.domain.entry.market_gates import Market
from signalfill.domain.entry.since_posting import is_own_minute_decisive, with_own_minute
from signalfill.domain.holding import open_value
from signalfill.domain.planning.percent_levels import with_computed_levels
from signalfill.domain.planning.plan import Means
from signalfill.domain.position import Position
from signalfill.domain.price_frame import divisor_of, dollars_of, in_price_frame, rate_products
from signalfill.domain.product import Balance, PriceRange, Quote
from signalfill.domain.rules import Mode
from signalfill.domain.signal import Signal
from signalfill.domain.verdict import GateResult
from signalfill.ports import PositionStore, Venue


@dataclass(frozen=True, slots=True)
class Readings:
    """`day_equity` is what the account was worth when the UTC day began, as far as is known."""

    market: Market
    means: Means
    price_divisor: Decimal
    day_equity: Decimal


def read_market(
    signal: Signal,
    *,
    control: Control,
    venue: Venue,
    positions: PositionStore,
    pool: Executor,
    now: datetime,
) -> Readings | GateResult:
    """Product, quote, candles, call book, balances and fees; or the gate that refuses.

    Raises:
        VenueUnavailableError: a read had no usable answer; decide later.
    """
    account = control.settings.account
    reference = resolve(signal.base, account.quote)
    if isinstance(reference, Denied):
        return GateResult(gate=Gate.UNKNOWN_COIN, passed=False, value=reference.reason)
    who = signal.provenance
    rules = control.settings.rules_for(who.channel_id, who.speaker_id)
    posted_at, product_id = signal.provenance.posted_at, reference.product_id
    # The venue is far away: what does not depend on each other is asked at the same time.
    live = pool.submit(_live_positions, positions, rules.mode.account)
    book = pool.submit(positions.call_book, rules.mode.account.value, product_id)
    watch = pool.submit(positions.watch, rules.mode.account.value)
    since_posting = pool.submit(venue.price_range, product_id, since=posted_at)
    balances = pool.submit(venue.balances)
    fees = pool.submit(venue.fee_rates)
    product = venue.product(product_id)
    if product is None:
        value = f"{product_id} is not traded here"
        return GateResult(gate=Gate.UNKNOWN_COIN, passed=False, value=value)
    # A book may go by another name: the product tells.
    quotes = venue.quotes([product_id, *rate_products(account.quote)])
    if product_id not in quotes:
        return GateResult(gate=Gate.QUOTE, passed=False, value="no order book")
    quote = quotes[product_id]
    dollars = dollars_of(account.quote, quotes, now=now)
    divisor = divisor_of(reference.price_divisor, account.quote, dollars or Decimal(1))
    framed = with_computed_levels(in_price_frame(signal, divisor), rules, quote)
    market = Market(
        signal=framed,
        rules=rules,
        account=account,
        watch=watch.result(),
        dollars=dollars,
        product=product,
        quote=quote,
        since_posting=_since_posting(since_posting.result(), framed, product_id, venue),
        call_book=book.result(),
        now=now,
    )
    balance = balances.result().get(account.quote) or Balance(
        currency=account.quote, available=Decimal(0)
    )
    means = Means(
        equity=balance.total + _invested(live.result(), quotes, venue, now),
        available=balance.available,
        fees=fees.result(),
        max_loss=account.max_loss_per_position,
    )
    day_equity = market.watch.day_equity(now) or means.equity
    means = replace(means, day_share=account.day_share(day_equity))
    return Readings(market, means, divisor, day_equity)


def _since_posting(
    seen: PriceRange | None, framed: Signal, product_id: str, venue: Venue
) -> PriceRange | None:
    if seen is None or not is_own_minute_decisive(seen, framed):
        return seen
    return with_own_minute(seen, venue.newest_trades(product_id), framed.provenance.posted_at)


def _invested(
    live: list[Position], known: Mapping[str, Quote], venue: Venue, now: datetime
) -> Decimal:
    """What our open positions of the account would fetch; without a price to believe, nothing."""
    others = sorted({each.product_id for each in live} - set(known))
    quotes = {**known, **(venue.quotes(others) if others else {})}
    priced = ((each, believed(quotes.get(each.product_id), now)) for each in live)
    return sum(
        (open_value(each, quote.to_exit(each.side)) for each, quote in priced if quote), Decimal(0)
    )


def _live_positions(positions: PositionStore, mode: Mode) -> list[Position]:
    return [each for each in positions.positions() if each.mode is mode]
