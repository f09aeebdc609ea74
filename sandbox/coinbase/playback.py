"""A recorded price tape: trades at given moments, played as the clock reaches them."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from signalfill.domain.errors import InvalidInputError

type Row = Mapping[str, str | int | float | Decimal | None]


@dataclass(frozen=True, slots=True)
class Print:
    """One recorded trade; `base_size` is what it offers our orders, None the usual."""

    at: datetime
    product_id: str
    price: Decimal
    base_size: Decimal | None


class Playback:
    """Recorded trades that are still to come, earliest first."""

    def __init__(self) -> None:
        self._coming: deque[Print] = deque()

    def load(self, rows: Iterable[Row], *, begins: datetime, speed: Decimal) -> int:
        """Adds rows of `seconds` since the beginning, `product_id`, `price`, `base_size`.

        Raises:
            InvalidInputError: a row is not readable.
        """
        if speed <= 0:
            raise InvalidInputError("a tape plays at a speed above zero")
        prints = [_print(row, begins, speed) for row in rows]
        self._coming = deque(sorted([*self._coming, *prints], key=lambda each: each.at))
        return len(prints)

    def due(self, now: datetime) -> list[Print]:
        """Takes out what has happened by now."""
        found = []
        while self._coming and self._coming[0].at <= now:
            found.append(self._coming.popleft())
        return found


def read_tape(path: Path) -> list[dict[str, str | None]]:
    """A CSV file with the heading `seconds,product_id,price[,base_size]`."""
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines))


def _print(row: Row, begins: datetime, speed: Decimal) -> Print:
    try:
        seconds, price = Decimal(str(row["seconds"])), Decimal(str(row["price"]))
        size = row.get("base_size")
        found = Print(
            at=begins + timedelta(seconds=float(seconds / speed)),
            product_id=str(row["product_id"]),
            price=price,
            base_size=None if size in {None, ""} else Decimal(str(size)),
        )
    except (KeyError, InvalidOperation, OverflowError):
        raise InvalidInputError(f"this row of the tape is not readable: {dict(row)}") from None
    if not price.is_finite() or price <= 0:
        raise InvalidInputError(f"a tape's prices are above zero: {dict(row)}")
    return found
