"""Wallets, fees, the key's permissions, the time."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sandbox.coinbase.catalog import QUOTES, currencies
from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.messages import Answer, ApiError, Call
from sandbox.coinbase.numbers import written
from signalfill.domain.values import rfc3339
from signalfill.matching.model import ZERO

ACCOUNTS_PAGE, LARGEST_ACCOUNTS_PAGE = 49, 250


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
    balance = exchange.shown_balances().get(currency)
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
                "pricing_tier": "Stand-in",
                "usd_from": "0",
                "usd_to": "",
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
