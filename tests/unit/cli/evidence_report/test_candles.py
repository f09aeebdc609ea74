from __future__ import annotations

import base64
import struct
from datetime import timedelta
from decimal import Decimal
from typing import Any

from cli.evidence_report.candles import MOST, chart_of
from signalfill.matching.model import Candle
from tests.fakes.bars import InMemoryBars
from tests.unit.domain.evidence.results import result

POSTED = result().posted_at
MINUTE = timedelta(minutes=1)


def _bars(*prices: str, first: int = 0) -> InMemoryBars:
    """From `first` minutes after the posting on, one bar a minute, of one price each."""
    return InMemoryBars(
        [(POSTED + MINUTE * (first + at), _flat(Decimal(price))) for at, price in enumerate(prices)]
    )


def _flat(price: Decimal) -> Candle:
    return Candle(price, price, price, price)


def _candles(chart: dict[str, Any]) -> dict[int, tuple[float, ...]]:
    """Open, high, low and close by seconds after posting."""
    packed = base64.b64decode(chart["b"])
    low, step = float(chart["lo"]), (float(chart["hi"]) - float(chart["lo"])) / 0xFFFE
    found = {}
    for at, four in enumerate(struct.iter_unpack("<4H", packed)):
        if four[0] != 0xFFFF:
            seconds = chart["s"] + at * chart["d"] - int(POSTED.timestamp())
            found[seconds] = tuple(round(low + each * step, 4) for each in four)
    return found


def test_a_chart_shows_the_bars_with_their_prices() -> None:
    closed = result(closed_at=POSTED + 10 * MINUTE)
    chart = chart_of(closed, _bars("100", "101", "99"))
    assert chart is not None
    assert _candles(chart) == {0: (100,) * 4, 60: (101,) * 4, 120: (99,) * 4}


def test_a_minute_without_trades_has_no_candle() -> None:
    chart = chart_of(
        result(closed_at=POSTED + 10 * MINUTE),
        InMemoryBars([*_bars("100").minutes, *_bars("101", first=4).minutes]),
    )
    assert chart is not None
    assert list(_candles(chart)) == [0, 240]


def test_a_long_trade_has_longer_candles() -> None:
    days = result(closed_at=POSTED + timedelta(days=3))
    chart = chart_of(days, _bars("100", "104", "98", "102"))
    assert chart is not None
    assert list(_candles(chart).values()) == [(100, 104, 98, 102)]
    assert len(base64.b64decode(chart["b"])) <= 8 * (MOST + 2)


def test_without_a_bar_there_is_no_chart() -> None:
    assert chart_of(result(), _bars()) is None
    assert chart_of(result(), _bars("1", first=60 * 24 * 30)) is None
