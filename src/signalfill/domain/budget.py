"""Worst-case loss, reserved before an entry in every scope that could be overspent.

A counter holds what the open positions reserved. Where losses count, it also holds those that
were realised in the present UTC day; the sweep takes them out when the day is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_UP, Decimal

from signalfill.domain.values import Money, Value


class Reservation(Value):
    """An amount to add to a scope's counter, only while the sum stays within `limit`.

    Without a limit it is counted all the same, so that a limit set later finds a true counter.
    """

    scope: str
    amount: Money
    limit: Money | None = None


class Release(Value):
    """An amount to add to a scope's counter unconditionally; below zero it is given back."""

    scope: str
    amount: Money


_COUNTER_STEP = Decimal("0.000000000001")


def counted(amount: Decimal) -> Decimal:
    """The amount as a counter keeps it: 12 decimals, rounded away from zero.

    A counter holds 38 digits. Reserved and released amounts are rounded alike, so that what is
    given back is exactly what was reserved.
    """
    return amount.quantize(_COUNTER_STEP, ROUND_UP)


def day_scope(account: str) -> str:
    """What all open positions may lose, and what was lost today."""
    return f"{account}#day"


def loss_scope(account: str) -> str:
    """The same, against the account's own limit."""
    return f"{account}#loss"


def positions_scope(account: str) -> str:
    """How many positions are open (each reserves 1)."""
    return f"{account}#positions"


def channel_scope(account: str, channel_id: str) -> str:
    return f"{account}#channel#{channel_id}"


def author_scope(account: str, author_id: str) -> str:
    return f"{account}#author#{author_id}"


def coin_scope(account: str, base: str) -> str:
    """Open positions alone: a coin's losses are charged to day and channel."""
    return f"{account}#coin#{base}"


_LOSSES_COUNT = frozenset({"day", "loss", "channel", "author"})


def traded_scope(account: str, channel_id: str) -> str:
    """Counts a channel's positions that were filled and have ended; nothing limits it."""
    return f"{account}#traded#{channel_id}"


def losses_count(scope: str) -> bool:
    """Whether realised losses stay charged to the scope until the day is over."""
    return scope.partition("#")[2].partition("#")[0] in _LOSSES_COUNT


def settle(reservations: Sequence[Reservation], loss: Decimal) -> list[Release]:
    """Releases for a closing position: the reservation comes back, a realised loss stays charged.

    A gain charges nothing and frees nothing.
    """
    given_back = [Release(scope=each.scope, amount=-each.amount) for each in reservations]
    return [*given_back, *charges(reservations, loss)]


def charges(reservations: Sequence[Reservation], loss: Decimal) -> list[Release]:
    if loss <= 0:
        return []
    return [Release(scope=r.scope, amount=loss) for r in reservations if losses_count(r.scope)]
