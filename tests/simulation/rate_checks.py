"""How often one slice calls the venue: brackets, exits and moves of stops, cancels apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from signalfill.domain.order import OrderSide
from tests.simulation.meter import Part
from tests.simulation.stop_checks import whose_stop
from tests.simulation.world import SimulatedWorld

LIMITS = ((timedelta(minutes=10), 40), (timedelta(hours=1), 90))
"""Forty in ten minutes, and sixty an hour beside the first thirty."""


def called_too_often(world: SimulatedWorld) -> Iterator[str]:
    calls: dict[Part, list[datetime]] = defaultdict(list)
    for call in world.venue.log:
        if call.what == "cancel" or (call.request and call.request.side is OrderSide.BUY):
            continue
        part, _ = whose_stop(world, call)
        if part is not None:
            calls[part].append(call.at)
    for part, times in calls.items():
        for span, most in LIMITS:
            for later, at in zip(times[most:], times, strict=False):
                if later - at < span:
                    yield f"slice {part[1]} of {part[0]} made {most + 1} calls in {later - at}"
                    break
