from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.signal import AmendmentAction
from signalfill.parsing import parse

_EXITS = {AmendmentAction.CLOSE, AmendmentAction.REDUCE}


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Closing SOL at 160", "160"),
        ("close half of LINK around 17.40", "17.40"),
        ("closed BTC here, 61k", None),
        ("At 150 take 50% off SOL", "150"),
        ("sold 1/3 of my JUP at 1.12", "1.12"),
        ("exit ETH now @ 2,950", "2950"),
        ("take some profits on AVAX at 31.5 and move sl to 28", "31.5"),
    ],
)
def test_a_close_carries_the_price_that_its_clause_names(text: str, price: str | None) -> None:
    said = [each.named_price for each in parse(text).amendments if each.action in _EXITS]

    assert said == [None if price is None else Decimal(price)]


@pytest.mark.parametrize(
    "text",
    [
        "close SOL now",
        "close half of SOL, stop to 138",
        "close 30% of ADA, TP2 at 0.61",
        "close SOL, profit 12.5",
        "move sl of SOL to 150",
    ],
)
def test_a_number_of_another_field_is_no_price_of_the_close(text: str) -> None:
    assert {each.named_price for each in parse(text).amendments} == {None}
