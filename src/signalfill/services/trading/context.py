"""What every trading service needs: the ports, the clock, and who is acting."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import timedelta

from signalfill.domain.rules import Mode
from signalfill.ports import Clock, ControlStore, LayoutStore, PositionStore, SignalStore, Venue


@dataclass(frozen=True, slots=True)
class TradingContext:
    """`owner` names this invocation; a lease of `lease` outlives the function's timeout.

    `pool` runs reads that do not depend on each other at the same time.
    """

    signals: SignalStore
    positions: PositionStore
    control: ControlStore
    layouts: LayoutStore
    venue_for: Callable[[Mode], Venue]
    clock: Clock
    owner: str
    lease: timedelta
    pool: Executor
