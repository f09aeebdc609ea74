from __future__ import annotations

import pytest

from sandbox.discord.messages import MessageDraft
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource, OriginKind
from tests.fakes.discord_standin import AUTHOR, Story, in_loop, story, until

pytestmark = pytest.mark.integration

EMBED: dict[str, object] = {
    "type": "rich",
    "title": "BTC/USDT",
    "description": "LONG",
    "fields": [{"name": "Entry", "value": "60000"}, {"name": "Stop", "value": "59000"}],
    "footer": {"text": "valid 24h"},
}
SOURCE = {"guild_id": "30000", "channel_id": "30001", "message_id": "30002"}
FIELDS: dict[str, tuple[MessageDraft, dict[str, object]]] = {
    "text": (MessageDraft(AUTHOR, "buy"), {"content": "buy", "author_id": AUTHOR}),
    "embeds": (
        MessageDraft(AUTHOR, "new call", embeds=[EMBED]),
        {"content": "new call\nBTC/USDT\nLONG\nEntry\n60000\nStop\n59000\nvalid 24h"},
    ),
    "reply": (MessageDraft(AUTHOR, "close", reply_to="12345"), {"reply_to_message_id": "12345"}),
    "webhook": (
        MessageDraft(AUTHOR, "buy", webhook_id="40004"),
        {"webhook_id": "40004", "author_is_bot": True},
    ),
    "forward": (MessageDraft(AUTHOR, "their call", forward_of=SOURCE), {"content": "their call"}),
}


async def first_record(
    told: Story, draft: MessageDraft, *, roles: tuple[str, ...] = ()
) -> MessageRecord:
    place = told.channel()
    async with told.reading():
        told.discord.post(place, draft, roles=roles)
        await until(lambda: told.queue.records)
    return told.queue.records[0]


@pytest.mark.parametrize("shape", FIELDS)
@in_loop
async def test_every_shape_of_message_arrives(shape: str) -> None:
    draft, expected = FIELDS[shape]
    async with story() as told:
        record = await first_record(told, draft)
    assert {name: getattr(record, name) for name in expected} == expected


@in_loop
async def test_a_crosspost_names_where_it_was_first_posted() -> None:
    async with story() as told:
        record = await first_record(told, MessageDraft("40005", "buy", crosspost_of=SOURCE))
    assert record.origin.model_dump() == {"kind": OriginKind.CROSSPOST, **SOURCE}


@in_loop
async def test_a_forward_names_where_it_was_first_posted() -> None:
    async with story() as told:
        record = await first_record(told, MessageDraft(AUTHOR, "buy", forward_of=SOURCE))
    assert record.origin.model_dump() == {"kind": OriginKind.FORWARD, **SOURCE}


@in_loop
async def test_a_members_roles_arrive() -> None:
    async with story() as told:
        record = await first_record(told, MessageDraft(AUTHOR, "buy"), roles=("50001", "50002"))
    assert record.author_role_ids == ("50001", "50002")


@in_loop
async def test_an_attachment_arrives_with_name_address_and_kind() -> None:
    chart = {
        "id": "1",
        "filename": "a.png",
        "url": "http://127.0.0.1/a",
        "content_type": "image/png",
    }
    async with story() as told:
        record = await first_record(told, MessageDraft(AUTHOR, "buy", attachments=[chart]))
    assert record.attachments[0].model_dump() == {key: chart[key] for key in list(chart)[1:]}


@in_loop
async def test_the_guild_is_known_from_gateway_and_history() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "live")
            await until(lambda: len(told.queue.records) == 1)
        told.say(place, "missed")
        async with told.reading():
            await until(lambda: len(told.queue.records) == 2)
    assert [(each.guild_id, each.source) for each in told.queue.records] == [
        (place.guild_id, MessageSource.GATEWAY),
        (place.guild_id, MessageSource.HISTORY),
    ]


