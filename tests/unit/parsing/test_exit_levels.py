"""Where a call is left: a target or the stop, by what the other prices say; else a question."""

from __future__ import annotations

import pytest

from signalfill.domain.signal import ReadingKind, SignalReading
from signalfill.parsing import parse


def call(text: str) -> SignalReading:
    reading = parse(text)
    assert reading.kind is ReadingKind.SIGNAL
    return reading.signals[0]


@pytest.mark.parametrize(
    ("text", "stop", "targets"),
    [
        ("KAVA long entry 0.512 exit 0.58 stop 0.488", "0.488", ("0.58",)),
        ("KAVA short entry 0.512 exit 0.45 stop 0.533", "0.533", ("0.45",)),
        ("KAVA long entry 0.512, exit under 0.488, tp 0.58", "0.488", ("0.58",)),
        ("KAVA short entry 0.512, exit over 0.533, tp 0.45", "0.533", ("0.45",)),
        ("KAVA entry 0.512 exit 0.58 stop 0.488", "0.488", ("0.58",)),
        ("KAVA entry 0.512 exit 0.45 stop 0.533", "0.533", ("0.45",)),
        ("KAVA/USDT\nEntry: 0.512\nExit: 0.55 0.58\nStop: 0.488", "0.488", ("0.55", "0.58")),
        ("KAVA/USDT LONG\nEntry: 0.512\nExit:\n0.55\nStop: 0.488", "0.488", ("0.55",)),
        (
            "KAVA/USDT\nEntry: 0.512\nExit 1: 0.55\nExit 2: 0.58\nStop: 0.488",
            "0.488",
            ("0.55", "0.58"),
        ),
        ("KAVA\nEntry: 0.512\nSELL: 0.55 - 0.58\nStop: 0.488", "0.488", ("0.55", "0.58")),
    ],
)
def test_a_level_beyond_the_entry_is_a_target_and_one_behind_it_the_stop(
    text: str, stop: str, targets: tuple[str, ...]
) -> None:
    read = call(text)

    assert (read.stop_loss, read.take_profits) == (stop, targets)


@pytest.mark.parametrize(
    "text",
    [
        "KAVA entry 0.512 exit 0.58",  # nothing says a side
        "KAVA long entry 0.512-0.5 exit 0.505 stop 0.488",  # between the entries
        "KAVA long entry 0.512 exit 0.512 stop 0.488",  # at the entry
        "KAVA long entry 0.512 exit 0.58 stop 0.488 tp 0.56",  # besides the target
        "KAVA long entry 0.512 exit 0.47 stop 0.488",  # besides the stop
        "KAVA long entry 0.512\nExit: 0.49 0.47",  # two stops
        "KAVA long and short entry 0.512 exit 0.58",  # both sides
        "KAVA\nEntry: 0.512\nExit: 0.58\nTP: 0.45\nStop: 0.488",  # the others contradict
    ],
)
def test_a_level_that_the_others_do_not_decide_is_no_trade(text: str) -> None:
    assert all(signal.problems for signal in parse(text).signals)


def test_an_exit_in_a_line_of_its_own_may_have_happened() -> None:
    assert call("KAVA long\nEntry: 0.512\nExit: 0.58\nStop: 0.488").problems != ()


@pytest.mark.parametrize("word", ["closed", "exited", "sold"])
def test_a_word_of_the_past_names_no_level_of_a_plan(word: str) -> None:
    assert all(s.problems for s in parse(f"KAVA long entry 0.512 {word} 0.58 stop 0.488").signals)


def test_a_word_of_leaving_without_a_price_names_none() -> None:
    assert call("KAVA long entry 0.512 stop 0.488 tp 0.58, exit fast").take_profits == ("0.58",)
