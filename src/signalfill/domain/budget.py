"""Worst-case loss, reserved before an entry in every scope that could be overspent."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_UP, Decimal

from signalfill.domain.values import Money, Value


class Reservation(Value):
    """`amount` to add to the scope's counter, only while the sum stays within `limit`."""

    scope: str
    amount: Money
    limit: Money


class Release(Value):
    """`amount` to add to the scope's counter without a condition (negative: give back)."""

    scope: str
    amount: Money


_COUNTER_STEP = Decimal("0.000000000001")


def counted(amount: Decimal) -> Decimal:
    """The amount as a counter keeps it: 12 decimals, away from zero.

    A counter holds 38 digits. Rounded the same both ways, what is given back is exactly what
    was reserved.
    """
    return amount.quantize(_COUNTER_STEP, ROUND_UP)


def day_scope(account: str, moment: datetime) -> str:
    """The UTC day's loss counter: reserved amounts plus realised losses of the day."""
    return f"{account}#day#{moment:%Y-%m-%d}"


def loss_scope(account: str) -> str:
    """What all open positions of the account may lose together."""
    return f"{account}#loss"


def positions_scope(account: str) -> str:
    """How many positions are open (each reserves 1)."""
    return f"{account}#positions"


def channel_scope(account: str, channel_id: str) -> str:
    """What the open positions of one channel may lose together."""
    return f"{account}#channel#{channel_id}"


def give_back(reservations: tuple[Reservation, ...]) -> list[Release]:
    return [Release(scope=each.scope, amount=-each.amount) for each in reservations]


def charge(scope: str, loss: Decimal) -> list[Release]:
    """A realised loss stays charged; a gain charges nothing and frees nothing."""
    return [Release(scope=scope, amount=loss)] if loss > 0 else []
