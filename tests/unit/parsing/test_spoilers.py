"""A call stops being one when words before or behind it take it back."""

from __future__ import annotations

import pytest

from signalfill.parsing import parse
from tests.unit.parsing.layouts import LAYOUTS

BEFORE = [
    "If BTC breaks out: ",
    "Wait for confirmation.\n",
    "Don't take this yet:\n",
    "not a signal:\n",
    "Example of a good setup:\n",
    "Last week's call:\n",
    "Recap:\n",
    "Result of yesterday:\n",
    "Closed this one:\n",
    "Missed this trade:\n",
    "My old trade, closed:\n",
    "Backtest result\n",
    "TP1 hit on this call:\n",
    "Stopped out of:\n",
    "Cancelled:\n",
    "Do not enter:\n",
    "Watchlist for tomorrow\n",
    "Potential setup, not active yet:\n",
    "Waiting for the retest, then:\n",
    "Only after 4h close above:\n",
    "Thinking about this one:\n",
    "Would you take this trade?\n",
    "Hypothetical:\n",
    "Paper trade:\n",
    "Demo account:\n",
    "Отмена сигнала:\n",
    "Вчерашняя сделка, закрыта:\n",
    "Не заходим пока:\n",
    "Если пробьет уровень:\n",
    "如果突破就做:\n",
    "先不要进场:\n",
    "昨天的单子:\n",
    "Jangan entry dulu:\n",
    "Kalau breakout:\n",
    "No entrar todavía:\n",
    "Si rompe la resistencia:\n",
    "Henüz girmeyin:\n",
    "Kırılım olursa:\n",
    "Não entrem ainda:\n",
    "Update: all targets reached\n",
    "Signal expired:\n",
    "Expired\n",
    "We took this trade on Monday and it ran well:\n",
    "Who took this trade?\n",
    "Congrats to all who took this:\n",
    "Invalidated:\n",
    "This one is already closed:\n",
    "In profit now:\n",
    "Already running +30%:\n",
    "This setup failed:\n",
    "Educational example:\n",
    "For education only:\n",
    "Screenshot from member:\n",
    "Trade journal:\n",
    "Preparing this order, do not place:\n",
    "Possible short-term idea (no trade):\n",
    "No trade:\n",
    "I missed it:\n",
    "Late entry not recommended:\n",
    "Skip this:\n",
    "Ignore:\n",
    "Deleted:\n",
    "Wrong numbers, ignore:\n",
    "Typo below, corrected soon:\n",
]
BEHIND = [
    "\nWait for my go.",
    "\nNot active yet.",
    "\n(not entering)",
    "\nonly if BTC holds 60k",
    "\nif it retests first",
    "\nDo not enter yet",
    "\nCancelled ❌",
    "\n✅ TP1 reached",
    "\nTP1 hit +10%",
    "\nStopped out",
    "\nSL hit ❌",
    "\nClosed +12%",
    "\nResult: +2R",
    "\nclosed in profit",
    "\nEntry only after breakout confirmation",
    "\nEntry after 1h candle close above",
    "\nnot a signal, just my idea",
    "\nPaper trade only",
    "\n(demo)",
    "\nпока не заходим",
    "\nвход после пробоя",
    "\nсделка закрыта",
    "\nотмена",
    "\n已止盈",
    "\n已经走了",
    "\n等待确认再进",
    "\nsudah TP1",
    "\njangan entry dulu",
    "\nesperar confirmación",
    "\nonayı bekleyin",
    "\nno longer valid",
    "\nexpired",
    "\nmissed it",
    "\nPnL: +5%",
    "\nProfit: 12%",
    "\nROI 45%",
    "\nStatus: closed",
    "\nAll targets done 🎉",
    "\nTarget 1 ✅",
    "\nhit our target",
    "\nup 20% since entry",
    "\nwas a great trade",
    "\nThis was our call last week",
    "\nThis trade is closed.",
    "\nTrade closed manually",
    "\nhope you all took profits!",
    "\nDon't chase it if you missed",
    "\nif you missed it, wait for next one",
]


def tradable(text: str) -> bool:
    return any(not signal.problems for signal in parse(text).signals)


@pytest.mark.parametrize("words", BEFORE)
def test_words_before_a_call_take_it_back(words: str) -> None:
    assert [layout.text for layout in LAYOUTS if tradable(words + layout.text)] == []


@pytest.mark.parametrize("words", BEHIND)
def test_words_behind_a_call_take_it_back(words: str) -> None:
    assert [layout.text for layout in LAYOUTS if tradable(layout.text + words)] == []


@pytest.mark.parametrize(
    "words", ["\nNFA", "\nGood luck everyone!", "\nMove SL to entry after TP1", "\nRisk 1% only"]
)
def test_harmless_words_behind_a_call_leave_it_tradable(words: str) -> None:
    assert [layout.text for layout in LAYOUTS if not tradable(layout.text + words)] == []
