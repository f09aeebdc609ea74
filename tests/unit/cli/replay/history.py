"""A small history on disk, with its candles: two calls, one that wins and one that loses."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from signalfill.adapters.candles.spans import minute_of
from signalfill.adapters.candles.store import CandleStore
from signalfill.adapters.coinbase.parse_market import PriceCandle
from signalfill.domain.product import Product
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS
from signalfill.ports.bars import BarsSource

BEGINS = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CALL = "LONG SOL/USDT\nEntry: {entry}\nTP1: {target}\nSL: {stop}"
WINS = CALL.format(entry="142.50", target="160", stop="136.80")
LOSES = CALL.format(entry="165", target="190", stop="158")


def write_export(folder: Path, *texts: str) -> Path:
    """A call an hour, as JSON lines."""
    path = folder / "export.jsonl"
    lines = []
    for number, text in enumerate(texts):
        posted = BEGINS + timedelta(hours=number) + timedelta(seconds=7)
        milliseconds = int(posted.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
        lines.append(json.dumps({"id": str(milliseconds << 22), "content": text}))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def write_candles(folder: Path, *, hours: int = 8) -> Path:
    """SOL: at 145, down to 142, up to 166 after the first call, then down to 150, and still."""
    path = [145, 142, 141.9, *range(143, 167), *([166] * 34), *range(166, 149, -1)]
    prices = [Decimal(str(each)) for each in path]
    prices += [prices[-1]] * (hours * 60 - len(prices))
    # An hour and a half before the first message, and the hour until the first call.
    prices = [Decimal(145)] * 150 + prices
    begin = BEGINS - 90 * MINUTE
    candles = [
        PriceCandle(
            start=begin + MINUTE * at,
            open=last,
            high=max(last, price),
            low=min(last, price),
            close=price,
            base_volume=Decimal(100_000),
        )
        for at, (last, price) in enumerate(pairwise([prices[0], *prices]))
    ]
    store = CandleStore(folder)
    product = Product(
        product_id="SOL-USD",
        base="SOL",
        quote="USD",
        base_increment=Decimal("0.00000001"),
        price_increment=Decimal("0.01"),
        base_min_size=Decimal("0.00000001"),
        quote_min_size=Decimal(1),
    )
    store.keep_product("SOL-USD", product, BEGINS)
    covered = [(minute_of(begin), minute_of(begin) + len(candles))]
    store.keep("SOL-USD", BarsSource.COINBASE, candles, covered, fetched_at=BEGINS)
    return folder
