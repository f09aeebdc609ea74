from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb.paper import DynamoPaper
from signalfill.adapters.paper.prices import PriceSource
from signalfill.adapters.paper.venue import PaperVenue
from signalfill.domain.settings import AccountSettings
from signalfill.ports import Clock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def paper_venue(
    prices: PriceSource,
    positions_table: str,
    client: DynamoDBClient,
    clock: Clock,
    *,
    account: Callable[[], AccountSettings] = AccountSettings,
) -> PaperVenue:
    """The paper account of this deployment. `account` is asked once, when it is opened."""

    def opening() -> tuple[str, Decimal]:
        settings = account()
        return settings.quote, settings.paper_balance

    return PaperVenue(prices, DynamoPaper(positions_table, client), clock, opening=opening)
