"""Carries confirmed layouts over to other words: their examples are read again."""

from __future__ import annotations

from collections.abc import Iterable

from signalfill.domain.layout_book import LayoutBook, LayoutExample, LayoutWord
from signalfill.parsing import parse
from signalfill.parsing.lexicon import Lexicon


def carried_over(
    book: LayoutBook, examples: Iterable[LayoutExample], lexicon: Lexicon, words: str
) -> LayoutBook:
    """The book with its keys made again; keys of different words are never compared.

    An example that reads as it was confirmed stays known; any other is to be checked again. A
    barred one that reads otherwise now is barred no more: its layout was taught.
    """
    resting, used_on = book.example_ids(), dict(book.used_on)
    fresh = LayoutBook(words=words, asked_on=book.asked_on, asked=book.asked)
    recheck: list[str] = []
    for example in sorted(examples, key=lambda each: each.at):
        if example.message_id not in resting:
            continue
        reading = parse(example.text, lexicon)
        same = bool(example.text) and reading.signals == example.signals
        if example.word is LayoutWord.BARRED:
            fresh = fresh.with_barred(example.message_id, reading.layout) if same else fresh
        elif same:
            used = used_on.get(example.message_id, example.at.date())
            fresh = fresh.confirmed(example.message_id, reading.layout, used)
        else:
            recheck.append(example.message_id)
    return fresh.model_copy(update={"recheck": tuple(recheck)})
