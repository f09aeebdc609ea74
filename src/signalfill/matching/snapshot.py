"""An engine's memory, taken out and put back: what survives a restart."""

from __future__ import annotations

from collections.abc import Iterable

from signalfill.domain.product import Balance
from signalfill.matching.engine import Engine
from signalfill.matching.model import Order


def restore(engine: Engine, *, orders: Iterable[Order], balances: Iterable[Balance]) -> None:
    """Puts orders and balances into a new engine as they were; nothing is matched or held anew.

    The products of all open orders must be known to the engine.
    """
    desk = engine._desk  # noqa: SLF001 - the memory of the engine, and this is its other half
    for balance in balances:
        desk.ledger.credit(balance.currency, balance.total)
        desk.ledger.hold(balance.currency, balance.hold)
    for order in orders:
        desk.orders[order.order_id] = order
        desk.executions += order.executions
        if not order.is_closed:
            market = engine.markets[order.product_id]
            market.open_orders[order.order_id] = order
            market.changed = True
