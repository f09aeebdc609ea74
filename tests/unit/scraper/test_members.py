from __future__ import annotations

from signalfill.adapters.discord.feed import Feed
from signalfill.adapters.discord.members import Members
from tests.fakes.clock import FakeClock
from tests.fakes.discord_standin import in_loop
from tests.unit.scraper.examples import raw_message
from tests.unit.scraper.reader_fixture import CHANNEL, FakeHistory

FEED = Feed(CHANNEL, CHANNEL, guild_id="55555")


def members(clock: FakeClock | None = None) -> Members:
    made = Members(clock or FakeClock())
    made.needed_in([CHANNEL])
    return made


@in_loop
async def test_an_author_is_asked_for_once_in_ten_minutes() -> None:
    history, clock = FakeHistory(), FakeClock()
    asking = members(clock)
    for minutes in (0, 9, 2):
        clock.advance(minutes=minutes)
        await asking.complete(raw_message(), FEED, history)
    assert history.members_asked == ["20001", "20001"]


@in_loop
async def test_roles_that_came_along_are_not_asked_for() -> None:
    history = FakeHistory()
    await members().complete(raw_message(member={"roles": []}), FEED, history)
    assert history.members_asked == []


@in_loop
async def test_a_webhook_has_no_roles_to_ask_for() -> None:
    history = FakeHistory()
    await members().complete(raw_message(webhook_id="9"), FEED, history)
    assert history.members_asked == []


@in_loop
async def test_where_no_setting_asks_for_roles_nobody_is_asked() -> None:
    history = FakeHistory()
    other = Feed("77777", "77777", guild_id="55555")
    assert await members().complete(raw_message(), other, history) == raw_message()
    assert history.members_asked == []
