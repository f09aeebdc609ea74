# ruff: noqa: E501 - one message a line reads best
from __future__ import annotations

import pytest

from signalfill.domain.signal import Problem
from signalfill.parsing import parse

NOT_TO_BE_TRADED = [
    "BTC long 60000 stop 58000 if it breaks 61k",
    "If BTC reclaims 61k I'd long 61000 with stop 59000 and tp 65000",
    "Don't long BTC here. Entry 60000, SL 58000, TP 65000 would be suicide",
    "not taking this BTC long 60000 sl 58000 tp 65000",
    "I was thinking of BTC long 60000 sl 58000",
    "yesterday's call: BTC long 60000 sl 58000 tp 65000",
    "Recap of last week:\nBTC long 60000 sl 58000 tp 65000\nETH short 2500 sl 2600 tp 2400",
    "BTC/USDT LONG\nEntry: 60000 ✅\nTP1: 61000 ✅\nTP2: 62000\nSL: 58000",
    "BTC/USDT LONG\nEntry 60000\nTP 61000 hit ✅ +12%\nSL 58000",
    "BTC long from 60000 is up 5%, sl 58000",
    "Who is long BTC at 60000? my stop is 58000",
    "Should I long ETH 2500 sl 2400 tp 2700?",
    "> BTC long 60000 sl 58000\nnice call bro",
    "~~BTC long 60000 sl 58000 tp 63000~~ cancelled",
    "BTC/USDT LONG Entry 60000 SL 58000 TP 63000\nCancelled, do not enter",
    "Waiting for BTC 60000 to long, sl 58000 tp 63000",
    "Watchlist: BTC 60000 long, sl 58000",
    "Example: long BTC entry 60000 SL 58000 TP 63000",
    "Setup idea, wait for my confirmation: BTC long 60000 sl 58000",
    "ETH long: entry 2500, sl 2400. Only valid after retest of 2480",
    "SOL/USDT LONG closed in profit. Entry 140 Exit 150 SL 135",
    "Signal #22 update\nSOL/USDT LONG\nEntry: 140\nSL moved to 141\nTP 150",
    "We entered SOL long at 140 with SL 135 this morning, now 150",
    "BTC might go long from 60000 with stop 58000",
    "#BTC вход 60000 стоп 58000 тейк 63000 если пробьет 61000",
    "BTC лонг 60000 стоп 58000 - не заходить пока",
    "如果跌到60000可以做多BTC，止损58000",
    "BTC 60000附近多 止损58000 先不要进",
    "昨天的单子 BTC 60000多 止损58000 止盈63000 已经到了",
    "kalo BTC turun ke 60000 bisa long, SL 58000",
    "jangan long BTC dulu, entry 60000 SL 58000",
    "Si BTC rompe 61000 comprar, stop 59000, objetivo 65000",
    "BTC 61000 üzerinde kapanış olursa long, stop 59000",
    "Test: BTC long 60000 sl 58000 tp 62000",
    "Leverage 10x BTC long entry 60000 SL 58000 TP 62000 - Paper only",
    "Long BTC and ETH. sl 58000",
    "BTC long entry: see chart\nSL 58000\nTP 63000",
    "[CLOSED] BTC long 60000 sl 58000 tp 62000",
    "Closed BTC long 60000 at 62000, sl was 58000",
    "RT @someone: BTC long 60000 sl 58000",
    "My BTC long from 60000 still running, sl 58000, tp 65000",
    "BTC long 60000 sl 58000 tp 62000 ... just kidding",
    "BTC LONG\nEntry: 60000\nSL: 58000\nTP: 62000\nStatus: Stopped out",
    "BTC LONG\nEntry: 60000\nSL: 58000\nTP: 62000\nResult: +3R",
    "In 2021 we long BTC 60000 SL 58000 TP 65000",
    "BTC long 60000 42000 stop 58000",
    "BTC long 60000-59000-58000 tp 62000",
    "FARTCOIN|Entry:|0.97|SL:|0.94",
    "BTC long 60000 stop on candle close 58000",
    "BTC 60k, ETH 2500, SOL 140. stop scrolling and start trading",
    "Long term holders: buy BTC 60000, target 100000, stop worrying",
    "Price alert: BTC 60000. Support 58000. Target 65000.",
    "BTC: support 58000 / stop zone 57000, resistance 65000 target. bullish above 60000",
    "📊 BTC Market Update\nCurrent Price: 60000\nTarget: 65000\nStop: 58000\nTrend: Long",
    "Trade result\nPair: BTC/USDT\nSide: LONG\nEntry: 60000\nExit: 62000\nStop: 58000\nTP: 62000",
    "TRADE CLOSED\nBTC/USDT LONG\nEntry: 60000\nClose: 62000\nSL: 58000\nTP: 62000",
    "Position Update\nBTC/USDT LONG\nEntry: 60000\nMark: 61000\nSL: 58000\nTP: 65000\nPnL: +120",
    "Your order has been placed: BUY BTC 60000 stop 58000 target 65000",
    "Order filled: BUY BTC at 60000, SL 58000, TP 65000",
    "[Signal History] BTC/USDT LONG Entry 60000 SL 58000 TP 65000 -> WIN",
    "BTC/USDT LONG Entry 60000 SL 58000 TP 65000 | WIN +8%",
    "BTC/USDT LONG\nEntry 60000\nSL 58000\nTP1 62000 ✔️\nTP2 65000 ✔️",
    "#BTC LONG entry 60000 sl 58000 tp 65000 - 2 days ago",
    "Signal from 12/05/2025: BTC long 60000 sl 58000",
    "Poll: BTC long 60000 or short, sl 58000?",
    "Congratulations! BTC LONG 60000 → 65000, SL was never touched at 58000",
    "BTC LONG 60000 → 65000 (+8%) SL 58000",
    "imagine going BTC long 60000 sl 58000",
    "He said BTC long 60000 sl 58000",
    "According to some analyst: BTC long 60000 sl 58000 tp 65000",
    "Unlock VIP to see: BTC long entry ***** SL 58000 TP 65000",
    "BTC LONG entry: VIP only. SL: 58000 TP: 65000",
    "Entry hidden 🔒 BTC/USDT LONG TP 65000 SL 58000",
    "BTC/USDT\nLONG\nEntry: 🔒\nTP: 65000\nSL: 58000",
    "Copy trade result: BTC long 60000 sl 58000 closed at tp",
    "Simulated trade: BTC long 60000 sl 58000",
    "Strategy backtest BTC long 60000 sl 58000 tp 65000 winrate 60%",
    "AI prediction: BTC long 60000 sl 58000 tp 65000 probability 72%",
    "Scanner: BTC long setup forming near 60000, sl 58000",
    "Setup forming: BTC/USDT LONG\nEntry 60000\nSL 58000\nTP 65000",
    "Upcoming trade: BTC/USDT LONG\nEntry 60000\nSL 58000\nTP 65000",
    "Draft\nBTC/USDT LONG\nEntry 60000\nSL 58000\nTP 65000",
    "BTC/USDT LONG (not triggered yet)\nEntry 60000\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry when price reaches 60000\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: on retest of 60000\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: break of 60000\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: above 60000\nSL 58000\nTP 65000",
    "BTC/USDT SHORT\nEntry: below 60000\nSL 62000\nTP 55000",
    "BTC/USDT LONG\nTrigger: 60000\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: 60000 stop order\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: 60000 (after confirmation)\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: 60000 (if 4h closes above)\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: 60000 - wait for candle close\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: 60000 (breakout)\nSL 58000\nTP 65000",
    "BTC/USDT LONG\nEntry: 60000 on breakout\nSL 58000\nTP 65000",
    "BTC/USDT LONG 60000\nSL 58000 for BTC, ETH LONG 2500 SL 2400",
    "Scenario A: BTC long 60000 sl 58000. Scenario B: BTC short 61000 sl 62000",
    "Plan A: long BTC 60000 stop 58000\nPlan B: short BTC 65000 stop 66000",
    "Option 1\nBTC long 60000 sl 58000\nOption 2\nBTC long 59000 sl 57000",
    "BTC/USDT LONG\nEntry by zorket: 60000\nStop: 58000\nTP: 62000",
    "BTC/USDT LONG\nEntry: 60000 zorket\nStop: 58000\nTP: 62000",
    "BTC/USDT LONG\nEntry: 60000\nStop: zorket 58000\nTP: 62000",
    "@Kim zorked BTC 60000 sl 58000",
    "🟢 LONG - MARKET ZORK - $AGI\n- Entry: 0.0504\n❌ SL: 0.0483",
    "AVAX short entry 54.79 and zorket 56.45\nSL 58.35\nTP 44.49",
    "Update limit OP to 1.000\n\nSL 0.968\nTP 1.301",
    "Longed MATIC at 0.71, SL at 0.685, and zorking the other half of it at 0.69",
    "SUI/USDT LONG\nEntry Targets:\n1) 3.4757) 3.41\nStop Targets:\n1) 3.2",
    "KAVA LONG\nEntry: 0.48359\nZorkiness: 0.5\nTP1: 0.4912\nSL: 0.47",
]


