"""Does the account hold what is not ours: orders without a position, coins of the owner?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from cli.checks.coinbase import STABLE_FAMILY
from cli.checks.finding import Finding, good, problem
from signalfill.domain.holding import held
from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings
from signalfill.ports import PositionStore, Venue
from signalfill.services.operating.adopt_orders import unknown_orders


def check_orphans(venue: Venue, positions: PositionStore) -> Iterator[Finding]:
    """Orders of our id scheme that no position of ours knows make `live` dangerous."""
    orphans = [order.venue_order_id for order in unknown_orders(venue, positions)]
    if orphans:
        detail = f"orders of ours that no position knows: {', '.join(orphans)}"
        yield problem("coinbase orders", detail, "signalfill adopt rebuilds their positions")
    else:
        yield good("coinbase orders", "every order of ours is known to a position")


def foreign_holdings(venue: Venue, positions: PositionStore, settings: Settings) -> list[str]:
    """Coins that none of our positions bought and that nobody listed, by name."""
    ours: dict[str, Decimal] = defaultdict(Decimal)
    for position in positions.positions():
        if position.mode.account is Mode.LIVE:
            ours[position.product_id.partition("-")[0]] += held(position)
    expected = {settings.account.quote, *settings.account.untouchable, *STABLE_FAMILY}
    return sorted(
        currency
        for currency, balance in venue.balances().items()
        if currency not in expected and balance.total > ours[currency]
    )


def check_holdings(venue: Venue, positions: PositionStore, settings: Settings) -> Iterator[Finding]:
    """Coins that we did not buy must be listed, so that nobody takes them for ours."""
    foreign = foreign_holdings(venue, positions, settings)
    if foreign:
        detail = f"coins that no position of ours bought: {', '.join(foreign)}"
        remedy = "move them away, or list them as untouchable: doctor --adopt-holdings"
        yield problem("coinbase holdings", detail, remedy)
    else:
        untouchable = ", ".join(settings.account.untouchable)
        left = f"; left alone: {untouchable}" if untouchable else ""
        yield good("coinbase holdings", f"nothing but what our positions bought{left}")
