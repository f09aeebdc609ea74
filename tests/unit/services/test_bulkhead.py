"""One position's fault stops nobody else's care: each room of the sweep is poisoned in turn."""

from __future__ import annotations

import logging
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.errors import RetryableError
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.domain.verdict import ItemKey
from signalfill.services.sweeping import (
    raise_alerts,
    screen_positions,
    sweep,
    watch_abandoned,
    watch_breaker,
    watch_ended,
    watch_holdings,
)
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.trading import manage_position
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.venue import product
from tests.fakes.world import World


def two_positions() -> tuple[World, Position, Position]:
    """BTC is the poisoned one, ETH the neighbour; both hold coins behind brackets."""
    world = World()
    world.venue.add_product(product("ETH"))
    world.venue.price("100", "ETH-USD")
    poisoned = world.opened()
    neighbour = world.opened(world.signal(base="ETH"))
    world.clock.advance(seconds=30)
    world.venue.price("99.5")
    world.venue.price("99.5", "ETH-USD")
    world.sweep()
    return world, world.position(poisoned.position_id), world.position(neighbour.position_id)


def bare(world: World, position: Position) -> None:
    """Somebody cancels what protects the position."""
    for order in position.orders:
        if order.purpose is OrderPurpose.PROTECTION:
            world.venue.cancel([order.venue_order_id or ""])


def is_protected(world: World, position: Position) -> bool:
    now = world.position(position.position_id)
    return any(
        order.purpose is OrderPurpose.PROTECTION and not order.is_closed for order in now.orders
    )


def poison(function: Callable[..., Any], is_poisoned: Callable[..., bool]) -> Callable[..., Any]:
    def poisoned(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed through
        if is_poisoned(*arguments):
            raise KeyError("poison")
        return function(*arguments, **named)

    return poisoned


def of(position: Position) -> Callable[..., bool]:
    def is_it(first: Any, *_: Any) -> bool:  # noqa: ANN401 - an id or the position
        return bool(getattr(first, "position_id", first) == position.position_id)

    return is_it


def always(*_: Any) -> bool:  # noqa: ANN401 - whatever it is called with
    return True


@pytest.mark.parametrize(
    ("room", "name"),
    [
        (manage_position, "reconcile"),
        (sweep, "needs_attention"),
        (screen_positions, "needs_review"),
        (raise_alerts, "lasting_alerts"),
        (watch_abandoned, "abandoned_entries"),
    ],
    ids=lambda each: getattr(each, "__name__", each).rpartition(".")[2],
)
def test_a_poisoned_position_stops_no_care_for_its_neighbour(
    monkeypatch: pytest.MonkeyPatch, room: ModuleType, name: str
) -> None:
    world, poisoned, neighbour = two_positions()
    monkeypatch.setattr(room, name, poison(getattr(room, name), of(poisoned)))
    bare(world, poisoned)
    bare(world, neighbour)

    world.clock.advance(minutes=1)
    result = world.sweep()

    assert result.unexpected >= 1
    assert is_protected(world, neighbour)


@pytest.mark.parametrize(
    ("room", "name"),
    [
        (sweep, "watch_abandoned"),
        (sweep, "watch_ended"),
        (watch_ended, "_just_ended"),
        (sweep, "watch_holdings"),
        (watch_holdings, "_is_in_question"),
        (watch_breaker, "with_results"),
        (watch_breaker, "day_result"),
        (watch_breaker, "recount_budgets"),
        (raise_alerts, "_write_day"),
    ],
    ids=lambda each: getattr(each, "__name__", each).rpartition(".")[2],
)
def test_a_poisoned_look_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, room: ModuleType, name: str
) -> None:
    world, _, neighbour = two_positions()
    late = world.signals.add(world.signal(world.provenance(), base="SOL"))
    monkeypatch.setattr(room, name, poison(getattr(room, name), always))
    bare(world, neighbour)

    world.clock.advance(hours=30)  # a digest is due
    result = world.sweep()

    assert result.unexpected >= 1
    assert is_protected(world, neighbour)
    assert world.signals.decision(late) is not None


