from __future__ import annotations

from datetime import datetime

import pytest

from signalfill.domain.control import Flags
from signalfill.domain.errors import RetryableError
from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, Position
from signalfill.domain.reporting.lasting_alerts import lasting_alerts
from signalfill.domain.settings import Settings
from signalfill.services.sweeping.raise_alerts import DIGESTS
from tests.fakes.world import World, settings


def digests(world: World) -> list[JournalEntry]:
    return list(world.positions.journal(DIGESTS))


def with_account(hour: int | None) -> Settings:
    present = settings()
    account = present.account.model_copy(update={"digest_hour": hour})
    return present.model_copy(update={"account": account})


def tomorrow(world: World, *, hour: int = 7) -> None:
    now = world.clock.now()
    world.clock.advance(hours=24 - now.hour + hour)


def test_a_day_without_news_is_told_as_such() -> None:
    world = World()

    world.sweep()

    (told,) = digests(world)
    assert told.notice is NoticeKind.DIGEST
    assert told.text == "Sunday, 2026-11-22 (UTC)\nnothing happened, all well"


def test_the_digest_is_told_once_a_day() -> None:
    world = World()
    world.sweep()
    world.clock.advance(hours=1)
    world.sweep()

    tomorrow(world)
    world.sweep()

    assert [each.entry_id for each in digests(world)] == ["2026-11-22", "2026-11-23"]


def test_the_digest_waits_for_its_hour() -> None:
    world = World()
    world.push(with_account(13))
    world.sweep()
    assert digests(world) == []

    world.clock.advance(hours=1)
    world.sweep()

    assert len(digests(world)) == 1


def test_the_digest_can_be_switched_off() -> None:
    world = World()
    world.push(with_account(None))

    world.sweep()

    assert digests(world) == []


def test_the_digest_has_results_after_fees_and_what_was_refused() -> None:
    world = World(cool_down="0s")
    world.opened()
    world.move("99.5", "121")
    world.say(world.signal(stop_loss=None))
    made = world.positions.positions(include_closed=True)[0]
    tomorrow(world)

    world.sweep()

    text = digests(world)[-1].text
    assert made.closed_at is not None
    assert "alpha (live): 1 closed, +" in text
    assert "USD after fees, 1 won" in text
    assert "alpha: 2 signals: 1 traded, 1 no_stop" in text
    assert text.endswith("all well")


def test_the_digest_names_what_is_not_well() -> None:
    world = World()
    world.control.set_flags(Flags(paused=True))

    world.sweep()

    assert digests(world)[0].text.splitlines()[1:] == ["nothing happened", "entries are paused"]


def test_a_digest_that_could_not_be_told_stops_nothing() -> None:
    world = World()
    position = world.opened()

    def no_telling(operation: str) -> None:
        if operation == "tell":
            raise RetryableError("no answer")

    world.positions.before_write = no_telling
    world.move("99.5")

    assert world.position(position.position_id).state.value == "OPEN"
    assert world.control.last_sweep_at is not None


# --- lasting trouble ---


def unprotected(world: World, since: datetime) -> Position:
    position = world.opened()
    world.move("99.5")
    position = world.position(position.position_id)
    first = position.slices[0].model_copy(
        update={"naked_since": since, "naked_cause": "bracket not live yet"}
    )
    return position.model_copy(update={"slices": (first, *position.slices[1:])})


def selling(world: World) -> Position:
    """Filled, and one slice has an exit order under way."""
    position = world.opened()
    world.move("99.5")
    position = world.position(position.position_id)
    update = {"purpose": OrderPurpose.EXIT, "client_order_id": "sf1-exit", "parent_id": None}
    leaving = position.orders[0].model_copy(update=update)
    return position.model_copy(update={"orders": (*position.orders, leaving)})


@pytest.mark.parametrize(("seconds", "told"), [(60, 0), (61, 1)])
def test_a_slice_without_a_stop_is_told_after_a_minute(seconds: int, told: int) -> None:
    world = World()
    position = unprotected(world, world.clock.now())
    since = position.slices[0].naked_since
    assert since is not None

    world.clock.set(since)
    found = list(lasting_alerts(position, now=world.clock.advance(seconds=seconds)))

    assert [each.notice for each in found] == [NoticeKind.UNPROTECTED] * told


def test_the_same_trouble_has_the_same_id() -> None:
    world = World()
    position = unprotected(world, world.clock.now())

    ids = {
        entry.entry_id
        for _ in range(3)
        for entry in lasting_alerts(position, now=world.clock.advance(minutes=5))
    }

    assert len(ids) == 1


def test_an_order_that_stays_unknown_is_told() -> None:
    world = World()
    position = world.opened()
    unknown = position.orders[0].model_copy(update={"status": OrderStatus.UNKNOWN})
    position = position.model_copy(update={"orders": (unknown, *position.orders[1:])})

    found = list(lasting_alerts(position, now=world.clock.advance(seconds=61)))

    assert [each.notice for each in found] == [NoticeKind.UNKNOWN]
    assert unknown.client_order_id in found[0].text


def test_a_sale_that_nobody_asked_for_is_an_emergency() -> None:
    world = World()

    (found,) = lasting_alerts(selling(world), now=world.clock.now())

    assert found.notice is NoticeKind.EMERGENCY


def test_a_sale_that_was_asked_for_is_none() -> None:
    world = World()
    asked = selling(world).model_copy(update={"close_requested": True})

    assert list(lasting_alerts(asked, now=world.clock.now())) == []
