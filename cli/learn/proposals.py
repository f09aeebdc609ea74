"""What a channel could be taught: words whose role the numbers force, sentences to ignore (pure).

Each proposal makes held messages tradable, and none changes what is traded or done today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cli.learn.assign import Assignment, agreed, assignments, clusters
from cli.learn.labels import Role, labelled
from cli.learn.sentences import plain_sentences
from cli.learn.survey import Read
from signalfill.domain.signal import ReadingKind
from signalfill.domain.teaching import MOST_SENTENCES, Teaching, WordKind
from signalfill.parsing import parse
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.teaching import teach

_KINDS = {Role.ENTRY: WordKind.ENTRY, Role.STOP: WordKind.STOP, Role.TARGET: WordKind.TARGET}
_OFTEN = 2
_MOST_CLUSTERS = 40
_MOST_CHOICES = 3
_FEWEST = 2
"""A single message forces nothing: it may be a report in a language that nobody knows."""


class Choice(NamedTuple):
    """One thing that could be taught, and the messages that it would make tradable."""

    teaching: Teaching
    gained: tuple[Read, ...]


class Suggestion(NamedTuple):
    """`choices`: one where the numbers leave no other; several where you have to say which."""

    choices: tuple[Choice, ...]


def suggestions(read: Sequence[Read], lexicon: Lexicon) -> Iterator[Suggestion]:
    """Sentences first, then words; found with what this lexicon knows."""
    sentences = _sentences(read, lexicon)
    if sentences is not None:
        yield Suggestion((sentences,))
    held = [each for each in read if not each.is_tradable and each.reading.kind in _HELD]
    told = [labelled(each.message.text, lexicon) for each in held]
    offered: list[Teaching] = []
    for cluster in list(clusters(told))[:_MOST_CLUSTERS]:
        fitting = assignments([told[at] for at in cluster])
        sure = agreed(fitting)
        unsure = [] if sure or len(fitting) > _MOST_CHOICES else fitting
        taught = [words_for(each) for each in ([sure] if sure else unsure)]
        choices = [_choice(each, read, lexicon) for each in taught if each and each not in offered]
        good = tuple(each for each in choices if each is not None)
        if good:
            offered += [each.teaching for each in good]
            yield Suggestion(good)


_HELD = {ReadingKind.SIGNAL, ReadingKind.NONE}


def words_for(assignment: Assignment) -> Teaching:
    """What is to be taught for these phrases to have these roles."""
    words: dict[WordKind, tuple[str, ...]] = {}
    for phrase, role in assignment.items():
        if role in _KINDS:
            kind = _KINDS[role]
            words[kind] = (*words.get(kind, ()), phrase)
    return Teaching(words=words)


def _choice(teaching: Teaching, read: Sequence[Read], lexicon: Lexicon) -> Choice | None:
    """None where it cannot be learned, gains nothing, or changes what is traded or done today."""
    taught, refused = teach(teaching, lexicon)
    if refused:
        return None
    gained: list[Read] = []
    for each in read:
        after = Read(each.message, parse(each.message.text, taught))
        if each.is_tradable or each.reading.amendments:
            if (after.reading.signals, after.reading.amendments) != (
                each.reading.signals,
                each.reading.amendments,
            ):
                return None
        elif after.reading.amendments:
            return None  # it would act where nothing acted
        elif after.is_tradable:
            gained.append(after)
    return Choice(teaching, tuple(gained)) if len(gained) >= _FEWEST else None


def _sentences(read: Sequence[Read], lexicon: Lexicon) -> Choice | None:
    """Those that are needed, together; none that holds a condition."""
    held = [each for each in read if each.reading.signals and not each.is_tradable]
    counted = Counter(
        line for each in held for line in dict.fromkeys(plain_sentences(each.message.text, lexicon))
    )
    often = [line for line, count in counted.most_common(MOST_SENTENCES) if count >= _OFTEN]
    usable = [line for line in often if not teach(Teaching(ignore=(line,)), lexicon).refusals]
    whole = _choice(Teaching(ignore=tuple(usable)), read, lexicon) if usable else None
    if whole is None:
        return None
    for line in sorted(usable, key=len, reverse=True):  # a short one serves in more places
        less = tuple(each for each in whole.teaching.ignore if each != line)
        without = _choice(Teaching(ignore=less), read, lexicon) if less else None
        if without is not None and len(without.gained) == len(whole.gained):
            whole = without
    return whole
