from __future__ import annotations

from datetime import datetime

from signalfill.domain.control import Control, Flags
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.settings import Settings
from signalfill.domain.teaching import Teaching


class MemoryControl:
    """The control table: settings with their versions, flags, checkpoints and counters."""

    def __init__(self, flags: Flags | None = None) -> None:
        self.last_sweep_at: datetime | None = None
        self._flags = flags or Flags()
        self._versions: list[tuple[Settings, datetime, str]] = []
        self._checkpoints: dict[str, str] = {}
        self._identifies: dict[str, int] = {}

    def current(self) -> Control:
        settings = self._versions[-1][0] if self._versions else Settings()
        return Control(settings=settings, settings_version=len(self._versions), flags=self._flags)

    def push_settings(self, settings: Settings, *, pushed_at: datetime, pushed_by: str) -> int:
        self._versions.append((settings, pushed_at, pushed_by))
        return len(self._versions)

    def taught(self, channel_id: str) -> tuple[int, tuple[Teaching, ...]]:
        settings = self._versions[-1][0] if self._versions else None
        return len(self._versions), settings.teachings_for(channel_id) if settings else ()

    def settings_history(self) -> list[tuple[int, datetime, str]]:
        numbered = enumerate(self._versions, start=1)
        return [(number, at, by) for number, (_, at, by) in numbered][::-1]

    def settings_version(self, number: int) -> Settings | None:
        known = 1 <= number <= len(self._versions)
        return self._versions[number - 1][0] if known else None

    def set_flags(self, flags: Flags, *, replacing: Flags | None = None) -> None:
        if replacing is not None and replacing != self._flags:
            raise VersionConflictError("somebody switched something meanwhile")
        self._flags = flags

    def checkpoint(self, channel_id: str) -> str | None:
        return self._checkpoints.get(channel_id)

    def advance_checkpoint(self, channel_id: str, message_id: str) -> None:
        present = self._checkpoints.get(channel_id, "0")
        self._checkpoints[channel_id] = max(present, message_id, key=int)

    def count_identify(self, *, day: str) -> int:
        self._identifies[day] = self.identifies(day=day) + 1
        return self._identifies[day]

    def identifies(self, *, day: str) -> int:
        return self._identifies.get(day, 0)

    def record_sweep(self, *, completed_at: datetime) -> None:
        self.last_sweep_at = completed_at
