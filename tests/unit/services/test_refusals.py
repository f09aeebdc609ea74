"""What a venue's no means: later, made anew, or never; and how often one slice may ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from signalfill.domain.holding import bought, held
from signalfill.domain.order import (
    OrderKind,
    OrderRequest,
    OrderStatus,
    Outcome,
    RefusalKind,
    Refused,
    Throttled,
)
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.protection.exits import TOO_LITTLE
from signalfill.domain.signal import AmendmentAction, EntryKind
from tests.fakes.venue import product
from tests.fakes.world import World

NEVER = Refused(reason="BRACKET_ORDER_NOT_SUPPORTED", kind=RefusalKind.FINAL)
LATER = {
    "throttled": Throttled(),
    "holds lag": Refused(reason="INSUFFICIENT_FUND", kind=RefusalKind.FINAL),
    "the preview's word": Refused(reason="PREVIEW_INSUFFICIENT_FUND", kind=RefusalKind.FINAL),
    "unknown": Refused(reason="UNKNOWN_FAILURE_REASON", kind=RefusalKind.TRANSIENT),
    "halted": Refused(reason="PRODUCT_TRADING_HALTED", kind=RefusalKind.FINAL),
}


class Refusals:
    """Answers every bracket and exit with `answer` while there is one; knows when it was asked."""

    def __init__(self, world: World) -> None:
        self.answer: Outcome | None = None
        self.asked: list[tuple[datetime, OrderRequest]] = []
        self._place: Callable[[OrderRequest], Outcome] = world.venue.place
        self._world = world
        world.venue.place = self.place  # type: ignore[method-assign]

    def place(self, request: OrderRequest) -> Outcome:
        self.asked.append((self._world.clock.now(), request))
        return self._place(request) if self.answer is None else self.answer

    def within(self, span: timedelta, *, after: timedelta = timedelta(0)) -> int:
        """The most calls in any such time, from so long after the first one on."""
        began = self.asked[0][0] + after
        moments = [at for at, _ in self.asked if at >= began]
        return max(sum(first <= at < first + span for at in moments) for first in moments)


def bare(world: World) -> Position:
    """Bought, and somebody canceled the bracket."""
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5", "100")
    bracket = world.position(position.position_id).orders[1]
    world.venue.engine.cancel(bracket.venue_order_id or "", world.clock.now())
    return world.position(position.position_id)


@pytest.mark.parametrize("answer", LATER.values(), ids=LATER)
def test_a_refusal_that_says_later_is_tried_again_and_never_sells(answer: Outcome) -> None:
    world = World()
    position = bare(world)
    refusals = Refusals(world)
    refusals.answer = answer

    world.move("100", "100", "100")
    kinds = {request.kind for _, request in refusals.asked}
    refusals.answer = None
    world.move("100", "100")

    present = world.position(position.position_id)
    assert kinds == {OrderKind.BRACKET}
    assert held(present) == held(position)
    assert present.naked_since is None


def test_only_a_refusal_that_says_never_becomes_a_sale() -> None:
    world = World()
    position = bare(world)
    refusals = Refusals(world)
    world.venue.place = lambda request: (  # type: ignore[method-assign]
        NEVER if request.kind is OrderKind.BRACKET else refusals.place(request)
    )

    world.move("100", "100")

    present = world.position(position.position_id)
    assert (present.state, present.exit_reason) == (PositionState.CLOSED, ExitReason.EMERGENCY)


def test_the_pause_between_refused_tries_grows() -> None:
    world = World()
    bare(world)
    refusals = Refusals(world)
    refusals.answer = Throttled()

    world.move(*["100"] * 6)

    moments = [at for at, _ in refusals.asked]
    pauses = [later - at for at, later in pairwise(moments)]
    assert pauses == sorted(pauses)
    assert pauses[-1] >= timedelta(seconds=60)


@pytest.mark.parametrize("answer", [LATER["throttled"], None], ids=["throttled", "nobody buys"])
def test_one_slice_makes_at_most_forty_calls_in_ten_minutes_and_then_sixty_an_hour(
    answer: Outcome | None,
) -> None:
    world = World()
    bare(world)
    world.venue.engine.set_depth("BTC-USD", Decimal(0))
    refusals = Refusals(world)
    refusals.answer = answer

    world.move(*["90"] * 75)

    an_hour_later = refusals.within(timedelta(hours=1), after=timedelta(minutes=10))
    assert refusals.within(timedelta(minutes=10)) <= 40
    assert 20 <= an_hour_later <= 60


def test_steps_that_the_venue_made_coarser_are_read_again_and_the_bracket_is_made_anew() -> None:
    world = World()
    position = bare(world)
    coarse = world.venue.engine.markets["BTC-USD"].product.model_copy(
        update={"base_increment": Decimal("0.1"), "price_increment": Decimal("0.5")}
    )
    world.venue.add_product(coarse)

    world.move("100", "100")

    present = world.position(position.position_id)
    bracket = present.orders[-1]
    assert bracket.status is OrderStatus.ACCEPTED
    assert bracket.base_size == held(position) // Decimal("0.1") * Decimal("0.1")
    assert present.naked_since is None


def test_a_holding_between_two_increments_makes_no_correct_bracket_churn() -> None:
    world = World()
    position = bare(world)
    coarse = world.venue.engine.markets["BTC-USD"].product.model_copy(
        update={"base_increment": Decimal(1)}
    )
    world.venue.add_product(coarse)
    world.move("100", "100")
    refusals = Refusals(world)

    world.move(*["100"] * 5)

    assert held(world.position(position.position_id)) % 1 > 0
    assert refusals.asked == []


def test_a_throttled_entry_is_the_same_again_later_inside_its_window() -> None:
    world = World()
    refusals = Refusals(world)
    refusals.answer = Throttled()
    position = world.opened()
    assert world.position(position.position_id).state is PositionState.OPENING
    refusals.answer = None
    before = len(refusals.asked)

    world.move("100")

    present = world.position(position.position_id)
    entries = [each for each in present.orders if each.purpose is OrderPurpose.ENTRY]
    ids = {request.client_order_id for _, request in refusals.asked[:before]}
    assert all(each.status is OrderStatus.ACCEPTED for each in entries)
    assert ids <= {each.client_order_id for each in entries}
    assert world.venue.doubled() == []


def test_entries_after_a_throttled_one_wait_without_asking() -> None:
    world = World()
    refusals = Refusals(world)
    refusals.answer = Throttled()

    world.opened()

    assert len({request.client_order_id for _, request in refusals.asked}) == 1


def test_a_throttled_market_entry_lapses_when_its_call_is_too_old() -> None:
    world = World()
    refusals = Refusals(world)
    refusals.answer = Throttled()
    signal = world.signal(entry_kind=EntryKind.MARKET, entry_prices=())
    position = world.opened(signal)

    world.move("100", "100", "100")

    closed = world.position(position.position_id)
    assert (closed.state, closed.exit_reason) == (PositionState.CLOSED, ExitReason.REFUSED)
    assert held(closed) == 0


def test_a_throttled_entry_is_not_sent_with_the_price_beyond_its_stop() -> None:
    world = World()
    refusals = Refusals(world)
    refusals.answer = Throttled()
    position = world.opened()
    refusals.answer = None
    before = len(refusals.asked)

    world.move("94")

    assert len(refusals.asked) == before
    assert world.position(position.position_id).state is PositionState.OPENING


TOO_LARGE: dict[str, dict[str, Any]] = {
    "in base": {"base_min_size": Decimal(100)},
    "in quote": {"quote_min_size": Decimal(5000)},
    "a step": {"base_increment": Decimal(10), "base_min_size": Decimal(10)},
}


def outgrown(world: World, minimum: dict[str, Any]) -> Position:
    """The venue takes no order any more as small as what is held, and says so by a refusal."""
    position = world.opened(world.signal(take_profits=(Decimal(120),)))
    world.move("99.5", "105")
    world.venue.add_product(product(price_increment=Decimal("0.5"), **minimum))
    world.say(world.amendment(AmendmentAction.MOVE_STOP, to="98.37"))
    world.move("105", "105")
    return world.position(position.position_id)


@pytest.mark.parametrize("minimum", TOO_LARGE.values(), ids=TOO_LARGE)
@pytest.mark.parametrize("asked", [None, AmendmentAction.CLOSE, AmendmentAction.REDUCE])
def test_a_minimum_above_what_is_held_ends_no_position_and_leaves_its_bracket(
    asked: AmendmentAction | None, minimum: dict[str, Any]
) -> None:
    world = World()
    position = outgrown(world, minimum)
    if asked is not None:
        world.say(world.amendment(asked, fraction="0.5" if "reduce" in asked else None))

    world.move("105", "105")
    kept = world.position(position.position_id)
    world.move("121", "121")

    assert held(kept) == bought(kept) > 0
    assert kept.state is not PositionState.CLOSED
    assert kept.naked_since is None
    closed = world.position(position.position_id)
    assert (closed.state, held(closed)) == (PositionState.CLOSED, Decimal(0))


def test_what_is_held_below_the_minimum_without_a_bracket_is_told_and_not_over() -> None:
    world = World()
    position = outgrown(world, TOO_LARGE["in base"])
    for order in position.orders:
        world.venue.engine.cancel(order.venue_order_id or "", world.clock.now())

    world.move("105", "105")

    bare = world.position(position.position_id)
    assert bare.state is PositionState.OPEN
    assert [each.naked_cause for each in bare.slices] == [TOO_LITTLE]


def test_a_minimum_that_fell_again_lets_everything_go_on() -> None:
    world = World()
    position = outgrown(world, TOO_LARGE["in base"])
    world.say(world.amendment(AmendmentAction.CLOSE))
    world.venue.add_product(product())

    world.move("105", "105")

    closed = world.position(position.position_id)
    assert (closed.state, held(closed)) == (PositionState.CLOSED, Decimal(0))
