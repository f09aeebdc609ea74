from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from signalfill.adapters.discord.feed import ChannelHiddenError, Feed
from signalfill.adapters.discord.sweep import Sweep
from signalfill.adapters.discord.text import Json
from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageEvent, MessageSource
from signalfill.domain.values import snowflake_moment
from tests.fakes.clock import FakeClock
from tests.fakes.discord_standin import in_loop
from tests.unit.scraper.reader_fixture import CHANNEL, Desk, FakeHistory, identity


class Looking:
    """A live reader of one channel with messages 1 and 2, and a second look at it."""

    def __init__(self, *numbers: int) -> None:
        self.desk = Desk()
        self.history = FakeHistory(*(numbers or (1, 2)))
        self.deaf: list[datetime] = []
        self.sweep = Sweep(
            records=self.desk.reader.records,
            checkpoints=self.desk.checkpoints,
            members=self.desk.reader.members,
            clock=FakeClock(snowflake_moment(identity(500))),
            catch_up=self.desk.reader.catch_up,
            grace=timedelta(seconds=5),
            seems_deaf=self.deaf.append,
        )

    async def live(self) -> Looking:
        self.desk.reader.session_started(self.history)
        await self.desk.live()
        return self

    @property
    def feed(self) -> Feed:
        feed = self.desk.reader.feed(CHANNEL)
        assert feed is not None
        return feed

    async def look(self) -> list[tuple[MessageEvent, MessageSource, str]]:
        """What this look sends."""
        before = len(self.desk.outlet.records)
        await self.sweep.look(self.feed, self.history)
        found = self.desk.outlet.records[before:]
        return [(each.event, each.source, each.message_id) for each in found]


def missed(number: int) -> tuple[MessageEvent, MessageSource, str]:
    return (MessageEvent.CREATE, MessageSource.SWEEP, identity(number))


@in_loop
async def test_what_was_seen_is_not_sent_again() -> None:
    looking = await Looking().live()
    assert await looking.look() == []


@in_loop
async def test_a_message_that_never_came_is_found() -> None:
    looking = await Looking().live()
    looking.history.numbers.append(3)
    assert await looking.look() == [missed(3)]


@in_loop
async def test_a_message_lost_among_others_is_found_behind_the_checkpoint() -> None:
    looking = await Looking().live()
    looking.history.numbers += [3, 4]
    looking.desk.say(4)
    assert await looking.look() == [missed(3)]


@in_loop
async def test_what_was_found_is_found_once() -> None:
    looking = await Looking().live()
    looking.history.numbers.append(3)
    await looking.look()
    assert (await looking.look(), looking.sweep.found) == ([], 1)


@in_loop
async def test_what_the_gateway_may_just_be_bringing_is_left_to_it() -> None:
    looking = await Looking().live()
    looking.history.numbers.append(500)
    assert await looking.look() == []


@in_loop
async def test_more_than_a_page_missed_is_fetched_in_order_from_history() -> None:
    looking = await Looking().live()
    looking.history.numbers += range(3, 203)
    await looking.look()
    await looking.desk.live()
    assert looking.desk.outlet.texts == [str(number) for number in range(1, 203)]


@in_loop
async def test_an_edit_that_never_came_is_found() -> None:
    looking = await Looking().live()
    looking.history.edits[2] = "2025-11-23T13:00:00+00:00"
    [(event, source, message_id)] = await looking.look()
    assert (event, source, message_id) == (MessageEvent.EDIT, MessageSource.SWEEP, identity(2))


@in_loop
async def test_an_edit_from_before_this_reader_s_time_is_left_alone() -> None:
    looking = await Looking(-100, 1).live()
    looking.history.edits[-100] = "2020-01-01T00:00:00+00:00"
    assert await looking.look() == []


@in_loop
async def test_a_delete_that_never_came_is_found() -> None:
    looking = await Looking().live()
    looking.history.numbers.remove(1)
    assert await looking.look() == [(MessageEvent.DELETE, MessageSource.SWEEP, identity(1))]


@in_loop
async def test_a_delete_that_came_is_not_asked_about() -> None:
    looking = await Looking().live()
    looking.history.numbers.remove(1)
    looking.desk.reader.receive(MessageEvent.DELETE, {"id": identity(1), "channel_id": CHANNEL})
    assert await looking.look() == []


