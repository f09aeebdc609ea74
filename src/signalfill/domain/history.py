"""What a history is, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from signalfill.domain.values import Moment, Value


class HistoryKind(StrEnum):
    """Who kept the history."""

    CHAT_EXPORTER = "chat_exporter"
    """DiscordChatExporter's JSON."""
    TELEGRAM = "telegram"
    """Telegram Desktop's result.json."""
    RECORDED = "recorded"
    """Our own records: every version as it came, deletions too."""
    DISCORD_CHANNEL = "discord_channel"
    """What the bot reads of the channel today."""
    JSON_LINES = "json_lines"


class HistoryChannel(Value):
    """A channel, thread or chat of the history; `parent_id` is the channel of a thread."""

    channel_id: str
    name: str = ""
    parent_id: str | None = None


class HistorySummary(Value):
    """What was read of a history, and what was passed over.

    `messages` counts messages, `versions` the records (two for a text and its edit). `edited`
    counts the messages whose last text alone is known. `skipped` counts by reason what is no
    message of anybody or could not be read. Names are the user's own: they leave no machine.
    """

    kind: HistoryKind
    guild_id: str | None = None
    guild_name: str = ""
    channels: tuple[HistoryChannel, ...] = ()
    exported_at: Moment | None = None
    first: Moment | None = None
    last: Moment | None = None
    messages: int = 0
    versions: int = 0
    edited: int = 0
    deleted: int = 0
    forwarded: int = 0
    skipped: Mapping[str, int] = {}
    notes: tuple[str, ...] = ()
    """What a reader of the results must know, in sentences: a newer shape, a gap."""
    author_names: Mapping[str, str] = {}

    @property
    def knows_deletions(self) -> bool:
        """Whether the history tells of deletions. An export shows only what is still there."""
        return self.kind is HistoryKind.RECORDED
