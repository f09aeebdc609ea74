from __future__ import annotations

import asyncio

import pytest

from signalfill.adapters.discord import backfill, feed, reader
from signalfill.adapters.discord.feed import ChannelHiddenError
from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageEvent
from tests.fakes.discord_standin import in_loop, until
from tests.unit.scraper.reader_fixture import CHANNEL, Desk, FakeHistory, identity, message


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "FIRST_RETRY_SECONDS", 0.0)
    monkeypatch.setattr(backfill, "HIDDEN_RETRY_SECONDS", 0.0)


@in_loop
async def test_events_in_ready_s_own_frame_wait_for_history() -> None:
    desk = Desk()
    desk.reader.session_started(FakeHistory(1, 2))
    desk.say(3)
    await desk.live()
    assert desk.outlet.texts == ["1", "2", "3"]


@in_loop
async def test_what_history_already_gave_is_not_sent_again() -> None:
    desk = Desk()
    desk.reader.session_started(FakeHistory(1, 2))
    desk.say(1, 2, 3)
    await desk.live()
    assert desk.outlet.texts == ["1", "2", "3"]


@in_loop
async def test_a_full_outlet_parks_and_history_fills_the_hole() -> None:
    desk, history = Desk(), FakeHistory(1)
    desk.reader.session_started(history)
    await desk.live()
    desk.outlet.room = 1
    history.numbers += [2, 3]
    desk.say(2, 3)
    parked = desk.reader.parked
    desk.outlet.room = 100
    await desk.live()
    assert (parked, desk.outlet.texts) == (2, ["1", "2", "3"])


@in_loop
async def test_an_overflowing_park_drops_and_nothing_later_overtakes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feed, "PARK_CAPACITY", 2)
    desk, history = Desk(), FakeHistory(1)
    history.gate.clear()
    desk.reader.session_started(history)
    history.numbers += range(2, 8)
    desk.say(*range(2, 8))
    history.gate.set()
    await desk.live()
    assert (desk.reader.dropped, desk.outlet.texts) == (4, [str(n) for n in range(1, 8)])


@in_loop
async def test_all_channels_together_park_no_more_than_the_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "MAX_PARKED", 3)
    desk, history = Desk(), FakeHistory(1)
    history.gate.clear()
    desk.reader.session_started(history)
    desk.reader.watch([CHANNEL, "77777"])
    desk.say(2, 3)
    desk.say(2, 3, channel_id="77777")
    assert (desk.reader.parked, desk.reader.take_dropped()) == (3, 1)


@in_loop
async def test_what_was_dropped_after_history_was_read_is_read_again_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(feed, "PARK_CAPACITY", 2)
    desk, history = Desk(), FakeHistory(1, 2)
    desk.outlet.room = 1
    desk.reader.session_started(history)
    await until(lambda: desk.outlet.texts == ["1"])
    history.numbers += [3, 4, 5, 6]
    desk.say(3, 4, 5)
    desk.outlet.room = 3
    await until(lambda: desk.reader.parked == 1)
    desk.say(6)
    desk.outlet.room = 100
    await desk.live()
    assert desk.outlet.texts == ["1", "2", "3", "4", "5", "6"]


@in_loop
async def test_a_new_session_during_a_backfill_begins_it_again() -> None:
    desk, first = Desk(), FakeHistory(1)
    first.gate.clear()
    desk.reader.session_started(first)
    desk.say(2)
    desk.reader.session_started(FakeHistory(1, 2, 3))
    desk.say(4)
    await desk.live()
    assert desk.outlet.texts == ["1", "2", "3", "4"]


@in_loop
async def test_history_without_answer_is_asked_again() -> None:
    desk, history = Desk(), FakeHistory(1)
    history.failures = [RetryableError("503"), ChannelHiddenError("403")]
    desk.reader.session_started(history)
    await desk.live()
    assert desk.outlet.texts == ["1"]


@in_loop
async def test_pages_are_followed_to_the_end() -> None:
    desk = Desk()
    desk.reader.session_started(FakeHistory(*range(1, 251)))
    await desk.live()
    assert desk.outlet.texts == [str(n) for n in range(1, 251)]


@in_loop
async def test_a_channel_never_seen_begins_now_and_durably() -> None:
    desk = Desk(known=False)
    desk.reader.session_started(FakeHistory(1, 2))
    await desk.live()
    assert (desk.outlet.texts, desk.control.checkpoint(CHANNEL)) == ([], identity(2))


@in_loop
async def test_a_message_that_came_before_the_first_look_is_not_behind_the_beginning() -> None:
    desk = Desk(known=False)
    desk.reader.session_started(FakeHistory(1, 2))
    desk.say(2)
    await desk.live()
    assert int(desk.control.checkpoint(CHANNEL) or 0) < int(identity(2))


