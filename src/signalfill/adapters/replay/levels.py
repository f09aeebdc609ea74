"""Levels of an exit's price, as prices that a bar may reach."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from signalfill.domain.side import Side
from signalfill.ports.replay import Awaited


def bar_levels(
    awaited: Iterable[Awaited], half_fraction: Decimal, increment: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """Between both no bar can have closed at a quote that reaches a level; None is none.

    A quote is the close, half a spread rounded up to an increment away from it. So the levels
    lie a little nearer than needed: a look too many does no harm, one too few does.
    """
    lower: list[Decimal] = []
    upper: list[Decimal] = []
    for side, wake in awaited:
        sign = side.sign
        # What an exit fetches of a close: less for a long, more for a short.
        share = 1 - half_fraction * sign
        if wake.behind is not None:
            (lower if side is Side.LONG else upper).append((wake.behind + increment * sign) / share)
        if wake.ahead is not None:
            (upper if side is Side.LONG else lower).append(wake.ahead / share)
    return max(lower, default=None), min(upper, default=None)
