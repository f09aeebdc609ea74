"""Is the Coinbase key the right one, and does the account hold what the settings expect?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from cli.checks.finding import Finding, good, problem
from cli.output import percent
from signalfill.domain.holding import held
from signalfill.domain.order import CLIENT_ORDER_ID_PREFIX
from signalfill.domain.product import Balance, KeyPermissions
from signalfill.domain.settings import Mode, Settings
from signalfill.ports import PositionStore, Venue

TOLERATED_SKEW = timedelta(seconds=10)
"""A signed request is valid for two minutes; beyond this the clock, not the key, is to blame."""

STABLE_FAMILY = ("USD", "USDC", "EUR", "GBP")
NEW_KEY = "make a key with View and Trade only (never Transfer) in a portfolio of its own"


def is_live(settings: Settings) -> bool:
    return any(settings.rules_for(each).mode.account is Mode.LIVE for each in settings.channels)


def no_key(settings: Settings, why_not: str) -> Finding:
    """Paper trading needs public prices alone; live needs a key."""
    if is_live(settings):
        return problem("coinbase key", f"{why_not}, and a channel is live", NEW_KEY)
    return good("coinbase key", f"{why_not}: paper trading on public prices")


def check_key(venue: Venue) -> Iterator[Finding]:
    permissions = venue.key_permissions()
    yield from _permissions(permissions)
    kind = permissions.portfolio_type or "of unknown type"
    detail = f"{permissions.portfolio_id or 'not named'} ({kind})"
    if permissions.portfolio_type == "DEFAULT":
        detail += "; a portfolio of its own limits what a leaked key can reach"
    yield good("coinbase portfolio", detail)


def _permissions(permissions: KeyPermissions) -> Iterator[Finding]:
    if permissions.can_transfer:
        yield problem("coinbase key", "the key can transfer funds out", NEW_KEY)
    missing = [
        word
        for word, granted in (("View", permissions.can_view), ("Trade", permissions.can_trade))
        if not granted
    ]
    if missing:
        yield problem("coinbase key", f"the key may not {' nor '.join(missing)}", NEW_KEY)
    if not missing and not permissions.can_transfer:
        yield good("coinbase key", "may view and trade, may not transfer")


def check_balance(venue: Venue, settings: Settings) -> Iterator[Finding]:
    quote, balances = settings.account.quote, venue.balances()
    total = _total(balances.get(quote))
    if total > 0:
        yield good("coinbase balance", f"{total:f} {quote}")
        return
    others = {each: _total(balances.get(each)) for each in STABLE_FAMILY if each != quote}
    richest = max(others, key=lambda each: others[each])
    if others[richest] > 0:
        detail = f"0 {quote}, but {others[richest]:f} {richest}"
        yield problem("coinbase balance", detail, f"set account.quote: {richest}")
    else:
        yield problem("coinbase balance", f"0 {quote}", f"move some {quote} into the portfolio")


def _total(balance: Balance | None) -> Decimal:
    return balance.total if balance else Decimal(0)


def check_fees(venue: Venue) -> Iterator[Finding]:
    rates = venue.fee_rates()
    yield good(
        "coinbase fees",
        f"maker {percent(rates.maker)}, taker {percent(rates.taker)}: "
        f"in and out costs {percent(rates.maker + rates.taker)} before anything is earned",
    )


def check_clock(venue: Venue, now: datetime) -> Iterator[Finding]:
    skew = abs(venue.server_time() - now)
    text = f"{skew.total_seconds():.1f} s from Coinbase's clock"
    if skew > TOLERATED_SKEW:
        yield problem("clock", text, "set this machine's clock (NTP)")
    else:
        yield good("clock", text)


def check_orphans(venue: Venue, positions: PositionStore) -> Iterator[Finding]:
    """Orders of our id scheme that no position of ours knows make `live` dangerous."""
    ours = [
        order
        for order in venue.open_orders()
        if order.client_order_id.startswith(CLIENT_ORDER_ID_PREFIX)
    ]
    known = {
        order_id
        for position in positions.positions(include_closed=True)
        for order in position.orders
        for order_id in (order.client_order_id, order.venue_order_id, order.attached_order_id)
    }
    orphans = [
        order.venue_order_id
        for order in ours
        if order.client_order_id not in known and order.venue_order_id not in known
    ]
    if orphans:
        detail = f"orders of ours that no position knows: {', '.join(orphans)}"
        yield problem("coinbase orders", detail, "cancel them by hand in the Coinbase app")
    else:
        yield good("coinbase orders", f"{len(ours)} rest, all known to a position")


def check_holdings(venue: Venue, positions: PositionStore, settings: Settings) -> Iterator[Finding]:
    """Coins that we did not buy must be listed, so that nobody takes them for ours."""
    account = settings.account
    ours: dict[str, Decimal] = {}
    for position in positions.positions():
        if position.mode is Mode.LIVE:
            base = position.product_id.partition("-")[0]
            ours[base] = ours.get(base, Decimal(0)) + held(position)
    expected = {account.quote, *account.untouchable, *STABLE_FAMILY}
    foreign = [
        currency
        for currency, balance in venue.balances().items()
        if currency not in expected and balance.total > ours.get(currency, Decimal(0))
    ]
    if foreign:
        detail = f"coins that no position of ours bought: {', '.join(foreign)}"
        remedy = f"move them away, or list them: account.untouchable: [{', '.join(foreign)}]"
        yield problem("coinbase holdings", detail, remedy)
    else:
        yield good("coinbase holdings", "nothing but what our positions bought")
