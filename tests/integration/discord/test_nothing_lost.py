from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.discord.faults import RestFault
from sandbox.discord.messages import MessageDraft
from signalfill.domain.message import MessageEvent, MessageSource
from tests.fakes.discord_standin import AUTHOR, HURRY, Story, in_loop, story, until

pytestmark = pytest.mark.integration


async def interrupt(told: Story, how: str) -> None:
    gateway = told.discord.gateway
    match how:
        case "cut":
            await gateway.drop()
        case "reconnect":
            gateway.send_all({"op": 7, "d": None})
        case "invalid but resumable":
            gateway.send_all({"op": 9, "d": True})
        case code:
            await gateway.drop(int(code))


CLOSES = [1000, 1001, 4000, 4001, 4002, 4003, 4005, 4007, 4008, 4009]


@pytest.mark.parametrize("how", ["cut", "reconnect", "invalid but resumable", *map(str, CLOSES)])
@in_loop
async def test_an_interruption_is_resumed_without_gap(how: str) -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.texts == ["one"])
            await interrupt(told, how)
            told.say(place, "two", "three")
            await until(lambda: told.discord.noted("resume"))
            told.say(place, "four")
            await until(lambda: len(told.texts) == 4)
        identifies = told.discord.gateway.identifies
    assert (told.texts, identifies) == (["one", "two", "three", "four"], 1)


@in_loop
async def test_what_a_lost_session_missed_comes_from_history() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.texts == ["one"])
            told.discord.gateway.sessions.invalidate_all()
            await told.discord.gateway.drop()
            told.say(place, *(f"missed {n}" for n in range(120)))
            await until(lambda: told.discord.gateway.identifies == 2)
            told.say(place, "last")
            await until(lambda: "last" in told.texts)
    assert told.texts == ["one", *(f"missed {n}" for n in range(120)), "last"]


@in_loop
async def test_an_event_that_was_never_sent_is_found_at_the_next_resume() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.texts == ["one"])
            told.discord.post(place, MessageDraft(AUTHOR, "never sent"), dispatched=False)
            await told.discord.gateway.drop()
            await until(lambda: len(told.texts) == 2)
    assert told.texts == ["one", "never sent"]


@in_loop
async def test_what_was_posted_while_it_was_down_comes_from_history() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.texts == ["one"])
        told.say(place, *(f"missed {n}" for n in range(250)))
        async with told.reading():
            await until(lambda: len(told.texts) == 251)
    assert told.texts == ["one", *(f"missed {n}" for n in range(250))]


@in_loop
async def test_live_messages_wait_for_older_ones() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.texts == ["one"])
        told.say(place, "missed")
        slow = RestFault(f"{place.id}/messages", status=0, delay_seconds=0.2)
        told.discord.faults.rest.append(slow)
        async with told.reading(ready=False):
            await until(lambda: told.discord.noted("identify")[1:])
            told.say(place, "live")
            await until(lambda: len(told.texts) == 3)
    assert told.texts == ["one", "missed", "live"]


@in_loop
async def test_an_edit_missed_while_down_arrives_as_the_final_text() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.queue.records)
        [message_id] = told.say(place, "draft")
        told.discord.edit(place, message_id, {"content": "final"})
        async with told.reading():
            await until(lambda: len(told.queue.records) == 2)
    record = told.queue.records[1]
    assert (record.event, record.content) == (MessageEvent.EDIT, "final")


@in_loop
async def test_a_channel_begins_with_what_is_posted_after_it_was_first_seen() -> None:
    async with story() as told:
        place = told.channel()
        told.discord.post(
            place, MessageDraft(AUTHOR, "old"), at=datetime.now(UTC) - timedelta(minutes=1)
        )
        async with told.reading():
            told.say(place, "new")
            await until(lambda: told.queue.records)
    assert told.texts == ["new"]


@in_loop
async def test_what_may_still_be_on_its_way_at_the_first_look_comes_in_order() -> None:
    async with story() as told:
        place = told.channel()
        told.discord.post(place, MessageDraft(AUTHOR, "on its way"), dispatched=False)
        async with told.reading():
            told.say(place, "new")
            await until(lambda: len(told.queue.records) == 2)
    assert told.texts == ["on its way", "new"]


@in_loop
async def test_a_thread_born_while_down_is_read_from_its_first_message() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.queue.records)
        thread = told.discord.add_channel("updates", kind=11, parent_id=place.id)
        told.say(thread, "first", "second")
        told.say(place, "two")
        async with told.reading():
            await until(lambda: len(told.queue.records) == 4)
    in_thread = [each.content for each in told.queue.records if each.channel_id == thread.id]
    assert in_thread == ["first", "second"]


@in_loop
async def test_a_burst_keeps_its_order() -> None:
    texts = [f"message {n}" for n in range(1000)]
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, *texts)
            await until(lambda: len(told.texts) == len(texts))
    assert told.texts == texts


@in_loop
async def test_a_queue_outage_longer_than_the_buffer_loses_nothing() -> None:
    texts = [f"message {n}" for n in range(300)]
    async with story() as told:
        place = told.channel()
        async with told.reading(replace(HURRY, outbox_capacity=20)) as scraper:
            told.queue.failing = True
            told.say(place, *texts)
            await until(lambda: scraper.outbox.is_failing and scraper.reader.parked)
            told.queue.failing = False
            await until(lambda: len(told.texts) == len(texts))
    assert told.texts == texts


@in_loop
async def test_two_readers_at_once_send_the_same_versions() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading(), told.reading():
            told.say(place, "one", "two")
            await until(lambda: len(told.texts) == 2)
    assert told.texts == ["one", "two"]


@in_loop
async def test_a_silent_gateway_is_left_and_resumed() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading(replace(HURRY, heartbeat_timeout_seconds=0.5)):
            told.discord.gateway.freeze()
            told.say(place, "while frozen")
            await until(lambda: told.texts)
    assert told.texts == ["while frozen"]


@in_loop
async def test_a_gateway_that_is_down_at_first_is_tried_again() -> None:
    async with story() as told:
        place = told.channel()
        told.discord.faults.gateway_down = True
        async with told.reading(ready=False) as scraper:
            await until(lambda: len(told.discord.noted("connect")) > 1)
            told.discord.faults.gateway_down = False
            await until(lambda: scraper.state()["ready"])
            told.say(place, "hello")
            await until(lambda: told.texts)
    assert told.texts == ["hello"]


@in_loop
async def test_history_that_fails_is_asked_again() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.queue.records)
        told.say(place, "missed")
        told.discord.faults.rest.append(RestFault(f"{place.id}/messages", status=503, times=1))
        async with told.reading():
            await until(lambda: len(told.texts) == 2)
    assert told.queue.records[1].source is MessageSource.HISTORY
