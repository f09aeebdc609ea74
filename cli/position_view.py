"""A position as the operator reads it: every number summed from fills, never from hope."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from signalfill.domain.holding import average_entry_price, held, open_value, realized_pnl
from signalfill.domain.order import OPEN
from signalfill.domain.position import OrderPurpose, OrderRecord, Position, PositionState
from signalfill.domain.values import plain


def summary(position: Position) -> dict[str, Any]:
    average = average_entry_price(position)
    unprotected = [each for each in position.slices if each.naked_since is not None]
    causes = dict.fromkeys(each.naked_cause or "cause not known" for each in unprotected)
    return {
        "position_id": position.position_id,
        "channel_id": position.signal.provenance.channel_id,
        "message_id": position.signal.provenance.message_id,
        "mode": position.mode.value,
        "product_id": position.product_id,
        "side": position.side.value,
        "state": position.state.value,
        "exit_reason": position.exit_reason.value if position.exit_reason else None,
        "held": plain(held(position).normalize()),
        "entry_price": plain(position.entry_price),
        "average_entry_price": None if average is None else plain(average),
        "targets": [plain(each.take_profit_price) for each in position.slices],
        "stops": [plain(each.stop_price) for each in position.slices],
        "stop_on_close": close_text(position),
        "user_managed_since": position.user_managed_since,
        "mixed_stops_since": position.mixed_since,
        "resting": [order_text(order) for order in resting(position)],
        "worst_case_loss": plain(position.worst_case_loss),
        "overrun": plain(position.overrun.normalize()),
        "result": plain(result(position)),
        "paper_twin": paper_twin(position),
        "unprotected": "; ".join(causes) or None,
        "unprotected_since": position.naked_since,
        "created_at": position.created_at,
        "closed_at": position.closed_at,
    }


def close_text(position: Position) -> str | None:
    """`95 on a 4h close`: beside the stops that rest at the venue."""
    stop = position.close_stop
    return None if stop is None else f"{plain(stop.price)} on a {stop.frame} close"


def result(position: Position) -> Decimal:
    """What was sold less what it had cost, fees of all fills included.

    What is still held counts at cost: an open position has neither won nor lost by it.
    """
    cost_of_held = open_value(position, average_entry_price(position) or Decimal(0))
    is_open = position.state is not PositionState.CLOSED
    return (realized_pnl(position) + (cost_of_held if is_open else Decimal(0))).normalize()


def paper_twin(position: Position) -> dict[str, str] | None:
    """What live and paper made of the same orders, in R; None while either goes on."""
    if position.twin is None:
        return None
    return {
        "live_r": plain(position.twin.live_r),
        "paper_r": plain(position.twin.paper_r),
        "difference_r": plain(position.twin.difference_r),
    }


def resting(position: Position) -> list[OrderRecord]:
    """What stands at the exchange, as far as our books know."""
    return [order for order in position.orders if order.status in OPEN]


def is_unprotected(position: Position) -> bool:
    """Holds base without a stop that rests at the exchange."""
    guards = [each for each in resting(position) if each.purpose is OrderPurpose.PROTECTION]
    return held(position) > 0 and (not guards or position.naked_since is not None)


def order_text(order: OrderRecord) -> str:
    prices = [
        f"{word} {plain(price)}"
        for word, price in (("at", order.limit_price), ("stop", order.stop_price))
        if price is not None
    ]
    words = (order.purpose.value, order.side.value, plain(order.base_size), *prices)
    return " ".join(words)
