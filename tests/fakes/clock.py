from __future__ import annotations

from datetime import UTC, datetime

from signalfill.adapters.memory.clock import MemoryClock

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class FakeClock(MemoryClock):
    """Stands still until a test moves it; sleeping takes no time but the clock's."""

    def __init__(self, now: datetime = START) -> None:
        super().__init__(now)
