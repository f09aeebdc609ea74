"""Faults between any two steps of an invocation, chosen by a seeded generator."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from random import Random

from signalfill.domain.errors import RetryableError, SignalfillError, VersionConflictError
from tests.fakes.venue import PlaceFault
from tests.fakes.world import World


class CrashError(BaseException):
    """The process died: nothing after it runs, not even a `finally`."""


@dataclass
class Rates:
    """Chances of each fault, per store write or venue call; an intruder is a second invocation."""

    crash: float = 0.03
    conflict: float = 0.02
    store_error: float = 0.02
    place_fault: float = 0.10
    intruder: float = 0.03


class Faults:
    """Hooks into the stores and the venue of a world; silent while `active` is False."""

    def __init__(self, world: World, random: Random, rates: Rates | None = None) -> None:
        self.active = True
        self._random = random
        self._rates = rates or Rates()
        self._world = world
        self._is_dead = False
        self._is_intruding = False
        world.positions.before_write = self._before_write
        world.signals.before_write = self._before_write
        world.venue.before_call = self._before_call
        world.venue.after_call = self._maybe_crash

    def new_process(self) -> None:
        self._is_dead = False

    def _maybe_crash(self, _step: str) -> None:
        if self._is_dead:
            raise CrashError
        if self.active and self._random.random() < self._rates.crash:
            self._is_dead = True
            raise CrashError

    def _let_another_in(self) -> None:
        """A sweep that starts between two steps of this invocation, and itself has no faults."""
        if self._is_intruding or self._random.random() >= self._rates.intruder:
            return
        self._is_intruding, self.active = True, False
        with suppress(SignalfillError):
            self._world.sweep(seconds=0)
        self._is_intruding, self.active = False, True

    def _before_write(self, operation: str) -> None:
        self._maybe_crash(operation)
        if self.active:
            self._let_another_in()
        if not self.active or operation == "release_lease":
            return
        chance = self._random.random()
        if chance < self._rates.conflict and operation in {"create", "save"}:
            raise VersionConflictError("somebody else wrote")
        if chance < self._rates.conflict + self._rates.store_error:
            raise RetryableError("throttled")

    def _before_call(self, call: str) -> None:
        self._maybe_crash(call)
        if not self.active:
            self._world.venue.place_faults.clear()
            return
        if call == "place" and self._random.random() < self._rates.place_fault:
            self._world.venue.place_faults.append(self._random.choice(list(PlaceFault)))
