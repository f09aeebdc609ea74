"""Short ways to say what a channel is taught."""

from __future__ import annotations

from signalfill.domain.signal import Reading, SignalReading
from signalfill.domain.teaching import Teaching, Template, WordKind
from signalfill.parsing import parse
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.teaching import teach


def words(kind: WordKind | str, *phrases: str) -> Teaching:
    return Teaching(words={WordKind(kind): phrases})


def template(layout: str, example: str = "SOL in 5 out 4") -> Teaching:
    return Teaching(templates=(Template(layout=layout, example=example),))


def objections(teaching: Teaching, lexicon: Lexicon = LEXICON) -> list[str]:
    return [refusal.why for refusal in teach(teaching, lexicon).refusals]


def taught(text: str, teaching: Teaching) -> Reading:
    """The reading with what has to be learned without objection."""
    lexicon, refusals = teach(teaching)
    assert refusals == ()
    return parse(text, lexicon)


def call(text: str, teaching: Teaching) -> SignalReading:
    (signal,) = taught(text, teaching).signals
    return signal
