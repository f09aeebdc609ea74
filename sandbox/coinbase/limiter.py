"""The venue's request limits: so many calls a second, counted for the key and for the public."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=1)
DOCUMENTED = 30
"""What a page of Coinbase once said for private calls; the page shows no number today."""


class Limiter:
    """One sliding window."""

    def __init__(self) -> None:
        self._calls: deque[datetime] = deque()

    def admits(self, now: datetime, limit: int | None) -> bool:
        """Counts the call, unless the window is full; None is without limit."""
        while self._calls and self._calls[0] <= now - WINDOW:
            self._calls.popleft()
        if limit is not None and len(self._calls) >= limit:
            return False
        self._calls.append(now)
        return True

    def headers(self, limit: int | None) -> dict[str, str]:
        """What every answer carries."""
        most = DOCUMENTED if limit is None else limit
        return {
            "x-ratelimit-limit": str(most),
            "x-ratelimit-remaining": str(max(most - len(self._calls), 0)),
            "x-ratelimit-reset": "1",
        }
