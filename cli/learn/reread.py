"""What a message would read as with a word or sentence taught: for who says what is wrong (pure).

Every way is tried out. What `parsing.teaching` refuses is none, nor is what leaves the message's
reading as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from cli.learn.sentences import plain_sentences
from signalfill.domain.signal import Reading, SignalReading
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing import parse
from signalfill.parsing.annotate import annotate
from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.normalize import normalize, without_quotes
from signalfill.parsing.scan import scan
from signalfill.parsing.teaching import teach

_MOST_TOKENS = 400
_LONGEST_PHRASE = 3
_MOST_PHRASES = 40
_UNKNOWN = {Concept.WORD, Concept.HAN}


class Wrong(StrEnum):
    """What the operator says of a message that was misread, or not read."""

    COIN = "coin"
    SIDE = "side"
    ENTRY = "entry"
    STOP = "stop"
    TARGETS = "targets"
    NUMBER = "number"
    REPORT = "report"
    WAITS = "waits"
    DOUBT = "doubt"


_KINDS: dict[Wrong, tuple[WordKind, ...]] = {
    Wrong.COIN: (WordKind.NOISE,),
    Wrong.SIDE: (WordKind.LONG, WordKind.SHORT),
    Wrong.ENTRY: (WordKind.ENTRY, WordKind.LIMIT, WordKind.MARKET, WordKind.MORE),
    Wrong.STOP: (WordKind.STOP,),
    Wrong.TARGETS: (WordKind.TARGET,),
    Wrong.NUMBER: (
        *(WordKind.LEVERAGE, WordKind.RISK, WordKind.INFO, WordKind.PERIOD, WordKind.RATIO),
        *(WordKind.PROFIT, WordKind.NOISE),
    ),
    Wrong.REPORT: (
        *(WordKind.RECAP, WordKind.HIT, WordKind.STOPPED, WordKind.PROFIT),
        *(WordKind.HYPOTHESIS, WordKind.WATCH),
    ),
    Wrong.WAITS: (WordKind.IF, WordKind.WAIT, WordKind.TRIGGER),
    Wrong.DOUBT: (WordKind.NOISE,),
}


_HOLDING = {Wrong.REPORT, Wrong.WAITS}
"""What is right then trades nothing."""


class Way(NamedTuple):
    """Something to teach, and what the message reads as then."""

    teaching: Teaching
    reading: Reading


def ways(text: str, wrong: Wrong, lexicon: Lexicon, *, ticker: str = "") -> list[Way]:
    """One for each different reading that sets right what is wrong, the least change first.

    What holds the call back comes in the order of its kinds.

    `ticker` is the coin that is meant, where the coin is wrong.
    """
    before = parse(text, lexicon)
    found: dict[str, Way] = {}
    for teaching in _candidates(text, wrong, lexicon, ticker):
        taught, refused = teach(teaching, lexicon)
        if refused:
            continue
        after = parse(text, taught)
        if _is_right(wrong, before, after, ticker):
            found.setdefault(_meaning(after), Way(teaching, after))
    if wrong in _HOLDING:
        return list(found.values())
    return sorted(found.values(), key=lambda way: _changes(before, way.reading))


def _candidates(text: str, wrong: Wrong, lexicon: Lexicon, ticker: str) -> Iterator[Teaching]:
    for phrase in _phrases(text, lexicon):
        if ticker and " " not in phrase:
            yield Teaching(coins={phrase: ticker})
        for kind in _KINDS[wrong]:
            yield Teaching(words={kind: (phrase,)})
    if wrong is Wrong.DOUBT:
        for sentence in dict.fromkeys(plain_sentences(text, lexicon)):
            yield Teaching(ignore=(sentence,))


def _phrases(text: str, lexicon: Lexicon) -> list[str]:
    """Unknown words, single ones first, and up to three of them in a row."""
    raw = scan(without_quotes(normalize(text).text)[0], _MOST_TOKENS, lexicon)
    runs: list[list[Token]] = [[]]
    for token in annotate(raw, lexicon):
        if token.concept in _UNKNOWN:
            runs[-1].append(token)
        elif runs[-1]:
            runs.append([])
    spoken = [
        " ".join(token.text.casefold() for token in run[at : at + length])
        for length in range(1, _LONGEST_PHRASE + 1)
        for run in runs
        for at in range(len(run) - length + 1)
    ]
    return list(dict.fromkeys(spoken))[:_MOST_PHRASES]


def _is_right(wrong: Wrong, before: Reading, after: Reading, ticker: str) -> bool:
    """Whether it sets right what was said to be wrong, and acts nowhere else."""
    if after.amendments != before.amendments:
        return False
    tradable = [each for each in after.signals if not each.problems]
    if wrong in _HOLDING:
        return not tradable and any(not each.problems for each in before.signals)
    if wrong is Wrong.DOUBT:
        return bool(tradable) and len(tradable) == len(after.signals)
    if len(after.signals) != max(len(before.signals), 1):
        return False
    pairs = zip(before.signals or (SignalReading(),), after.signals, strict=True)
    if ticker:
        return any(after.base == ticker != before.base for before, after in pairs)
    return any(_field(wrong, before) != _field(wrong, after) for before, after in pairs)


def _field(wrong: Wrong, signal: SignalReading) -> object:
    """What a word taught for it must change; any level where a number was taken for one."""
    levels = (signal.entry, signal.stop_loss, signal.take_profits)
    return {
        Wrong.COIN: signal.base,
        Wrong.SIDE: signal.side,
        Wrong.ENTRY: signal.entry,
        Wrong.STOP: signal.stop_loss,
        Wrong.TARGETS: signal.take_profits,
    }.get(wrong, levels)


def _meaning(reading: Reading) -> str:
    return "\n".join(each.model_dump_json() for each in reading.signals)


def _changes(before: Reading, after: Reading) -> tuple[int, int]:
    """How many doubts are left, then how many fields are others than before."""
    doubts = sum(len(each.problems) for each in after.signals)
    pairs = zip(before.signals, after.signals, strict=False)
    fields = sum(
        getattr(one, name) != getattr(other, name)
        for one, other in pairs
        for name in SignalReading.model_fields
    )
    return doubts, fields
