"""What `learn` shows and asks at a terminal. A stranger's text cannot command it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from cli.learn.proposals import Choice, Suggestion
from cli.learn.survey import LayoutGroup, Read, Survey
from cli.marked import call_text, conclusions, explain, harmless, print_marked
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.teaching import Teaching, WordKind

_EXAMPLES = 3
_MEANINGS = {
    WordKind.NOISE: "nothing",
    WordKind.MORE: "a further entry (more)",
    WordKind.INFO: "a number that is told by the way (info)",
    WordKind.RISK: "how much is risked (risk)",
    WordKind.RATIO: "a ratio (ratio)",
    WordKind.PERIOD: "a span of time (period)",
    WordKind.PROFIT: "a result (profit)",
    WordKind.RECAP: "that this tells of the past (recap)",
    WordKind.HIT: "that a target was reached (hit)",
    WordKind.STOPPED: "that it was stopped out (stopped)",
    WordKind.HYPOTHESIS: "that this is only supposed (hypothesis)",
    WordKind.WATCH: "that this is only watched (watch)",
    WordKind.IF: "a condition (if)",
    WordKind.WAIT: "that something is waited for (wait)",
    WordKind.TRIGGER: "what an entry waits for (trigger)",
}
"""Of words whose kind alone does not say it."""


def choose(question: str, answers: str) -> str:
    """One of the letters, as typed; again where it is none of them.

    Raises:
        InvalidInputError: there is nobody to ask.
    """
    while True:
        typed = type_in(question).lower()[:1]
        if typed and typed in answers:
            return typed


def type_in(question: str) -> str:
    """What is typed, without blanks around it.

    Raises:
        InvalidInputError: there is nobody to ask.
    """
    print(f"{question} ", end="", file=sys.stderr, flush=True)
    try:
        return input().strip()
    except EOFError:
        raise InvalidInputError(
            "nobody answers here: --json shows, and --accept FILE answers"
        ) from None


def headline(found: Survey) -> Iterator[str]:
    yield (
        f"{_counted(found.messages, 'message')}: {_counted(found.calls, 'call')} in "
        f"{_counted(len(found.groups), 'layout')}, {len(found.held)} held back"
    )
    if not found.has_form:
        yield (
            f"{len(found.groups)} of {found.calls} calls differ: this channel has no form. Each "
            "of its calls would be asked; mode approve says the same more plainly."
        )


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def in_words(teaching: Teaching) -> Iterator[str]:
    for kind, phrases in teaching.words.items():
        for phrase in phrases:
            yield f'  "{harmless(phrase)}" means {_MEANINGS.get(kind, kind.value)}'
    for name, ticker in teaching.coins.items():
        yield f'  "{harmless(name)}" means the coin {ticker}'
    for sentence in teaching.ignore:
        yield f'  ignore "{harmless(sentence)}"'


def describe(choice: Choice) -> Iterator[str]:
    """What would be taught, what it gains, and examples with the reading that they would have."""
    yield from in_words(choice.teaching)
    yield f"  {len(choice.gained)} messages become tradable, none changes that is traded today:"
    for each in choice.gained[-_EXAMPLES:]:
        yield from shown(each)


def shown(each: Read) -> Iterator[str]:
    yield f"  message {harmless(each.message.message_id)}"
    for line in harmless(each.message.text).splitlines():
        yield f"    | {line}"
    for signal in each.reading.signals:
        yield f"    {call_text(signal)}"


def settle(suggestion: Suggestion) -> Choice | None:
    """The choice that the operator takes, if any."""
    print()
    if len(suggestion.choices) == 1:
        print("the channel could be taught:")
        print_marked(describe(suggestion.choices[0]))
        return suggestion.choices[0] if choose("teach it? [y/n]", "yn") == "y" else None
    print("its numbers fit more than one reading; only you can say which:")
    letters = "abc"[: len(suggestion.choices)]
    for letter, choice in zip(letters, suggestion.choices, strict=True):
        print(f" {letter})")
        print_marked(describe(choice))
    answer = choose(f"which? [{'/'.join(letters)}/n]", f"{letters}n")
    return None if answer == "n" else suggestion.choices[letters.index(answer)]


def show_layout(group: LayoutGroup, number: int, found: Survey, covered: int) -> None:
    """The newest example, marked, with its reading, its share, and what is known so far."""
    share = 100 * covered // found.calls
    print(f"\nlayout {number}: {len(group.calls)} of {found.calls} calls ({share} % known so far)")
    reading, text = group.example.reading, group.example.message.text
    print_marked(conclusions(reading))
    print_marked(explain(reading, text))


def judge_layout() -> str:
    """`c`, `w`, `i` or `q`."""
    return choose("[c]onfirm, [w]rong (misread: bar it), [i]gnore for now, [q]uit:", "cwiq")
