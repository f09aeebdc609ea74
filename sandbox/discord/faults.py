"""What goes wrong on purpose: consumed one by one, or switched on and off."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class RestFault:
    """The next `times` calls whose path contains `path` get `status` (0: only the delay)."""

    path: str
    status: int = 503
    times: int = 1
    retry_after: float = 0.1
    delay_seconds: float = 0.0
    is_global: bool = False
    """Of a 429: the whole bot has to wait, not only this bucket."""
    reset: bool = False
    """No answer at all: TCP is cut."""


@dataclass
class DiscordFaults:
    deaf: bool = False
    """Heartbeats acknowledged, events neither sent nor kept."""
    gateway_down: bool = False
    sessions_left: int = 990
    """What /gateway/bot says of the day's IDENTIFYs."""
    next_identify: list[int | str] = field(default_factory=list)
    """Close codes, or `invalid` (op 9), or `silence`."""
    next_resume: list[int | str] = field(default_factory=list)
    rest: list[RestFault] = field(default_factory=list)
    enforce_history_limit: bool = False

    def rest_fault(self, path: str) -> RestFault | None:
        for fault in self.rest:
            if fault.path in path and fault.times > 0:
                fault.times -= 1
                return fault
        return None
