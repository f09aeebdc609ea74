"""A message of the past in Discord's own words becomes a record."""

from __future__ import annotations

from datetime import datetime

from signalfill.adapters.discord.parse import MessagePlace, read_message
from signalfill.adapters.discord.text import Json
from signalfill.adapters.history.moments import is_snowflake
from signalfill.adapters.history.tally import HistoryTally
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource
from signalfill.domain.values import snowflake_moment


def read_raw(
    raw: Json, place: MessagePlace, tally: HistoryTally, edited_at: datetime | None
) -> MessageRecord | None:
    """None, and counted, where the message has no id that tells its moment.

    `received_at` is from when on this text stood there for certain.
    """
    if not is_snowflake(raw.get("id")):
        tally.skipped["no_usable_id"] += 1
        return None
    posted_at = snowflake_moment(str(raw["id"]))
    return read_message(
        raw,
        place,
        event=MessageEvent.CREATE,
        source=MessageSource.HISTORY,
        # An edit before its message is a file's mistake: nothing was there so early.
        received_at=max(edited_at or posted_at, posted_at),
    )
