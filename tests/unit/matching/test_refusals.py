from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain.order import OrderSide
from signalfill.matching.ledger import InsufficientFundsError
from signalfill.matching.model import OrderType, Ticket, TimeInForce
from tests.unit.matching.making import (
    AT,
    SOL,
    a_ticket,
    an_engine,
    balance,
    later,
    market_buy,
    market_sell,
    refused,
    sell,
)

BUY, SELL = OrderSide.BUY, OrderSide.SELL
BRACKET, STOP_LIMIT = OrderType.BRACKET, OrderType.STOP_LIMIT
GTD = TimeInForce.GOOD_UNTIL_DATE_TIME

TICKETS = [
    (a_ticket(limit="95", product_id="NO-USD"), "INVALID_PRODUCT_ID"),
    (a_ticket(limit="95", size=None), "UNSUPPORTED_ORDER_CONFIGURATION"),
    (a_ticket(limit="95", size="-1"), "UNSUPPORTED_ORDER_CONFIGURATION"),
    (a_ticket(limit=None), "UNSUPPORTED_ORDER_CONFIGURATION"),
    (a_ticket(limit="95", stop="90"), "UNSUPPORTED_ORDER_CONFIGURATION"),
    (a_ticket(SELL, OrderType.MARKET, size=None, quote="5"), "UNSUPPORTED_ORDER_CONFIGURATION"),
    (a_ticket(limit="95", size="0.0001"), "INVALID_SIZE_PRECISION"),
    (a_ticket(limit="95.001"), "INVALID_PRICE_PRECISION"),
    (market_buy(quote="5.001"), "INVALID_QUOTE_SIZE_PRECISION"),
    (a_ticket(limit="95", size="0.009"), "INVALID_BASE_SIZE_TOO_SMALL"),
    (a_ticket(limit="0.99", size="1"), "INVALID_QUOTE_SIZE_TOO_SMALL"),
    (market_buy(quote="0.99"), "INVALID_QUOTE_SIZE_TOO_SMALL"),
    (a_ticket(limit="100", post_only=True), "INVALID_LIMIT_PRICE_POST_ONLY"),
    (a_ticket(limit="95", time_in_force=GTD), "GTD_ORDERS_MUST_HAVE_END_TIME"),
    (a_ticket(limit="95", time_in_force=GTD, expires_at=AT), "END_TIME_IS_IN_THE_PAST"),
    (a_ticket(limit="95", size="106"), "INSUFFICIENT_FUND"),
    (market_buy(quote="10000.01"), "INSUFFICIENT_FUND"),
    (market_sell("11"), "INSUFFICIENT_FUND"),
    (
        a_ticket(SELL, BRACKET, size=None, quote="5", limit="110", stop="90"),
        "QUOTE_SIZE_NOT_ALLOWED_FOR_BRACKET",
    ),
    (a_ticket(SELL, BRACKET, limit="110", stop="90.001"), "INVALID_STOP_PRICE_PRECISION"),
    (a_ticket(SELL, BRACKET, limit="90", stop="110"), "INVALID_BRACKET_PRICES"),
    (a_ticket(SELL, BRACKET, limit="100", stop="90"), "TAKE_PROFIT_PRICE_TOO_LOW"),
    (a_ticket(SELL, BRACKET, limit="110", stop="100"), "STOP_LOSS_PRICE_TOO_HIGH"),
    (a_ticket(BUY, BRACKET, limit="110", stop="90"), "INVALID_BRACKET_PRICES"),
    (a_ticket(BUY, BRACKET, limit="100", stop="110"), "TAKE_PROFIT_PRICE_TOO_HIGH"),
    (a_ticket(BUY, BRACKET, limit="90", stop="100"), "STOP_LOSS_PRICE_TOO_LOW"),
    (a_ticket(SELL, STOP_LIMIT, limit="99", stop="100"), "STOP_PRICE_ABOVE_LAST_TRADE_PRICE"),
    (a_ticket(SELL, STOP_LIMIT, limit="96", stop="95"), "STOP_PRICE_BELOW_LIMIT_PRICE"),
    (a_ticket(BUY, STOP_LIMIT, limit="101", stop="100"), "STOP_PRICE_BELOW_LAST_TRADE_PRICE"),
    (a_ticket(BUY, STOP_LIMIT, limit="104", stop="105"), "STOP_PRICE_ABOVE_LIMIT_PRICE"),
    (a_ticket(SELL, limit="110", bracket=("90", "120")), "INVALID_ORDER_SIDE_FOR_ATTACHED_TPSL"),
    (
        a_ticket(BUY, STOP_LIMIT, limit="106", stop="105", bracket=("120", "90")),
        "ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT",
    ),
    (
        a_ticket(limit="95", time_in_force=GTD, expires_at=later(9), bracket=("120", "90")),
        "ATTACHED_ORDERS_ONLY_ALLOWED_ON_MARKET_LIMIT",
    ),
    (
        a_ticket(limit="95", bracket=("120.001", "90")),
        "INVALID_ATTACHED_TAKE_PROFIT_PRICE_PRECISION",
    ),
    (
        a_ticket(limit="95", bracket=("120", "90.001")),
        "INVALID_ATTACHED_STOP_LOSS_PRICE_PRECISION",
    ),
    (
        a_ticket(limit="95", bracket=("95", "90")),
        "INVALID_ATTACHED_TAKE_PROFIT_PRICE_OUT_OF_BOUNDS",
    ),
    (a_ticket(limit="95", bracket=("99", "95")), "INVALID_ATTACHED_STOP_LOSS_PRICE_OUT_OF_BOUNDS"),
]


