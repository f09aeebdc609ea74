"""How our own blind messages are read, by language: they count in no bar.

`python -m tests.benchmarks.blind [LANGUAGE …]` prints the wrong readings, the worst first.
"""

from __future__ import annotations

import sys
from collections import defaultdict

from signalfill.domain.signal import Reading
from signalfill.parsing import parse
from tests.benchmarks.result import Figure, informative
from tests.blind.messages import (
    Blind,
    instructed,
    is_false_action,
    is_false_trade,
    is_read_as_meant,
    read_blind,
    traded,
)

type Read = tuple[Blind, Reading]


def measure() -> list[Figure]:
    languages: dict[str, list[Read]] = defaultdict(list)
    for message in read_blind():
        languages[message.language].append((message, parse(message.text)))
    everything = [each for part in languages.values() for each in part]
    return [
        _figure("messages written blind", everything),
        *(_figure(f"  {language}", part) for language, part in languages.items()),
    ]


def _figure(what: str, part: list[Read]) -> Figure:
    trades, actions, right = (
        sum(holds(*each) for each in part)
        for holds in (is_false_trade, is_false_action, is_read_as_meant)
    )
    return informative(
        what, f"false trades {trades}, false actions {actions}, as meant {right} of {len(part)}"
    )


def _verdict(message: Blind, reading: Reading) -> str:
    if is_false_trade(message, reading):
        return "1 FALSE TRADE"
    if is_false_action(message, reading):
        return "2 FALSE ACTION"
    return "" if is_read_as_meant(message, reading) else "3 otherwise"


def main() -> None:
    for figure in measure():
        print(f"{figure.what}: {figure.value}")  # noqa: T201 - a benchmark prints its figures
    asked = [each for each in read_blind() if not sys.argv[1:] or each.language in sys.argv[1:]]
    read = [(each, parse(each.text)) for each in asked]
    for verdict, message, reading in sorted((_verdict(*each), *each) for each in read):
        if verdict:
            got = [*traded(reading), *instructed(reading)] or reading.reason
            print(f"{verdict} {message.text!r}\n    {message.says}\n    {reading.kind} {got}")  # noqa: T201


if __name__ == "__main__":
    main()
