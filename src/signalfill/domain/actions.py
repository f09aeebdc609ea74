"""What can be done at the venue for a position; each is stored as an intent first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from signalfill.domain.position import OrderRecord


@dataclass(frozen=True, slots=True)
class Place:
    """Send this order; its record is stored before."""

    order: OrderRecord


@dataclass(frozen=True, slots=True)
class Cancel:
    order: OrderRecord


@dataclass(frozen=True, slots=True)
class EditStop:
    """Move a live bracket's stop to the slice's wanted one."""

    order: OrderRecord
    stop_price: Decimal


type Action = Place | Cancel | EditStop


@dataclass(frozen=True, slots=True)
class Need:
    """What to do for a slice now, and why it is unprotected, if it is."""

    actions: tuple[Action, ...] = ()
    naked_cause: str | None = None
