"""Answers in the shapes that Coinbase documents or was seen to send; numbers are our own."""

from __future__ import annotations

from typing import Any

ORDER_ID = "5b6f1d4e-1111-4c59-9d6e-0a2f3c4d5e6f"
CLIENT_ORDER_ID = "sf1-1300000000000000001-0-0-e0"


def created(**changes: object) -> dict[str, Any]:
    return {
        "success": True,
        "success_response": {
            "order_id": ORDER_ID,
            "product_id": "BTC-USD",
            "side": "BUY",
            "client_order_id": CLIENT_ORDER_ID,
            "attached_order_id": "",
            **changes,
        },
        "order_configuration": {"limit_limit_gtc": {"base_size": "0.01", "limit_price": "60000"}},
    }


def refused(**changes: object) -> dict[str, Any]:
    return {
        "success": False,
        "error_response": {
            "error": "UNKNOWN_FAILURE_REASON",
            "message": "",
            "error_details": "",
            "preview_failure_reason": "UNKNOWN_PREVIEW_FAILURE_REASON",
            "new_order_failure_reason": "UNKNOWN_FAILURE_REASON",
            **changes,
        },
        "order_configuration": {"limit_limit_gtc": {}},
    }


def order(**changes: object) -> dict[str, Any]:
    return {
        "order_id": ORDER_ID,
        "product_id": "BTC-USD",
        "user_id": "0b3c",
        "order_configuration": {
            "limit_limit_gtc": {
                "base_size": "0.01",
                "limit_price": "60000",
                "post_only": False,
                "rfq_disabled": False,
            }
        },
        "side": "BUY",
        "client_order_id": CLIENT_ORDER_ID,
        "status": "OPEN",
        "time_in_force": "GOOD_UNTIL_CANCELLED",
        "created_time": "2026-11-23T11:58:00.537264Z",
        "completion_percentage": "0",
        "filled_size": "0",
        "average_filled_price": "0",
        "fee": "",
        "number_of_fills": "0",
        "filled_value": "0",
        "pending_cancel": False,
        "size_in_quote": False,
        "total_fees": "0",
        "trigger_status": "INVALID_ORDER_TYPE",
        "order_type": "LIMIT",
        "reject_reason": "REJECT_REASON_UNSPECIFIED",
        "settled": False,
        "reject_message": "",
        "cancel_message": "",
        "last_fill_time": None,
        "edit_history": [],
        "originating_order_id": "",
        "attached_order_id": "",
        "attached_order_configuration": None,
        **changes,
    }


def fill(**changes: object) -> dict[str, Any]:
    return {
        "entry_id": "e1",
        "trade_id": "t1",
        "order_id": ORDER_ID,
        "trade_time": "2026-11-23T11:59:00.000001Z",
        "trade_type": "FILL",
        "price": "60000",
        "size": "0.004",
        "commission": "1.44",
        "product_id": "BTC-USD",
        "sequence_timestamp": "2026-11-23T11:59:00.000002Z",
        "liquidity_indicator": "MAKER",
        "size_in_quote": False,
        "side": "BUY",
        **changes,
    }


def product(**changes: object) -> dict[str, Any]:
    return {
        "product_id": "BTC-USD",
        "price": "60010",
        "base_increment": "0.00000001",
        "quote_increment": "0.01",
        "price_increment": "0.01",
        "quote_min_size": "1",
        "base_min_size": "0.00000001",
        "is_disabled": False,
        "status": "online",
        "cancel_only": False,
        "limit_only": False,
        "post_only": False,
        "trading_disabled": False,
        "auction_mode": False,
        "product_type": "SPOT",
        "quote_currency_id": "USD",
        "base_currency_id": "BTC",
        "alias": "",
        "alias_to": ["BTC-USDC"],
        "view_only": False,
        **changes,
    }


def book(product_id: str = "BTC-USD", bid: str = "59999.5", ask: str = "60000.5") -> dict[str, Any]:
    return {
        "product_id": product_id,
        "bids": [{"price": bid, "size": "1"}],
        "asks": [{"price": ask, "size": "2"}],
        "time": "2026-11-23T12:00:00.123456789Z",
    }


def account(currency: str, available: str, hold: str = "0", **changes: object) -> dict[str, Any]:
    return {
        "uuid": f"wallet-{currency}",
        "currency": currency,
        "available_balance": {"value": available, "currency": currency},
        "hold": {"value": hold, "currency": currency},
        "deleted_at": None,
        "type": "ACCOUNT_TYPE_CRYPTO",
        **changes,
    }


def candle(start: int, low: str, high: str, opened: str = "100") -> dict[str, Any]:
    return {
        "start": str(start),
        "low": low,
        "high": high,
        "open": opened,
        "close": low,
        "volume": "3.5",
    }
