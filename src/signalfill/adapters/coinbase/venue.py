"""The Venue port over Coinbase Advanced Trade (spot)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import batched, chain

from signalfill.adapters.coinbase.encode import edit_body, order_body, preview_body, unsendable
from signalfill.adapters.coinbase.market import API, UNREADABLE, CoinbaseMarket, QueryRefusedError
from signalfill.adapters.coinbase.outcomes import canceled, edited, failed, placed, previewed
from signalfill.adapters.coinbase.parse import parse_fill, parse_order
from signalfill.adapters.coinbase.parse_market import (
    parse_balances,
    parse_fee_rates,
    parse_key_permissions,
)
from signalfill.adapters.coinbase.replies import HttpError, Json, NoAnswerError, as_list, as_object
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.order import (
    CLIENT_ORDER_ID_PREFIX,
    Accepted,
    Fill,
    OrderRequest,
    Outcome,
    Refused,
    Throttled,
    Unknown,
    VenueOrder,
)
from signalfill.domain.product import Balance, FeeRates, KeyPermissions
from signalfill.domain.values import rfc3339

_log = logging.getLogger(__name__)

_NOT_FOUND = 404
_PAGE = 250
# Ids travel in the query string, 47 characters each.
_IDS_PER_CALL = 50
_CANCELS_PER_CALL = 100
_MOST_PAGES = 400
_SEARCH_MARGIN = timedelta(minutes=5)
# The venue refuses OPEN together with other statuses, and OPEN alone leaves these out.
_IN_FLIGHT = ("PENDING", "QUEUED", "CANCEL_QUEUED", "EDIT_QUEUED")


class CoinbaseVenue(CoinbaseMarket):
    """One account (a Coinbase key sees one portfolio)."""

    def balances(self) -> Mapping[str, Balance]:
        rows = list(self._pages("/accounts", "accounts", {"limit": _PAGE}))
        return self._readable("/accounts", lambda: parse_balances(rows))

    def fee_rates(self) -> FeeRates:
        body = self._read("/transaction_summary", {"product_type": "SPOT"})
        return self._readable("/transaction_summary", lambda: parse_fee_rates(body))

    def key_permissions(self) -> KeyPermissions:
        return parse_key_permissions(self._read("/key_permissions"))

    def place(self, request: OrderRequest) -> Outcome:
        problem = unsendable(request)
        if problem is not None:
            return Refused(reason=problem)
        reply = self._command("/orders", order_body(request))
        outcome = placed(reply, request.client_order_id) if isinstance(reply, Mapping) else reply
        if isinstance(outcome, Refused) and "PRECISION" in outcome.reason:
            self.forget_product(request.product_id)
        return outcome

    def preview(self, request: OrderRequest) -> Refused | None:
        problem = unsendable(request)
        if problem is not None:
            return Refused(reason=problem)
        reply = self._command("/orders/preview", preview_body(request))
        if isinstance(reply, Mapping):
            return previewed(reply)
        if isinstance(reply, Refused):
            return reply
        raise VenueUnavailableError("Coinbase gave no usable answer to the preview of an order")

    def edit(
        self,
        order: VenueOrder,
        *,
        limit_price: Decimal | None = None,
        base_size: Decimal | None = None,
        stop_price: Decimal | None = None,
    ) -> Outcome:
        body = edit_body(order, limit_price=limit_price, base_size=base_size, stop_price=stop_price)
        if body is None:
            return Refused(reason="ORDER_SHOWS_NO_PRICE_OR_SIZE")
        reply = self._command("/orders/edit", body)
        if isinstance(reply, Mapping):
            return edited(reply, order.venue_order_id)
        return reply

    def cancel(self, venue_order_ids: Sequence[str]) -> Mapping[str, Outcome]:
        outcomes: dict[str, Outcome] = {}
        for batch in batched(dict.fromkeys(venue_order_ids), _CANCELS_PER_CALL, strict=False):
            reply = self._command("/orders/batch_cancel", {"order_ids": list(batch)})
            if isinstance(reply, Mapping):
                outcomes |= canceled(reply, batch)
            else:
                outcomes |= dict.fromkeys(batch, reply)
        return outcomes

    def orders(self, venue_order_ids: Sequence[str]) -> Mapping[str, VenueOrder]:
        """A list may lag: an order that it does not show is asked for by its id."""
        wanted = list(dict.fromkeys(venue_order_ids))
        found: dict[str, VenueOrder] = {}
        for batch in batched(wanted, _IDS_PER_CALL, strict=False):
            listed = self._list({"order_ids": list(batch)})
            found |= {order.venue_order_id: order for order in listed}
        for missing in (each for each in wanted if each not in found):
            order = self._order(missing)
            if order is not None:
                found[missing] = order
        return {each: found[each] for each in wanted if each in found}

    def find_order(
        self, client_order_id: str, *, product_id: str, since: datetime
    ) -> VenueOrder | None:
        """Reads every order of the product since then: there is no query by client order id."""
        query = {
            "product_ids": [product_id],
            "start_date": rfc3339(since - _SEARCH_MARGIN),
        }
        # What leaves the in-flight statuses meanwhile is in the second list.
        for order in chain(self._in_flight(query), self._list(query)):
            if order.client_order_id == client_order_id:
                return order
        return None

    def orders_since(self, moment: datetime) -> Sequence[VenueOrder]:
        query = {"start_date": rfc3339(moment)}
        listed = chain(self._in_flight(query), self._list(query))
        return list({order.venue_order_id: order for order in listed}.values())

    def open_orders(self) -> Sequence[VenueOrder]:
        listed = chain(self._in_flight({}), self._list({"order_status": ["OPEN"]}))
        return list({order.venue_order_id: order for order in listed}.values())

    def fills(self, venue_order_ids: Sequence[str]) -> Sequence[Fill]:
        path = "/orders/historical/fills"
        found: list[Fill] = []
        for batch in batched(dict.fromkeys(venue_order_ids), _IDS_PER_CALL, strict=False):
            rows = self._pages(path, "fills", {"order_ids": list(batch)})
            fills = map(_readable_fill, rows)
            found += [fill for fill in fills if fill is not None]
        return found

    def _order(self, venue_order_id: str) -> VenueOrder | None:
        path = f"{API}/orders/historical/{venue_order_id}"
        try:
            body = self._client.get(path)
        except (HttpError, NoAnswerError) as error:
            # Only the venue's own word: the page of some gateway does not say that.
            if isinstance(error, HttpError) and error.status == _NOT_FOUND and error.body:
                return None
            self._unavailable(path, error)
        return self._readable(path, lambda: parse_order(as_object(body.get("order"))))

    def _in_flight(self, query: Mapping[str, object]) -> Iterator[VenueOrder]:
        try:
            yield from self._list({**query, "order_status": list(_IN_FLIGHT)})
        except QueryRefusedError:
            _log.warning("in-flight statuses not listed")

    def _list(self, query: Mapping[str, object]) -> Iterator[VenueOrder]:
        path = "/orders/historical/batch"
        for row in self._pages(path, "orders", {"limit": _PAGE, **query}):
            try:
                order = parse_order(row)
            except UNREADABLE as error:
                if _may_be_ours(row):
                    raise self._unreadable(path, error) from error
                _log.warning("foreign order not read", extra={"order": row.get("order_id")})
                continue
            yield order

    def _pages(self, path: str, name: str, query: Mapping[str, object]) -> Iterator[Json]:
        """Every row of every page: `has_next` where the venue sends it, else the cursor, decides.

        A list cut short could hide an order, so paging that cannot go on is no answer.
        """
        cursor = ""
        for _ in range(_MOST_PAGES):
            body = self._read(path, {**query, "cursor": cursor or None})
            if name not in body:
                break
            yield from map(as_object, as_list(body[name]))
            following = str(body.get("cursor") or "")
            if not body.get("has_next", bool(following)):
                return
            if not following or following == cursor:
                break
            cursor = following
        raise VenueUnavailableError(f"Coinbase's pages of {path} cannot be read to their end")

    def _command(
        self, path: str, body: Mapping[str, object]
    ) -> Json | Accepted | Refused | Throttled | Unknown:
        try:
            return self._client.post(f"{API}{path}", body)
        except (HttpError, NoAnswerError) as error:
            if isinstance(error, HttpError):
                self._check_key(error)
            return failed(error)


def _readable_fill(row: Json) -> Fill | None:
    """One odd row hides no other; what it sold or bought stays missing in the books, and is told.

    It is the error line that an operator finds by the order's id.
    """
    try:
        return parse_fill(row)
    except UNREADABLE as error:
        ids = {"trade_id": row.get("trade_id"), "order_id": row.get("order_id")}
        _log.error("fill not read", extra={**ids, "error": type(error).__name__})
        return None


def _may_be_ours(row: Json) -> bool:
    """An attached child has an id that the venue made: its origin tells."""
    ours = str(row.get("client_order_id")).startswith(CLIENT_ORDER_ID_PREFIX)
    return ours or bool(row.get("originating_order_id"))
