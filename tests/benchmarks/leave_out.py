"""Each message of sets b and c, read by what the sources other than its own teach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from signalfill.parsing.lexicon import LEXICON, Lexicon
from tests.benchmarks.corpus import Message, messages, scorer
from tests.benchmarks.score import Score, judge, read
from tests.benchmarks.taught import (
    OF_A_LANGUAGE,
    Entry,
    entries_in,
    taught_by_source,
    without,
)
from tests.blind.messages import read_blind

SETS = "bc"
type Forget = Callable[[set[Entry]], Lexicon]
"""The lexicon that is left when a source's entries are taken away."""


class Judged(NamedTuple):
    message: Message
    reading: dict[str, Any]
    score: Score


def leave_sources_out(forget: Forget = without) -> list[Judged]:
    rules = scorer()
    taught = taught_by_source(messages())
    lexicons = {source: forget(entries) for source, entries in taught.items()}
    found = []
    for message in messages(SETS):
        reading = read(message, lexicons[message["source"]])
        found.append(Judged(message, reading, judge(message, reading, rules)))
    return found


def keep_what_we_knew(entries: set[Entry]) -> Lexicon:
    """Our blind messages used these words before anybody looked at a source."""
    own = {entry for message in read_blind() for entry in entries_in(message.text)}
    return without(entries - own, spared=OF_A_LANGUAGE)


def keep_the_language(entries: set[Entry]) -> Lexicon:
    return without(entries, spared=OF_A_LANGUAGE)


def whole(_: set[Entry]) -> Lexicon:
    return LEXICON


def worst_first(judged: list[Judged]) -> list[tuple[str, Judged]]:
    """The wrong readings: false trades, false actions, calls missed, instructions misread."""
    verdicts: list[tuple[str, Callable[[Score], bool]]] = [
        ("FALSE TRADE", lambda score: score.false_trades > 0),
        ("FALSE ACTION", lambda score: score.false_actions > 0),
        ("call not wholly right", lambda score: score.right < score.tradable),
        ("instructions", lambda score: score.hits < max(score.said, score.meant)),
    ]
    return [(verdict, each) for verdict, holds in verdicts for each in judged if holds(each.score)]
