"""The IDENTIFY budget: 1000 a day, and whoever exceeds it loses the bot's token."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from signalfill.domain.errors import RetryableError
from signalfill.ports import Clock, ControlStore

DAILY_IDENTIFIES = 900
"""Of Discord's 1000: the rest is for what was counted elsewhere."""


class IdentifyBudgetSpentError(RetryableError):
    """No new session before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"{DAILY_IDENTIFIES} sessions were started today: waiting until {until}")
        self.until = until


class IdentifyBudget:
    """Counts before each IDENTIFY, durably: a restart loop must not start anew at zero."""

    def __init__(self, control: ControlStore, clock: Clock) -> None:
        self._control = control
        self._clock = clock

    async def spend(self) -> None:
        """Counts one.

        Raises:
            IdentifyBudgetSpentError: the day's are used up.
        """
        now = self._clock.now().astimezone(UTC)
        day = now.date().isoformat()
        if await asyncio.to_thread(self._control.identifies, day=day) >= DAILY_IDENTIFIES:
            midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
            raise IdentifyBudgetSpentError(midnight + timedelta(days=1))
        await asyncio.to_thread(self._control.count_identify, day=day)
