"""What can be done at the venue for a position; each is stored as an intent first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.position import OrderRecord


@dataclass(frozen=True, slots=True)
class Place:
    """Send this order. Its record was stored before."""

    order: OrderRecord


@dataclass(frozen=True, slots=True)
class Cancel:
    order: OrderRecord


@dataclass(frozen=True, slots=True)
class EditStop:
    """Move the stop of a live bracket to the slice's wanted stop."""

    order: OrderRecord
    stop_price: Decimal


type Action = Place | Cancel | EditStop


@dataclass(frozen=True, slots=True)
class Need:
    """What to do for a slice now; and why it is unprotected, if it is."""

    actions: tuple[Action, ...] = ()
    naked_cause: str | None = None
