"""What asking once for each layout costs and stops: `make bench ARGS=layouts`.

Each source of the corpus is a channel that is read message by message, in an order of ours
where the corpus tells none. A call in lines
that were not confirmed there is asked about, and the operator answers by the label: a yes makes
its lines known, a no bars its layout.

`python -m tests.benchmarks.layouts EXPORT …` walks exports of yours, oldest message first, with
a yes to every question: by week where message ids are Discord's.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cli.learn.messages import OldMessage, read_export
from cli.learn.survey import Read, Survey, read_all, survey
from cli.learn.walk import Walk, burden_in_words, layouts_needed, walk
from signalfill.parsing.lexicon import LEXICON, Lexicon
from tests.benchmarks.corpus import ABSENT, CORPUS, Message, messages, scorer
from tests.benchmarks.result import Figure, informative
from tests.benchmarks.score import judge, wilson
from tests.benchmarks.taught import taught_by_source, without

_FEW = 20
"""Calls of a source below which its share says nothing."""


class Channel(NamedTuple):
    """One source as a channel: its calls, the questions, and which calls were misread."""

    name: str
    found: Survey
    walked: Walk
    false: set[str]

    @property
    def passed(self) -> int:
        """Misread calls that would have traded without a question."""
        stopped = {each.message.message_id for each in (*self.walked.asked, *self.walked.barred)}
        return len(self.false - stopped)


def measure() -> list[Figure]:
    if not CORPUS.exists():
        return [informative("layouts, each source a channel", ABSENT)]
    channels = _channels(lambda _: LEXICON, messages())
    calls = sum(len(each.walked.calls) for each in channels)
    asked = sum(len(each.walked.asked) for each in channels)
    false = sum(len(each.false) for each in channels)
    passed = sum(each.passed for each in channels)
    low, high = wilson(asked, calls)
    share = asked / calls if calls else 0.0
    large = [each for each in channels if len(each.walked.calls) >= _FEW]
    return [
        Figure(
            f"layouts: calls asked ({len(channels)} sources)",
            f"{asked} of {calls}: {share:.1%} ({low:.1%} to {high:.1%})",
            "",
            is_met=True,
        ),
        Figure("  misread calls that pass unasked", f"{passed} of {false}", "≤ 0", passed == 0),
        _as_nobody_saw_them(),
        *(_of(each) for each in sorted(large, key=lambda each: -len(each.walked.calls))),
    ]


def _as_nobody_saw_them() -> Figure:
    """Read without all that each source alone taught: the misreadings that a new channel brings."""
    taught = taught_by_source(messages())
    lexicons = {source: without(entries) for source, entries in taught.items()}
    channels = _channels(lexicons.__getitem__, messages("bc"))
    false = sum(len(each.false) for each in channels)
    passed = sum(each.passed for each in channels)
    barred = sum(len(each.walked.barred) for each in channels)
    return Figure(
        "  of sources left out: misread calls that pass unasked",
        f"{passed} of {false} ({barred} calls barred after them)",
        "≤ 0",
        passed == 0,
    )


def _of(channel: Channel) -> Figure:
    walked, found = channel.walked, channel.found
    later = walked.calls[len(walked.calls) // 2 :]
    asked = {each.message.message_id for each in walked.asked}
    again = sum(each.message.message_id in asked for each in later)
    return informative(
        f"  {channel.name[:50]}",
        f"asked {len(walked.asked)} of {len(walked.calls)}, {again} of the later {len(later)}; "
        f"{len(found.groups)} layouts, {layouts_needed(found)} for 95 %"
        + ("" if found.has_form else "; no form"),
    )


def _channels(lexicon_of: Callable[[str], Lexicon], labelled: list[Message]) -> list[Channel]:
    rules = scorer()
    by_source: dict[str, list[Message]] = defaultdict(list)
    for message in sorted(labelled, key=lambda each: (each.get("ref", ""), each["id"])):
        by_source[message["source"]].append(message)
    found = []
    for name, said in by_source.items():
        read = read_all([OldMessage(each["id"], each["text"]) for each in said], lexicon_of(name))
        false = {
            each["id"]
            for each, one in zip(said, read, strict=True)
            if judge(each, one.reading.model_dump(mode="json"), rules).false_trades
        }
        found.append(Channel(name, survey(read), _walk(read, false), false))
    return [each for each in found if each.walked.calls]


def _walk(read: list[Read], false: set[str]) -> Walk:
    return walk(read, is_right=lambda each: each.message.message_id not in false)


def main() -> None:
    lines = [f"{each.what}: {each.value}  {each.bar}" for each in measure()]
    if sys.argv[1:]:
        lines = []
        for path in map(Path, sys.argv[1:]):
            read = read_all(read_export(path), LEXICON)
            needed = layouts_needed(survey(read))
            lines += [
                f"{path}: {each}; {needed} layouts for 95 %" for each in burden_in_words(walk(read))
            ]
    print("\n".join(lines))  # noqa: T201 - it prints its figures


if __name__ == "__main__":
    main()
