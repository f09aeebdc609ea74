"""A channel's book of layouts, as one invocation reads and changes it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from signalfill.domain.control import Control
from signalfill.domain.errors import RetryableError, VersionConflictError
from signalfill.domain.journal import Event, JournalEntry, NoticeKind
from signalfill.domain.layout_book import LayoutBook, LayoutExample
from signalfill.domain.teaching import taught_by, words_of
from signalfill.services.trading.context import TradingContext

if TYPE_CHECKING:
    from signalfill.parsing.lexicon import Lexicon

logger = logging.getLogger(__name__)

TRIES = 5
"""How often a change is tried again after another invocation saved the book."""


@dataclass(frozen=True, slots=True)
class ChannelLayouts:
    """`parser_version` is that of the reading whose keys are looked up.

    What needs the parser is imported late: it is seldom needed, and each cold start of the trader
    would pay for the lexicon.
    """

    channel_id: str
    parser_version: str
    control: Control
    context: TradingContext

    @property
    def name(self) -> str:
        channel = self.control.settings.channels.get(self.channel_id)
        return channel.name if channel is not None else self.channel_id

    @property
    def words(self) -> str:
        taught = taught_by(self.control.settings.teachings_for(self.channel_id))
        return words_of(self.parser_version, taught)

    def lexicon(self) -> Lexicon:
        from signalfill.parsing.teaching import learn  # noqa: PLC0415

        return learn(self.control.settings.teachings_for(self.channel_id)).lexicon

    def load(self) -> tuple[LayoutBook, int]:
        """The book and its version. A book made with other words is carried over first."""
        book, version = self.context.layouts.load(self.channel_id)
        if not version:
            return book.model_copy(update={"words": self.words}), version
        return (book, version) if book.words == self.words else self._carry_over(book, version)

    def change(
        self, change: Callable[[LayoutBook], LayoutBook], *, example: LayoutExample | None = None
    ) -> None:
        """Changes the book, and removes examples that it needs no more.

        Raises:
            RetryableError: others kept saving the book.
        """
        layouts = self.context.layouts
        for _ in range(TRIES):
            book, version = self.load()
            after = change(book)
            try:
                layouts.save(
                    self.channel_id, after, version, examples=() if example is None else (example,)
                )
            except VersionConflictError:
                continue
            layouts.remove(self.channel_id, sorted(book.example_ids() - after.example_ids()))
            return
        raise RetryableError(f"the layouts of channel {self.channel_id} kept changing")

    def _carry_over(self, book: LayoutBook, version: int) -> tuple[LayoutBook, int]:
        from signalfill.parsing import PARSER_VERSION  # noqa: PLC0415
        from signalfill.services.recording.carry_over import carried_over  # noqa: PLC0415

        layouts = self.context.layouts
        if self.parser_version != PARSER_VERSION:
            return book, version  # read by another release: its keys are not ours to make
        examples = layouts.examples(self.channel_id)
        fresh = carried_over(book, examples, self.lexicon(), self.words)
        try:
            layouts.save(self.channel_id, fresh, version)
        except VersionConflictError:  # another invocation has done the same
            return layouts.load(self.channel_id)
        layouts.remove(self.channel_id, sorted(book.example_ids() - fresh.example_ids()))
        carried = len(fresh.example_ids()) - len(fresh.recheck)
        extra = {"channel_id": self.channel_id, "carried": carried}
        logger.info("layouts carried over", extra=extra)
        text = (
            f"{self.name}: {carried} confirmed messages read as before under the words of now, "
            f"{len(fresh.recheck)} do not: such calls are asked again"
        )
        self.tell(f"carried-{fresh.words}", text, is_news=bool(fresh.recheck))
        return fresh, version + 1

    def tell(self, entry_id: str, text: str, *, is_news: bool = True) -> None:
        """Writes an entry about the channel's layouts into the journal, once."""
        entry = JournalEntry(
            position_id=f"layouts-{self.channel_id}",
            entry_id=entry_id,
            event=Event.LAYOUTS,
            text=text,
            details={"answers": [f"signalfill layouts {self.channel_id}"]},
            notice=NoticeKind.QUESTION if is_news else None,
            at=self.context.clock.now(),
        )
        self.context.positions.add_journal_entry(entry)
