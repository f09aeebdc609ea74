"""Is the Coinbase key the right one, and does the account hold what the settings expect?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from cli.checks.finding import CLOCK, NEW_KEY, Finding, good, problem
from cli.output import percent
from signalfill.domain.product import Balance, KeyPermissions
from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings
from signalfill.ports import Venue

TOLERATED_SKEW = timedelta(seconds=10)
"""A signed request is valid for two minutes; beyond this the clock, not the key, is to blame."""

STABLE_FAMILY = ("USD", "USDC", "EUR", "GBP")
TARGET_ABOVE, STOP_BELOW = Decimal("0.04"), Decimal("0.02")
"""The trade that shows what fees do to reward over risk."""


def is_live(settings: Settings) -> bool:
    return any(settings.rules_for(each).mode.account is Mode.LIVE for each in settings.channels)


def no_key(settings: Settings, why_not: str) -> Finding:
    """Paper trading needs public prices alone; live needs a key."""
    if is_live(settings):
        return problem("coinbase key", f"{why_not}, and a channel is live", NEW_KEY)
    return good("coinbase key", f"{why_not}: paper trading on public prices")


def check_key(venue: Venue, settings: Settings) -> Iterator[Finding]:
    permissions = venue.key_permissions()
    yield from _permissions(permissions)
    kind = permissions.portfolio_type or "of unknown type"
    detail = f"{permissions.portfolio_id or 'not named'} ({kind})"
    if permissions.portfolio_type == "DEFAULT" and not settings.account.untouchable:
        yield problem(
            "coinbase portfolio",
            f"{detail}: your own coins are within reach of a bot and of a leaked key",
            "make a portfolio of its own and a key in it, or doctor --adopt-holdings",
        )
    else:
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
    """What the tier leaves of a usual trade: a limit in, its target or its stop out."""
    rates = venue.fee_rates()
    gain = TARGET_ABOVE - rates.maker - (1 + TARGET_ABOVE) * rates.maker
    loss = STOP_BELOW + rates.maker + (1 - STOP_BELOW) * rates.taker
    left = max(gain / loss, Decimal(0)).quantize(Decimal("0.01"))
    tier = f"tier {rates.tier}: " if rates.tier else ""
    yield good(
        "coinbase fees",
        f"{tier}maker {percent(rates.maker)}, taker {percent(rates.taker)}; a target "
        f"{percent(TARGET_ABOVE)} above and a stop {percent(STOP_BELOW)} below the entry "
        f"({TARGET_ABOVE / STOP_BELOW} : 1) are {left:f} : 1 after fees",
    )


def check_clock(venue: Venue, now: datetime) -> Iterator[Finding]:
    skew = abs(venue.server_time() - now)
    text = f"{skew.total_seconds():.1f} s from Coinbase's clock"
    if skew > TOLERATED_SKEW:
        yield problem("clock", text, CLOCK)
    else:
        yield good("clock", text)
