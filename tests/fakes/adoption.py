from __future__ import annotations

from collections.abc import Sequence

from signalfill.adapters.memory.positions import Stored
from signalfill.domain.call_book import CallBook
from signalfill.domain.errors import AlreadyDecidedError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.position import Position
from tests.fakes.positions import InMemoryPositions


class InMemoryAdoption:
    """Into the positions of the world in memory."""

    def __init__(self, positions: InMemoryPositions) -> None:
        self._positions = positions
        self.journal: list[JournalEntry] = []

    def adopt(
        self, position: Position, *, call_book: CallBook, journal: Sequence[JournalEntry]
    ) -> None:
        if self._positions.load(position.position_id) is not None:
            raise AlreadyDecidedError("it exists")
        self._positions.put(Stored(position, None, None))
        self._positions._call_books[call_book.account, call_book.product_id] = call_book
        self.journal += journal
