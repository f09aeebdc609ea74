from __future__ import annotations

from datetime import datetime, timedelta


class MemoryClock:
    """Stands still until it is set; sleeping takes no time but its own."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now

    def advance(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0) -> datetime:
        self._now += timedelta(seconds=seconds, minutes=minutes, hours=hours)
        return self._now

    def sleep(self, seconds: float) -> None:
        self.advance(seconds=seconds)
