"""A run that nobody replayed, to look at the page: seeded walks, signals and strangers' texts."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cli.evidence_report.inputs import Alternative, Baselines, ReaderSize, ReportInput, Told
from signalfill.domain.evidence.results import (
    Funnel,
    ReplayRun,
    SignalOutcome,
    SignalResult,
    TradeFill,
)
from signalfill.domain.history import HistoryChannel, HistoryKind, HistorySummary
from signalfill.domain.order import OrderSide
from signalfill.domain.position import OrderPurpose
from signalfill.domain.product import FeeRates
from signalfill.domain.side import Side
from signalfill.domain.verdict import GateResult
from signalfill.matching.model import Candle
from tests.fakes.bars import InMemoryBars, InMemoryBarStore

BEGINS = datetime(2026, 3, 2, tzinfo=UTC)
COINS = {"BTC": 60_000.0, "SOL": 140.0, "DOGE": 0.12}
HOSTILE = '</script><img src=x onerror="alert(1)"> & <b>LONG SOL</b> {{ 7 * 7 }} \u2028 $SOL 🚀'
MINUTES = 60
"""A bar an hour, one minute long: the others had no trades."""


def page(signals: int = 60, *, days: int = 90, seed: int = 4, **changes: object) -> ReportInput:
    source = random.Random(seed)
    results = tuple(_result(source, at, signals, days) for at in range(signals))
    run = ReplayRun(
        run_id="run-1",
        inputs_sha256="ab" * 32,
        parser_version="27",
        settings_sha256="cd" * 32,
        rules=("F1", "F2"),
        source="export.json",
        price_source=str(changes.pop("price_source", "coinbase")),
        tier=FeeRates(maker=Decimal("0.006"), taker=Decimal("0.012"), tier="Intro 1"),
        delay_seconds=Decimal(2),
        spread_table={f"{coin}-USD": Decimal("0.0004") for coin in COINS},
        begins_at=BEGINS,
        ends_at=BEGINS + timedelta(days=days),
        results=results,
        funnel=_funnel(results),
    )
    given: dict[str, object] = {
        "run": run,
        "summary": HistorySummary(
            kind=HistoryKind.CHAT_EXPORTER,
            channels=(HistoryChannel(channel_id="1", name="<alpha> & calls"),),
            exported_at=BEGINS + timedelta(days=days),
            messages=signals * 9,
            edited=7,
            author_names={"100000000000004411": "An author"},
        ),
        "size": ReaderSize(Decimal(10_000), Decimal("0.005"), Decimal(69)),
        "told": {each.signal_id: _told(at) for at, each in enumerate(results)},
        "bars": InMemoryBarStore({f"{coin}-USD": _bars(source, coin, days) for coin in COINS}),
        "sensitivity": (Alternative("delay 60 s", run),),
        "variants": (Alternative("targets only", run), Alternative("trail", run)),
        "baselines": Baselines(
            held=Decimal("0.124"),
            held_coins=3,
            random_r=Decimal("-0.12"),
            beaten=Decimal("0.71"),
            draws=500,
        ),
    }
    return ReportInput(**{**given, **changes})  # type: ignore[arg-type]


def _bars(source: random.Random, coin: str, days: int) -> InMemoryBars:
    price, minutes = COINS[coin], []
    for hour in range(days * 24):
        at = price
        price *= 1 + source.gauss(0, 0.006)
        low, high = min(at, price) * 0.998, max(at, price) * 1.002
        opened, top, bottom, close = (Decimal(f"{each:.5f}") for each in (at, high, low, price))
        candle = Candle(opened, top, bottom, close)
        minutes.append((BEGINS + timedelta(hours=hour), candle))
    return InMemoryBars(minutes)


def _result(source: random.Random, at: int, signals: int, days: int) -> SignalResult:
    coin = source.choice(list(COINS))
    posted = BEGINS + timedelta(days=days) * (at + 0.5) / signals
    kind = source.choice(["refused", "unfilled", "won", "lost", "lost"])
    entry = COINS[coin]
    given: dict[str, object] = {
        "signal_id": f"{1000 + at}-0",
        "channel_id": "1",
        "author_id": source.choice(["100000000000004411", "100000000000009027"]),
        "product": f"{coin}-USD",
        "base": coin,
        "side": Side.LONG,
        "entry_kind": source.choice(["limit", "market"]),
        "entry_prices": (Decimal(f"{entry:.4f}"),),
        "stop_price": Decimal(f"{entry * 0.96:.4f}"),
        "take_profits": (Decimal(f"{entry * 1.05:.4f}"), Decimal(f"{entry * 1.1:.4f}")),
        "posted_at": posted,
        "day": posted.date().isoformat(),
        "outcome": SignalOutcome.REFUSED,
        "code": "run_away",
        "claimed_r": Decimal(f"{source.uniform(-1, 2.5):.4f}"),
    }
    if kind == "unfilled":
        zero = Decimal(0)
        given |= {"outcome": SignalOutcome.NOT_FILLED, "code": "expired"}
        given |= {"obtainable_worst_r": zero, "obtainable_best_r": zero, "achieved_r": zero}
    if kind in {"won", "lost"}:
        r = source.uniform(0.3, 2) if kind == "won" else source.uniform(-1.2, -0.4)
        given |= _trade(source, posted, entry, Decimal(f"{r:.4f}"))
    return SignalResult.model_validate(given)


def _trade(source: random.Random, posted: datetime, entry: float, r: Decimal) -> dict[str, object]:
    hours = source.randrange(3, 70)
    closed = posted + timedelta(hours=hours)
    has_room = source.random() < 0.8
    left = entry * (1 + float(r) * 0.04)
    return {
        "outcome": SignalOutcome.TAKE_PROFIT if r > 0 else SignalOutcome.STOP_LOSS,
        "code": "",
        "obtainable_worst_r": r,
        "obtainable_best_r": r + Decimal("0.05"),
        "achieved_r": r - Decimal("0.02") if has_room else None,
        "achieved_code": "" if has_room else "budget_positions",
        "filled": True,
        "minutes_open": hours * MINUTES,
        "fees_r": Decimal("0.2"),
        "undecidable": source.random() < 0.05,
        "opened_at": posted + timedelta(minutes=3),
        "closed_at": closed,
        "fills": (
            _fill(posted + timedelta(minutes=3), OrderSide.BUY, OrderPurpose.ENTRY, entry),
            _fill(closed, OrderSide.SELL, OrderPurpose.PROTECTION, left),
        ),
    }


def _fill(at: datetime, side: OrderSide, purpose: OrderPurpose, price: float) -> TradeFill:
    return TradeFill(
        at=at,
        side=side,
        purpose=purpose,
        price=Decimal(f"{price:.4f}"),
        base_size=Decimal("1.5"),
        commission=Decimal("0.42"),
        is_maker=purpose is OrderPurpose.ENTRY,
    )


def _told(at: int) -> Told:
    text = "LONG SOL/USDT\nEntry: 142.50\nTP1: 150\nTP2: 158\nSL: 136.80"
    names = ("mode", "age", "stop", "price_frame", "spread", "run_away", "budget_positions")
    return Told(
        text=HOSTILE if at == 0 else text,
        read_as=("long SOL, entry 142.50, targets 150 and 158, stop 136.80",),
        gates=tuple(
            GateResult(gate=each, passed=each != "run_away", value="0.41 %", threshold="0.3 %")
            for each in names
        ),
    )


def _funnel(results: tuple[SignalResult, ...]) -> Funnel:
    opened = [each for each in results if each.obtainable_worst_r is not None]
    return Funnel(
        messages=len(results) * 9,
        kinds={"none": len(results) * 6, "report": len(results), "signal": len(results)},
        calls=len(results) + 5,
        problems={"no_stop": 3, "not_crypto": 2},
        signals=len(results),
        refused={"run_away": len(results) - len(opened)},
        opened=len(opened),
        filled=sum(each.filled for each in opened),
    )
