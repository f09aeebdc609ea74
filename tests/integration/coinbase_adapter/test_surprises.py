"""What venues have done to other people's orders: our adapter sees it as it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sandbox.coinbase import known_fields
from sandbox.coinbase.known_fields import KNOWN
from signalfill.domain.order import (
    Accepted,
    OrderKind,
    OrderSide,
    OrderStatus,
    RefusalKind,
    Refused,
)
from tests.integration.coinbase_adapter.conftest import Coinbase, request
from tests.integration.coinbase_adapter.test_orders import protected

pytestmark = pytest.mark.integration


def test_an_accepted_edit_that_changes_nothing_shows_when_read_back(coinbase: Coinbase) -> None:
    _, child = protected(coinbase)
    before = coinbase.order(child).stop_price
    coinbase.fault("edit_ignored")

    outcome = coinbase.venue.edit(coinbase.order(child), stop_price=Decimal(59000))

    assert isinstance(outcome, Accepted)
    assert coinbase.order(child).stop_price == before


def test_an_order_that_vanished_is_in_no_list_and_not_found_by_its_id(coinbase: Coinbase) -> None:
    _, child = protected(coinbase)
    coinbase.fault("order_vanishes", child)

    assert coinbase.venue.orders([child]) == {}
    assert child not in {each.venue_order_id for each in coinbase.venue.open_orders()}
    assert isinstance(coinbase.venue.cancel([child])[child], Refused)


def test_a_triggered_bracket_may_go_on_under_another_id(coinbase: Coinbase) -> None:
    entry, child = protected(coinbase)
    since = coinbase.order(entry).created_at
    coinbase.fault("bracket_renamed", child)

    heirs = [
        each
        for each in coinbase.venue.orders_since(since)
        if each.originating_order_id == child and each.venue_order_id != child
    ]

    assert coinbase.status(child) is OrderStatus.CANCELED
    assert [(each.side, each.base_size) for each in heirs] == [
        (OrderSide.SELL, coinbase.order(child).base_size)
    ]


def test_a_trigger_may_be_silent(coinbase: Coinbase) -> None:
    _, child = protected(coinbase)
    coinbase.fault("silent_triggers")
    coinbase.fault("gap_through_stop", child)

    assert not coinbase.order(child).stop_triggered


def test_what_a_cancel_freed_cannot_be_sold_while_its_hold_lags(coinbase: Coinbase) -> None:
    _, child = protected(coinbase)
    coinbase.fault("hold_lag", 5)
    coinbase.venue.cancel([child])
    coinbase.clock.advance(1)
    sale = request(
        client_order_id="sf1-x",
        side=OrderSide.SELL,
        kind=OrderKind.LIMIT_IOC,
        limit_price=Decimal(50000),
    )

    early = coinbase.venue.place(sale)
    coinbase.clock.advance(5)
    late = coinbase.venue.place(sale.model_copy(update={"client_order_id": "sf1-y"}))

    assert isinstance(early, Refused)
    assert "INSUFFICIENT_FUND" in early.reason
    assert isinstance(late, Accepted)


@pytest.mark.parametrize("what", ["price", "side"])
def test_an_odd_fill_is_left_out_and_the_others_are_read(coinbase: Coinbase, what: str) -> None:
    entry, _ = protected(coinbase)
    other = coinbase.place(
        client_order_id="sf1-2-0-e0", kind=OrderKind.LIMIT_IOC, limit_price=Decimal(62000)
    )
    coinbase.fault("odd_fill", what)

    fills = coinbase.venue.fills([entry, other])

    assert len(fills) == 1


def test_increments_that_change_are_read_again_after_a_refusal(coinbase: Coinbase) -> None:
    assert coinbase.venue.product("BTC-USD") is not None
    steps = {"product_id": "BTC-USD", "base_increment": "0.001", "price_increment": "5"}
    coinbase.fault("increments", steps)

    outcome = coinbase.venue.place(request(limit_price=Decimal("60001.01")))

    assert isinstance(outcome, Refused)
    product = coinbase.venue.product("BTC-USD")
    assert product is not None
    assert (product.base_increment, product.price_increment) == (Decimal("0.001"), Decimal(5))


def test_a_field_that_the_venue_does_not_know_is_a_no_and_nothing_was_placed(
    coinbase: Coinbase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The venue drops a field that we still send: an explicit no, not an unknown outcome."""
    known = {name: held for name, held in KNOWN["/orders"].items() if name != "order_configuration"}
    monkeypatch.setitem(known_fields.KNOWN, "/orders", known)

    outcome = coinbase.venue.place(request())

    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.kind) == ("INVALID_ARGUMENT", RefusalKind.FINAL)
    assert outcome.message == 'proto: unknown field "order_configuration"'
    assert coinbase.venue.open_orders() == []
