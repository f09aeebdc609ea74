"""How the parser reads a source that taught it nothing: `make bench ARGS=held_out`.

Each source of sets b and c is read without all that it alone taught (`taught`), so every message
is one of a channel nobody has seen. That is harsher than a new channel is: where one source alone
writes in a language, nearly all of that language goes. A second figure leaves a language its
small words and its words of doubt, which no message had to teach; a third also what our own
messages use that were written before a look at any source. What it cannot leave out is
the code: rules were written with these messages in sight, so the figures are still too good.

`python -m tests.benchmarks.held_out [--show N] [--known]` adds each source and the wrong readings,
false trades and false actions first; `--known` takes those of the whole lexicon.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable

from tests.benchmarks.corpus import ABSENT, CORPUS, Message, language_of
from tests.benchmarks.leave_out import (
    Judged,
    keep_the_language,
    keep_what_we_knew,
    leave_sources_out,
    whole,
    worst_first,
)
from tests.benchmarks.result import Figure, informative
from tests.benchmarks.score import Score, f1_interval, total, wilson
from tests.benchmarks.taught import without

_MOST_FALSE_ACTIONS, _LEAST_RIGHT, _LEAST_F1 = 0.005, 0.88, 0.85


def measure() -> list[Figure]:
    if not CORPUS.exists():
        return [informative("whole sources left out", ABSENT)]
    held_out = leave_sources_out()
    kept = (keep_the_language, keep_what_we_knew, whole)
    spared, ours, known = (leave_sources_out(each) for each in kept)
    return [
        *_bars(held_out),
        _line("  its small words and doubts kept", spared),
        _line("  and what our blind messages use", ours),
        _line("  the whole lexicon", known),
        *(_line(f"  {name}", part) for name, part in _parts(held_out, language_of)),
        *(_line(f"  set {name}", part) for name, part in _parts(held_out, _set)),
    ]


def by_source(judged: list[Judged]) -> list[Figure]:
    return [_line(f"  {name}", part) for name, part in _parts(judged, _source)]


def _bars(judged: list[Judged]) -> list[Figure]:
    score = total([each.score for each in judged])
    low, high = f1_interval(_by_source(judged))
    return [
        _rate("sources left out: false trades", score.false_trades, score.messages, most=0),
        _rate("  false actions", score.false_actions, score.quiet, most=_MOST_FALSE_ACTIONS),
        _rate("  calls wholly right", score.right, score.tradable, least=_LEAST_RIGHT),
        Figure(
            "  amendments F1",
            f"{score.f1:.2f} ({low:.2f} to {high:.2f})",
            f"≥ {_LEAST_F1}",
            score.f1 >= _LEAST_F1,
        ),
    ]


def _rate(
    what: str, hits: int, of: int, *, most: float | None = None, least: float | None = None
) -> Figure:
    share = hits / of if of else 0.0
    bar, met = ("≤", share <= most) if most is not None else ("≥", share >= (least or 0))
    return Figure(what, _share(hits, of), f"{bar} {100 * (most or least or 0):g} %", met)


def _share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    share = hits / of if of else 0.0
    return f"{hits} of {of}: {share:.1%} ({low:.1%} to {high:.1%})"


def _at_worst(hits: int, of: int) -> str:
    return f"{hits} of {of} (≤ {wilson(hits, of)[1]:.1%})"


def _line(what: str, judged: list[Judged]) -> Figure:
    score = total([each.score for each in judged])
    return informative(
        what,
        f"false trades {_at_worst(score.false_trades, score.messages)}, "
        f"false actions {_at_worst(score.false_actions, score.quiet)}, "
        f"right {_share(score.right, score.tradable) if score.tradable else 'no call'}, "
        f"{f'F1 {score.f1:.2f} of {score.meant}' if score.meant else 'no instruction'}",
    )


def _parts(
    judged: Iterable[Judged], key: Callable[[Message], str]
) -> Iterable[tuple[str, list[Judged]]]:
    parts: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        parts[key(each.message)].append(each)
    return sorted(parts.items())


def _set(message: Message) -> str:
    return str(message["set"])


def _source(message: Message) -> str:
    return str(message["source"])


def _by_source(judged: list[Judged]) -> list[Score]:
    return [total([each.score for each in part]) for _, part in _parts(judged, _source)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--known", action="store_true")
    chosen = options.parse_args()
    judged = []
    if CORPUS.exists():
        judged = leave_sources_out(whole if chosen.known else without)
    for figure in measure() + by_source(judged):
        print(f"{figure.what}: {figure.value}  {figure.bar}")  # noqa: T201 - it prints its figures
    for verdict, each in worst_first(judged)[: chosen.show]:
        wanted, got = (
            json.dumps(it, ensure_ascii=False) for it in (each.message["label"], each.reading)
        )
        head = f"--- {verdict} {each.message['id']} {each.message['source']}"
        print(f"{head}\n{each.message['text']}\n  label   {wanted}\n  reading {got}")  # noqa: T201


if __name__ == "__main__":
    main()
