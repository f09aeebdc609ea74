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
    for balance in balances:
        engine.settlement.ledger.credit(balance.currency, balance.total)
        engine.settlement.ledger.hold(balance.currency, balance.hold)
    for order in orders:
        engine.settlement.admit(order)
        engine.settlement.executions += order.executions
