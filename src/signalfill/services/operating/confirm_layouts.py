"""The operator's word on layouts outside of a question: confirmed, forgotten, foreseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from signalfill.domain.errors import RetryableError, VersionConflictError
from signalfill.domain.layout_book import LONGEST_EXAMPLE, LayoutBook, LayoutExample, LayoutWord
from signalfill.domain.settings import Settings
from signalfill.domain.teaching import taught_by, words_of
from signalfill.parsing import PARSER_VERSION, parse
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.masking import masked
from signalfill.parsing.teaching import learn
from signalfill.ports import LayoutStore
from signalfill.services.recording.carry_over import carried_over

TRIES = 5
_AT_ONCE = 50


@dataclass(frozen=True)
class LayoutDesk:
    """A channel's layouts by the words that the settings teach; 0: settings not pushed."""

    channel_id: str
    settings: Settings
    settings_version: int
    layouts: LayoutStore

    @property
    def lexicon(self) -> Lexicon:
        return learn(self.settings.teachings_for(self.channel_id)).lexicon

    @property
    def words(self) -> str:
        return words_of(PARSER_VERSION, taught_by(self.settings.teachings_for(self.channel_id)))

    def book(self) -> tuple[LayoutBook, int]:
        """As it stands under these words, and the version that is stored."""
        book, version = self.layouts.load(self.channel_id)
        if not version:
            return book.model_copy(update={"words": self.words}), version
        if book.words == self.words:
            return book, version
        examples = self.layouts.examples(self.channel_id)
        return carried_over(book, examples, self.lexicon, self.words), version

    def confirm(
        self,
        messages: Iterable[tuple[str, str]],
        *,
        by: str,
        now: datetime,
        word: LayoutWord = LayoutWord.KNOWN,
    ) -> int:
        """Makes the lines of these messages (id, text) known; returns how many lines were new.

        With the word `barred` exactly these layouts are called misread.

        Raises:
            RetryableError: others kept saving the book.
        """
        lexicon, before = self.lexicon, len(self.book()[0].known)
        for some in batched(messages, _AT_ONCE, strict=False):
            made = [self._example(*each, lexicon, word, by=by, now=now) for each in some]

            def change(book: LayoutBook, made: list[_Made] = made) -> LayoutBook:
                for example, keys in made:
                    book = _said(book, example, keys)
                return book

            self._change(change, [example for example, _ in made])
        return len(self.book()[0].known) - before

    def forget(self, message_ids: Sequence[str]) -> None:
        """As if nothing had been said of these messages.

        Raises:
            RetryableError: others kept saving the book.
        """
        self._change(lambda book: book.without(message_ids), [])

    def _example(
        self,
        message_id: str,
        text: str,
        lexicon: Lexicon,
        word: LayoutWord,
        *,
        by: str,
        now: datetime,
    ) -> _Made:
        plain = masked(text)
        reading, without_names = parse(text, lexicon), parse(plain, lexicon)
        same = without_names.signals == reading.signals and len(plain) <= LONGEST_EXAMPLE
        example = LayoutExample(
            message_id=message_id,
            word=word,
            text=plain if same else "",
            signals=reading.signals,
            by=by,
            at=now,
            parser_version=PARSER_VERSION,
            settings_version=self.settings_version,
        )
        return example, without_names.layout if same else reading.layout

    def _change(
        self, change: Callable[[LayoutBook], LayoutBook], examples: Sequence[LayoutExample]
    ) -> None:
        for _ in range(TRIES):
            book, version = self.book()
            after = change(book)
            try:
                self.layouts.save(self.channel_id, after, version, examples=examples)
            except VersionConflictError:
                continue
            stored = {each.message_id for each in self.layouts.examples(self.channel_id)}
            self.layouts.remove(self.channel_id, sorted(stored - after.example_ids()))
            return
        raise RetryableError(f"the layouts of channel {self.channel_id} kept changing")


def _said(book: LayoutBook, example: LayoutExample, keys: tuple[str, ...]) -> LayoutBook:
    if example.word is LayoutWord.BARRED:
        return book.without([example.message_id]).with_barred(example.message_id, keys)
    return book.confirmed(example.message_id, keys, example.at.date())


type _Made = tuple[LayoutExample, tuple[str, ...]]
