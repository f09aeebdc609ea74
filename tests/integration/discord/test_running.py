from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from signalfill.adapters.discord import backfill
from signalfill.domain.message import MessageSource
from signalfill.services.scraping.canary import CANARY_CHANNEL
from tests.fakes.discord_standin import HURRY, Story, in_loop, story, until

pytestmark = pytest.mark.integration


@in_loop
async def test_a_channel_added_to_the_settings_is_read_without_restart() -> None:
    async with story() as told:
        first, second = told.channel(), told.discord.add_channel("more")
        async with told.reading() as scraper:
            told.watch(first, second)
            await until(lambda: scraper.reader.watches(second.id))
            told.say(second, "hello")
            await until(lambda: told.texts)
    assert told.texts == ["hello"]


@in_loop
async def test_a_channel_taken_off_the_settings_is_read_no_more() -> None:
    async with story() as told:
        first, second = told.discord.add_channel("a"), told.discord.add_channel("b")
        told.watch(first, second)
        async with told.reading() as scraper:
            told.watch(second)
            await until(lambda: not scraper.reader.watches(first.id))
            told.say(first, "unread")
            told.say(second, "read")
            await until(lambda: told.texts)
    assert told.texts == ["read"]


@in_loop
async def test_settings_of_a_newer_release_leave_the_channels_as_they_are(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.control.by_newer_release = True
            await until(lambda: "update the scraper" in caplog.text)
            told.say(place, "close BTC")
            await until(lambda: told.texts)
    assert told.texts == ["close BTC"]


def recover(told: Story) -> None:
    told.queue.failing = False


@in_loop
async def test_a_stop_delivers_what_was_read() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading() as scraper:
            told.queue.failing = True
            told.say(place, "one")
            await until(lambda: scraper.outbox.is_failing)
            asyncio.get_running_loop().call_later(0.1, recover, told)
    assert told.texts == ["one"]


@in_loop
async def test_after_a_stop_the_checkpoint_is_the_last_message_delivered() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            ids = told.say(place, "one", "two")
            await until(lambda: len(told.texts) == 2)
    assert told.control.checkpoint(place.id) == ids[-1]


@in_loop
async def test_a_channel_that_was_hidden_is_caught_up_with_once_it_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backfill, "HIDDEN_RETRY_SECONDS", 0.05)
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.texts)
        place.viewable = False
        told.say(place, "unseen")
        async with told.reading() as scraper:
            ready_while_hidden = scraper.state()["ready"]
            place.viewable = True
            await until(lambda: len(told.texts) == 2)
    assert (ready_while_hidden, told.texts) == (True, ["one", "unseen"])


@in_loop
async def test_missing_history_permission_is_told_with_the_remedy(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with story() as told:
        place = told.channel()
        told.say(place, "old")
        place.history_readable = False
        async with told.reading():
            pass
    assert "Read Message History" in caplog.text


@in_loop
async def test_no_text_of_a_message_reaches_the_log(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("INFO")
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "a secret call")
            told.discord.gateway.dispatch("MESSAGE_CREATE", {"channel_id": place.id}, place)
            await told.discord.gateway.drop()
            await until(lambda: told.discord.noted("resume"))
            told.say(place, "last")
            await until(lambda: "last" in told.texts)
    assert "secret call" not in caplog.text + capsys.readouterr().out


@in_loop
async def test_canaries_leave_at_their_own_pace_and_move_no_checkpoint() -> None:
    async with story() as told:
        told.channel()
        quick = replace(HURRY, first_canary_seconds=0.01, canary_seconds=0.01)
        async with told.reading(quick):
            await until(lambda: len(told.queue.records) > 1)
    assert {each.source for each in told.queue.records} == {MessageSource.CANARY}
    assert told.control.checkpoint(CANARY_CHANNEL) is None


@in_loop
async def test_a_permission_lost_while_running_is_noticed_by_the_probe(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading(replace(HURRY, probe_seconds=0.05)) as scraper:
            told.say(place, "one")
            place.history_readable = False
            await until(lambda: scraper.state()["unreadable_channels"] == 1)
            place.history_readable = True
            await until(lambda: scraper.state()["unreadable_channels"] == 0)
    assert "Read Message History" in caplog.text
