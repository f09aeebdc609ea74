"""Sales that the user made, or that he keeps the coins of: booked as fills of no order (pure)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from signalfill.domain.holding import with_order
from signalfill.domain.order import Fill, OrderStatus, entry_side
from signalfill.domain.position import OrderPurpose, OrderRecord, Position

BY_HAND = "by-hand-"
"""Begins the id of a sale that we never ordered: the venue has no order of this id for us."""


def left_by_hand(
    position: Position, slice_index: int, size: Decimal, price: Decimal, now: datetime
) -> Position:
    """The position without this size of the slice, booked at a price in quote, without a fee."""
    identity = f"{BY_HAND}{position.position_id}-{position.version}-{slice_index}"
    sale = OrderRecord(
        client_order_id=identity,
        purpose=OrderPurpose.EXIT,
        slice_index=slice_index,
        side=entry_side(position.side).opposite,
        status=OrderStatus.FILLED,
        venue_order_id=identity,
        base_size=size,
        filled_size=size,
        intended_at=now,
    )
    fill = Fill(
        trade_id=identity,
        venue_order_id=identity,
        product_id=position.product_id,
        side=sale.side,
        price=price,
        base_size=size,
        commission=Decimal(0),
        filled_at=now,
    )
    booked = with_order(position, sale)
    return booked.model_copy(update={"fills": (*booked.fills, fill)})