@in_loop
async def test_a_thread_never_seen_is_read_since_its_parent_is_known() -> None:
    desk = Desk()
    thread = FakeHistory(1, 2, parent_id=CHANNEL)
    desk.reader.session_started(thread)
    desk.reader.channels_seen([{"id": "77777", "type": 11, "parent_id": CHANNEL}])
    await desk.live()
    in_thread = [each.content for each in desk.outlet.records if each.channel_id == "77777"]
    assert in_thread == ["1", "2"]


@in_loop
async def test_a_thread_that_a_dead_reader_had_not_begun_is_read_from_before() -> None:
    desk = Desk()
    desk.reader.session_started(FakeHistory(-90, -30, 1, parent_id=CHANNEL))
    desk.reader.channels_seen([{"id": "77777", "type": 11, "parent_id": CHANNEL}])
    await desk.live()
    assert desk.outlet.texts == ["-30", "1"]


@in_loop
async def test_a_thread_of_a_channel_never_seen_begins_with_the_channel() -> None:
    desk = Desk(known=False)
    await desk.checkpoints.begin(CHANNEL, identity(0))
    desk.reader.session_started(FakeHistory(-30, 1, parent_id=CHANNEL))
    desk.reader.channels_seen([{"id": "77777", "type": 11, "parent_id": CHANNEL}])
    await desk.live()
    assert desk.outlet.texts == ["1"]


@in_loop
async def test_an_unknown_thread_of_a_stranger_is_left_alone() -> None:
    desk = Desk()
    desk.reader.session_started(FakeHistory(1, parent_id="12345"))
    desk.reader.watch([])
    desk.say(2, channel_id="88888")
    await desk.live()
    assert (desk.outlet.texts, desk.control.checkpoint("88888")) == ([], None)


@in_loop
async def test_a_guild_that_was_away_is_caught_up_with() -> None:
    desk, history = Desk(), FakeHistory(1)
    desk.reader.session_started(history)
    await desk.live()
    history.numbers.append(2)
    desk.reader.guild_lost("55555")
    desk.reader.guild_seen({"id": "55555", "channels": [], "threads": []})
    await desk.live()
    assert desk.outlet.texts == ["1", "2"]


@in_loop
async def test_nothing_is_fetched_without_a_client() -> None:
    desk, history = Desk(), FakeHistory(1)
    desk.reader.session_started(history)
    desk.reader.detach()
    desk.say(2)
    await asyncio.sleep(0)
    assert (history.calls, desk.reader.parked) == (0, 1)


@in_loop
async def test_a_thread_that_is_gone_is_forgotten() -> None:
    desk = Desk()
    desk.reader.session_started(FakeHistory(parent_id=CHANNEL))
    desk.reader.channels_seen([{"id": "77777", "type": 11, "parent_id": CHANNEL}])
    await desk.live()
    desk.reader.thread_gone({"id": "77777"})
    desk.say(1, channel_id="77777")
    assert desk.outlet.texts == []


@in_loop
async def test_a_thread_that_was_archived_is_let_go_and_looked_up_when_something_comes() -> None:
    desk, history = Desk(), FakeHistory(parent_id=CHANNEL)
    thread = {"id": "77777", "type": 11, "parent_id": CHANNEL}
    desk.reader.session_started(history)
    desk.reader.channels_seen([thread])
    await desk.live()
    desk.reader.channels_seen([thread | {"thread_metadata": {"archived": True}}])
    is_let_go = desk.reader.feed("77777") is None
    history.numbers.append(1)
    desk.say(1, channel_id="77777")
    await desk.live()
    assert (is_let_go, desk.outlet.texts) == (True, ["1"])


@in_loop
async def test_a_thread_found_in_the_archive_is_let_go_once_it_was_read() -> None:
    desk, history = Desk(), FakeHistory(1, parent_id=CHANNEL)
    history.is_archived = True
    desk.reader.session_started(history)
    desk.reader.channels_seen([{"id": "77777", "type": 11, "parent_id": CHANNEL}])
    await until(lambda: desk.outlet.texts == ["1"])
    await until(lambda: desk.reader.feed("77777") is None)


@pytest.mark.parametrize(("event", "is_looked_for"), [("edit", True), ("create", False)])
@in_loop
async def test_an_edit_that_was_dropped_is_looked_for_where_money_stands_on_it(
    monkeypatch: pytest.MonkeyPatch, event: str, *, is_looked_for: bool
) -> None:
    monkeypatch.setattr(feed, "PARK_CAPACITY", 0)
    desk, history = Desk(), FakeHistory(1)
    desk.reader.session_started(history)
    desk.reader.caught_up_again.clear()
    edited = message(1) | {"edited_timestamp": "2025-11-23T13:00:00+00:00"}
    desk.reader.receive(MessageEvent(event), edited)
    await desk.live()
    await asyncio.sleep(0)
    assert desk.reader.caught_up_again.is_set() == is_looked_for
