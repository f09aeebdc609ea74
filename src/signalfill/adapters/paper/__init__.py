from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb.paper import TWIN, DynamoPaper
from signalfill.adapters.paper.prices import PriceSource
from signalfill.adapters.paper.venue import LOWEST_TIER, PaperVenue
from signalfill.domain.product import FeeRates
from signalfill.domain.settings import AccountSettings
from signalfill.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


TWIN_BALANCE = Decimal(1_000_000_000)
"""A twin never lacks money: the live account decided what fits."""

TWIN_KEEPS = timedelta(days=2)
"""What its closed orders came to stands in the book of twins."""


def twin_venue(
    prices: PriceSource,
    positions_table: str,
    client: DynamoDBClient,
    clock: Clock,
    *,
    quote: str,
    fees: Callable[[], FeeRates],
) -> PaperVenue:
    """The account that the twins of live positions share; `fees` are the live account's."""
    return PaperVenue(
        prices,
        DynamoPaper(positions_table, client, f"{TWIN}-{quote.lower()}"),
        clock,
        opening=lambda: (quote, TWIN_BALANCE),
        fees=cache(fees),
        keep=TWIN_KEEPS,
    )


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
