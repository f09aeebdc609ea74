"""The lines of a message beside their keys: for who has to judge what is new in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from signalfill.domain.signal import Reading
from signalfill.domain.teaching import words_of
from signalfill.parsing import PARSER_VERSION, parse
from signalfill.parsing.annotate import annotate
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.layout import key_of, skeletons_of
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.normalize import normalize, without_quotes
from signalfill.parsing.scan import scan
from signalfill.parsing.shapes import evaluate

_MOST_TOKENS = 1_500
_UNKNOWN = {C.WORD, C.HAN}


class LayoutLine(NamedTuple):
    """One line as it was written, with its key and the words in it that nobody knows."""

    key: str
    text: str
    unknown: tuple[str, ...]


def layout_lines(text: str, lexicon: Lexicon = LEXICON) -> Iterator[LayoutLine]:
    """Only lines in which something matters; nothing where the message enters nothing."""
    reading = parse(text, lexicon)
    if not reading.layout:
        return
    normalized = normalize(text)
    raw = scan(without_quotes(normalized.text)[0], _MOST_TOKENS, lexicon)
    evaluate(raw)
    coins = coins_of(reading)
    words = words_of(PARSER_VERSION, lexicon.taught)
    for line, skeleton in skeletons_of(annotate(raw, lexicon), coins):
        if skeleton:
            start, end = normalized.original_span(line[0].start, line[-1].end)
            written = text[start:end].strip()
            yield LayoutLine(key_of(words, skeleton), written, tuple(_unknown(line, coins)))


def coins_of(reading: Reading) -> set[str | None]:
    entered = {each.base for each in reading.signals}
    return entered or {each.base for each in reading.amendments}


def _unknown(line: list[Token], coins: Collection[str | None]) -> Iterator[str]:
    for token in line:
        if token.concept in _UNKNOWN and token.text.upper() not in coins:
            yield token.text
