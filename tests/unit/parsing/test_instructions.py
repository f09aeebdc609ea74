# ruff: noqa: E501 - one message a line reads best
"""An instruction has its coin, its object and its mood in its own clause."""

from __future__ import annotations

from time import process_time

import pytest

from signalfill.domain.signal import ReadingKind
from signalfill.parsing import parse

type Said = tuple[str, str | None, str | None, str | None]

OWN_COINS: list[tuple[str, list[Said]]] = [
    ("SOL close 50% / AVAX move sl to entry / UNI cancel limit", [("reduce", "SOL", None, "0.5"), ("move_stop", "AVAX", "entry", None), ("cancel", "UNI", None, None)]),
    ("KAVA - stop to entry\nROSE - stop to entry\nINJ - stop at TP1", [("move_stop", "KAVA", "entry", None), ("move_stop", "ROSE", "entry", None), ("move_stop", "INJ", "tp1", None)]),
    ("1. FIL: close here\n2. GRT: hold\n3. LINK: sl to 14.1", [("close", "FIL", None, None), ("move_stop", "LINK", "14.1", None)]),
    ("Stop SOL to 142, stop ETH to 3300", [("move_stop", "SOL", "142", None), ("move_stop", "ETH", "3300", None)]),
    ("LINK & FIL: stops to entry\nOP: take another 25%", [("move_stop", "LINK", "entry", None), ("move_stop", "FIL", "entry", None), ("reduce", "OP", None, "0.25")]),
    ("Closing both my longs (ETH, SOL)", [("close", "ETH", None, None), ("close", "SOL", None, None)]),
    ("#APT, #SEI - stop to entry", [("move_stop", "APT", "entry", None), ("move_stop", "SEI", "entry", None)]),
    ("Stop loss of ETH moved to 1765. Still have SOL/CRV longs open", [("move_stop", "ETH", "1765", None)]),
    ("Because ETH lost 3200 I'm cutting ARB here", [("close", "ARB", None, None)]),
    ("cut DOGE here since BTC looks weak", [("close", "DOGE", None, None)]),
    ("trimmed a quarter of WLD while still holding TAO", [("reduce", "WLD", None, "0.25")]),
    ("BTC may test the lows today. Move SL to entry on all orders", [("move_stop", None, "entry", None)]),
    ("ETH update\nclose half, sl to entry", [("reduce", "ETH", None, "0.5"), ("move_stop", "ETH", "entry", None)]),
]  # fmt: skip

OBJECTS: list[tuple[str, list[Said]]] = [
    ("Removed the stop on INJ", []),
    ("cancel TP on SOL", [("set_targets", "SOL", None, None)]),
    ("close half, cancel the second target", [("reduce", None, None, "0.5")]),
    ("pull the bid on NEAR, it ran without us", [("cancel", "NEAR", None, None)]),
    ("reduce BTC to 25%", [("reduce", "BTC", None, "0.75")]),
    ("close the remaining 50% of SOL", [("close", "SOL", None, None)]),
    ("#PENDLE - фиксирую остаток по рынку", [("close", "PENDLE", None, None)]),
    ("#PENDLE - закрываю остаток в б/у", [("close", "PENDLE", None, None)]),
    ("sold 1/3 of my JUP at 1.12", [("reduce", "JUP", None, "0.333")]),
    ("TP SOL here", [("reduce", "SOL", None, None)]),
    ("ENA: lock profits with a stop at TP1", [("move_stop", "ENA", "tp1", None)]),
    ("ETH short: SL 3520 > 3440", [("move_stop", "ETH", "3440", None)]),
    ("Take 20% off EGLD, stop BE", [("reduce", "EGLD", None, "0.2"), ("move_stop", "EGLD", "entry", None)]),
    ("ETC long from yesterday: trail your stop below 26.4", [("move_stop", "ETC", "26.4", None)]),
    ("sell half of the NEAR now", [("reduce", "NEAR", None, "0.5")]),
    ("Remember to move your SL to BE on LINK", [("move_stop", "LINK", "entry", None)]),
    ("close now, the ADA setup is invalid", [("close", "ADA", None, None)]),
    ("GALA: TP 0.0520 → 0.0550", [("set_targets", "GALA", "0.0550", None)]),
    ("close 50% on BTC and ETH. Leave SOL.", [("reduce", "BTC", None, "0.5"), ("reduce", "ETH", None, "0.5")]),
    ("Close everything except SOL", [("close", None, None, None)]),
    ("FIL hit TP1, UNI hit TP2. SL to entry on both", [("move_stop", "FIL", "entry", None), ("move_stop", "UNI", "entry", None)]),
    ("Raise SLs: UNI 7.4, AAVE 188, MKR 1520", [("move_stop", "UNI", "7.4", None), ("move_stop", "AAVE", "188", None), ("move_stop", "MKR", "1520", None)]),
    ("New stops:\nUNI 7.4\nAAVE 188", [("move_stop", "UNI", "7.4", None), ("move_stop", "AAVE", "188", None)]),
    ("BTC 的挂单先撤", [("cancel", "BTC", None, None)]),
    ("Лимитный ордер DOT отменён", [("cancel", "DOT", None, None)]),
    ("SOL: SL 138\nETH: SL 3100", [("move_stop", "SOL", "138", None), ("move_stop", "ETH", "3100", None)]),
    ("INJ 止损调整至 4 小时级别＜21.4", [("move_stop", "INJ", "21.4", None)]),
]  # fmt: skip

