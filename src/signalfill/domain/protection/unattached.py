"""Enters without attached brackets where the venue takes none, then brackets the fills (pure)."""

from __future__ import annotations

from datetime import datetime

from signalfill.domain.actions import Place
from signalfill.domain.holding import orders_of
from signalfill.domain.order import OrderKind, OrderStatus
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    PositionState,
    client_order_id,
)
from signalfill.domain.product import Quote

ATTACHMENT_WORDS = ("ATTACHED", "BRACKET", "TPSL")
"""Parts of the venue's reasons that refuse the attachment, not the order (docs/venue.md)."""


def entries_without_attachment(position: Position, quote: Quote, now: datetime) -> list[Place]:
    """One marketable entry for each slice whose attached bracket was refused.

    Only where the limit still crosses the book: an entry that rests would later fill without a
    stop.
    """
    if position.cancel_entries or position.close_requested:
        return []
    if position.state is PositionState.CLOSED:
        return []  # an index that lags shows it still: its budget is given back
    return [
        Place(_plain(position, order, now))
        for order in orders_of(position, OrderPurpose.ENTRY)
        if is_refused_for_its_attachment(order)
        and order.limit_price is not None
        and not position.side.is_ahead(quote.to_enter(position.side), order.limit_price)
        and len(orders_of(position, OrderPurpose.ENTRY, order.slice_index)) == 1
    ]


def is_refused_for_its_attachment(order: OrderRecord) -> bool:
    reason = order.reason or ""
    return order.status is OrderStatus.REJECTED and any(w in reason for w in ATTACHMENT_WORDS)


def _plain(position: Position, refused: OrderRecord, now: datetime) -> OrderRecord:
    identity = client_order_id(position.position_id, refused.slice_index, OrderPurpose.ENTRY, 1)
    if refused.request is None:
        raise AssertionError("an entry always has its request")
    request = refused.request.model_copy(
        update={
            "client_order_id": identity,
            "kind": OrderKind.LIMIT_IOC,
            "attached": None,
        }
    )
    return OrderRecord(
        client_order_id=identity,
        purpose=OrderPurpose.ENTRY,
        slice_index=refused.slice_index,
        side=refused.side,
        request=request,
        base_size=refused.base_size,
        limit_price=refused.limit_price,
        intended_at=now,
    )
