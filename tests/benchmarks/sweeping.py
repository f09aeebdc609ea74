"""What a sweep costs with many positions: calls to the venue, and our own time."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import batched
from typing import Any, cast

from signalfill.adapters.coinbase.client import CoinbaseClient
from signalfill.adapters.coinbase.market import API
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.adapters.dynamodb.items import Item
from signalfill.adapters.dynamodb.position_items import create_write, position_of
from signalfill.domain.order import OrderSide
from signalfill.domain.position import OrderRecord, Position
from signalfill.domain.values import plain, rfc3339
from signalfill.domain.verdict import Decision, DecisionKind
from tests.benchmarks.result import Figure, at_most
from tests.fakes.world import World
from tests.simulation.crowd import COINS, SLICES, Crowd
from tests.unit.adapters.coinbase import payloads

POSITIONS = 1000
PAGE = 250
SWEEPS = 3
CALLS_BAR, SECONDS_BAR = 25, 2


class PagedClient:
    """Coinbase's answers as it pages them, made before the clock starts."""

    has_key = True

    def __init__(self, open_orders: list[dict[str, Any]]) -> None:
        self.calls = 0
        self._pages = [list(page) for page in batched(open_orders, PAGE, strict=False)]

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        self.calls += 1
        match path.removeprefix(API):
            case "/best_bid_ask":
                return {"pricebooks": [payloads.book(bid="99.89", ask="99.91")]}
            case "/products":
                return {"products": [payloads.product(price="99.9")]}
            case "/accounts":
                rows = [payloads.account("BTC", "1000000"), payloads.account("USD", "1000000")]
                return {"accounts": rows, "has_next": False, "cursor": ""}
            case "/orders/historical/batch":
                return self._orders(params or {})
        raise AssertionError(f"a quiet sweep does not ask for {path}")

    def _orders(self, params: Mapping[str, Any]) -> dict[str, Any]:
        if params["order_status"] != ["OPEN"]:
            return {"orders": [], "has_next": False, "cursor": ""}
        number = int(params.get("cursor") or 0)
        following = str(number + 1) if number + 1 < len(self._pages) else ""
        return {"orders": self._pages[number], "has_next": bool(following), "cursor": following}


def measure() -> list[Figure]:
    logging.disable(logging.WARNING)
    figures = [*_quiet(), _all_stops_lost()]
    logging.disable(logging.NOTSET)
    return figures


def _quiet() -> Iterator[Figure]:
    """A thousand positions of three slices, nothing to do."""
    world = World()
    first = world.opened(world.signal(take_profits=(Decimal(110), Decimal(115), Decimal(120))))
    world.move("99.9")
    template = world.position(first.position_id)
    world.positions = type(world.positions)(world.signals)
    for number in range(POSITIONS):
        _store(_copy(template, number), world)
    client = PagedClient([_row(o) for p in world.positions.positions() for o in _stops(p)])
    venue = CoinbaseVenue(cast("CoinbaseClient", client), world.clock)
    world.venue = venue  # type: ignore[assignment]
    stored = [_item(position, world) for position in world.positions.positions()]
    world.positions.positions = lambda **_: list(map(position_of, stored))  # type: ignore[method-assign]
    world.positions.closed_positions = lambda day: []  # type: ignore[method-assign]  # noqa: ARG005
    world.sweep()
    client.calls, began = 0, time.process_time()
    for _ in range(SWEEPS):
        world.clock.advance(minutes=1)
        result = world.sweep()
        assert (result.positions, result.failed, result.attention) == (POSITIONS, 0, [])
    seconds = (time.process_time() - began) / SWEEPS
    name = f"sweep over {POSITIONS} positions of 3 slices"
    yield at_most(f"{name}, calls to the venue", client.calls / SWEEPS, CALLS_BAR, "")
    yield at_most(f"{name}, own CPU time", seconds, SECONDS_BAR, "s")


def _copy(template: Position, number: int) -> Position:
    position_id = f"{1_600_000_000_000_000_000 + number}-0"
    renamed = template.model_dump_json(by_alias=True).replace(template.position_id, position_id)
    copy = Position.model_validate_json(renamed)
    orders = tuple(
        o.model_copy(update={"venue_order_id": f"{o.venue_order_id}-{number}"}) for o in copy.orders
    )
    fills = tuple(
        f.model_copy(update={"venue_order_id": f"{f.venue_order_id}-{number}"}) for f in copy.fills
    )
    free = tuple(r.model_copy(update={"limit": None}) for r in copy.reservations)
    return copy.model_copy(
        update={"orders": orders, "fills": fills, "reservations": free, "version": 1}
    )


def _store(position: Position, world: World) -> None:
    signal = position.signal.model_copy(update={"signal_id": position.position_id})
    now = world.clock.now()
    world.positions.create(
        position,
        signal_key=world.signals.add(signal),
        decision=Decision(kind=DecisionKind.OPENED, code="opened", decided_at=now),
        call_book=world.positions.call_book(position.account, position.product_id),
        journal=[],
        owner="nobody",
        lease_until=now,
    )


def _item(position: Position, world: World) -> Item:
    """As the table has it: reading it is ours too."""
    item: Item = create_write("", position, owner="", lease_until=world.clock.now()).request["Item"]
    return item


def _stops(position: Position) -> list[OrderRecord]:
    return [o for o in position.orders if o.side is OrderSide.SELL and not o.is_closed]


def _row(order: OrderRecord) -> dict[str, Any]:
    bracket = {
        "base_size": plain(order.base_size),
        "limit_price": plain(order.limit_price or Decimal(0)),
        "stop_trigger_price": plain(order.stop_price or Decimal(0)),
    }
    return payloads.order(
        order_id=order.venue_order_id,
        client_order_id="",
        side="SELL",
        order_type="BRACKET",
        order_configuration={"trigger_bracket_gtc": bracket},
        created_time=rfc3339(order.intended_at),
        attached_order_id=order.attached_order_id or "",
    )


def _all_stops_lost() -> Figure:
    """Thirty positions of four slices, armed again; the venue's engine has its share in it."""
    world = Crowd()
    lost = world.cancel_all_stops()
    began = time.process_time()
    world.sweep()
    seconds = time.process_time() - began
    assert len(world.stops()) == lost == COINS * SLICES
    name = f"{COINS} positions of {SLICES} slices lose all stops: armed again, own CPU time"
    return at_most(name, seconds, SECONDS_BAR, "s")
