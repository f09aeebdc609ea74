"""A stop on a candle's close under `catastrophe`: the wide one rests, the close itself sells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.journal import NoticeKind
from signalfill.domain.order import OrderKind, OrderStatus
from signalfill.domain.position import ExitReason, Position, PositionState
from signalfill.domain.product import MinuteClose
from signalfill.domain.protection.close_stop import last_close, timeframe_of
from signalfill.domain.signal import AmendmentAction
from signalfill.domain.verdict import Decision
from tests.fakes.clock import START
from tests.fakes.world import World


def holding(frame: str = "5m") -> tuple[World, Position]:
    """Bought at 100 at 12:01; 95 counts on a close, the venue's stop stands at 92.5."""
    world = World(stop_on_close="catastrophe")
    position = world.opened(world.signal(stop_on_close=frame))
    world.move("99.5")
    return world, world.position(position.position_id)


def now(world: World, position: Position) -> Position:
    return world.position(position.position_id)


def resting(world: World, position: Position) -> set[Decimal | None]:
    return {
        order.stop_price
        for order in now(world, position).orders
        if order.stop_price is not None and order.status is OrderStatus.ACCEPTED
    }


def exits(world: World) -> int:
    return sum(request.kind is OrderKind.LIMIT_IOC for request in world.venue.placed)


def stop_to(world: World, level: str) -> Decision:
    decision = world.say(world.amendment(AmendmentAction.MOVE_STOP, to=level))
    assert decision is not None
    return decision


def test_a_trade_beyond_the_level_sells_nothing_while_the_candle_forms() -> None:
    world, position = holding()

    world.move("94", "96", "96", "96")

    assert now(world, position).state is PositionState.OPEN
    assert resting(world, position) == {Decimal("92.50")}


def test_a_close_beyond_the_level_sells_by_the_normal_exit_within_a_minute() -> None:
    world, position = holding()

    world.move("96", "96", "94.5")
    assert exits(world) == 0
    world.move("94.6")

    sold = now(world, position)
    assert (sold.state, sold.exit_reason) == (PositionState.CLOSED, ExitReason.STOP_LOSS)
    assert sold.closed_at is not None
    assert sold.closed_at - (START + timedelta(minutes=5)) <= timedelta(minutes=1)
    assert exits(world) == len(sold.slices)


def test_a_close_at_the_level_keeps_the_position() -> None:
    world, position = holding()

    world.move("96", "96", "95", "95")

    assert now(world, position).state is PositionState.OPEN


def test_each_close_is_judged_once() -> None:
    world, position = holding()
    world.move("96", "96", "96", "96")
    judged = now(world, position)

    world.sweep()

    assert now(world, position).version == judged.version
    assert judged.close_stop is not None
    assert judged.close_stop.judged_until == START + timedelta(minutes=5)


def test_a_close_before_the_position_was_opened_does_not_count() -> None:
    world = World(stop_on_close="catastrophe")
    world.clock.advance(minutes=4)
    world.venue.price("94")
    world.clock.advance(minutes=2)
    world.venue.price("100")
    position = world.opened(world.signal(stop_on_close="5m"))

    world.sweep()

    assert now(world, position).state is not PositionState.CLOSED


def test_minutes_without_trades_close_at_the_last_trade() -> None:
    world, position = holding()
    world.move("94.5")
    world.clock.advance(minutes=3, seconds=30)

    world.venue.price("96")
    world.sweep()

    assert now(world, position).exit_reason is ExitReason.STOP_LOSS


def test_a_candle_that_is_not_shown_keeps_the_wide_stop_and_is_told_once() -> None:
    world, position = holding()
    world.move("94.5", "94.5", "94.5")
    world.venue.closes.clear()

    for _ in range(4):
        world.clock.advance(minutes=1)
        world.sweep()

    assert exits(world) == 0
    assert resting(world, position) == {Decimal("92.50")}
    told = [
        entry
        for entry in world.positions.journal(position.position_id)
        if entry.event == "close_unknown"
    ]
    assert [entry.notice for entry in told] == [NoticeKind.QUESTION]


def test_candles_that_cannot_be_read_keep_nothing_else_from_being_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, position = holding()
    world.move("96", "96", "94.5")

    def unavailable(product_id: str, *, since: datetime) -> Sequence[MinuteClose]:
        raise VenueUnavailableError(f"no candles of {product_id} since {since}")

    monkeypatch.setattr(world.venue, "minute_closes", unavailable)
    for bracket in world.venue.engine.orders.values():
        if bracket.stop_price is not None:
            world.venue.engine.cancel(bracket.order_id, world.clock.now())
    world.move("96")

    assert now(world, position).state is PositionState.OPEN
    assert resting(world, position) == {Decimal("92.50")}


