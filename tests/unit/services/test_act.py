"""What an answer of the venue makes of an order."""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.domain.actions import Place
from signalfill.domain.holding import orders_of
from signalfill.domain.order import (
    Accepted,
    OrderRequest,
    OrderStatus,
    Outcome,
    RefusalKind,
    Refused,
    Throttled,
)
from signalfill.domain.position import OrderPurpose, OrderRecord
from signalfill.services.trading.execute_actions import execute_actions
from tests.fakes.world import World

TRANSIENT = Refused(reason="TRY_AGAIN", kind=RefusalKind.TRANSIENT)


def sent(*answers: Outcome) -> tuple[OrderRecord, int]:
    """The first entry of a position as it stands after these answers, and how many were asked."""
    world = World()
    position = world.opened()
    fresh = position.orders[0].model_copy(
        update={"status": OrderStatus.INITIALIZED, "venue_order_id": None}
    )
    position = position.model_copy(update={"orders": (fresh,)})
    given: Iterator[Outcome] = iter(answers)
    asked: list[OrderRequest] = []

    def place(request: OrderRequest) -> Outcome:
        asked.append(request)
        return next(given)

    world.venue.place = place  # type: ignore[method-assign]
    after, _ = execute_actions(position, [Place(fresh)], world.venue, clock=world.clock)
    assert len({request.client_order_id for request in asked}) == 1
    return orders_of(after, OrderPurpose.ENTRY)[0], len(asked)


def test_what_is_refused_for_the_moment_is_asked_again_under_its_id() -> None:
    order, asked = sent(TRANSIENT, Accepted(venue_order_id="v"))

    assert (order.status, asked) == (OrderStatus.SUBMITTED, 2)


def test_a_venue_that_throttles_to_the_end_did_not_take_the_order() -> None:
    order, asked = sent(*[Throttled()] * 10)

    assert (order.status, order.reason) == (OrderStatus.INITIALIZED, "throttled")
    assert asked < 10


def test_a_refusal_for_good_is_asked_once() -> None:
    order, asked = sent(Refused(reason="INVALID_LIMIT_PRICE"))

    assert (order.status, asked) == (OrderStatus.REJECTED, 1)
