"""What the process knows about itself: for health, metrics and the log."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta

from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource

MILLISECOND = timedelta(milliseconds=1)
SAMPLES = 100
"""As many values as one metrics line may hold."""


class Status:
    """Connected or not, and for how long; why it stays down, if it does."""

    def __init__(self) -> None:
        self.fatal: str | None = None
        self.messages_sent = 0
        self.unreadable_channels = 0
        self.lags: deque[float] = deque(maxlen=SAMPLES)
        """Milliseconds from a message's snowflake to the queue's acknowledgement."""
        self._connected_since: float | None = None
        self._connected_at: float | None = None
        self._connected_seconds = 0.0
        self._heard_at: float | None = None

    @property
    def is_connected(self) -> bool:
        return self._connected_since is not None

    @is_connected.setter
    def is_connected(self, value: bool) -> None:
        self._account()
        self._connected_since = self._connected_at = time.monotonic() if value else None

    def delivered(self, records: Sequence[MessageRecord], now: datetime) -> None:
        self.messages_sent += len(records)
        for record in records:
            if record.source is MessageSource.GATEWAY and record.event is MessageEvent.CREATE:
                self.lags.append((now - record.posted_at) / MILLISECOND)

    def heard(self) -> None:
        self._heard_at = time.monotonic()

    @property
    def silent_seconds(self) -> float | None:
        """Since the last message event; None before the first."""
        return None if self._heard_at is None else time.monotonic() - self._heard_at

    @property
    def deaf_seconds(self) -> float:
        """Connected, and nothing was heard."""
        if self._connected_at is None:
            return 0.0
        return time.monotonic() - max(self._connected_at, self._heard_at or 0.0)

    def take_connected_seconds(self) -> float:
        """Connected time since this was last asked."""
        self._account()
        seconds, self._connected_seconds = self._connected_seconds, 0.0
        return seconds

    def take_sent(self) -> int:
        sent, self.messages_sent = self.messages_sent, 0
        return sent

    def take_lags(self) -> list[float]:
        lags: list[float] = [*map(round, self.lags)]
        self.lags.clear()
        return lags

    def _account(self) -> None:
        now = time.monotonic()
        if self._connected_since is not None:
            self._connected_seconds += now - self._connected_since
            self._connected_since = now
