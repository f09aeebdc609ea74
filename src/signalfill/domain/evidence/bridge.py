"""From what was claimed to what was achieved, and where the difference went (pure).

The steps add up to the last digit. All are sums in R over the same signals: those whose claim the
candles can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from signalfill.domain.evidence.results import SignalResult

ZERO = Decimal(0)


class Station(StrEnum):
    CLAIMED = "claimed"
    OBTAINABLE = "obtainable"
    ACHIEVED = "achieved"


class LossStep(StrEnum):
    """Why a station is not the one before."""

    REFUSED = "refused"
    """A gate said no: too late, run away, no reward left."""
    NOT_FILLED = "not_filled"
    """The author counts an entry that no order of ours would have got."""
    PRICE = "price"
    """Delay, spread, a worse price, the order of things within a minute."""
    FEES = "fees"
    NO_ROOM = "no_room"
    """The account's own gates: budgets, positions already open, the breaker."""
    OTHER_FILLS = "other_fills"
    """Traded in the account, but otherwise: a smaller size, another slice."""


class BridgeStep(NamedTuple):
    """A station (`r` is its height) or a loss (`r` is what is added, mostly below 0)."""

    what: Station | LossStep
    r: Decimal
    signals: int
    """How many signals it concerns."""


def bridge(results: Sequence[SignalResult]) -> tuple[BridgeStep, ...]:
    """Empty where no claim is known."""
    known = [each for each in results if each.claimed_r is not None]
    if not known:
        return ()

    def step(what: Station | LossStep, of: Callable[[SignalResult], Decimal | None]) -> BridgeStep:
        parts = [r for r in map(of, known) if r is not None]
        return BridgeStep(what, sum(parts, ZERO), len(parts))

    return (
        step(Station.CLAIMED, lambda each: each.claimed_r),
        step(LossStep.REFUSED, _refused),
        step(LossStep.NOT_FILLED, _not_filled),
        step(LossStep.PRICE, _price),
        step(LossStep.FEES, lambda each: -each.fees_r if each.filled else None),
        step(Station.OBTAINABLE, lambda each: each.obtainable_worst_r),
        step(LossStep.NO_ROOM, _no_room),
        step(LossStep.OTHER_FILLS, _other_fills),
        step(Station.ACHIEVED, lambda each: each.achieved_r),
    )


def _claimed(result: SignalResult) -> Decimal:
    return result.claimed_r or ZERO


def _refused(result: SignalResult) -> Decimal | None:
    return -_claimed(result) if result.obtainable_worst_r is None else None


def _not_filled(result: SignalResult) -> Decimal | None:
    worst = result.obtainable_worst_r
    return None if worst is None or result.filled else worst - _claimed(result)


def _price(result: SignalResult) -> Decimal | None:
    worst = result.obtainable_worst_r
    if worst is None or not result.filled:
        return None
    return worst + result.fees_r - _claimed(result)


def _no_room(result: SignalResult) -> Decimal | None:
    if result.obtainable_worst_r is None or result.achieved_r is not None:
        return None
    return -result.obtainable_worst_r


def _other_fills(result: SignalResult) -> Decimal | None:
    if result.achieved_r is None:
        return None
    return result.achieved_r - (result.obtainable_worst_r or ZERO)
