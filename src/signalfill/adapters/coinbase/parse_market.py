"""Wire to domain for products, prices, balances, fees and the key's permissions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from signalfill.adapters.coinbase.parse import moment
from signalfill.adapters.coinbase.replies import Json, as_list, as_object, number, number_or_zero
from signalfill.domain.product import (
    Balance,
    FeeRates,
    KeyPermissions,
    MinuteClose,
    PriceRange,
    Product,
    Quote,
)
from signalfill.domain.values import decimal_or_none

_ZERO = Decimal(0)
_ONLINE = frozenset({"online", ""})
_SPOT = frozenset({None, "", "UNKNOWN_PRODUCT_TYPE", "SPOT"})
_SPOT_MONEY = frozenset({"CRYPTO", "FIAT"})
_SPOT_PLATFORM = "ACCOUNT_PLATFORM_CONSUMER"


@dataclass(frozen=True, slots=True)
class PriceCandle:
    """Prices traded in the bucket that begins at `start`; the last bucket is still forming."""

    start: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    base_volume: Decimal


def closes_of(candles: Iterable[PriceCandle]) -> list[MinuteClose]:
    return [MinuteClose(start=each.start, price=each.close) for each in candles]


@dataclass(frozen=True, slots=True)
class PriceTrade:
    """One printed trade. Ids grow from trade to trade of a product."""

    trade_id: int
    price: Decimal
    base_size: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class Book:
    """Price and base size of each level, best first."""

    bids: tuple[tuple[Decimal, Decimal], ...]
    asks: tuple[tuple[Decimal, Decimal], ...]


def parse_product(row: Json) -> Product:
    """A spot product. Prices are rounded to `price_increment`: it may be coarser than the quote's.

    Raises:
        KeyError, ValueError: an increment or minimum is missing or not readable, or it is a
            contract: its sizes count something else.
    """
    if row.get("product_type") not in _SPOT:
        raise ValueError("not a spot product")
    price_increment = "price_increment" if row.get("price_increment") else "quote_increment"
    return Product(
        product_id=row["product_id"],
        base=row["base_currency_id"],
        quote=row["quote_currency_id"],
        base_increment=_positive(row, "base_increment"),
        price_increment=_positive(row, price_increment),
        base_min_size=number(row, "base_min_size"),
        quote_min_size=number(row, "quote_min_size"),
        online=row.get("status", "") in _ONLINE and not row.get("is_disabled"),
        cancel_only=bool(row.get("cancel_only")),
        limit_only=bool(row.get("limit_only")),
        post_only=bool(row.get("post_only")),
        trading_disabled=bool(row.get("trading_disabled")),
        auction_mode=bool(row.get("auction_mode")),
        view_only=bool(row.get("view_only")),
    )


def range_since(candles: Sequence[PriceCandle], since: datetime) -> PriceRange | None:
    """Of the bucket that `since` lies in the close counts; its extremes are told apart."""
    if not candles:
        return None
    own = candles[0] if candles[0].start < since else None
    rest = candles[1:] if own is not None else candles
    lows, highs = [each.low for each in rest], [each.high for each in rest]
    if own is None:
        return PriceRange(low=min(lows), high=max(highs), open=candles[0].open)
    low, high = min([own.close, *lows]), max([own.close, *highs])
    return PriceRange(
        low=low,
        high=high,
        open=own.open,
        own_low=own.low if own.low < low else None,
        own_high=own.high if own.high > high else None,
    )


def parse_last_prices(rows: Iterable[Json]) -> dict[str, Decimal]:
    """By product; one without a readable price is left out."""
    found = {str(row.get("product_id")): decimal_or_none(str(row.get("price"))) for row in rows}
    return {each: price for each, price in found.items() if price is not None and price > 0}


def parse_quote(book: Json, *, asked_at: datetime) -> Quote | None:
    """Best bid and ask; None where one side of the book is empty.

    A book's own `time` is that of its last change: a quiet one is not old.

    Raises:
        KeyError, ValueError: a price is not readable.
    """
    bids, asks = as_list(book.get("bids")), as_list(book.get("asks"))
    if not bids or not asks:
        return None
    return Quote(
        product_id=book["product_id"],
        bid=number(bids[0], "price"),
        ask=number(asks[0], "price"),
        at=asked_at,
    )


def parse_candle(row: Json) -> PriceCandle:
    """One candle.

    Raises:
        KeyError, ValueError: a field is missing or not readable.
    """
    return PriceCandle(
        start=datetime.fromtimestamp(int(row["start"]), UTC),
        open=number(row, "open"),
        high=number(row, "high"),
        low=number(row, "low"),
        close=number(row, "close"),
        base_volume=number(row, "volume"),
    )


def parse_trade(row: Json) -> PriceTrade:
    """One trade of the tape.

    Raises:
        KeyError, ValueError: a field is missing or not readable.
    """
    return PriceTrade(
        trade_id=int(row["trade_id"]),
        price=number(row, "price"),
        base_size=number(row, "size"),
        at=moment(row["time"]),
    )


def parse_book(book: Json) -> Book | None:
    """None where one side is empty.

    Raises:
        KeyError, ValueError: a level is not readable.
    """
    bids, asks = (
        tuple((number(row, "price"), number(row, "size")) for row in as_list(book.get(side)))
        for side in ("bids", "asks")
    )
    return Book(bids, asks) if bids and asks else None


def parse_balances(rows: Iterable[Json]) -> Mapping[str, Balance]:
    """By currency; several wallets of one currency are added.

    A vault, a wallet of futures and one that is not ready hold no money to trade on spot with.
    """
    balances: dict[str, Balance] = {}
    for row in rows:
        if not _is_spot_money(row):
            continue
        currency = str(row["currency"])
        before = balances.get(currency, Balance(currency=currency, available=_ZERO))
        balances[currency] = Balance(
            currency=currency,
            available=before.available + _value(row, "available_balance"),
            hold=before.hold + _value(row, "hold"),
        )
    return balances


def _is_spot_money(row: Json) -> bool:
    """What an older body leaves out is taken for the usual."""
    kind = str(row.get("type") or "CRYPTO").removeprefix("ACCOUNT_TYPE_")
    platform = row.get("platform") or _SPOT_PLATFORM
    is_there = not row.get("deleted_at") and row.get("ready") is not False
    return is_there and kind in _SPOT_MONEY and platform == _SPOT_PLATFORM


def parse_fee_rates(body: Json) -> FeeRates:
    """The tier's rates.

    Raises:
        KeyError, ValueError: the tier is missing or not readable.
    """
    tier = as_object(body.get("fee_tier"))
    return FeeRates(
        maker=number(tier, "maker_fee_rate"),
        taker=number(tier, "taker_fee_rate"),
        tier=str(tier.get("pricing_tier") or ""),
    )


def parse_key_permissions(body: Json) -> KeyPermissions:
    return KeyPermissions(
        can_view=body.get("can_view") is True,
        can_trade=body.get("can_trade") is True,
        # Absent is not a no: a key that may move money must never look harmless.
        can_transfer=body.get("can_transfer") is not False,
        portfolio_id=str(body.get("portfolio_uuid") or ""),
        portfolio_type=str(body.get("portfolio_type") or ""),
    )


def parse_server_time(body: Json) -> datetime:
    """The numbers are strings on the wire.

    Raises:
        KeyError, ValueError: no readable time.
    """
    return datetime.fromtimestamp(int(body["epochMillis"]) / 1000, UTC)


def _positive(row: Json, name: str) -> Decimal:
    increment = number(row, name)
    if increment <= 0:
        raise ValueError(f"{name} must be above zero")
    return increment


def _value(row: Json, name: str) -> Decimal:
    return number_or_zero(as_object(row.get(name)), "value")
