"""What a venue must do for us: Coinbase, a paper account, or a fake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

# Named in annotations only: the parser's cold start does not pay for the trader's values.
if TYPE_CHECKING:
    from signalfill.domain.order import Fill, OrderRequest, Outcome, Refused, VenueOrder
    from signalfill.domain.product import (
        Balance,
        FeeRates,
        KeyPermissions,
        MinuteClose,
        PriceRange,
        Product,
        Quote,
        TradedPrice,
    )


class Venue(Protocol):
    """Coinbase, a paper account, or a fake.

    Reads raise VenueUnavailableError where there is no usable answer; every call raises
    HaltedError where the venue refuses our key.
    """

    def product(self, product_id: str) -> Product | None:
        """The product now (may be cached for seconds), or None where the venue has no such."""
        ...

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        """Best bid and ask, in one call; a product without a book is absent."""
        ...

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
        """The last traded price of each, in one call; it may be some seconds old."""
        ...

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        """What one call gives of the newest trades, oldest first."""
        ...

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        """Lowest and highest traded price from `since` until now, and what was paid then."""
        ...

    def minute_closes(self, product_id: str, *, since: datetime) -> Sequence[MinuteClose]:
        """Of every minute with trades from `since` (at most a day ago) on, oldest first.

        The last one may still be forming.
        """
        ...

    def balances(self) -> Mapping[str, Balance]: ...

    def fee_rates(self) -> FeeRates: ...

    def key_permissions(self) -> KeyPermissions: ...

    def server_time(self) -> datetime: ...

    def place(self, request: OrderRequest) -> Outcome:
        """Sends one order once. Never raises for what the venue answers or fails to answer."""
        ...

    def preview(self, request: OrderRequest) -> Refused | None:
        """Why the venue would not take this order now; None where it would. Nothing is placed."""
        ...

    def edit(
        self,
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        """Changes a resting order, which keeps its id; what is not given stays as `order` shows.

        `limit_price` of a bracket is its take-profit; `base_size` is the new total, fills
        included.
        """
        ...

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        """Asks for cancellation: accepted is not yet canceled."""
        ...

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        """The orders as they are now, by venue id; one that the venue does not show is absent."""
        ...

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        """Searches all pages, in-flight statuses included, for an order of ours."""
        ...

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        """Every order created since then, whatever became of it, all pages."""
        ...

    def open_orders(self) -> Sequence[VenueOrder]:
        """Every order that rests or is in flight, all pages."""
        ...

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        """All fills of these orders, all pages."""
        ...
