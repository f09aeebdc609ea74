from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sandbox.discord.messages import MessageDraft
from signalfill.domain.message import MessageEvent, MessageSource
from signalfill.ports import LiveMessage
from tests.fakes.discord_standin import AUTHOR, HURRY, in_loop, story, until

pytestmark = pytest.mark.integration

QUICK = replace(HURRY, sweep_seconds=0.05, sweep_grace_seconds=0.0, recheck_seconds=0.05)


@in_loop
async def test_a_deaf_gateway_is_found_out_and_left() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading(QUICK):
            told.discord.faults.deaf = True
            told.say(place, "unheard")
            await until(lambda: told.texts == ["unheard"])
            told.discord.faults.deaf = False
            await until(lambda: told.discord.gateway.identifies == 2)
    assert told.queue.records[0].source is MessageSource.SWEEP


@in_loop
async def test_one_event_never_sent_is_found_among_others() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading(QUICK):
            told.discord.post(place, MessageDraft(AUTHOR, "never sent"), dispatched=False)
            told.say(place, "one", "two")
            await until(lambda: len(told.texts) == 3)
    assert sorted(told.texts) == ["never sent", "one", "two"]


@in_loop
async def test_edits_and_deletes_that_were_never_sent_are_found() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading(QUICK):
            ids = told.say(place, "one", "two")
            await until(lambda: len(told.texts) == 2)
            told.discord.faults.deaf = True
            told.discord.edit(place, ids[0], {"content": "one, edited"})
            told.discord.delete(place, [ids[1]])
            await until(lambda: len(told.queue.records) == 4)
    found = {each.event: each.message_id for each in told.queue.records[2:]}
    assert found == {MessageEvent.EDIT: ids[0], MessageEvent.DELETE: ids[1]}


@in_loop
async def test_an_edit_while_it_was_down_is_found_at_the_next_start() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading(QUICK):
            [first, _] = told.say(place, "one", "two")
            await until(lambda: len(told.texts) == 2)
        told.discord.edit(place, first, {"content": "one, edited"})
        async with told.reading(QUICK):
            await until(lambda: "one, edited" in told.texts)


class Live:
    """Signals that are alive, by their messages."""

    def __init__(self, *messages: LiveMessage) -> None:
        self.messages = messages

    def live_messages(self) -> Sequence[LiveMessage]:
        return self.messages


@in_loop
async def test_a_live_signal_s_message_deleted_while_it_was_down_is_found() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            [first] = told.say(place, "one")
            await until(lambda: told.texts)
        told.discord.delete(place, [first])
        told.live = Live(LiveMessage(place.id, first))
        async with told.reading():
            await until(lambda: len(told.queue.records) == 2)
    assert told.queue.records[1].event is MessageEvent.DELETE


@in_loop
async def test_a_live_signal_s_edit_is_found_after_a_reconnect_however_old_it_is() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            [first, *_] = told.say(place, "one", *(str(n) for n in range(150)))
            await until(lambda: len(told.texts) == 151)
        told.live = Live(LiveMessage(place.id, first))
        async with told.reading():
            told.discord.gateway.sessions.invalidate_all()
            told.discord.edit(place, first, {"content": "one, edited"})
            await told.discord.gateway.drop()
            await until(lambda: "one, edited" in told.texts)


@in_loop
async def test_a_thread_archived_again_while_it_was_down_is_read() -> None:
    async with story() as told:
        place = told.channel()
        thread = told.discord.add_channel("updates", kind=11, parent_id=place.id)
        async with told.reading():
            told.say(thread, "first")
            await until(lambda: told.texts)
        told.say(thread, "second")
        thread.archived = True
        async with told.reading():
            await until(lambda: told.texts == ["first", "second"])


@in_loop
async def test_roles_that_settings_ask_for_are_fetched_for_history() -> None:
    async with story() as told:
        place = told.channel()
        told.discord.world.member_roles[AUTHOR] = ["30003"]
        told.watch(place, allowed_role_ids=("30003",))
        async with told.reading():
            told.say(place, "one")
            await until(lambda: told.texts)
        told.say(place, "missed")
        async with told.reading():
            await until(lambda: len(told.texts) == 2)
    assert told.queue.records[1].author_role_ids == ("30003",)
