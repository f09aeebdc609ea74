"""A record that goes the whole way to the trader's door, to measure it; it is never acted on."""

from __future__ import annotations

from datetime import datetime

from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS

CANARY_CHANNEL = "canary"
"""A message group and a partition of its own: no channel's order is touched."""


def make_canary(now: datetime) -> MessageRecord:
    milliseconds = int(now.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
    return MessageRecord(
        event=MessageEvent.CREATE,
        message_id=str(milliseconds << 22),
        channel_id=CANARY_CHANNEL,
        author_id="",
        posted_at=now,
        received_at=now,
        source=MessageSource.CANARY,
    )
