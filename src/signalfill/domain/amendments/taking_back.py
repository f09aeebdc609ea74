"""What an edit or a deletion takes back: entries that an instruction added (pure)."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.holding import bought
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.signal import DELETED, EDITED, Amendment, AmendmentAction

EDITED_AWAY = "its message was edited or deleted"


def takes_back(amendment: Amendment) -> bool:
    """Whether it only ends an earlier addition, because its message was edited or deleted."""
    is_cancel = amendment.action is AmendmentAction.CANCEL
    return is_cancel and bool(amendment.earlier_ids) and amendment.cause in {DELETED, EDITED}


def without_additions(position: Position, amendment: Amendment) -> Position:
    """The position with the unfilled entries of earlier versions marked as unwanted."""
    added = _added_by(position, amendment)
    orders = tuple(
        order.model_copy(update={"unwanted": EDITED_AWAY})
        if _rests(order) and order.slice_index in added and order.unwanted is None
        else order
        for order in position.orders
    )
    return position if orders == position.orders else position.model_copy(update={"orders": orders})


def rests_unfilled(position: Position, amendment: Amendment) -> bool:
    """Whether entries that earlier versions added may still fill."""
    added = _added_by(position, amendment)
    return any(_rests(order) and order.slice_index in added for order in position.orders)


def added_before(position: Position, amendment: Amendment) -> Decimal:
    """Base size that earlier versions of the instruction have bought."""
    return sum((bought(position, i) for i in _added_by(position, amendment)), Decimal(0))


def _added_by(position: Position, amendment: Amendment) -> set[int]:
    return {s.index for s in position.slices if s.added_by in amendment.earlier_ids}


def _rests(order: OrderRecord) -> bool:
    return order.purpose is OrderPurpose.ENTRY and not order.is_closed
