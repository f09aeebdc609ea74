from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from signalfill.adapters.memory.positions import MemoryPositions
from signalfill.domain.position import Position
from signalfill.domain.verdict import ItemKey
from tests.fakes.signals import InMemorySignals


def _always_writes(_operation: str) -> None:
    """The hook of a healthy store."""


class InMemoryPositions(MemoryPositions):
    """`before_write` is called with the operation's name: it may raise, or let another one in.

    `unreadable` are the ids of items that raise whenever they are read.
    """

    signals: InMemorySignals

    def __init__(self, signals: InMemorySignals | None = None) -> None:
        super().__init__(signals or InMemorySignals())
        self.before_write: Callable[[str], None] = _always_writes
        self.unreadable: dict[str, Exception] = {}

    def _writes(self, operation: str) -> None:
        self.before_write(operation)

    def load(self, position_id: str) -> Position | None:
        self._check_readable([position_id])
        return super().load(position_id)

    def _check_readable(self, position_ids: Iterable[str]) -> None:
        for position_id in position_ids:
            if position_id in self.unreadable:
                raise self.unreadable[position_id]

    def take_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        self._check_readable([position_id])
        return super().take_lease(position_id, owner=owner, now=now, until=until)

    def seize_lease(
        self, position_id: str, *, owner: str, now: datetime, until: datetime
    ) -> tuple[Position, tuple[ItemKey, ...]] | None:
        """As `take_lease`, whoever holds it."""
        stored = self._stored.get(position_id)
        if stored is not None:
            stored.owner = None
        return super().take_lease(position_id, owner=owner, now=now, until=until)

    def is_leased(self, position_id: str, *, now: datetime) -> bool:
        """What tests ask."""
        stored = self._stored.get(position_id)
        if stored is None or stored.owner in {None, ""} or stored.lease_until is None:
            return False
        return stored.lease_until > now

    def live_positions(self) -> Sequence[str]:
        """An index names what cannot be read, too."""
        return [each.position_id for each in super().positions()]

    def positions(self, *, include_closed: bool = False) -> Sequence[Position]:
        chosen = super().positions(include_closed=include_closed)
        self._check_readable(each.position_id for each in chosen)
        return chosen

    def readable_positions(self) -> tuple[Sequence[Position], Mapping[str, Exception]]:
        live = super().positions()
        readable = [each for each in live if each.position_id not in self.unreadable]
        return readable, dict(self.unreadable)
