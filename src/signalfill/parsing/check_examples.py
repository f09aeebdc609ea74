"""Tests what a channel is taught: each template has to make its own example tradable."""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.domain.signal import ReadingKind
from signalfill.domain.teaching import Teaching
from signalfill.parsing import parse
from signalfill.parsing.fitting import find_templates
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.normalize import normalize
from signalfill.parsing.scan import scan
from signalfill.parsing.teaching import Refusal, teach

_LONGEST = 500


def refusals(teaching: Teaching, lexicon: Lexicon = LEXICON) -> Iterator[Refusal]:
    """Why parts of the teaching cannot be learned, or do not do what they are for."""
    taught, refused = teach(teaching, lexicon)
    yield from refused
    drawn = {refusal.place.removesuffix(".layout") for refusal in refused}
    for at, template in enumerate(teaching.templates):
        place = f"templates.{at}"
        why = "" if place in drawn else _failing(template.example, taught)
        if why:
            yield Refusal(f"{place}.example", why)


def _failing(example: str, lexicon: Lexicon) -> str:
    raw = scan(normalize(example).text, _LONGEST, lexicon)
    if not any(find_templates(raw, lexicon)):
        return "is not written in this layout"
    reading = parse(example, lexicon)
    if reading.kind is not ReadingKind.SIGNAL:
        return f"is read as {reading.kind}, not as a signal: {reading.reason}"
    problems = dict.fromkeys(problem for each in reading.signals for problem in each.problems)
    return f"is not tradable ({', '.join(problems)}): {reading.reason}" if problems else ""
