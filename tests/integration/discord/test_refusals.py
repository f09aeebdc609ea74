from __future__ import annotations

from collections.abc import Callable

import pytest

from functions.scraper.pace import watched
from sandbox.discord.world import Channel
from signalfill.adapters.discord.check import problems
from signalfill.adapters.discord.identify import DAILY_IDENTIFIES
from tests.fakes.discord_standin import Story, in_loop, story, until

pytestmark = pytest.mark.integration


async def halted(told: Story, *, token: str | None = None) -> str:
    """The reason a scraper gives for staying down."""
    told.channel()
    async with told.reading(token=token, ready=False) as scraper:
        await until(lambda: scraper.state()["status"] == "halted")
        return str(scraper.state()["reason"])


@in_loop
async def test_a_wrong_token_says_what_to_click() -> None:
    async with story() as told:
        assert "Reset Token" in await halted(told, token="wrong")


@in_loop
async def test_a_wrong_token_never_reaches_the_gateway() -> None:
    async with story() as told:
        await halted(told, token="wrong")
        assert told.discord.gateway.identifies == 0


@pytest.mark.parametrize(("code", "click"), [(4004, "Reset Token"), (4014, "Message Content")])
@in_loop
async def test_a_fatal_close_says_what_to_click(code: int, click: str) -> None:
    async with story() as told:
        told.discord.faults.next_identify.append(code)
        assert click in await halted(told)


@pytest.mark.parametrize("code", [4004, *range(4010, 4015)])
@in_loop
async def test_a_fatal_close_is_not_followed_by_a_reconnect(code: int) -> None:
    async with story() as told:
        told.discord.faults.next_identify.append(code)
        await halted(told)
        assert told.discord.gateway.identifies == 1


@in_loop
async def test_a_user_account_is_refused() -> None:
    async with story() as told:
        told.discord.world.bot_is_user = True
        assert "user account" in await halted(told)


@in_loop
async def test_no_session_is_started_once_the_days_are_used_up() -> None:
    async with story() as told:
        told.channel()
        scraper = told.scraper()
        day = scraper.clock.now().date().isoformat()
        for _ in range(DAILY_IDENTIFIES):
            told.control.count_identify(day=day)
        async with told.reading(ready=False):
            await until(lambda: told.discord.noted("close"))
        assert told.discord.gateway.identifies == 0


@in_loop
async def test_no_session_is_started_when_discord_says_that_few_are_left() -> None:
    async with story() as told:
        told.channel()
        told.discord.faults.sessions_left = 3
        async with told.reading(ready=False):
            await until(lambda: told.discord.noted("close"))
        assert told.discord.gateway.identifies == 0


@in_loop
async def test_each_session_is_counted_before_it_is_started() -> None:
    async with story() as told:
        told.channel()
        async with told.reading() as scraper:
            day = scraper.clock.now().date().isoformat()
        assert told.control.identifies(day=day) == 1


async def found(told: Story, *, token: str | None = None) -> list[str]:
    return await problems(token or told.discord.world.token, watched(told.control))


@in_loop
async def test_the_check_finds_nothing_where_all_is_well() -> None:
    async with story() as told:
        told.say(told.channel(), "hello")
        assert await found(told) == []


@in_loop
async def test_the_check_spends_no_session() -> None:
    async with story() as told:
        told.channel()
        await found(told)
        assert told.discord.gateway.identifies == 0


@in_loop
async def test_the_check_finds_a_wrong_token() -> None:
    async with story() as told:
        told.channel()
        [problem] = await found(told, token="wrong")
        assert "Reset Token" in problem


@in_loop
async def test_the_check_finds_the_missing_intent() -> None:
    async with story() as told:
        told.channel()
        told.discord.world.content_intent_ticked = False
        [problem] = await found(told)
        assert "Message Content Intent" in problem


def hide(channel: Channel) -> None:
    channel.viewable = False


def forbid_history(channel: Channel) -> None:
    channel.history_readable = False


@pytest.mark.parametrize(
    ("spoil", "missing"), [(hide, "View Channel"), (forbid_history, "Read Message History")]
)
@in_loop
async def test_the_check_finds_a_missing_permission(
    spoil: Callable[[Channel], None], missing: str
) -> None:
    async with story() as told:
        place = told.channel()
        told.say(place, "hello")
        spoil(place)
        [problem] = await found(told)
        assert missing in problem


@in_loop
async def test_the_check_finds_a_thread_where_its_parent_belongs() -> None:
    async with story() as told:
        place = told.channel()
        told.watch(told.discord.add_channel("updates", kind=11, parent_id=place.id))
        [problem] = await found(told)
        assert f"name its parent {place.id}" in problem


@in_loop
async def test_the_check_wants_at_least_one_channel() -> None:
    async with story() as told:
        [problem] = await found(told)
        assert "push settings" in problem
