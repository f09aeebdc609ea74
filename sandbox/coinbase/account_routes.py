"""Wallets, fees, the key's permissions, the time."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sandbox.coinbase.catalog import QUOTES, currencies
from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.messages import Answer, ApiError, VenueCall
from sandbox.coinbase.numbers import written
from signalfill.domain.values import rfc3339
from signalfill.matching.model import ZERO

ACCOUNTS_PAGE, LARGEST_ACCOUNTS_PAGE = 49, 250


def list_accounts(exchange: Exchange, call: VenueCall) -> Answer:
    largest = min(int(exchange.faults.setting("page_size")), LARGEST_ACCOUNTS_PAGE)
    limit = min(call.number("limit", ACCOUNTS_PAGE) or ACCOUNTS_PAGE, largest)
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


def get_account(exchange: Exchange, call: VenueCall) -> Answer:
    for currency in {*currencies(), *exchange.engine.balances}:
        account = account_json(exchange, currency)
        if account["uuid"] == call.parts["account_id"]:
            return Answer({"account": account})
    raise ApiError.not_found("account was not found")


def transaction_summary(exchange: Exchange, _call: VenueCall) -> Answer:
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


def key_permissions(exchange: Exchange, _call: VenueCall) -> Answer:
    return Answer(asdict(exchange.permissions))


def portfolios(exchange: Exchange, call: VenueCall) -> Answer:
    """A key sees its own alone; `portfolio_type` may ask for one kind."""
    wanted = call.one("portfolio_type", exchange.permissions.portfolio_type)
    known = wanted == exchange.permissions.portfolio_type
    return Answer({"portfolios": [_portfolio(exchange)] if known else []})


def _portfolio(exchange: Exchange) -> dict[str, Any]:
    permissions = exchange.permissions
    return {
        "name": "Default" if permissions.portfolio_type == "DEFAULT" else "Signalfill",
        "uuid": permissions.portfolio_uuid,
        "type": permissions.portfolio_type,
        "deleted": False,
    }


def portfolio_breakdown(exchange: Exchange, call: VenueCall) -> Answer:
    """What the portfolio holds; amounts of positions are numbers here."""
    if call.parts["portfolio_uuid"] != exchange.permissions.portfolio_uuid:
        raise ApiError.not_found("portfolio was not found")
    held = {name: each for name, each in exchange.shown_balances().items() if each.total}
    worth = {name: each.total * _dollars(exchange, name) for name, each in held.items()}
    cash = sum((worth[name] for name in worth if name in QUOTES), ZERO)
    total = sum(worth.values(), ZERO)
    balances = {
        "total_balance": total,
        "total_futures_balance": ZERO,
        "total_cash_equivalent_balance": cash,
        "total_crypto_balance": total - cash,
    }
    positions = [
        {
            "asset": name,
            "account_uuid": account_json(exchange, name)["uuid"],
            "total_balance_fiat": float(worth[name]),
            "total_balance_crypto": float(each.total),
            "available_to_trade_fiat": float(each.available * _dollars(exchange, name)),
            "allocation": float(worth[name] / total) if total else 0.0,
            "is_cash": name in QUOTES,
        }
        for name, each in held.items()
    ]
    return Answer(
        {
            "breakdown": {
                "portfolio": _portfolio(exchange),
                "portfolio_balances": {
                    name: {"value": written(amount), "currency": QUOTES[0]}
                    for name, amount in balances.items()
                },
                "spot_positions": positions,
                "perp_positions": [],
                "futures_positions": [],
            }
        }
    )


def _dollars(exchange: Exchange, currency: str) -> Decimal:
    """What one unit is worth."""
    if currency in QUOTES:
        return Decimal(1)
    market = exchange.engine.markets.get(f"{currency}-{QUOTES[0]}")
    return (market.last if market else None) or ZERO


def no_transfers(exchange: Exchange, _call: VenueCall) -> Answer:
    """Moves of funds need a scope that no key of ours has."""
    if not exchange.permissions.can_transfer:
        raise ApiError.missing_scopes()
    raise ApiError.not_found("there is no other portfolio")


def no_futures(_exchange: Exchange, _call: VenueCall) -> Answer:
    """As for a portfolio that no futures commission merchant knows."""
    raise ApiError.not_entitled()


def server_time(exchange: Exchange, _call: VenueCall) -> Answer:
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


def no_such_path(_exchange: Exchange, call: VenueCall) -> Answer:
    """What this stand-in does not have is told as the gateway tells it."""
    raise ApiError.not_found(f"{call.method} {call.path} is not here")
