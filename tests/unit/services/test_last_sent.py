"""The venue's time to show an order counts from when it was sent for the last time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.order import OrderStatus
from signalfill.domain.position import Position
from signalfill.services.trading.reconcile import reconcile
from tests.fakes.world import World


def test_an_order_that_was_sent_again_has_a_minute_from_then() -> None:
    world = World()
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    now = world.clock.now()
    unanswered = position.orders[0].model_copy(
        update={
            "client_order_id": "sf1-nobody-knows-it",
            "status": OrderStatus.UNKNOWN,
            "venue_order_id": None,
            "attached_order_id": None,
            "intended_at": now,
            "sent_again_at": now + timedelta(seconds=30),
        }
    )
    position = position.model_copy(update={"orders": (unanswered,)})

    assert _status(position, world, seconds=89) is OrderStatus.UNKNOWN
    assert _status(position, world, seconds=90) is OrderStatus.ABANDONED


def _status(position: Position, world: World, *, seconds: int) -> OrderStatus:
    now = position.orders[0].intended_at + timedelta(seconds=seconds)
    return reconcile(position, world.venue, now=now)[0].orders[0].status
