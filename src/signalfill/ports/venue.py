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
    """What trades: Coinbase, a paper account, or a fake. All three are held to one contract.

    Prices are in the quote currency, sizes in the base currency. A read raises
    VenueUnavailableError where there is no usable answer. Every call raises HaltedError where the
    venue refuses our key.
    """

    def product(self, product_id: str) -> Product | None:
        """The product as it is now, at most some seconds old.

        None where the venue has no such product.
        """
        ...

    def quotes(self, product_ids: Sequence[str]) -> Mapping[str, Quote]:
        """Best bid and ask of each product, in one call. A product without a book is absent."""
        ...

    def last_prices(self, product_ids: Sequence[str]) -> Mapping[str, Decimal]:
        """The last traded price of each product, in one call; it may be some seconds old."""
        ...

    def newest_trades(self, product_id: str) -> Sequence[TradedPrice]:
        """The newest trades that one call returns, oldest first."""
        ...

    def price_range(self, product_id: str, *, since: datetime) -> PriceRange | None:
        """Lowest and highest price traded from `since` until now. None where nothing traded."""
        ...

    def minute_closes(self, product_id: str, *, since: datetime) -> Sequence[MinuteClose]:
        """The close of every minute with trades since `since`, oldest first.

        `since` is at most a day ago. The last minute may still be forming.
        """
        ...

    def balances(self) -> Mapping[str, Balance]:
        """What the account holds, by currency."""
        ...

    def fee_rates(self) -> FeeRates:
        """The account's maker and taker fees, as fractions of the notional."""
        ...

    def key_permissions(self) -> KeyPermissions:
        """What our key may do, and in which portfolio."""
        ...

    def server_time(self) -> datetime:
        """The venue's clock, in UTC."""
        ...

    def place(self, request: OrderRequest) -> Outcome:
        """Sends one order, once. Whatever the venue answers, or fails to answer, is an outcome."""
        ...

    def preview(self, request: OrderRequest) -> Refused | None:
        """Why the venue would refuse this order now; None where it would take it.

        Nothing is placed.
        """
        ...

    def edit(
        self,
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        """Changes a resting order, which keeps its id. What is not given stays as `order` shows it.

        `limit_price` of a bracket is its take-profit. `base_size` is the new total, fills included.
        """
        ...

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        """Asks for cancellation, by venue id. Accepted does not mean canceled yet."""
        ...

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        """The orders as they are now, by venue id. One that the venue does not show is absent."""
        ...

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        """Searches all pages for an order of ours, orders in flight included.

        None where it is on none.
        """
        ...

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        """Every order created since then, whatever became of it, from all pages."""
        ...

    def open_orders(self) -> Sequence[VenueOrder]:
        """Every order that rests or is in flight, from all pages."""
        ...

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        """All fills of these orders, by venue id, from all pages."""
        ...
