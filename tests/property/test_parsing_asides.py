"""A word put somewhere into a call may make it untradable, but never changes what is traded."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from signalfill.domain.signal import SignalReading
from signalfill.parsing import parse
from tests.unit.parsing.layouts import LAYOUTS, Layout

ASIDES = st.sampled_from(
    [
        "massive", "hello", "guys", "risky", "support", "resistance", "12%", "(3%)", "R:R 1:2",
        "10x", "leverage", "small", "🔥", "volume", "risk", "#7", "id 55", "cross", "long term",
        "short term", "swing", "level", "chart",
    ]
)  # fmt: skip


def money(signal: SignalReading) -> tuple[object, ...]:
    return (
        signal.base,
        signal.side,
        sorted(signal.entry.prices),
        signal.stop_loss,
        signal.stop_on_close,
    )


@given(st.sampled_from(LAYOUTS), st.lists(st.tuples(ASIDES, st.floats(0, 1)), max_size=2))
@settings(max_examples=600, deadline=None)
def test_an_aside_never_changes_what_is_traded(
    layout: Layout, asides: list[tuple[str, float]]
) -> None:
    parts = re.split(r"(\s+)", layout.text)
    for aside, where in asides:
        parts.insert(round(where * len(parts)), f" {aside} ")

    signals = parse("".join(parts)).signals

    wanted = money(parse(layout.text).signals[0])
    assert all(money(signal) == wanted for signal in signals if not signal.problems)
