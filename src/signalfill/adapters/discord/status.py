"""What the process knows about itself: for health, metrics and the log."""

from __future__ import annotations

import time


class Status:
    """Connected or not, and for how long; why it stays down, if it does."""

    def __init__(self) -> None:
        self.fatal: str | None = None
        self.messages_sent = 0
        self._connected_since: float | None = None
        self._connected_seconds = 0.0
        self._heard_at: float | None = None

    @property
    def is_connected(self) -> bool:
        return self._connected_since is not None

    @is_connected.setter
    def is_connected(self, value: bool) -> None:
        self._account()
        self._connected_since = time.monotonic() if value else None

    def heard(self) -> None:
        self._heard_at = time.monotonic()

    @property
    def silent_seconds(self) -> float | None:
        """Since the last message event; None before the first."""
        return None if self._heard_at is None else time.monotonic() - self._heard_at

    def take_connected_seconds(self) -> float:
        """Connected time since this was last asked."""
        self._account()
        seconds, self._connected_seconds = self._connected_seconds, 0.0
        return seconds

    def _account(self) -> None:
        now = time.monotonic()
        if self._connected_since is not None:
            self._connected_seconds += now - self._connected_since
            self._connected_since = now
