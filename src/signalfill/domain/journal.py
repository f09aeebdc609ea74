"""The journal: every step of a position, in order, for `why` and for notices."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field

from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import Moment, Value


class NoticeKind(StrEnum):
    """The kinds of journal entries that the user is told of."""

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


class Event(StrEnum):
    """What happened, in a word. Stored as text: an event of another release loads."""

    PLANNED = "planned"
    DENIED = "denied"
    PROPOSED = "proposed"
    ENLARGED = "enlarged"
    ADOPTED = "adopted"
    ORDER_SENT = "order_sent"
    ORDER_REFUSED = "order_refused"
    ORDER_UNKNOWN = "order_unknown"
    ORDER_FOUND = "order_found"
    ORDER_ABANDONED = "order_abandoned"
    ORDER_VANISHED = "order_vanished"
    ORDER = "order"
    NOT_SENT_AGAIN = "not_sent_again"
    CANCEL_SENT = "cancel_sent"
    STOP_EDIT_SENT = "stop_edit_sent"
    MOVE_WITHOUT_EFFECT = "move_without_effect"
    FILL = "fill"
    FILLS_MISSING = "fills_missing"
    FILLED_LATE = "filled_late"
    ENTRY_FILLED = "entry_filled"
    ENTRY_EXPIRED = "entry_expired"
    ENTRY_LAPSED = "entry_lapsed"
    ENTRY_UNWANTED = "entry_unwanted"
    ENTRY_FOUND_LATE = "entry_found_late"
    ENTRY_REPLACED = "entry_replaced"
    ENTRIES_STOPPED = "entries_stopped"
    ENTRIES_OUTLIVED = "entries_outlived"
    PROTECTED = "protected"
    UNPROTECTED = "unprotected"
    STILL_UNPROTECTED = "still_unprotected"
    STILL_UNKNOWN = "still_unknown"
    EMERGENCY_EXIT = "emergency_exit"
    STOP_MOVED = "stop_moved"
    STOP_TO_NET = "stop_to_net"
    STOP_TRAILED = "stop_trailed"
    STOPS_MIXED = "stops_mixed"
    STOPS_AGREE = "stops_agree"
    TARGET_REACHED = "target_reached"
    LEVELS_SETTLED = "levels_settled"
    STOPPED_ON_CLOSE = "stopped_on_close"
    CLOSE_UNKNOWN = "close_unknown"
    AMENDMENT = "amendment"
    AMENDED = "amended"
    AMENDMENT_IGNORED = "amendment_ignored"
    ADDITION_MOVED = "addition_moved"
    PART_UNSAID = "part_unsaid"
    UNSAID_ANSWERED = "unsaid_answered"
    HELD_TOO_LONG = "held_too_long"
    COINS_KEPT = "coins_kept"
    SOLD_BY_HAND = "sold_by_hand"
    USER_MANAGED = "user_managed"
    TAKEN_UP_AGAIN = "taken_up_again"
    INCREMENTS_CHANGED = "increments_changed"
    FLATTENED = "flattened"
    CLOSED = "closed"
    OVERRUN = "overrun"
    TWIN_ENDED = "twin_ended"
    BREAKER = "breaker"
    BUDGET_DRIFT = "budget_drift"
    EQUITY_MOVED = "equity_moved"
    LAYOUTS = "layouts"
    DIGEST = "digest"


class JournalEntry(Value):
    """One step of a position.

    `entry_id` follows from version and step, so that it is written once.
    """

    schema_version: int = Field(SCHEMAS["journal"], alias="schema")
    position_id: str
    entry_id: str
    event: str
    text: str
    details: dict[str, Any] = Field(default_factory=dict)
    notice: NoticeKind | None = None
    at: Moment
