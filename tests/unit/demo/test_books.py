from __future__ import annotations

from decimal import Decimal
from typing import Any

from sandbox.demo.books import compare, differences
from signalfill.domain.position import Position
from signalfill.domain.rules import Mode
from tests.unit.demo.examples import fill, position, venue


def found(*positions: Position, **state: Any) -> list[str]:  # noqa: ANN401 - parts of the state
    comparisons = compare(positions, venue() | state, quote="USD", deposit=Decimal(1000))
    return differences(comparisons)


def test_books_that_agree_differ_in_nothing() -> None:
    assert found(position()) == []


def test_a_fill_that_only_the_venue_knows_is_a_difference() -> None:
    other = {**venue()["fills"][0], "trade_id": "t2"}

    (line,) = found(position(), fills=[*venue()["fills"], other])

    assert line.startswith("books differ in fills")
    assert "t2" in line


def test_a_fill_at_another_price_is_a_difference() -> None:
    lines = found(position(fills=(fill(price=Decimal(101)),)))

    assert [line.split(":")[0] for line in lines] == [
        "books differ in fills",
        "books differ in USD",
    ]


def test_an_order_that_only_rests_at_the_venue_is_a_difference() -> None:
    foreign = {"order_id": "other", "side": "SELL", "status": "OPEN"}

    lines = found(position(), orders=[*venue()["orders"], foreign])

    assert [line.split(":")[0] for line in lines] == [
        "books differ in open orders",
        "books differ in all orders",
    ]


def test_one_increment_less_at_the_venue_is_a_difference() -> None:
    balances = venue()["balances"] | {"BTC": {"available": "0", "hold": "1.99"}}

    assert found(position(), balances=balances) == ["books differ in BTC: ours 2, the venue's 1.99"]


def test_a_coin_that_we_never_bought_is_a_difference() -> None:
    balances = venue()["balances"] | {"ETH": {"available": "1", "hold": "0"}}

    assert found(position(), balances=balances) == ["books differ in ETH: ours 0, the venue's 1"]


def test_a_paper_position_must_leave_no_trace_at_the_venue() -> None:
    untouched = {
        "balances": {"USD": {"available": "1000", "hold": "0"}},
        "orders": [],
        "fills": [],
    }

    assert found(position(mode=Mode.PAPER), **untouched) == []
    assert found(position(mode=Mode.PAPER)) != []
