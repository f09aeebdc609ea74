"""Our books against the venue's, to the last increment (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from signalfill.domain.holding import held, realized_pnl
from signalfill.domain.order import OPEN
from signalfill.domain.position import Position
from signalfill.domain.rules import Mode
from signalfill.domain.values import plain

OPEN_WORDS = frozenset({"OPEN", "PENDING", "QUEUED", "CANCEL_QUEUED"})

type Json = Mapping[str, Any]
type Comparison = tuple[str, str, str]
"""What is compared, what our books say, what the venue's say."""


def compare(
    positions: Sequence[Position], venue: Json, *, quote: str, deposit: Decimal
) -> list[Comparison]:
    """Positions of other modes must have left no trace at the venue."""
    live = [position for position in positions if position.mode is Mode.LIVE]
    return [
        ("fills", _lines(_our_fills(live)), _lines(map(_venue_fill, venue["fills"]))),
        ("open orders", _lines(_our_open_orders(live)), _lines(_venue_open_orders(venue))),
        ("all orders", _lines(_our_orders(live)), _lines(e["order_id"] for e in venue["orders"])),
        *_balances(live, venue, quote, deposit),
    ]


def differences(comparisons: Iterable[Comparison]) -> list[str]:
    return [
        f"books differ in {what}: ours {ours or 'none'}, the venue's {theirs or 'none'}"
        for what, ours, theirs in comparisons
        if ours != theirs
    ]


def _lines(parts: Iterable[str]) -> str:
    return "; ".join(sorted(parts))


def _our_fills(live: Sequence[Position]) -> list[str]:
    return [
        _fill(each.trade_id, each.side.value, each.base_size, each.price, each.commission)
        for position in live
        for each in position.fills
    ]


def _venue_fill(fill: Json) -> str:
    size, price, fee = (Decimal(fill[name]) for name in ("size", "price", "commission"))
    return _fill(fill["trade_id"], fill["side"], size, price, fee)


def _fill(trade_id: str, side: str, size: Decimal, price: Decimal, fee: Decimal) -> str:
    numbers = " ".join(plain(number.normalize()) for number in (size, price, fee))
    return f"{trade_id} {side} {numbers}"


def _our_orders(live: Sequence[Position]) -> list[str]:
    return [o.venue_order_id for position in live for o in position.orders if o.venue_order_id]


def _our_open_orders(live: Sequence[Position]) -> list[str]:
    return [
        f"{order.venue_order_id} {order.side.value}"
        for position in live
        for order in position.orders
        if order.status in OPEN
    ]


def _venue_open_orders(venue: Json) -> list[str]:
    return [
        f"{order['order_id']} {order['side']}"
        for order in venue["orders"]
        if order["status"] in OPEN_WORDS
    ]


def _balances(
    live: Sequence[Position], venue: Json, quote: str, deposit: Decimal
) -> list[Comparison]:
    """What we hold of each coin, and the money: what was there, and what our fills made of it."""
    expected: defaultdict[str, Decimal] = defaultdict(Decimal)
    expected[quote] = deposit
    for position in live:
        base = position.product_id.partition("-")[0]
        expected[base] += held(position)
        expected[quote] += realized_pnl(position)
    names = sorted(expected | {name: 0 for name, each in venue["balances"].items() if _sum(each)})
    found = {name: _sum(venue["balances"].get(name, {})) for name in names}
    return [(name, _text(expected[name]), _text(found[name])) for name in names]


def _sum(balance: Json) -> Decimal:
    return sum((Decimal(number) for number in balance.values()), Decimal(0))


def _text(number: Decimal) -> str:
    return plain(number.normalize())
