from __future__ import annotations

from collections.abc import Sequence

from signalfill.adapters.memory.layouts import MemoryLayouts
from signalfill.domain.errors import VersionConflictError
from signalfill.domain.layout_book import LayoutBook, LayoutExample


class InMemoryLayouts(MemoryLayouts):
    """`saved_meanwhile` makes so many of the next saves lose their race."""

    def __init__(self) -> None:
        super().__init__()
        self.saved_meanwhile = 0

    def save(
        self,
        channel_id: str,
        book: LayoutBook,
        version: int,
        *,
        examples: Sequence[LayoutExample] = (),
    ) -> None:
        if self.saved_meanwhile:
            self.saved_meanwhile -= 1
            raise VersionConflictError("the channel's layouts were saved meanwhile")
        super().save(channel_id, book, version, examples=examples)
