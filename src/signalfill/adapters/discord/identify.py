"""The budget of IDENTIFYs: 1000 a day; a bot that exceeds it loses its token."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from signalfill.domain.errors import RetryableError
from signalfill.ports import Clock, ControlStore

DAILY_IDENTIFIES = 900
"""Of Discord's 1000; the rest is kept for what was counted elsewhere."""
RESERVE = 50
"""Discord must report more than this as left: at zero it resets the token."""


@dataclass(frozen=True)
class SessionLimit:
    """What Discord reports of the sessions that may still be started."""

    remaining: int
    reset_after: timedelta


class IdentifyBudgetSpentError(RetryableError):
    """No new session before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"the day's sessions are used up: waiting until {until}")
        self.until = until


class IdentifyBudget:
    """Counts before each IDENTIFY, durably: a restart loop must not begin at zero again."""

    def __init__(self, control: ControlStore, clock: Clock) -> None:
        self._control = control
        self._clock = clock

    async def spend(self, limit: SessionLimit | None = None) -> None:
        """Counts one. If Discord reports no limit, our own count decides.

        Raises:
            IdentifyBudgetSpentError: the day's budget is used up.
        """
        now = self._clock.now().astimezone(UTC)
        if limit is not None and limit.remaining <= RESERVE:
            raise IdentifyBudgetSpentError(now + limit.reset_after)
        day = now.date().isoformat()
        if await asyncio.to_thread(self._control.identifies, day=day) >= DAILY_IDENTIFIES:
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            raise IdentifyBudgetSpentError(midnight + timedelta(days=1))
        await asyncio.to_thread(self._control.count_identify, day=day)
