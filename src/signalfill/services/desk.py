"""What every trading service needs at hand: the ports, and who is acting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from signalfill.domain.settings import Mode
from signalfill.ports import Clock, ControlStore, PositionStore, SignalStore, Venue


@dataclass(frozen=True, slots=True)
class Desk:
    """`owner` names this invocation; a lease of `lease` outlives the function's timeout."""

    signals: SignalStore
    positions: PositionStore
    control: ControlStore
    venue_for: Callable[[Mode], Venue]
    clock: Clock
    owner: str
    lease: timedelta
