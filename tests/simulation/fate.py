"""What goes wrong, and when: drawn from the seed at every step of every invocation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from signalfill.domain.errors import RetryableError, VersionConflictError
from tests.fakes.clock import FakeClock
from tests.simulation.turns import Turns


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each fault: at a store's write, a venue's call, a read, an index, a stream record.

    `human` trades by hand beside us; `thin` is a book with less in it than we want.
    """

    crash: float = 0.012
    conflict: float = 0.015
    busy: float = 0.015
    answer_lost: float = 0.010
    read_fails: float = 0.004
    index_lags: float = 0.10
    slow: float = 0.01
    venue: float = 0.12
    venue_silent: float = 0.01
    stream: float = 0.25
    human: float = 0.03
    thin: float = 0.4

    def times(self, factor: float) -> Chances:
        scaled = {name: min(getattr(self, name) * factor, 0.5) for name in self.__slots__}
        return replace(self, **scaled)


class Fate:
    """Asked before and after each step; nothing happens while it is not `active`."""

    def __init__(self, random: Random, chances: Chances, clock: FakeClock, turns: Turns) -> None:
        self.active = True
        self.chances = chances
        self.fired = 0
        self.random = random
        self._clock = clock
        self._turns = turns

    def now(self) -> datetime:
        return self._clock.now()

    def strikes(self, chance: float) -> bool:
        if not self.active or not chance or self.random.random() >= chance:
            return False
        self.fired += 1
        return True

    def step(self) -> None:
        """Another invocation may go on here; this one may have died, or run out of time."""
        invocation = self._turns.current
        if invocation is None:
            return
        if invocation.is_dead or self._clock.now() > invocation.deadline:
            invocation.die()
        self._turns.step()
        if self.strikes(self.chances.crash):
            invocation.die()

    def call(self, seconds: float) -> None:
        """A call over the network takes its time, now and then a long one."""
        if self._turns.current is None:
            return
        if self.strikes(self.chances.slow):
            seconds = self.random.choice([3.0, 12.0, 40.0])
        self._clock.advance(seconds=seconds)

    def before_write(self, *, fenced: bool) -> None:
        self.step()
        if self._turns.current is None:
            return
        if fenced and self.strikes(self.chances.conflict):
            raise VersionConflictError("somebody else wrote")
        if self.strikes(self.chances.busy):
            raise RetryableError("TransactionConflict, throttled")

    def after_write(self) -> None:
        self.step()
        if self._turns.current is not None and self.strikes(self.chances.answer_lost):
            raise RetryableError("the table gave no answer")

    def read(self) -> None:
        self.step()
        if self._turns.current is not None and self.strikes(self.chances.read_fails):
            raise RetryableError("the table is throttled")
