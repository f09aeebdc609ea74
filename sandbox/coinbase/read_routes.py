"""Read orders, fills, accounts, fees and the key's permissions."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sandbox.coinbase.catalog import QUOTES, currencies
from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.messages import Answer, ApiError, Call
from sandbox.coinbase.numbers import written
from sandbox.coinbase.order_wire import fill_json, order_json
from signalfill.domain.values import rfc3339
from signalfill.matching.model import ZERO, Order

ACCOUNTS_PAGE, LARGEST_ACCOUNTS_PAGE = 49, 250
FILLS_PAGE = 100
NOTHING_NEWER = datetime.max.replace(tzinfo=UTC)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def get_order(exchange: Exchange, call: Call) -> Answer:
    order = exchange.engine.orders.get(call.parts["order_id"])
    if order is None or exchange.faults.take("404_after_create"):
        raise ApiError.not_found("order with this orderID was not found")
    if exchange.faults.take("null_shapes", "order"):
        return Answer({"order": None})
    return Answer({"order": _shaped(exchange, order)})


def _shaped(exchange: Exchange, order: Order) -> dict[str, Any]:
    shown = order_json(exchange, order)
    for name in ("edit_history", "order_configuration"):
        if exchange.faults.take("null_shapes", name):
            shown[name] = None
    return shown


def list_orders(exchange: Exchange, call: Call) -> Answer:
    """Newest first, by cursor."""
    orders = [order for order in exchange.engine.orders.values() if _wanted(exchange, call, order)]
    orders.reverse()
    if orders and exchange.faults.take("list_misses_newest"):
        orders = orders[1:]
    page, cursor = _page(exchange, call, orders, int(exchange.faults.setting("page_size")))
    return Answer(
        {
            "orders": [_shaped(exchange, order) for order in page],
            "sequence": "0",
            "has_next": bool(cursor),
            "cursor": cursor,
        }
    )


def _wanted(exchange: Exchange, call: Call, order: Order) -> bool:
    exact = {
        "order_ids": order.order_id,
        "product_ids": order.product_id,
        "product_id": order.product_id,
        "order_status": exchange.status_of(order),
        "order_types": order.order_type.value,
        "order_side": order.side.value,
    }
    matches = all(not call.many(name) or value in call.many(name) for name, value in exact.items())
    since = _moment(call.one("start_date"), LONG_AGO)
    until = _moment(call.one("end_date"), NOTHING_NEWER)
    return matches and since <= order.created_at < until


def _moment(text: str, default: datetime) -> datetime:
    if not text:
        return default
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ApiError.invalid_argument(f"{text} is not an RFC 3339 time") from None
    return moment.replace(tzinfo=moment.tzinfo or UTC)


def _page[Item](
    exchange: Exchange, call: Call, items: list[Item], default: int
) -> tuple[list[Item], str]:
    """A page from the cursor on, and the next cursor ('' at the end)."""
    limit = min(call.number("limit", default) or default, int(exchange.faults.setting("page_size")))
    start = call.number("cursor", 0)
    end = start + limit
    return items[start:end], str(end) if end < len(items) else ""


def list_fills(exchange: Exchange, call: Call) -> Answer:
    """Newest first; there is no has_next, only a cursor."""
    if exchange.faults.take("null_shapes", "fills"):
        return Answer({"fills": None, "cursor": ""})
    wanted = [
        fill
        for fill in exchange.visible_fills()
        if (not call.many("order_ids") or fill.order_id in call.many("order_ids"))
        and (not call.many("trade_ids") or fill.trade_id in call.many("trade_ids"))
        and (not call.many("product_ids") or fill.product_id in call.many("product_ids"))
    ]
    page, cursor = _page(exchange, call, wanted, FILLS_PAGE)
    return Answer({"fills": [fill_json(exchange, fill) for fill in page], "cursor": cursor})


def list_accounts(exchange: Exchange, call: Call) -> Answer:
    limit = min(call.number("limit", ACCOUNTS_PAGE) or ACCOUNTS_PAGE, LARGEST_ACCOUNTS_PAGE)
    names = sorted({*currencies(), *exchange.engine.balances})
    start = call.number("cursor", 0)
    page = names[start : start + limit]
    more = start + limit < len(names)
    return Answer(
        {
            "accounts": [account_json(exchange, name) for name in page],
            "has_next": more,
            "cursor": str(start + limit) if more else "",
            "size": len(page),
        }
    )


def account_json(exchange: Exchange, currency: str) -> dict[str, Any]:
    balance = exchange.engine.balances.get(currency)
    fiat = currency == QUOTES[0]
    return {
        "uuid": f"wallet-{currency.lower()}",
        "name": f"{currency} Wallet",
        "currency": currency,
        "available_balance": {
            "value": written(balance.available if balance else ZERO),
            "currency": currency,
        },
        "default": True,
        "active": True,
        "created_at": "2024-01-01T00:00:00Z",
        "updated_at": rfc3339(exchange.now()),
        "deleted_at": None,
        "type": "ACCOUNT_TYPE_FIAT" if fiat else "ACCOUNT_TYPE_CRYPTO",
        "ready": True,
        "hold": {"value": written(balance.hold if balance else ZERO), "currency": currency},
        "retail_portfolio_id": exchange.permissions.portfolio_uuid,
        "platform": "ACCOUNT_PLATFORM_CONSUMER",
    }


def get_account(exchange: Exchange, call: Call) -> Answer:
    for currency in {*currencies(), *exchange.engine.balances}:
        account = account_json(exchange, currency)
        if account["uuid"] == call.parts["account_id"]:
            return Answer({"account": account})
    raise ApiError.not_found("account was not found")


def transaction_summary(exchange: Exchange, _call: Call) -> Answer:
    """Volumes and fees are numbers here, rates are strings: so it is at the venue."""
    fills = exchange.engine.fills
    volume = float(sum((fill.value for fill in fills), ZERO))
    fees = float(sum((fill.commission for fill in fills), ZERO))
    return Answer(
        {
            "total_volume": volume,
            "total_fees": fees,
            "fee_tier": {
                "pricing_tier": "Intro 1",
                "usd_from": "0",
                "usd_to": "1000",
                "taker_fee_rate": written(exchange.engine.fees.taker),
                "maker_fee_rate": written(exchange.engine.fees.maker),
                "aop_from": "",
                "aop_to": "",
                "volume_types_and_range": [],
            },
            "margin_rate": None,
            "goods_and_services_tax": None,
            "advanced_trade_only_volume": volume,
            "advanced_trade_only_fees": fees,
            "total_balance": "",
            "has_cost_plus_commission": False,
        }
    )


def key_permissions(exchange: Exchange, _call: Call) -> Answer:
    return Answer(asdict(exchange.permissions))


def portfolios(exchange: Exchange, _call: Call) -> Answer:
    permissions = exchange.permissions
    portfolio = {
        "name": "Default" if permissions.portfolio_type == "DEFAULT" else "Signalfill",
        "uuid": permissions.portfolio_uuid,
        "type": permissions.portfolio_type,
        "deleted": False,
    }
    return Answer({"portfolios": [portfolio]})


def server_time(exchange: Exchange, _call: Call) -> Answer:
    """The numbers are strings."""
    now = exchange.server_time()
    seconds = now.timestamp()
    return Answer(
        {
            "iso": rfc3339(now),
            "epochSeconds": str(int(seconds)),
            "epochMillis": str(int(seconds * 1000)),
        }
    )
