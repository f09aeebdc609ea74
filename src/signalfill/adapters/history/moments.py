"""When something was said, from what an export says of it."""

from __future__ import annotations

from datetime import UTC, datetime

from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS

_LOW_BITS = (1 << 22) - 1
_LONGEST_ID = 19
_FIRST_USABLE = 1 << 40
"""Smaller numbers count messages: Discord was four minutes old when it gave this id."""


def aware_moment(value: object) -> datetime | None:
    """A moment with its offset from UTC; without one nobody knows when it was."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def unix_moment(value: object) -> datetime | None:
    """Seconds since 1970, as text or number."""
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdigit()):
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def is_snowflake(value: object) -> bool:
    text = str(value)
    if not (text.isascii() and text.isdigit()) or len(text) > _LONGEST_ID:
        return False
    return _FIRST_USABLE <= int(text) < 1 << 63


def made_snowflake(moment: datetime, number: int) -> str:
    """An id of this moment for a message of another chat: `number` keeps a second's apart."""
    milliseconds = int(moment.timestamp()) * 1000 - DISCORD_EPOCH_MILLISECONDS
    return str(max(milliseconds, 0) << 22 | abs(number) & _LOW_BITS)
