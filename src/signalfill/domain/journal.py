"""The journal: every step of a position, in order, for `why` and for notices."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import Moment, Value


class NoticeKind(StrEnum):
    """Which journal entries the user is told of."""

    ENTRY = "entry"
    EXIT = "exit"
    REFUSAL = "refusal"
    UNPROTECTED = "unprotected"
    QUESTION = "question"
    OVERRUN = "overrun"
    BREAKER = "breaker"
    EMERGENCY = "emergency"
    UNKNOWN = "unknown"
    DIGEST = "digest"


class JournalEntry(Value):
    """`entry_id` is derived from the position's version and the step: written once."""

    schema_version: int = Field(SCHEMAS["journal"], alias="schema")
    position_id: str
    entry_id: str
    event: str
    text: str
    details: dict[str, Any] = Field(default_factory=dict)
    notice: NoticeKind | None = None
    at: Moment
