"""A Discord message as the queue carries it: one record for each version of a message."""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field

from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import Moment, Value, rfc3339

FIRST_VERSION = "0"
"""The version of a message that was never edited."""


class MessageEvent(StrEnum):
    """What the scraper saw.

    The parser decides by stored versions what is new, an edit, or stale.
    """

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"


class OriginKind(StrEnum):
    NATIVE = "native"
    CROSSPOST = "crosspost"
    FORWARD = "forward"
    WEBHOOK = "webhook"


class MessageSource(StrEnum):
    """How the reader came to know the message."""

    GATEWAY = "gateway"
    HISTORY = "history"
    SWEEP = "sweep"
    CANARY = "canary"
    """A message of the scraper's own that measures the way and means nothing."""


class Origin(Value):
    """Where the words were first posted, as far as Discord says."""

    kind: OriginKind = OriginKind.NATIVE
    guild_id: str | None = None
    channel_id: str | None = None
    message_id: str | None = None


class Attachment(Value):
    filename: str
    url: str
    content_type: str | None = None


class MessageRecord(Value):
    """One version of a message. `channel_id` is the thread's, where it was posted in a thread."""

    schema_version: int = Field(SCHEMAS["message"], alias="schema")
    event: MessageEvent
    message_id: str
    channel_id: str
    parent_channel_id: str | None = None
    guild_id: str | None = None
    author_id: str
    author_is_bot: bool = False
    author_role_ids: tuple[str, ...] = ()
    webhook_id: str | None = None
    posted_at: Moment
    edited_at: Moment | None = None
    content: str = ""
    content_cut: bool = False
    reply_to_message_id: str | None = None
    origin: Origin = Origin()
    attachments: tuple[Attachment, ...] = ()
    source: MessageSource = MessageSource.GATEWAY
    received_at: Moment

    @property
    def home_channel_id(self) -> str:
        """The channel whose settings and order apply: the parent's for a thread."""
        return self.parent_channel_id or self.channel_id

    @property
    def version(self) -> str:
        """`0` as posted, the edit time, or `D` for a deletion; sorts by time."""
        if self.event is MessageEvent.DELETE:
            return "D"
        return rfc3339(self.edited_at) if self.edited_at else FIRST_VERSION

    @property
    def deduplication_id(self) -> str:
        """The queue's deduplication id: letters, digits and dashes, at most 128."""
        if self.event is MessageEvent.DELETE:
            return f"{self.message_id}-D"
        return f"{self.message_id}-M-{re.sub('[^0-9A-Za-z]', '', self.version)}"