@pytest.mark.parametrize("text", NOT_TO_BE_TRADED)
def test_what_is_not_plainly_a_call_is_never_tradable(text: str) -> None:
    reading = parse(text)

    assert all(signal.problems for signal in reading.signals)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("BTC long 60000 sl 61000", Problem.INCONSISTENT_PRICES),
        ("BTC long 60000 sl 58000 tp 55000", Problem.INCONSISTENT_PRICES),
        ("BTC long 6000 sl 58000", Problem.INCONSISTENT_PRICES),
        ("KAS long 0.148 - 0.0142 sl 0.138", Problem.INCONSISTENT_PRICES),
        ("$KAS LONG\nEntry: 0.15\nSL: 029.06", Problem.INCONSISTENT_PRICES),
        ("BTC/USDT long entry 60000 tp 65000", Problem.NO_STOP),
        ("ETH long 2500-2450 sl 5%", Problem.PERCENT_STOP),
        ("$ZRO - LONG X10\nENTRY NOW\nTP 30%\nSL 3", Problem.PERCENT_TARGETS),
        ("ETH/BTC long 0.05 sl 0.048 tp 0.055", Problem.BTC_QUOTED),
        ("XAUUSD BUY 2350 SL 2340 TP 2370", Problem.NOT_CRYPTO),
        ("TSLA long 250 stop 240 target 270", Problem.NOT_CRYPTO),
        ("BTC buy stop 61000 sl 59000 tp 63000", Problem.CONDITIONAL),
        ("Enter long above 61000 BTC sl 59000 tp 63000", Problem.CONDITIONAL),
        ("BTC 4h close above 61000 long, stop 59000", Problem.CONDITIONAL),
        ("BTC long or short 60000 sl 58000", Problem.UNCLEAR),
        ("COIN POSITION LONG\nENTRY (0.07)\nSTOP LOSS (0.06)", Problem.NO_SYMBOL),
        ("This is not a trading signal.\nKAS/USDT LONG\nEntry: 0.15\nSL: 0.14", Problem.UNCLEAR),
    ],
)
def test_a_reason_not_to_trade_is_named(text: str, problem: Problem) -> None:
    signals = parse(text).signals

    assert problem in signals[0].problems


@pytest.mark.parametrize(
    "text",
    [
        "Not financial advice. DOT limit 5.10 stop 4.9",
        "DOT limit 5.10 stop 4.9\n(Use trailing SL when in profit)",
        "DOT/USDT LONG\nEntry: 5.1\nSL: 4.9\nThe coin held its support at 4.7 for weeks and looks strong now",
        "DOT/USDT LONG\nEntry: 5.1\nTP: 5.5\nSL: 4.9\nMove SL to BE after TP1",
    ],
)
def test_disclaimers_comments_and_management_cast_no_doubt(text: str) -> None:
    assert parse(text).signals[0].problems == ()
