"""Prices that cannot all be true together, and what an author says that they are worth."""

from __future__ import annotations

import pytest

from signalfill.domain.signal import Problem
from signalfill.parsing import parse

_GAINS = """KAVA long 0.50, sl 0.48
tp1: 0.52 (+4%)
tp2: 0.54 (+8%)
tp3: 0.56 (+12%)
tp4: 0.66 (+16%)"""
_SWAPPED = "KAVA long\nentry 0.48 - 0.46\nsl 0.44\ntp 0.47 0.52 0.55"


@pytest.mark.parametrize(
    "text",
    [
        _SWAPPED,
        "KAVA short\nentry 0.48\nentry limit 0.50\nsl 0.53\ntp 0.49 0.44",
        "KAVA long\nentry 0.48\nsl 0.44\ntp 0.52 0.50 0.58",
        "KAVA long\nentry 0.48\nsl 0.44\ntp 0.52 0.55 1.91",
        "KAVA long\nentry 0.48 - 0.84\nsl 0.44\ntp 0.92",
        "KAVA long\nentry 0.48\nsl 0.17\ntp 0.55",
        "KAVA long\nentry 0.48\nsl 0.44\nTP1: 0.60 (RR 1:3)\nTP2: 0.92 (RR 1:4)",
        _GAINS,
        "KAVA long\nentry 0.4812\nsl 0.4420\ntarget: 1",
    ],
)
def test_numbers_that_contradict_each_other_are_a_question(text: str) -> None:
    (signal,) = parse(text).signals

    assert Problem.INCONSISTENT_PRICES in signal.problems


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("KAVA long\nentry 0.48\nsl 0.44\ntp 0.55 0.52", ("0.55", "0.52")),
        ("KAVA long\nentry 0.48\nsl 0.44\ntp 0.52 0.521 0.55", ("0.52", "0.521", "0.55")),
        ("KAVA long\nentry 0.48\nsl 0.44\ntp 0.484 0.52 0.56", ("0.484", "0.52", "0.56")),
        ("KAVA long\nentry 0.50\nsl 0.48\ntp 1: 0.54 (RR 1:2)\ntp 2: 0.58 (RR 1:4)",
         ("0.54", "0.58")),
    ],
)  # fmt: skip
def test_what_an_author_may_well_mean_stays_tradable(text: str, targets: tuple[str, ...]) -> None:
    (signal,) = parse(text).signals

    assert (signal.problems, signal.take_profits) == ((), targets)


def test_the_reason_names_the_two_prices() -> None:
    assert "0.47 lies on the wrong side of the entry 0.48" in parse(_SWAPPED).reason


def test_a_zone_of_two_equal_ends_is_one_price() -> None:
    (signal,) = parse("KAVA short\nentry zone 0.48 - 0.48\nsl 0.51\ntp 0.44").signals

    assert (signal.entry.kind, signal.entry.prices) == ("limit", ("0.48",))


@pytest.mark.parametrize("target", ["TP 3R", "TP: 3R", "3R target"])
def test_a_target_in_multiples_is_read_and_keeps_its_problem(target: str) -> None:
    (signal,) = parse(f"KAVA long 0.48, sl 0.44, {target}").signals

    assert (signal.take_profits, signal.problems) == (("3R",), (Problem.PERCENT_TARGETS,))
