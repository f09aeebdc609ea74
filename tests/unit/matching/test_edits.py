from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.order import OrderSide, OrderStatus
from signalfill.matching.engine import Engine
from signalfill.matching.model import Order, OrderRefusal, OrderType, TimeInForce
from tests.unit.matching.making import (
    AT,
    a_ticket,
    an_engine,
    balance,
    bracket,
    buy,
    child_of,
    later,
    placed,
    sell,
    trade,
)


def edited(
    engine: Engine, order: Order, *, size: str = "1", price: str = "110", stop: str | None = None
) -> str:
    """The refusal's reason, or `edited`."""
    result = engine.edit(
        order.order_id,
        base_size=Decimal(size),
        limit_price=Decimal(price),
        stop_price=None if stop is None else Decimal(stop),
        at=AT,
    )
    return result.reason.value if isinstance(result, OrderRefusal) else "edited"


def test_a_brackets_stop_moves_and_the_order_keeps_its_id() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)

    assert edited(engine, order, stop="99") == "edited"
    assert order.stop_price == 99
    trade(engine, "98")
    assert order.status is OrderStatus.FILLED


def test_without_a_new_stop_the_present_one_stays() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine, stop="90")

    assert edited(engine, order, price="120") == "edited"
    assert [order.limit_price, order.stop_price] == [120, 90]


def test_an_edited_size_changes_the_hold() -> None:
    engine = an_engine(sol="3")
    order = sell(engine)

    assert edited(engine, order, size="3") == "edited"
    assert balance(engine, "SOL").hold == 3


def test_a_buy_edited_above_the_ask_takes() -> None:
    engine = an_engine()
    order = buy(engine)

    assert edited(engine, order, price="101") == "edited"
    assert order.status is OrderStatus.FILLED


def test_an_order_edited_down_to_its_fills_is_filled() -> None:
    engine = an_engine()
    order = buy(engine)
    trade(engine, "95", size="0.4")

    assert edited(engine, order, size="0.4", price="95") == "edited"
    assert [order.status, balance(engine, "USD").hold] == [OrderStatus.FILLED, 0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stop": "90"}, "EDIT_REQUEST_EQUAL_TO_ORIGINAL_REQUEST"),
        ({"stop": "100"}, "INVALID_EDITED_STOP_LOSS_PRICE"),
        ({"stop": "99.001"}, "INVALID_STOP_PRICE_PRECISION"),
        ({"price": "100"}, "INVALID_EDITED_TAKE_PROFIT_PRICE"),
        ({"price": "110.001"}, "INVALID_PRICE_PRECISION"),
        ({"price": "85"}, "INVALID_EDITED_STOP_PRICE"),
        ({"size": "0.9999"}, "INVALID_SIZE_PRECISION"),
        ({"size": "2"}, "INSUFFICIENT_FUND"),
    ],
)
def test_a_bad_edit_is_refused_by_name_and_changes_nothing(
    change: dict[str, str], reason: str
) -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)

    assert edited(engine, order, **change) == reason
    assert [order.base_size, order.limit_price, order.stop_price] == [1, 110, 90]
    assert balance(engine, "SOL").hold == 1


def test_an_unknown_order_cannot_be_edited() -> None:
    result = an_engine().edit("nobody", base_size=Decimal(1), limit_price=Decimal(1), at=AT)

    assert isinstance(result, OrderRefusal)
    assert result.reason == "ORDER_NOT_FOUND"


def test_an_ended_order_cannot_be_edited() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)
    engine.cancel(order.order_id, AT)

    assert edited(engine, order, stop="95") == "ONLY_OPEN_ORDERS_CAN_BE_EDITED"


def test_a_triggered_bracket_cannot_be_edited() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)
    trade(engine, "50")

    assert edited(engine, order, stop="40") == "CANNOT_EDIT_TRIGGERED_ORDER"


def test_a_size_below_the_fills_is_refused() -> None:
    engine = an_engine()
    order = buy(engine)
    trade(engine, "95", size="0.4")

    reason = edited(engine, order, size="0.3", price="95")

    assert reason == "CANNOT_EDIT_TO_BELOW_FILLED_SIZE"


def test_a_childs_size_is_its_parents_while_that_is_open() -> None:
    engine = an_engine(sol="1")
    parent = buy(engine, bracket=("110", "90"))
    trade(engine, "95", size="0.4")
    trade(engine, "100")

    reason = edited(engine, child_of(engine, parent), size="0.5", stop="91")

    assert reason == "CANNOT_EDIT_ATTACHED_ORDER_SIZE_WITH_OPEN_ORIGINATING_ORDER"


def test_a_limit_has_no_stop_to_edit() -> None:
    engine = an_engine(sol="1")

    reason = edited(engine, sell(engine), stop="90")

    assert reason == "ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED"


def test_an_order_with_an_end_cannot_be_edited() -> None:
    engine = an_engine()
    order = buy(engine, time_in_force=TimeInForce.GOOD_UNTIL_DATE_TIME, expires_at=later(60))

    assert edited(engine, order, price="96") == "ORDER_EDIT_ORDER_TYPE_NOT_SUPPORTED"


@pytest.mark.parametrize(
    ("stop", "result"), [("99", "edited"), ("101", "INVALID_EDITED_STOP_PRICE")]
)
def test_a_stop_limits_stop_stays_on_its_side(stop: str, result: str) -> None:
    engine = an_engine(sol="1")
    ticket = a_ticket(OrderSide.SELL, OrderType.STOP_LIMIT, stop="95", limit="94")
    order = placed(engine, ticket)

    assert edited(engine, order, price="94", stop=stop) == result


def test_a_preview_of_an_edit_says_what_the_edit_would_say_and_changes_nothing() -> None:
    engine = an_engine(sol="1")
    order = bracket(engine)

    def preview(stop: str) -> OrderRefusal | None:
        return engine.preview_edit(
            order.order_id,
            base_size=Decimal(1),
            limit_price=Decimal(110),
            stop_price=Decimal(stop),
        )

    refusal = preview("101")
    assert refusal is not None
    assert refusal.reason == "INVALID_EDITED_STOP_LOSS_PRICE"
    assert preview("99") is None
    assert order.stop_price == 90


def test_an_edit_of_an_unknown_order_cannot_be_previewed() -> None:
    refusal = an_engine().preview_edit("no", base_size=Decimal(1), limit_price=Decimal(1))

    assert refusal is not None
    assert refusal.reason == "ORDER_NOT_FOUND"
