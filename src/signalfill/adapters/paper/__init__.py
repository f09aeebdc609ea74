from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb.paper import TWIN, TWIN_BOOK, DynamoPaper
from signalfill.adapters.paper.prices import PriceSource
from signalfill.adapters.paper.twin import Twin, TwinnedVenue
from signalfill.adapters.paper.venue import LOWEST_TIER, PaperVenue
from signalfill.domain.product import FeeRates
from signalfill.domain.settings import AccountSettings
from signalfill.ports import Clock, Venue

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


TWIN_BALANCE = Decimal(1_000_000_000)
"""A twin never lacks money: the live account decided what fits."""


def twinned_venue(
    live: Venue,
    prices: PriceSource,
    positions_table: str,
    client: DynamoDBClient,
    clock: Clock,
    *,
    account: Callable[[], AccountSettings] = AccountSettings,
) -> TwinnedVenue:
    """The live venue, with a twin of each of its positions in an account of their own."""
    paper = PaperVenue(
        prices,
        DynamoPaper(positions_table, client, TWIN),
        clock,
        opening=lambda: (account().quote, TWIN_BALANCE),
        fees=cache(live.fee_rates),
    )
    return TwinnedVenue(live, Twin(paper, DynamoPaper(positions_table, client, TWIN_BOOK), clock))


def paper_venue(
    prices: PriceSource,
    positions_table: str,
    client: DynamoDBClient,
    clock: Clock,
    *,
    account: Callable[[], AccountSettings] = AccountSettings,
    fees: Callable[[], FeeRates] = lambda: LOWEST_TIER,
) -> PaperVenue:
    """The paper account of this deployment. `account` is asked once, when it is opened."""

    def opening() -> tuple[str, Decimal]:
        settings = account()
        return settings.quote, settings.paper_balance

    return PaperVenue(
        prices, DynamoPaper(positions_table, client), clock, opening=opening, fees=fees
    )
