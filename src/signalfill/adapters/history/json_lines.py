"""JSON lines, or a list: our own message records, Discord's messages, or texts with a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from pydantic import ValidationError

from signalfill.adapters.discord.parse import MessagePlace, edited_moment
from signalfill.adapters.discord.text import Json, clean, nested
from signalfill.adapters.history.json_stream import JsonStream
from signalfill.adapters.history.moments import aware_moment, is_snowflake, made_snowflake
from signalfill.adapters.history.raw_message import read_raw
from signalfill.adapters.history.tally import HistoryTally
from signalfill.domain.history import HistoryChannel, HistoryKind
from signalfill.domain.message import MessageRecord, MessageSource
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import snowflake_moment

ABOUT = "history"
"""The first line of a file that the bot's own reading wrote: whose channel it is."""


def read_json_lines(lines: Iterable[str], tally: HistoryTally) -> Iterator[MessageRecord]:
    """The messages as they stand there; a line that is no JSON is counted."""
    return _records(_lines(lines, tally), tally)


def read_json_list(stream: JsonStream, tally: HistoryTally) -> Iterator[MessageRecord]:
    """The messages as they stand in the list.

    Raises:
        BrokenJsonError: the file ends too early, or is no JSON from some place on.
    """
    return _records((stream.value() for _ in stream.elements()), tally)


def _lines(lines: Iterable[str], tally: HistoryTally) -> Iterator[object]:
    for line in filter(str.strip, lines):
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            tally.skipped["not_json"] += 1


def _records(values: Iterable[object], tally: HistoryTally) -> Iterator[MessageRecord]:
    place = MessagePlace("0")
    for number, found in enumerate(values):
        if not isinstance(found, Mapping):
            tally.skipped["not_a_message"] += 1
        elif ABOUT in found:
            place = _about(nested(found, ABOUT), tally)
        else:
            record = _record(found, place, tally, number)
            if record is not None:
                tally.note_channel(record.channel_id, parent_id=record.parent_channel_id)
                yield record


def _about(about: Json, tally: HistoryTally) -> MessagePlace:
    if about.get("kind") == HistoryKind.DISCORD_CHANNEL:
        tally.kind = HistoryKind.DISCORD_CHANNEL
    guild_id, channel_id = clean(about.get("guild_id")) or None, clean(about.get("channel_id"))
    tally.guild_id = guild_id
    # One line for each time that it was gone on with: the last one counts.
    tally.exported_at = aware_moment(about.get("fetched_at")) or tally.exported_at
    tally.channels[channel_id] = HistoryChannel(
        channel_id=channel_id, name=clean(about.get("name"))
    )
    return MessagePlace(channel_id, None, guild_id)


def _record(
    found: Json, place: MessagePlace, tally: HistoryTally, number: int
) -> MessageRecord | None:
    if "event" in found and "message_id" in found:
        return _own(found, tally)
    home = place
    if is_snowflake(found.get("channel_id")):
        home = MessagePlace(str(found["channel_id"]), None, place.guild_id)
    if isinstance(found.get("author"), Mapping):
        return read_raw(found, home, tally, edited_moment(found))
    return _text(found, home, tally, number)


def _own(found: Json, tally: HistoryTally) -> MessageRecord | None:
    """A record as the queue carries it, read as far as it is known."""
    schema = found.get("schema")
    if isinstance(schema, int) and schema > SCHEMAS["message"]:
        tally.note("holds records of a newer release, read as far as this one knows them")
        found = {**found, "schema": SCHEMAS["message"]}
    try:
        record = MessageRecord.model_validate(found, extra="ignore")
    except (ValidationError, RecursionError):
        tally.skipped["not_a_message"] += 1
        return None
    if not is_snowflake(record.message_id):
        tally.skipped["no_usable_id"] += 1
        return None
    posted_at = snowflake_moment(record.message_id)
    moments = {"posted_at": posted_at, "received_at": max(record.received_at, posted_at)}
    return record.model_copy(update={"source": MessageSource.HISTORY, **moments})


def _text(
    found: Json, place: MessagePlace, tally: HistoryTally, number: int
) -> MessageRecord | None:
    """`id`, `text` and, where the id tells no moment, `posted_at`."""
    words = found.get("text", found.get("content"))
    if not isinstance(words, str):
        tally.skipped["not_a_message"] += 1
        return None
    message_id = _identity(found, number)
    if message_id is None:
        tally.skipped["no_moment"] += 1
        return None
    edited_at: datetime | None = aware_moment(found.get("edited_at"))
    raw = {
        "id": message_id,
        "content": words,
        "edited_timestamp": edited_at and edited_at.isoformat(),
        "author": {"id": found.get("author_id")},
        "type": 0,
    }
    return read_raw(raw, place, tally, edited_at)


def _identity(found: Json, number: int) -> str | None:
    given = found.get("id", found.get("message_id"))
    if is_snowflake(given):
        return str(given)
    posted_at = aware_moment(found.get("posted_at", found.get("timestamp")))
    if posted_at is None:
        return None
    counted = isinstance(given, (int, str)) and str(given).isascii() and str(given).isdigit()
    return made_snowflake(posted_at, int(str(given)[:9]) if counted else number)
