"""The first part of `learn`: words and sentences that an old channel's messages propose."""

from __future__ import annotations

from collections.abc import Sequence

from cli.learn import dialog
from cli.learn.answers import AcceptedAnswers
from cli.learn.lesson import Lesson
from cli.learn.messages import OldMessage
from cli.learn.proposals import Choice, Suggestion, suggestions
from cli.learn.survey import read_all, survey
from cli.learn.walk import burden_in_words, walk
from signalfill.domain.teaching import Teaching
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.teaching import learn as taught_lexicon


def teach_words(
    lesson: Lesson, messages: Sequence[OldMessage], accepted: AcceptedAnswers | None
) -> None:
    """Proposals one by one, each found with what was taught before it."""
    lexicon = lesson.lexicon
    read = read_all(messages, lexicon)
    for line in (*dialog.headline(survey(read)), *burden_in_words(walk(read, lesson.known()))):
        print(line)
    taught: list[Teaching] = []
    refused: list[Teaching] = []
    while (suggestion := _next(messages, lexicon, taught, refused)) is not None:
        choice = _settled(suggestion, accepted)
        if choice is None:
            refused += [each.teaching for each in suggestion.choices]
        else:
            taught.append(choice.teaching)
    for each in taught:
        lesson.keep(each)


def _next(
    messages: Sequence[OldMessage],
    lexicon: Lexicon,
    taught: list[Teaching],
    refused: list[Teaching],
) -> Suggestion | None:
    knows = taught_lexicon(taught, lexicon).lexicon
    offered = suggestions(read_all(messages, knows), knows)
    return next(
        (each for each in offered if all(c.teaching not in refused for c in each.choices)), None
    )


def _settled(suggestion: Suggestion, accepted: AcceptedAnswers | None) -> Choice | None:
    if accepted is None:
        return dialog.settle(suggestion)
    return next((each for each in suggestion.choices if accepted.takes(each.teaching)), None)
