"""Products, quotes, candles and trades, with their public twins."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sandbox.coinbase.books import pricebook
from sandbox.coinbase.catalog import NAMES, Listing
from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.messages import Answer, ApiError, VenueCall
from sandbox.coinbase.numbers import written
from sandbox.coinbase.tape import GRANULARITIES, Bar
from signalfill.domain.product import Product
from signalfill.domain.values import rfc3339

MOST_CANDLES = 350


def _listing(exchange: Exchange, product_id: str) -> Listing:
    try:
        return exchange.listings[product_id]
    except KeyError:
        raise ApiError.not_found("valid product not found") from None


def get_product(exchange: Exchange, call: VenueCall) -> Answer:
    listing = _listing(exchange, call.parts["product_id"])
    return Answer(product_json(exchange, listing, call))


def list_products(exchange: Exchange, call: VenueCall) -> Answer:
    wanted = call.many("product_ids")
    found = [
        product_json(exchange, listing, call)
        for product_id, listing in exchange.listings.items()
        if (not wanted or product_id in wanted) and call.one("product_type", "SPOT") == "SPOT"
    ]
    start = call.number("offset", 0)
    page = found[start : start + (call.number("limit", len(found)) or len(found))]
    return Answer({"products": page, "num_products": len(found), "pagination": None})


def product_json(exchange: Exchange, listing: Listing, call: VenueCall) -> dict[str, Any]:
    """`view_only` tells something only where the tradability was asked for."""
    asked = call.one("get_tradability_status").lower() == "true"
    product = exchange.engine.markets[listing.product.product_id].product
    name = NAMES.get(product.base, product.base)
    return (
        {
            "product_id": product.product_id,
            "price": written(exchange.engine.markets[product.product_id].last or Decimal(0)),
            "price_percentage_change_24h": "0",
            "volume_24h": "1000",
            "volume_percentage_change_24h": "0",
            "base_name": name,
            "quote_name": "US Dollar" if product.quote == "USD" else product.quote,
            "watched": False,
            "is_disabled": not product.online,
            "new": False,
            "product_type": "SPOT",
            "quote_currency_id": product.quote,
            "base_currency_id": product.base,
            "fcm_trading_session_details": None,
            "mid_market_price": "",
            "alias": listing.alias,
            "alias_to": list(listing.alias_to),
            "base_display_symbol": product.base,
            "quote_display_symbol": "USD",
            "product_venue": "CBE",
            "best_bid_price": "",
            "best_ask_price": "",
        }
        | _increments(product)
        | _flags(product)
        | {"view_only": asked and product.view_only}
    )


def _increments(product: Product) -> dict[str, str]:
    return {
        "base_increment": written(product.base_increment),
        "quote_increment": written(product.price_increment),
        "price_increment": written(product.price_increment),
        "quote_min_size": written(product.quote_min_size),
        "quote_max_size": "150000000",
        "base_min_size": written(product.base_min_size),
        "base_max_size": "100000000000",
    }


def _flags(product: Product) -> dict[str, Any]:
    return {
        "status": "online" if product.online else "delisted",
        "cancel_only": product.cancel_only,
        "limit_only": product.limit_only,
        "post_only": product.post_only,
        "trading_disabled": product.trading_disabled,
        "auction_mode": product.auction_mode,
    }


def best_bid_ask(exchange: Exchange, call: VenueCall) -> Answer:
    """A product without a book is absent."""
    wanted = call.many("product_ids") or set(exchange.listings)
    books = [
        pricebook(exchange, product_id)
        for product_id in exchange.listings
        if product_id in wanted and exchange.engine.markets[product_id].product.online
    ]
    return Answer({"pricebooks": books})


def product_book(exchange: Exchange, call: VenueCall) -> Answer:
    listing = _listing(exchange, call.one("product_id"))
    market = exchange.engine.markets[listing.product.product_id]
    bid, ask = market.bid or Decimal(0), market.ask or Decimal(0)
    middle = (bid + ask) / 2
    return Answer(
        {
            "pricebook": pricebook(exchange, listing.product.product_id),
            "last": written(market.last or Decimal(0)),
            "mid_market": written(middle),
            "spread_bps": f"{(ask - bid) / middle * 10_000:.4f}" if middle else "0",
            "spread_absolute": written(ask - bid),
        }
    )


def candles(exchange: Exchange, call: VenueCall) -> Answer:
    """At most 350, newest first; the newest is still forming."""
    listing = _listing(exchange, call.parts["product_id"])
    seconds = GRANULARITIES.get(call.one("granularity"))
    start, end = call.number("start", -1), call.number("end", -1)
    if seconds is None or min(start, end) < 0:
        raise ApiError.invalid_argument("start, end and granularity are required")
    if (end - start) // seconds > MOST_CANDLES:
        raise ApiError.invalid_argument("number of candles requested should be less than 350")
    tape = exchange.tapes[exchange.book_of(listing.product.product_id)]
    until = min(end, int(exchange.server_time().timestamp()))
    gaps = bool(exchange.faults.setting("candle_gaps"))
    most = min(call.number("limit", MOST_CANDLES) or MOST_CANDLES, MOST_CANDLES)
    found = tape.bars(start, until, seconds, gaps=gaps)[-most:]
    product_id = listing.product.product_id
    return Answer({"candles": [_candle(exchange, product_id, bar) for bar in reversed(found)]})


def _candle(exchange: Exchange, product_id: str, bar: Bar) -> dict[str, str]:
    prices = {"low": bar.low, "high": bar.high, "open": bar.open, "close": bar.close}
    shown = {
        name: written(exchange.shown_price(product_id, price)) for name, price in prices.items()
    }
    return {
        "start": str(bar.start),
        **shown,
        "volume": written(bar.volume),
    }


def ticker(exchange: Exchange, call: VenueCall) -> Answer:
    """The newest trades; `side` is the maker's."""
    listing = _listing(exchange, call.parts["product_id"])
    product_id = listing.product.product_id
    market = exchange.engine.markets[product_id]
    tape = exchange.tapes[exchange.book_of(product_id)]
    tape.trade_on(exchange.now())
    newest = list(tape.trades)[::-1]
    trades = [
        {
            "trade_id": trade.trade_id,
            "product_id": product_id,
            "price": written(exchange.shown_price(product_id, trade.price)),
            "size": written(trade.base_size),
            "time": rfc3339(trade.at),
            "side": "BUY",
            "bid": "",
            "ask": "",
        }
        for trade in newest[: call.number("limit", 100)]
    ]
    best = {
        "best_bid": written(market.bid or Decimal(0)),
        "best_ask": written(market.ask or Decimal(0)),
    }
    return Answer({"trades": trades, **best})