def test_the_wide_stop_sells_on_any_trade() -> None:
    world, position = holding()

    world.move("92.4", "92.4")

    assert now(world, position).exit_reason is ExitReason.STOP_LOSS


def test_a_close_beyond_the_level_takes_the_resting_entries_along() -> None:
    world = World(stop_on_close="catastrophe")
    ladder = (Decimal(100), Decimal("93.9"))
    signal = world.signal(
        stop_on_close="5m", entry_prices=ladder, entry_kind="ladder", stop_loss=Decimal("93.5")
    )
    position = world.opened(signal)
    world.move("99.5")
    moved = stop_to(world, "94")
    world.move("95", "95", "93.95", "94.5")

    closed = now(world, position)
    assert moved.code == "move_stop"
    assert (closed.state, closed.exit_reason) == (PositionState.CLOSED, ExitReason.STOP_LOSS)
    assert {order.status for order in closed.orders if order.purpose == "entry"} == {
        OrderStatus.FILLED,
        OrderStatus.CANCELED,
    }


def test_a_moved_stop_moves_the_level_and_as_much_wider_the_one_that_rests() -> None:
    world, position = holding()

    stop_to(world, "97")

    moved = now(world, position)
    assert moved.close_stop is not None
    assert moved.close_stop.price == 97
    assert {each.stop_price for each in moved.slices} == {Decimal("95.5")}
    world.move("98", "98", "96.9", "97.5")
    assert now(world, position).exit_reason is ExitReason.STOP_LOSS


@pytest.mark.parametrize("level", ["entry", "103"])
def test_from_the_entry_on_a_stop_stands_at_its_level_for_any_trade(level: str) -> None:
    world, position = holding()
    world.move("108")

    stop_to(world, level)

    moved = now(world, position)
    assert moved.close_stop is not None
    assert {each.stop_price for each in moved.slices} == {moved.close_stop.price}


def test_a_stop_looser_than_the_level_is_ignored_though_tighter_than_the_one_that_rests() -> None:
    world, position = holding()

    assert stop_to(world, "94").code == "stop_not_tighter"
    assert resting(world, position) == {Decimal("92.50")}


def test_a_level_above_the_price_waits_and_does_not_sell_at_the_next_close() -> None:
    world, position = holding()

    stop_to(world, "101")
    world.move("99", "99", "99", "99")

    waiting = now(world, position)
    assert (waiting.state, waiting.pending_stop) == (PositionState.OPEN, Decimal(101))
    assert waiting.close_stop is not None
    assert waiting.close_stop.price == 95


@pytest.mark.parametrize("frame", ["candle", "3d", "1M", "0m", "7h"])
def test_a_time_frame_that_charts_do_not_share_is_refused(frame: str) -> None:
    world = World(stop_on_close="catastrophe")

    decision = world.say(world.signal(stop_on_close=frame))

    assert decision is not None
    assert (decision.code, decision.value) == ("stop_on_close", frame)


def test_under_hard_the_stop_stands_at_the_level_and_no_candle_is_judged() -> None:
    world = World()

    position = world.opened(world.signal(stop_on_close="candle"))

    assert position.close_stop is None
    assert {each.stop_price for each in position.slices} == {Decimal(95)}


@pytest.mark.parametrize(
    ("frame", "closed_at"),
    [
        ("15m", "2026-11-25T13:30:00+00:00"),
        ("4h", "2026-11-25T12:00:00+00:00"),
        ("1d", "2026-11-25T00:00:00+00:00"),
        ("1w", "2026-11-23T00:00:00+00:00"),
    ],
)
def test_candles_close_where_charts_close_them(frame: str, closed_at: str) -> None:
    length = timeframe_of(frame)
    assert length is not None

    moment = datetime.fromisoformat("2026-11-25T13:44:59+00:00")

    assert last_close(length, moment) == datetime.fromisoformat(closed_at)


def test_a_moved_stop_rests_wider_than_its_level_however_little_lies_between() -> None:
    world, position = holding()
    world.move("108")

    stop_to(world, "99.99")

    assert {each.stop_price for each in now(world, position).slices} == {Decimal("99.98")}