NO_COINS: list[tuple[str, list[Said]]] = [
    ("CLOSE 25%. SL AT ENTRY\n⚡️QUICK AND SAFE⚡️", [("reduce", None, None, "0.25"), ("move_stop", None, "entry", None)]),
    ("Trade canceled, on to the next one", [("cancel", None, None, None)]),
    ("close half now\n\nWith love, ALPHA ROOM TEAM", [("reduce", None, None, "0.5")]),
    ("close it atm", [("close", None, None, None)]),
    ("NEAR close half", [("reduce", "NEAR", None, "0.5")]),
    ("close half of #ONE", [("reduce", "ONE", None, "0.5")]),
    ("ZORBA close half", [("reduce", "ZORBA", None, "0.5")]),
]  # fmt: skip

HELD: list[tuple[str, list[Said]]] = [
    ("Our FIL long is in the green, keep riding, stop loss now sits at 4.85", [("move_stop", "FIL", "4.85", None)]),
    ("ETH多单继续持有，止损移至3150", [("move_stop", "ETH", "3150", None)]),
    ("ATOM long: stop goes to 7.12, target now 8.05", [("move_stop", "ATOM", "7.12", None), ("set_targets", "ATOM", "8.05", None)]),
    ("Took profits on 50% of my ETH long at 3420. SL moved to entry.", [("reduce", "ETH", None, "0.5"), ("move_stop", "ETH", "entry", None)]),
    ("SOL 改挂 141-142附近多，目标150，止损138", [("move_stop", "SOL", "138", None), ("set_targets", "SOL", "150", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), [*OWN_COINS, *OBJECTS, *NO_COINS, *HELD])
def test_an_instruction_is_for_what_its_own_clause_names(text: str, wanted: list[Said]) -> None:
    reading = parse(text)

    assert reading.kind is ReadingKind.AMENDMENT
    said = [
        (each.action.value, each.base, each.to, each.fraction)
        for each in reading.amendments
        if each.action != "other"
    ]
    assert sorted(said, key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "Price is breaking out of the falling wedge, a long will follow after confirmation",
        "Rate cut expected on Wednesday, alts lag",
        "During this week take small risk. Prioritize quick profit then leave, no clear trend atm.",
        "New on our exchange! Close your old account, move your funds, cancel any time.",
        "My exit on AVAX is 31 if it gets there",
        "EXIT: 7.91/7.95/7.99",
        "XTZ/USDT: CLOSED OUT, TAKE PROFIT 3 REACHED",
        "#BLUR - позиция закрыта по стоп-лоссу",
        "Updated average entry of ETH to 2841",
        "Still holding 50% of the position and SL at entry",
        "If BTC loses 90k, close everything",
        "Whales are adding to their ETH positions",
        "Bitmine added 40,613 $ETH over the past week",
        "Closed 12 trades this week with a win rate of 75%",
        "Order canceled by the exchange",
        "Remember: always take partials, move your stop to breakeven and never risk more than 1%.",
        "Exited at a loss yesterday, sorry",
        "CPI tomorrow; expect stops to be run on both sides",
        "Always take partials and never move your stop away",
        "ETH hit TP1, should we move the stop?",
        "Close friends know that I am short",
        "Taking half my vacation days in July",
    ],
)
def test_what_asks_nothing_of_a_follower_acts_on_nothing(text: str) -> None:
    actions = {amendment.action.value for amendment in parse(text).amendments}

    assert not actions & {"close", "reduce", "move_stop", "cancel", "add"}


def test_a_long_text_instructs_only_where_a_coin_heads_the_line() -> None:
    prose = (
        "Good evening everyone. The market moved a lot today and many of you asked what comes "
        "next, so here is my view: as long as the range holds there is no reason to hurry, and "
        "those who closed early did well to protect their capital while others cut exposure. "
        "The week ahead brings the rate decision, which may move stops on both sides of the book.\n"
    )

    assert parse(prose).amendments == ()
    assert [
        (a.action.value, a.base) for a in parse(f"{prose}\n#TIA - stop to entry").amendments
    ] == [("move_stop", "TIA")]


@pytest.mark.parametrize("mark", ["(edited)", "(已编辑)", "(изменено)"])
def test_the_mark_of_an_edited_message_changes_nothing(mark: str) -> None:
    plain, marked = parse("Avax long 24.6 stop 23.9"), parse(f"Avax long 24.6 stop 23.9 {mark}")

    assert marked.signals == plain.signals


def test_a_coin_that_is_closed_in_the_same_breath_is_not_traded() -> None:
    reading = parse("close SOL, opened LINK long 14.2 sl 13.5")

    assert not [
        signal for signal in reading.signals if signal.base == "SOL" and not signal.problems
    ]


def test_a_stop_that_a_call_sets_is_no_trade_that_is_held() -> None:
    assert parse("ETH long now, set stop at 3120, tp 3500").kind is ReadingKind.SIGNAL


def test_many_coins_and_many_stops_take_no_more_than_their_length() -> None:
    short, long = (_cost("#AB $CD sl 1 " * times) for times in (40, 160))

    assert long < 12 * short  # 4 times as long; 16 times would be quadratic


def _cost(text: str) -> float:
    def once() -> float:
        start = process_time()
        parse(text)
        return process_time() - start

    return min(once() for _ in range(5))
