"""The two proofs of the replay: skipping is stepping, and candles never flatter."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from signalfill.domain.evidence.results import Lane
from signalfill.domain.message import MessageRecord
from signalfill.matching.model import Touch
from signalfill.services.replaying.lane_outcome import LaneOutcome
from tests.replay.truth import TruthWorld

TOLERANCE = Decimal("0.001")
"""In R."""


class Bounds(NamedTuple):
    """One trade in R. `low` is the truth where only trades beyond a limit fill it, `high` where
    those at it do.
    """

    worst: Decimal
    low: Decimal
    high: Decimal
    best: Decimal

    @property
    def flatters(self) -> bool:
        return self.worst > self.low + TOLERANCE

    @property
    def bounds_too_low(self) -> bool:
        return self.best < self.high - TOLERANCE


def bounds_of(world: TruthWorld, call: MessageRecord) -> Bounds | None:
    """None where a gate refused the call, in any of the four."""
    found = (
        world.bound(Lane.WORST, call),
        world.truth(Lane.WORST, call, Touch.THROUGH),
        world.truth(Lane.BEST, call, Touch.AT),
        world.bound(Lane.BEST, call),
    )
    known = [each for each in found if each is not None]
    return Bounds(*known) if len(known) == len(found) else None


def differences(skipped: LaneOutcome, stepped: LaneOutcome) -> list[str]:
    """What a lane decided or filled otherwise when it looked at every minute; nothing, ever."""
    found = []
    if skipped.failures or stepped.failures:
        found.append(f"{skipped.failures} and {stepped.failures} errors were caught")
    for name in sorted(skipped.calls.keys() | stepped.calls.keys()):
        one, other = skipped.calls.get(name), stepped.calls.get(name)
        if one != other:
            found.append(f"call {name}: {one} / {other}")
    for name in sorted(skipped.trades.keys() | stepped.trades.keys()):
        trade, same = skipped.trades.get(name), stepped.trades.get(name)
        if trade != same:
            found.append(f"trade {name}: {trade} / {same}")
    return found