@in_loop
async def test_a_look_without_answer_finds_nothing_and_harms_nothing() -> None:
    looking = await Looking().live()
    looking.history.page_failures.append(RetryableError("503"))
    assert (await looking.look(), await looking.look()) == ([], [])


@in_loop
async def test_an_odd_message_does_not_end_the_looking() -> None:
    looking = await Looking().live()
    looking.history.numbers.append(3)
    looking.history.odd.append({"id": "x"})
    assert await looking.look() == [missed(3)]


@in_loop
async def test_a_message_never_brought_since_makes_the_gateway_seem_deaf() -> None:
    looking = await Looking().live()
    looking.history.numbers.append(3)
    await looking.look()
    assert looking.deaf == [snowflake_moment(identity(3))]


@in_loop
async def test_what_turns_up_in_history_below_what_was_delivered_is_marked_late() -> None:
    looking = await Looking(1, 3).live()
    looking.history.numbers.insert(1, 2)
    looking.desk.control.advance_checkpoint(CHANNEL, identity(1))
    looking.desk.reader.catch_up(looking.feed)
    await looking.desk.live()
    record = looking.desk.outlet.records[-1]
    assert (record.content, record.source) == ("2", MessageSource.SWEEP)


@pytest.mark.parametrize(
    ("spoil", "event"),
    [
        (lambda history: history.edits.update({1: "2025-11-23T13:00:00+00:00"}), "edit"),
        (lambda history: history.numbers.remove(1), "delete"),
    ],
)
@in_loop
async def test_the_message_of_a_live_signal_is_looked_at_for_its_end(
    spoil: object, event: str
) -> None:
    looking = await Looking().live()
    assert callable(spoil)
    spoil(looking.history)
    await looking.sweep.look_at(identity(1), looking.feed, looking.history)
    assert looking.desk.outlet.records[-1].event.value == event


@in_loop
async def test_the_message_of_a_live_signal_that_is_as_it_was_says_nothing() -> None:
    looking = await Looking().live()
    await looking.sweep.look_at(identity(1), looking.feed, looking.history)
    assert len(looking.desk.outlet.records) == 2


@in_loop
async def test_however_many_were_deleted_at_once_each_is_found() -> None:
    looking = await Looking(*range(1, 61)).live()
    await looking.look()
    looking.history.numbers = [60]
    found = [each for _ in range(3) for each in await looking.look()]
    assert sorted(message_id for _, _, message_id in found) == [identity(n) for n in range(1, 60)]


@in_loop
async def test_deletes_that_were_told_take_no_room_from_those_that_were_not() -> None:
    looking = await Looking(*range(1, 61)).live()
    await looking.look()
    looking.history.numbers = [60]
    told = {"ids": [identity(n) for n in range(2, 60)], "channel_id": CHANNEL}
    looking.desk.reader.receive(MessageEvent.DELETE, told)
    assert await looking.look() == [(MessageEvent.DELETE, MessageSource.SWEEP, identity(1))]


class Overtaken(FakeHistory):
    """While the page with messages 1 and 2 is on its way, the gateway brings message 3."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(1, 2)
        self._desks = [desk]

    async def page(self, channel_id: str, *, after: str | None, limit: int) -> Sequence[Json]:
        answer = await super().page(channel_id, after=after, limit=limit)
        if self._desks:
            self.numbers.append(3)
            self._desks.pop().say(3)
        return answer


@in_loop
async def test_what_came_during_a_look_is_missed_when_it_goes() -> None:
    looking = await Looking().live()
    looking.history = Overtaken(looking.desk)
    await looking.look()
    looking.history.numbers.remove(2)
    looking.history.numbers.remove(3)
    looking.history.numbers.append(4)
    looking.desk.say(4)
    deleted = [message_id for event, _, message_id in await looking.look() if event == "delete"]
    assert deleted == [identity(2), identity(3)]


@in_loop
async def test_a_channel_that_was_emptied_had_each_message_deleted() -> None:
    looking = await Looking().live()
    looking.history.numbers.clear()
    assert await looking.look() == [
        (MessageEvent.DELETE, MessageSource.SWEEP, identity(number)) for number in (1, 2)
    ]


@in_loop
async def test_a_history_that_may_not_be_read_deletes_nothing() -> None:
    looking = await Looking().live()
    looking.history = Forbidden()
    assert await looking.look() == []


class Forbidden(FakeHistory):
    """What Discord answers without Read Message History."""

    async def message(self, channel_id: str, _message_id: str) -> Json | None:
        raise ChannelHiddenError(channel_id)
