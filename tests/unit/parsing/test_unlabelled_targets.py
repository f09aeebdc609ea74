"""A row of prices that no word names: targets where nothing else can be, else a question."""

from __future__ import annotations

import pytest

from signalfill.domain.signal import SignalReading
from signalfill.parsing import parse

CARD = "KAVA/USDT\nEntry: {entry}\n{row}\nStop: {stop}"


def read(row: str, *, entry: str = "0.5120", stop: str = "0.4880") -> SignalReading:
    return parse(CARD.format(entry=entry, row=row, stop=stop)).signals[0]


@pytest.mark.parametrize("row", ["✅ 0.5300 / 0.5500", "0.5300, 0.5500", "➡️ 0.5300\n➡️ 0.5500"])
def test_a_row_ahead_of_the_entry_holds_the_targets(row: str) -> None:
    assert read(row).take_profits == ("0.5300", "0.5500")


def test_below_the_entry_of_a_short_too() -> None:
    assert read("✅ 0.4900 / 0.4700", stop="0.5300").take_profits == ("0.4900", "0.4700")


@pytest.mark.parametrize(
    "row",
    [
        "✅ 0.5300",  # a single price is no row
        "✅ 0.5500 / 0.5300",  # out of order
        "✅ 0.4900 / 0.5300",  # one lies behind the entry
        "✅ 0.5300 / 4.5500",  # too far away
        "✅ 0.5300 / 0.5500 zork",  # a word stands in it
    ],
)
def test_another_row_names_no_target(row: str) -> None:
    assert not {"0.5300", "0.5500"} <= set(read(row).take_profits) or read(row).problems


@pytest.mark.parametrize("stop", ["0.5120", "0.5140"])
def test_a_stop_among_the_entries_says_no_direction(stop: str) -> None:
    assert read("✅ 0.5300 / 0.5500", entry="0.5120 - 0.5200", stop=stop).problems != ()
