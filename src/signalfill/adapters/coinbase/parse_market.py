"""Wire to domain for products, prices, balances, fees and the key's permissions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    Product,
    Quote,
)

_ZERO = Decimal(0)
# A futures product has no status at all.
_ONLINE = frozenset({"online", ""})


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
    """Prices are rounded to `price_increment`: on futures the quote increment is finer.

    Raises:
        KeyError, ValueError: an increment or minimum is missing or not readable.
    """
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


def parse_quote(book: Json, *, now: datetime) -> Quote | None:
    """Best bid and ask; None where one side of the book is empty.

    Raises:
        KeyError, ValueError: a price is not readable.
    """
    bids, asks = as_list(book.get("bids")), as_list(book.get("asks"))
    if not bids or not asks:
        return None
    at = book.get("time")
    return Quote(
        product_id=book["product_id"],
        bid=number(bids[0], "price"),
        ask=number(asks[0], "price"),
        at=moment(at) if at else now,
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
    """By currency; several wallets of one currency are added, a vault is not money to trade."""
    balances: dict[str, Balance] = {}
    for row in rows:
        if row.get("deleted_at") or "VAULT" in str(row.get("type")):
            continue
        currency = str(row["currency"])
        before = balances.get(currency, Balance(currency=currency, available=_ZERO))
        balances[currency] = Balance(
            currency=currency,
            available=before.available + _value(row, "available_balance"),
            hold=before.hold + _value(row, "hold"),
        )
    return balances


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