def test_an_account_that_cannot_be_watched_leaves_the_other_its_watch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, _, neighbour = two_positions()
    watched: list[str] = []
    watch = world.positions.watch

    def poisoned(account: str) -> AccountWatch:
        watched.append(account)
        if account != neighbour.mode.value:
            raise KeyError("poison")
        return watch(account)

    monkeypatch.setattr(world.positions, "watch", poisoned)
    result = world.sweep()

    assert result.unexpected >= 1
    assert neighbour.mode.value in watched


def test_a_pending_item_that_cannot_be_decided_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, _, _ = two_positions()
    bad = world.signals.add(world.signal(world.provenance(), base="SOL"))
    good = world.signals.add(world.signal(world.provenance(), base="ADA"))

    def is_bad(key: ItemKey, *_: object) -> bool:
        return key == bad

    monkeypatch.setattr(sweep, "decide_pending", poison(decide_pending, is_bad))
    world.clock.advance(minutes=2)
    result = world.sweep()

    assert result.unexpected == 1
    assert world.signals.decision(bad) is None
    assert world.signals.decision(good) is not None


def test_a_stored_position_that_cannot_be_read_stops_no_care_for_its_neighbour() -> None:
    world, poisoned, neighbour = two_positions()
    world.positions.unreadable[poisoned.position_id] = KeyError("orders")
    bare(world, neighbour)

    world.clock.advance(minutes=1)
    result = world.sweep()

    assert (result.positions, result.unexpected >= 1) == (2, True)
    assert is_protected(world, neighbour)


def test_no_budget_is_recounted_while_a_position_cannot_be_read() -> None:
    world, poisoned, _ = two_positions()
    scopes = [each.scope for each in poisoned.reservations]
    before = world.positions.used(scopes)
    world.positions.unreadable[poisoned.position_id] = KeyError("orders")

    for _ in range(8):
        world.clock.advance(minutes=1)
        world.sweep()

    assert world.positions.used(scopes) == before


def test_a_position_that_cannot_be_read_makes_no_counter_look_wrong() -> None:
    world, poisoned, _ = two_positions()
    world.positions.unreadable[poisoned.position_id] = KeyError("orders")

    world.clock.advance(minutes=1)
    world.sweep()

    assert world.positions.watch("live").drifts == ()


def test_an_instruction_without_a_coin_waits_while_a_position_cannot_be_read() -> None:
    world, poisoned, neighbour = two_positions()
    world.positions.unreadable[poisoned.position_id] = KeyError("orders")

    with pytest.raises(RetryableError, match=poisoned.position_id):
        world.say(world.amendment(AmendmentAction.CLOSE, base=None))

    assert not world.position(neighbour.position_id).close_requested


def test_an_instruction_that_names_its_coin_goes_on_beside_an_unreadable_position() -> None:
    world, poisoned, neighbour = two_positions()
    world.positions.unreadable[poisoned.position_id] = KeyError("orders")

    world.say(world.amendment(AmendmentAction.CLOSE, base="ETH"))
    world.sweep()

    closed = world.position(neighbour.position_id)
    assert closed.close_requested or closed.state is PositionState.CLOSED


def test_an_unexpected_error_is_logged_with_its_id_and_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bulkhead = Bulkhead()

    with bulkhead.around("position not managed", position_id="7-0"):
        raise KeyError("poison")

    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert (record.getMessage(), vars(record)["error"]) == ("position not managed", "KeyError")
    assert record.exc_info is not None
    assert vars(record)["position_id"] == "7-0"
    assert (bulkhead.failed, bulkhead.unexpected) == (1, 1)


def test_an_error_of_ours_is_counted_as_failed_only() -> None:
    bulkhead = Bulkhead()

    with bulkhead.around("position not managed", position_id="7-0"):
        raise RetryableError("later")

    assert (bulkhead.failed, bulkhead.unexpected) == (1, 0)


def test_a_poisoned_sweep_still_says_that_it_was_completed() -> None:
    world, poisoned, _ = two_positions()
    world.positions.unreadable[poisoned.position_id] = KeyError("orders")
    world.clock.advance(minutes=1)
    start = world.clock.now()

    world.sweep(seconds=5)

    assert world.control.last_sweep_at is not None
    assert world.control.last_sweep_at >= start