@in_loop
async def test_an_edit_is_a_new_version_and_a_link_unfurl_is_none() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            [message_id] = told.say(place, "buy")
            told.discord.edit(place, message_id, {"embeds": [{"type": "link"}]}, unfurl=True)
            told.discord.edit(place, message_id, {"content": "buy more"})
            told.say(place, "last")
            await until(lambda: "last" in told.texts)
    assert [(each.event, each.content) for each in told.queue.records] == [
        (MessageEvent.CREATE, "buy"),
        (MessageEvent.EDIT, "buy more"),
        (MessageEvent.CREATE, "last"),
    ]


@in_loop
async def test_deletes_arrive_single_and_in_bulk() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            ids = told.say(place, "one", "two", "three")
            told.discord.delete(place, ids[:1])
            told.discord.delete(place, ids[1:])
            await until(lambda: len(told.queue.records) == 6)
    deleted = [each for each in told.queue.records if each.event is MessageEvent.DELETE]
    assert [each.message_id for each in deleted] == ids


@in_loop
async def test_an_odd_id_among_the_deleted_hides_no_other() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            odd = {"ids": [None, "x", "12345"], "channel_id": place.id, "guild_id": place.guild_id}
            told.discord.gateway.dispatch("MESSAGE_DELETE_BULK", odd, place)
            await until(lambda: told.queue.records)
    assert [each.message_id for each in told.queue.records] == ["12345"]


@in_loop
async def test_a_crosspost_whose_source_was_deleted_is_a_delete() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            raw = told.discord.post(place, MessageDraft("40005", "buy", crosspost_of=SOURCE))
            told.discord.delete_source(place, raw["id"])
            await until(lambda: len(told.queue.records) == 2)
    assert told.queue.records[1].deduplication_id == f"{raw['id']}-D"


@in_loop
async def test_a_message_in_a_thread_belongs_to_its_parent() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            thread = told.discord.add_channel("updates", kind=11, parent_id=place.id)
            told.say(thread, "stop to entry")
            await until(lambda: told.queue.records)
    record = told.queue.records[0]
    assert (record.channel_id, record.home_channel_id) == (thread.id, place.id)


@in_loop
async def test_a_thread_that_was_never_announced_is_looked_up() -> None:
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.say(place, "before")
            thread = told.discord.world.add_channel("old", kind=11, parent_id=place.id)
            told.say(thread, "unarchived")
            await until(lambda: "unarchived" in told.texts)
    assert told.queue.records[-1].home_channel_id == place.id


@in_loop
async def test_what_is_posted_in_a_forum_arrives_with_its_first_message() -> None:
    async with story() as told:
        forum = told.discord.add_channel("calls", kind=15)
        told.watch(forum)
        async with told.reading():
            thread = told.discord.add_channel("BTC", kind=11, parent_id=forum.id)
            told.say(thread, "the call", "an update")
            await until(lambda: len(told.queue.records) == 2)
    assert told.texts == ["the call", "an update"]


@in_loop
async def test_a_channel_that_is_not_watched_stays_unread() -> None:
    async with story() as told:
        other = told.discord.add_channel("chat")
        place = told.channel()
        async with told.reading():
            told.say(other, "hello")
            told.say(place, "buy")
            await until(lambda: told.queue.records)
    assert told.texts == ["buy"]


@in_loop
async def test_an_odd_payload_is_read_as_far_as_it_goes() -> None:
    odd = {"content": None, "author": 7, "embeds": "x", "flags": None, "timestamp": None}
    async with story() as told:
        place = told.channel()
        async with told.reading():
            told.discord.post(place, MessageDraft(AUTHOR, "x"), overrides=odd)
            told.discord.gateway.dispatch("MESSAGE_CREATE", {"channel_id": place.id}, place)
            told.discord.gateway.dispatch("THREAD_CREATE", {"nonsense": True})
            told.say(place, "after")
            await until(lambda: "after" in told.texts)
    assert told.texts == ["", "after"]


@in_loop
async def test_only_the_intents_that_are_needed_are_asked_for() -> None:
    async with story() as told:
        told.channel()
        async with told.reading():
            pass
        intents = told.discord.noted("identify")[0]["intents"]
    assert intents == 1 << 0 | 1 << 9 | 1 << 15
