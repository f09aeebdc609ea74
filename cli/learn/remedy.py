"""What would make a message readable that is not: words or sentences to teach (pure).

Tried out, never guessed: each of them makes exactly this message tradable. Whether it is true,
only who knows the channel can say.
"""

from __future__ import annotations

from collections.abc import Iterator

from cli.learn.assign import assignments
from cli.learn.labels import labelled
from cli.learn.proposals import words_for
from cli.learn.sentences import plain_sentences
from signalfill.domain.signal import Problem, Reading
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing import parse
from signalfill.parsing.layout_lines import layout_lines
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.teaching import teach

MOST = 2
_MOST_TRIED = 24
_READABLE = {Problem.UNCLEAR, Problem.CONDITIONAL, Problem.NO_STOP, Problem.NO_SIDE}


def remedies(text: str, lexicon: Lexicon) -> list[Teaching]:
    """At most two ways, the surest first; none where it is tradable, or beyond teaching."""
    reading = parse(text, lexicon)
    if reading.amendments or not _may_be_mended(reading):
        return []
    found: list[Teaching] = []
    for tried, each in enumerate(_candidates(text, lexicon)):
        if tried == _MOST_TRIED or len(found) == MOST:
            break
        if each not in found and _mends(each, text, lexicon):
            found.append(each)
    return found


def _may_be_mended(reading: Reading) -> bool:
    problems = {problem for each in reading.signals for problem in each.problems}
    return not reading.signals or (bool(problems) and problems <= _READABLE)


def _candidates(text: str, lexicon: Lexicon) -> Iterator[Teaching]:
    """Labels by their numbers, then words that may mean nothing, then sentences."""
    fitting = assignments([labelled(text, lexicon)])
    if len(fitting) <= MOST:
        yield from map(words_for, fitting)
    strangers = [word.casefold() for line in layout_lines(text, lexicon) for word in line.unknown]
    unknown = list(dict.fromkeys(strangers))
    for word in unknown:
        yield Teaching(words={WordKind.NOISE: (word,)})
    for sentence in dict.fromkeys(plain_sentences(text, lexicon)):
        yield Teaching(ignore=(sentence,))


def _mends(teaching: Teaching, text: str, lexicon: Lexicon) -> bool:
    if not teaching:
        return False
    taught, refused = teach(teaching, lexicon)
    after = parse(text, taught)
    return not refused and bool(after.signals) and not any(s.problems for s in after.signals)
