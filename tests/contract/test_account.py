from __future__ import annotations

import pytest

from signalfill.domain.order import IN_FLIGHT, OPEN
from tests.contract.venues import ACCOUNT, Bench

pytestmark = pytest.mark.integration
NEEDS = ACCOUNT


def test_balances_are_by_currency_and_never_negative(bench: Bench) -> None:
    balances = bench.venue.balances()
    assert balances
    for currency, balance in balances.items():
        assert balance.currency == currency
        assert balance.available >= 0
        assert balance.hold >= 0


def test_what_rests_is_open_or_in_flight(bench: Bench) -> None:
    assert {order.status for order in bench.venue.open_orders()} <= OPEN | IN_FLIGHT


def test_an_order_that_it_does_not_know_is_absent(bench: Bench) -> None:
    unknown = "6f3c0de1-0000-4000-8000-000000000000"
    assert bench.venue.orders([unknown]) == {}
    assert list(bench.venue.fills([unknown])) == []
