"""Orders with our ids, as the venue shows them: which position each belongs to (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from signalfill.domain.holding import as_seen
from signalfill.domain.order import CLIENT_ORDER_ID_PREFIX, OrderRequest, VenueOrder
from signalfill.domain.position import OrderPurpose, OrderRecord

_ID = re.compile(
    re.escape(CLIENT_ORDER_ID_PREFIX)
    + r"(?P<position>\d+-\d+)-(?P<slice>\d+)-(?P<purpose>[epx])(?P<attempt>\d+)"
)
_PURPOSES = {
    "e": OrderPurpose.ENTRY,
    "p": OrderPurpose.PROTECTION,
    "x": OrderPurpose.EXIT,
}


@dataclass(frozen=True, slots=True)
class Cause:
    """What a client order id of ours says: position, slice, purpose and attempt."""

    position_id: str
    slice_index: int
    purpose: OrderPurpose
    attempt: int


def cause_of(client_order_id: str) -> Cause | None:
    found = _ID.fullmatch(client_order_id)
    if found is None:
        return None
    return Cause(
        position_id=found["position"],
        slice_index=int(found["slice"]),
        purpose=_PURPOSES[found["purpose"]],
        attempt=int(found["attempt"]),
    )


def families(orders: Iterable[VenueOrder]) -> dict[str, list[VenueOrder]]:
    """The orders of each position of ours; attached children stand with their parents."""
    listed = list(orders)
    position_ids = {
        order.venue_order_id: cause.position_id
        for order in listed
        if (cause := cause_of(order.client_order_id)) is not None
    }
    found: dict[str, list[VenueOrder]] = {}
    for order in listed:
        family = position_ids.get(order.venue_order_id) or position_ids.get(
            order.originating_order_id or ""
        )
        if family is not None:
            found.setdefault(family, []).append(order)
    return found


def records_of(orders: Sequence[VenueOrder]) -> list[OrderRecord]:
    """The records: entries, each with its children, then brackets and exits; oldest first."""
    by_id = {order.venue_order_id: order for order in orders}
    records = []
    for order in sorted(orders, key=lambda each: (each.created_at, each.venue_order_id)):
        cause = cause_of(order.client_order_id)
        parent = by_id.get(order.originating_order_id or "")
        if cause is not None:
            records.append(_own_record(order, cause))
        elif parent is not None and (parents := cause_of(parent.client_order_id)) is not None:
            records.append(_child_record(order, parent, parents))
    return sorted(records, key=lambda each: each.purpose is not OrderPurpose.ENTRY)


def _own_record(order: VenueOrder, cause: Cause) -> OrderRecord:
    record = OrderRecord(
        client_order_id=order.client_order_id,
        purpose=cause.purpose,
        slice_index=cause.slice_index,
        side=order.side,
        request=_request(order),
        intended_at=order.created_at,
    )
    return as_seen(record, order)


def _request(order: VenueOrder) -> OrderRequest | None:
    if order.kind is None or order.base_size is None or order.limit_price is None:
        return None
    return OrderRequest(
        client_order_id=order.client_order_id,
        product_id=order.product_id,
        side=order.side,
        kind=order.kind,
        base_size=order.base_size,
        limit_price=order.limit_price,
        stop_price=order.stop_price,
        attached=order.attached,
        expires_at=order.expires_at,
    )


def _child_record(order: VenueOrder, parent: VenueOrder, cause: Cause) -> OrderRecord:
    record = OrderRecord(
        client_order_id=f"{parent.client_order_id}/{order.venue_order_id}",
        purpose=OrderPurpose.PROTECTION,
        slice_index=cause.slice_index,
        side=order.side,
        parent_id=parent.client_order_id,
        intended_at=order.created_at,
    )
    return as_seen(record, order)
