"""Orders that the contract places."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.order import (
    Accepted,
    AttachedBracket,
    Fill,
    OrderKind,
    OrderRequest,
    OrderSide,
    VenueOrder,
)
from tests.contract.venues import COIN, Bench

ENTRY_ID = "sf1-1300000000000000001-0-0-e0"
BRACKET = AttachedBracket(take_profit_price=Decimal(66000), stop_price=Decimal(57000))


def entry(**changes: object) -> OrderRequest:
    """A buy that rests at 59,000."""
    values = {
        "client_order_id": ENTRY_ID,
        "product_id": COIN,
        "side": OrderSide.BUY,
        "kind": OrderKind.LIMIT_GTC,
        "base_size": Decimal("0.01"),
        "limit_price": Decimal(59000),
        **changes,
    }
    return OrderRequest.model_validate(values)


def sale(kind: OrderKind, identity: str = "x0", **changes: object) -> OrderRequest:
    return entry(
        client_order_id=f"sf1-1300000000000000001-0-0-{identity}",
        side=OrderSide.SELL,
        kind=kind,
        **changes,
    )


def accepted(bench: Bench, request: OrderRequest) -> str:
    """The venue's id."""
    outcome = bench.venue.place(request)
    assert isinstance(outcome, Accepted), outcome
    return outcome.venue_order_id


def shown(bench: Bench, venue_order_id: str) -> VenueOrder:
    return bench.venue.orders([venue_order_id])[venue_order_id]


def fills(bench: Bench, venue_order_id: str) -> list[Fill]:
    return list(bench.venue.fills([venue_order_id]))


def bought(bench: Bench, **changes: object) -> str:
    """A filled entry of 0.01."""
    venue_order_id = accepted(bench, entry(**changes))
    bench.trade("58990")
    assert shown(bench, venue_order_id).filled_size == Decimal("0.01")
    return venue_order_id


def child(bench: Bench) -> str:
    """The bracket that came with a filled entry."""
    attached = shown(bench, bought(bench, attached=BRACKET)).attached_order_id
    assert attached is not None
    return attached


def find(bench: Bench, client_order_id: str) -> VenueOrder | None:
    since = bench.clock.now() - timedelta(minutes=2)
    return bench.venue.find_order(client_order_id, product_id=COIN, since=since)