@pytest.mark.parametrize(("ticket", "reason"), TICKETS)
def test_a_bad_ticket_is_refused_by_name(ticket: Ticket, reason: str) -> None:
    assert refused(an_engine(sol="10"), ticket) == reason


@pytest.mark.parametrize(("ticket", "reason"), TICKETS)
def test_a_refusal_moves_no_balance(ticket: Ticket, reason: str) -> None:
    engine = an_engine(sol="10")
    before = dict(engine.balances)

    assert refused(engine, ticket) == reason
    assert dict(engine.balances) == before


@pytest.mark.parametrize(("ticket", "reason"), TICKETS)
def test_a_preview_says_what_placing_would_say(ticket: Ticket, reason: str) -> None:
    engine = an_engine(sol="10")
    before = dict(engine.balances)

    refusal = engine.preview(ticket, AT)

    assert refusal is not None
    assert refusal.reason == reason
    assert dict(engine.balances) == before


def test_a_preview_of_a_good_ticket_changes_nothing() -> None:
    engine = an_engine()
    before = dict(engine.balances)

    assert engine.preview(a_ticket(limit="95"), AT) is None
    assert dict(engine.balances) == before
    assert not engine.orders


@pytest.mark.parametrize(
    ("state", "ticket", "reason"),
    [
        ({"online": False}, a_ticket(limit="95"), "UNTRADABLE_PRODUCT"),
        ({"view_only": True}, a_ticket(limit="95"), "UNTRADABLE_PRODUCT"),
        ({"trading_disabled": True}, a_ticket(limit="95"), "TRADING_DISABLED"),
        ({"cancel_only": True}, a_ticket(limit="95"), "ORDER_ENTRY_DISABLED"),
        ({"limit_only": True}, market_buy(size="1"), "NOT_ALLOWED_BY_MARKET_STATE"),
        ({"auction_mode": True}, market_buy(size="1"), "NOT_ALLOWED_BY_MARKET_STATE"),
        ({"post_only": True}, a_ticket(limit="95"), "INVALID_LIMIT_PRICE_POST_ONLY"),
        (
            {"auction_mode": True},
            a_ticket(SELL, BRACKET, limit="110", stop="90"),
            "NOT_ALLOWED_BY_MARKET_STATE",
        ),
    ],
)
def test_a_market_state_refuses_what_it_does_not_allow(
    state: dict[str, Any], ticket: Ticket, reason: str
) -> None:
    engine = an_engine(sol="10")
    engine.set_product(SOL.model_copy(update=state), AT)

    assert refused(engine, ticket) == reason


@pytest.mark.parametrize("ticket", [a_ticket(limit="95"), market_buy(size="1")])
def test_without_any_trade_there_is_no_price_to_judge_by(ticket: Ticket) -> None:
    assert refused(an_engine(price=None), ticket) == "MISSING_MARKET_TRADE_DATA"


def test_held_base_cannot_be_sold_twice() -> None:
    engine = an_engine(sol="1")
    sell(engine)

    assert refused(engine, a_ticket(SELL, limit="120")) == "INSUFFICIENT_FUND"


def test_held_money_cannot_be_withdrawn() -> None:
    engine = an_engine(sol="1")
    sell(engine)

    with pytest.raises(InsufficientFundsError, match="SOL"):
        engine.withdraw("SOL", Decimal(1))


def test_free_money_can_be_withdrawn() -> None:
    engine = an_engine()

    engine.withdraw("USD", Decimal(1))

    assert balance(engine, "USD").available == 9999
