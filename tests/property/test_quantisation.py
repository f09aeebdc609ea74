"""Rounding leans toward safety, whatever the increments: also on the wire."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from signalfill.adapters.coinbase.encode import order_body
from signalfill.domain.order import AttachedBracket, OrderKind, OrderRequest, OrderSide
from signalfill.domain.product import Product
from tests.fakes.venue import product

increments = st.sampled_from(["1", "0.1", "0.01", "0.00000001", "5", "0.0005", "25"]).map(Decimal)
numbers = st.decimals(Decimal("0.0000000001"), Decimal(10**7), places=10)


@st.composite
def products(draw: st.DrawFn) -> Product:
    return product(
        base_increment=draw(increments),
        price_increment=draw(increments),
        base_min_size=draw(increments),
        quote_min_size=Decimal(draw(st.sampled_from(["1", "0.5", "10"]))),
    )


@given(products(), numbers)
def test_a_size_is_never_rounded_up(coin: Product, size: Decimal) -> None:
    rounded = coin.floor_size(size)
    assert 0 <= size - rounded < coin.base_increment
    assert rounded % coin.base_increment == 0


@given(products(), numbers)
def test_a_long_stop_is_never_rounded_down(coin: Product, price: Decimal) -> None:
    rounded = coin.ceil_price(price)
    assert 0 <= rounded - price < coin.price_increment
    assert rounded % coin.price_increment == 0


@given(products(), numbers)
def test_a_take_profit_is_never_rounded_up(coin: Product, price: Decimal) -> None:
    rounded = coin.floor_price(price)
    assert 0 <= price - rounded < coin.price_increment


@given(products(), numbers, numbers)
def test_what_is_called_sellable_is_at_no_minimum_short(
    coin: Product, size: Decimal, price: Decimal
) -> None:
    sellable = coin.is_sellable(size, price)
    assert sellable == (size >= coin.base_min_size and size * price >= coin.quote_min_size)


@given(products(), numbers)
def test_rounding_twice_is_rounding_once(coin: Product, number: Decimal) -> None:
    size, stop = coin.floor_size(number), coin.ceil_price(number)
    assert (coin.floor_size(size), coin.ceil_price(stop)) == (size, stop)


@given(products(), numbers, numbers, numbers)
def test_the_wire_carries_every_digit_plainly(
    coin: Product, size: Decimal, price: Decimal, stop: Decimal
) -> None:
    request = OrderRequest(
        client_order_id="sf1-1-0-e0",
        product_id=coin.product_id,
        side=OrderSide.BUY,
        kind=OrderKind.LIMIT_GTC,
        base_size=coin.floor_size(size),
        limit_price=coin.floor_price(price),
        attached=AttachedBracket(
            take_profit_price=coin.floor_price(price), stop_price=coin.ceil_price(stop)
        ),
    )
    body = order_body(request)
    sent = body["order_configuration"]["limit_limit_gtc"]
    child = body["attached_order_configuration"]["trigger_bracket_gtc"]
    texts = (sent["base_size"], sent["limit_price"], child["stop_trigger_price"])
    assert tuple(map(Decimal, texts)) == (
        request.base_size,
        request.limit_price,
        coin.ceil_price(stop),
    )
    assert not any("e" in text.lower() for text in texts)
