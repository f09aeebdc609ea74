"""The author's own size is read, and changes nothing."""

from __future__ import annotations

import pytest

from signalfill.parsing import parse


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("Risk: 2%", "2%"),
        ("1.5% of account", "1.5%"),
        ("half size", "0.5"),
        ("Risk: half", "0.5"),
        ("small volume", "small"),
        ("High risk", "high risk"),
        ("", None),
        ("Leverage 5x", None),
    ],
)
def test_the_size_is_kept_beside_a_call_that_stays_tradable(words: str, size: str | None) -> None:
    (signal,) = parse(f"KAVA/USDT long\nEntry: 0.48\nStop: 0.45\n{words}").signals

    assert (signal.size, signal.problems) == (size, ())
