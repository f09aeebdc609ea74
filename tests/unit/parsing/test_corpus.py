"""The bars of the development corpus, where it lies beside the project.

All sets count for everything. `faults.jsonl` has one small message for each kind of fault.
"""

from __future__ import annotations

import collections
import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from signalfill.parsing import parse

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "dev.jsonl"
pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="the corpus is not beside the project (../shared/corpus)"
)
Message = dict[str, Any]


def number(text: str | None) -> str:
    try:
        return str(Decimal(text or "").normalize())
    except InvalidOperation:
        return str(text)


def tradable(reading: Message) -> list[Message]:
    return [signal for signal in reading["signals"] if not signal["problems"]]


def core(signal: Message) -> tuple[Any, ...]:
    entry = signal["entry"]
    prices = tuple(sorted(number(price) for price in entry["prices"]))
    market = entry["kind"] == "market"
    stop = number(signal["stop_loss"])
    return (signal["base"], signal["side"], market, prices, stop, signal["stop_on_close"])


def whole(signal: Message) -> tuple[Any, ...]:
    return (*core(signal), tuple(number(price) for price in signal["take_profits"]))


def actions(reading: Message) -> collections.Counter[tuple[Any, ...]]:
    def to(value: str | None) -> str | None:
        return value and ",".join(number(part) for part in value.split(","))

    return collections.Counter(
        (a["action"], a["base"], to(a["to"]), number(a["fraction"]))
        for a in reading["amendments"]
        if a["action"] != "other"
    )


def _read(path: Path) -> list[tuple[Message, Message]]:
    messages = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [(m["label"], parse(m["text"]).model_dump(mode="json")) for m in messages]


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Message, Message]]:
    return _read(CORPUS)


def test_no_false_trade(pairs: list[tuple[Message, Message]]) -> None:
    for label, reading in pairs:
        meant = collections.Counter(core(signal) for signal in tradable(label))
        read = collections.Counter(core(signal) for signal in tradable(reading))

        assert not read - meant


def test_tradable_calls_are_wholly_right(pairs: list[tuple[Message, Message]]) -> None:
    calls = [(label, reading) for label, reading in pairs if tradable(label)]
    right = sum(
        collections.Counter(map(whole, tradable(label)))
        == collections.Counter(map(whole, tradable(reading)))
        for label, reading in calls
    )

    assert right / len(calls) >= 0.97


def test_each_kind_of_fault_in_a_call_is_mended() -> None:
    for label, reading in _read(CORPUS.with_name("faults.jsonl")):
        meant, read = ([whole(signal) for signal in tradable(each)] for each in (label, reading))
        problems = [[signal["problems"] for signal in each["signals"]] for each in (label, reading)]

        assert read == meant
        assert label["kind"] == reading["kind"]
        assert label["kind"] != "signal" or problems[0] == problems[1]


def test_kinds_are_right(pairs: list[tuple[Message, Message]]) -> None:
    right = sum(label["kind"] == reading["kind"] for label, reading in pairs)

    assert right / len(pairs) >= 0.965


def test_hardly_an_action_is_read_where_none_was_ordered(
    pairs: list[tuple[Message, Message]],
) -> None:
    quiet = [reading for label, reading in pairs if label["kind"] != "amendment"]
    strict = {"close", "reduce", "move_stop", "cancel"}
    false = sum(any(key[0] in strict for key in actions(reading)) for reading in quiet)

    assert false / len(quiet) <= 0.003


def test_amendments_are_read(pairs: list[tuple[Message, Message]]) -> None:
    hits = said = meant = 0
    for label, reading in pairs:
        wanted, given = actions(label), actions(reading)
        hits += sum((wanted & given).values())
        said += sum(given.values())
        meant += sum(wanted.values())

    assert 2 * hits / (said + meant) >= 0.955
