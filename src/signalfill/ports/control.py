"""What the control table promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

# Named in annotations only: the parser's cold start does not pay for the trader's values.
if TYPE_CHECKING:
    from signalfill.domain.control import Control, Flags
    from signalfill.domain.settings import Settings
    from signalfill.domain.teaching import Teaching


class TeachingStore(Protocol):
    """What the settings in force teach the parser."""

    def taught(self, channel_id: str) -> tuple[int, tuple[Teaching, ...]]:
        """The settings' version (0: none) and what they teach: for all channels, then this one.

        Raises:
            InvalidInputError: this release cannot read what they teach.
            RetryableError: there was no answer.
        """
        ...


class ControlStore(Protocol):
    """The control table: settings versions, flags, the scraper's checkpoints and counters."""

    def current(self) -> Control:
        """Settings and flags in one consistent read."""
        ...

    def push_settings(self, settings: Settings, *, pushed_at: datetime, pushed_by: str) -> int:
        """Stores a new immutable version and makes it current; returns its number.

        Raises:
            VersionConflictError: somebody pushed meanwhile.
        """
        ...

    def settings_history(self) -> Sequence[tuple[int, datetime, str]]:
        """Number, time and author of every version, newest first."""
        ...

    def settings_version(self, number: int) -> Settings | None: ...

    def set_flags(self, flags: Flags, *, replacing: Flags | None = None) -> None:
        """Stores the flags. With `replacing`, only if those are still the stored flags.

        Raises:
            VersionConflictError: the flags were changed meanwhile.
        """
        ...

    def checkpoint(self, channel_id: str) -> str | None: ...

    def advance_checkpoint(self, channel_id: str, message_id: str) -> None:
        """Moves the checkpoint forward. A smaller id than the stored one changes nothing."""
        ...

    def count_identify(self, *, day: str) -> int:
        """Adds one to the day's IDENTIFY count and returns the sum."""
        ...

    def identifies(self, *, day: str) -> int: ...

    def record_sweep(self, *, completed_at: datetime) -> None: ...
