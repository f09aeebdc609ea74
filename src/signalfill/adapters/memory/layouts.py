from __future__ import annotations

from collections.abc import Sequence

from signalfill.domain.errors import VersionConflictError
from signalfill.domain.layout_book import LayoutBook, LayoutExample


class MemoryLayouts:
    """The channels' layouts."""

    def __init__(self) -> None:
        self._books: dict[str, tuple[LayoutBook, int]] = {}
        self._examples: dict[str, dict[str, LayoutExample]] = {}

    def load(self, channel_id: str) -> tuple[LayoutBook, int]:
        return self._books.get(channel_id, (LayoutBook(), 0))

    def save(
        self,
        channel_id: str,
        book: LayoutBook,
        version: int,
        *,
        examples: Sequence[LayoutExample] = (),
    ) -> None:
        if self.load(channel_id)[1] != version:
            raise VersionConflictError("the channel's layouts were saved meanwhile")
        self._books[channel_id] = (book, version + 1)
        stored = self._examples.setdefault(channel_id, {})
        stored |= {each.message_id: each for each in examples}

    def examples(self, channel_id: str) -> Sequence[LayoutExample]:
        stored = self._examples.get(channel_id, {})
        return [stored[each] for each in sorted(stored)]

    def forget_text(self, channel_id: str, message_id: str) -> None:
        stored = self._examples.get(channel_id, {})
        if message_id in stored:
            stored[message_id] = stored[message_id].model_copy(update={"text": ""})

    def remove(self, channel_id: str, message_ids: Sequence[str]) -> None:
        for each in message_ids:
            self._examples.get(channel_id, {}).pop(each, None)
