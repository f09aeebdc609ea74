"""How often a channel's history may be asked for, in the headers that Discord tells it with."""

from __future__ import annotations

import time
from collections import defaultdict, deque

CALLS = 5
SECONDS = 5.0


class HistoryBuckets:
    """One bucket a channel, counted always and enforced where `limited`."""

    def __init__(self) -> None:
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)

    def take(self, channel_id: str, *, limited: bool) -> tuple[float, dict[str, str]]:
        """Seconds to wait (0: go on), and the headers of this answer."""
        now = time.time()
        calls = self._calls[channel_id]
        while calls and calls[0] <= now - SECONDS:
            calls.popleft()
        is_full = limited and len(calls) >= CALLS
        if not is_full:
            calls.append(now)
        remaining = max(0, CALLS - len(calls)) if limited else CALLS - 1
        reset = calls[0] + SECONDS
        return reset - now if is_full else 0.0, {
            "X-RateLimit-Limit": str(CALLS),
            "X-RateLimit-Bucket": "history",
            "X-RateLimit-Reset": f"{reset:.3f}",
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset-After": f"{reset - now:.3f}",
        }
