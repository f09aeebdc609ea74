"""Positions and venue states as the demo meets them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from signalfill.domain.order import Fill, OrderSide, OrderStatus
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    PositionState,
    Slice,
)
from signalfill.domain.rules import Mode
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind, Provenance, Signal
from signalfill.domain.values import rfc3339, snowflake_moment

MESSAGE_ID = "1574315295172984832"
POSTED_AT = snowflake_moment(MESSAGE_ID)
CHANNEL_ID = "100000000000000101"


def signal() -> Signal:
    provenance = Provenance(
        channel_id=CHANNEL_ID,
        message_id=MESSAGE_ID,
        version="0",
        author_id="200000000000000101",
        posted_at=POSTED_AT,
        received_at=POSTED_AT,
        parsed_at=POSTED_AT,
    )
    return Signal(
        signal_id=f"{MESSAGE_ID}-0",
        provenance=provenance,
        base="BTC",
        side=Side.LONG,
        entry_kind=EntryKind.LIMIT,
        entry_prices=(Decimal(100),),
        take_profits=(Decimal(120),),
        stop_loss=Decimal(90),
    )


def order(purpose: OrderPurpose, **changes: Any) -> OrderRecord:  # noqa: ANN401 - any field
    letter = purpose.value[0]
    fields = {
        "client_order_id": f"sf1-{MESSAGE_ID}-0-0-{letter}0",
        "purpose": purpose,
        "slice_index": 0,
        "side": OrderSide.BUY if purpose is OrderPurpose.ENTRY else OrderSide.SELL,
        "status": OrderStatus.FILLED if purpose is OrderPurpose.ENTRY else OrderStatus.ACCEPTED,
        "venue_order_id": f"venue-{letter}",
        "base_size": Decimal(2),
        "filled_size": Decimal(2) if purpose is OrderPurpose.ENTRY else Decimal(0),
        "stop_price": None if purpose is OrderPurpose.ENTRY else Decimal(90),
        "intended_at": POSTED_AT,
    }
    return OrderRecord.model_validate(fields | changes)


def fill(trade_id: str = "t1", **changes: Any) -> Fill:  # noqa: ANN401 - any field
    fields = {
        "trade_id": trade_id,
        "venue_order_id": "venue-e",
        "product_id": "BTC-USD",
        "side": OrderSide.BUY,
        "price": Decimal(100),
        "base_size": Decimal(2),
        "commission": Decimal("0.8"),
        "filled_at": POSTED_AT,
    }
    return Fill.model_validate(fields | changes)


def position(**changes: Any) -> Position:  # noqa: ANN401 - any field
    """Two BTC bought at 100, a bracket resting for both."""
    one = Slice(
        index=0, base_size=Decimal(2), take_profit_price=Decimal(120), stop_price=Decimal(90)
    )
    fields = {
        "position_id": f"{MESSAGE_ID}-0",
        "mode": Mode.LIVE,
        "signal": signal(),
        "product_id": "BTC-USD",
        "base_increment": Decimal("0.01"),
        "price_increment": Decimal("0.01"),
        "base_min_size": Decimal("0.01"),
        "quote_min_size": Decimal(1),
        "side": Side.LONG,
        "state": PositionState.OPEN,
        "entry_price": Decimal(100),
        "slices": (one,),
        "orders": (order(OrderPurpose.ENTRY), order(OrderPurpose.PROTECTION)),
        "fills": (fill(),),
        "worst_case_loss": Decimal(25),
        "created_at": POSTED_AT,
        "expires_at": POSTED_AT + timedelta(hours=1),
    }
    return Position.model_validate(fields | changes)


def venue() -> dict[str, Any]:
    """The stand-in's state that agrees with `position` after a deposit of 1,000 USD."""
    return {
        "balances": {
            "USD": {"available": "799.2", "hold": "0"},
            "BTC": {"available": "0", "hold": "2"},
            "ETH": {"available": "0", "hold": "0"},
        },
        "orders": [
            {"order_id": "venue-e", "side": "BUY", "status": "FILLED"},
            {"order_id": "venue-p", "side": "SELL", "status": "OPEN"},
        ],
        "fills": [
            {"trade_id": "t1", "side": "BUY", "size": "2", "price": "100.00", "commission": "0.80"}
        ],
    }


def create_order(name: str, *, after_milliseconds: int, side: str = "BUY") -> dict[str, Any]:
    at = POSTED_AT + timedelta(milliseconds=after_milliseconds)
    return {
        "at": rfc3339(at),
        "method": "POST",
        "path": "/api/v3/brokerage/orders",
        "body": {"client_order_id": name, "side": side},
    }
