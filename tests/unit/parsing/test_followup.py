# ruff: noqa: E501 - one message a line reads best
from __future__ import annotations

import pytest

from signalfill.domain.signal import ReadingKind
from signalfill.parsing import parse

INSTRUCTIONS = [
    ("FIL: SL up to 5.64 please", [("move_stop", "FIL", "5.64", None)]),
    ("Killing the OP bid, it ran away", [("cancel", "OP", None, None)]),
    ("kill the fil trade", [("close", "FIL", None, None)]),
    ("I would close half of FIL here", [("reduce", "FIL", None, "0.5")]),
    ("Hold KAVA with a tight SL", [("move_stop", "KAVA", None, None)]),
    ("No need to hold KAVA any longer, get out", [("close", "KAVA", None, None)]),
    ("DCA the rest of FIL here", [("add", "FIL", None, None)]),
    ("Take 25% off NEAR. OP: out at breakeven please", [("reduce", "NEAR", None, "0.25"), ("close", "OP", None, None)]),
    ("FIL runner closed by me", [("close", "FIL", None, None)]),
    ("KAVA hacminin %40'ını şimdi kapatıyorum", [("reduce", "KAVA", None, "0.4")]),
    ("fil 设好止损 5.12", [("move_stop", "FIL", "5.12", None)]),
    ("changed my mind, close FIL", [("close", "FIL", None, None)]),
    ("Chốt 50% SOL, dời SL về entry", [("reduce", "SOL", None, "0.5"), ("move_stop", "SOL", "entry", None)]),
    ("Schließt die Hälfte von SOL und zieht den Stop auf Einstand", [("reduce", "SOL", None, "0.5"), ("move_stop", "SOL", "entry", None)]),
    ("Annulez l'ordre sur OP", [("cancel", "OP", None, None)]),
    ("Alziamo lo stop di OP a 1,72", [("move_stop", "OP", "1.72", None)]),
    ("Stäng halva OP", [("reduce", "OP", None, "0.5")]),
    ("Przesuwamy SL w OP na 1,72", [("move_stop", "OP", "1.72", None)]),
    ("ارفعوا الستوب في OP إلى 1.72", [("move_stop", "OP", "1.72", None)]),
    ("پوزیشن OP را ببندید", [("close", "OP", None, None)]),
    ("KAS + 12% profit - move sl to entry", [("move_stop", "KAS", "entry", None)]),
    ("Stops moved to BE on ETH", [("move_stop", "ETH", "entry", None)]),
    ("SOL: moving stop to 142.5", [("move_stop", "SOL", "142.5", None)]),
    ("KAS hit TP1. Hold = set sl+", [("move_stop", "KAS", "profit", None)]),
    ("ADA close 40% and move sl to entry", [("reduce", "ADA", None, "0.4"), ("move_stop", "ADA", "entry", None)]),
    ("close half of BTC", [("reduce", "BTC", None, "0.5")]),
    ("everyone close 20-30% vol", [("reduce", None, None, "0.25")]),
    ("take some profits on LINK", [("reduce", "LINK", None, None)]),
    ("closing BTC here", [("close", "BTC", None, None)]),
    ("Exit ETH now", [("close", "ETH", None, None)]),
    ("Take profit here on ETH", [("reduce", "ETH", None, None)]),
    ("Take 30% off here on INJ", [("reduce", "INJ", None, "0.3")]),
    ("we are closing BTC now at 61000 with 2% profit", [("close", "BTC", None, None)]),
    ("DCA BTC here at 58.5k", [("add", "BTC", "58500", None)]),
    ("移动止损到成本", [("move_stop", None, "entry", None)]),
    ("stopu girişe çekin", [("move_stop", None, "entry", None)]),
    ("Raise stop to 1.25", [("move_stop", None, "1.25", None)]),
    ("Update ETH: SL 2450, TP 2700", [("move_stop", "ETH", "2450", None), ("set_targets", "ETH", "2700", None)]),
    ("move the limit to 59000", [("other", None, None, None)]),
    ("cancel limit OP", [("cancel", "OP", None, None)]),
    ("#WIF/USDT Cancelled ❌\nTarget achieved before entering the entry zone", [("cancel", "WIF", None, None)]),
    ("[CANCEL] KAS. Long. ❌\n\nbroke the trend line", [("cancel", "KAS", None, None)]),
    ("SL: 1.675\nTP: 1.54 - 1.49", [("move_stop", None, "1.675", None), ("set_targets", None, "1.54,1.49", None)]),
    ("стоп в бу", [("move_stop", None, "entry", None)]),
    ("тп1 фикс 50%, стоп в бу", [("reduce", None, None, "0.5"), ("move_stop", None, "entry", None)]),
    ("Стоп переносим на 88650", [("move_stop", None, "88650", None)]),
    ("減倉，移動止損", [("reduce", None, None, None), ("move_stop", None, None, None)]),
    ("止損放在3102", [("move_stop", None, "3102", None)]),
    ("KAS cancel aja, balik bullish", [("cancel", "KAS", None, None)]),
    ("cierren la mitad de BTC y stop al punto de entrada", [("reduce", "BTC", None, "0.5"), ("move_stop", "BTC", "entry", None)]),
    ("INJ closed half here", [("reduce", "INJ", None, "0.5")]),
    ("Take half off INJ", [("reduce", "INJ", None, "0.5")]),
    ("TP 25% of TIA now", [("reduce", "TIA", None, "0.25")]),
    ("Close 75 percent of SUI", [("reduce", "SUI", None, "0.75")]),
    ("SL -> TP1 on ENA", [("move_stop", "ENA", "tp1", None)]),
    ("ENA: SL 0.56 ➡️ 0.58", [("move_stop", "ENA", "0.58", None)]),
    ("Trailing stop to 62k for BTC", [("move_stop", "BTC", "62000", None)]),
    ("Add to WIF at 1.85", [("add", "WIF", "1.85", None)]),
    ("ENA sl@be", [("move_stop", "ENA", "entry", None)]),
    ("Stop moved from 9.05 to 9.45", [("move_stop", None, "9.45", None)]),
    ("STOP UPDATED\nPair: OPUSDT\nOld stop: 1.4880\nNew stop: 1.4420", [("move_stop", "OP", "1.4420", None)]),
    ("GALA'da pozisyonu kapatıyoruz", [("close", "GALA", None, None)]),
    ("Tomen el 50% de ganancias en NEAR", [("reduce", "NEAR", None, "0.5")]),
    ("LINK空单止盈一半，剩余止损移至10.85", [("reduce", "LINK", None, "0.5"), ("move_stop", "LINK", "10.85", None)]),
    ("DOT: TPs now 4.3/4.6/5", [("set_targets", "DOT", "4.3,4.6,5", None)]),
    ("AVAX тейк 1 ✅ фиксируем половину, остальное в бу", [("reduce", "AVAX", None, "0.5"), ("move_stop", "AVAX", "entry", None)]),
    ("Add 1/2 size on TIA at 5.05", [("add", "TIA", "5.05", None)]),
    ("Btc: TP1 done. Took 50%, SL to entry", [("reduce", "BTC", None, "0.5"), ("move_stop", "BTC", "entry", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), INSTRUCTIONS, ids=[text for text, _ in INSTRUCTIONS])
def test_an_instruction_is_read(
    text: str, wanted: list[tuple[str, str | None, str | None, str | None]]
) -> None:
    reading = parse(text)

    assert reading.kind is ReadingKind.AMENDMENT
    assert sorted(wanted, key=str) == sorted(
        ((a.action.value, a.base, a.to, a.fraction) for a in reading.amendments), key=str
    )


@pytest.mark.parametrize(
    "text",
    [
        "#KAS/USDT Take-Profit target 1 ✅\nProfit: 12% 📈\nPeriod: 2 hr",
        "KAS hit TP2 + 3R",
        "ETH stopped out",
        "#H/USDT Manually Cancelled\nProfit: 7%",
        "#BTC/USDT All entries achieved\nAverage Entry Price: 60000",
        "tp1",
        "Стоп",
        "LINK: Limit order filled",
        "KAS|Entry:|0.15-0.14|SL:|BE|TPs:|0.17",
        "SIGNAL ID: #12\nTarget 1: 109600✅\n🔥38.8% Profit (4x)🔥",
        "#UAI/USDT Closed at stoploss after reaching take profit",
        "SOL trade closed in profit",
        "op closed +2.1R",
        "❌ TRADE CLOSED\nAsset: DOGE/USDT\nResult: -5.5%\nReason: Stop Loss",
        "🔴CLOSED🔴 LONG ORDI @44.01 | +44% | 10x",
        "$ETHFI ✅✅✅ TP 1, 2, 3 all hit! 🔥",
        "SUI LONG\nEntry: 3.42\n1st TARGET HIT at 3.55 ✅",
        "Trade update: FIL long | entry 4.40 | now 4.61 | PnL +4.8% | SL 4.20 | TP 5.10",
        "OPEN POSITIONS\nSOL — TP1 hit, stop at entry, running\nADA — closed ✅",
        "Weekly results\nSOL stop moved to entry, closed at 0%\nADA canceled, entry never reached",
        "持仓汇总\nSOL 止损移到成本\nADA 已平仓",
    ],
)
def test_a_result_is_a_report_and_instructs_nothing(text: str) -> None:
    reading = parse(text)

    assert reading.kind is ReadingKind.REPORT
    assert reading.amendments == ()


@pytest.mark.parametrize(
    "text",
    [
        "GM everyone, gl today",
        "Please close your positions before 2026-12-09 08:00 UTC, the pair will be delisted",
        "Users must close all margin positions on ATOM by Dec 12 10:00 UTC",
        "Clients should close KAVA positions",
        "Join our VIP: daily calls, tight stop loss, 90% accuracy",
        "A whale just closed a 40M FIL long and moved funds",
        "My plan for FIL: half off at 5.6, then stop to entry",
        "Watchlist for tomorrow:\nFIL long above 5.20 stop 4.90 tp 5.8",
        "closing the week strong",
        "I closed my laptop",
        "market closed for holidays",
        "price close to tp1",
        "close to entry, be patient",
        "exit liquidity",
        "reduce risk this weekend guys",
        "long stops at 58k are juicy liquidity",
        "everyone can close or hold",
        "When should I move my stop to entry?",
        "How to move SL to entry: a lesson",
        "wait to move sl to entry",
        "don't close yet",
        "BTC looks like it could close the week above 60000",
        "if it closes below 58000 we close everything",
        "2 people left, 40% of you are sleeping",
        "SOL daily candle closed above 140, strong",
        "BTC adding strength on the daily",
        "Stop loss for BTC is kept at 65200",
        "El banco va a cerrar sus oficinas y mover su sede",
        "Únete al grupo y cierra el año en verde",
        "Вступай к нам, закрывай месяц в плюс!",
        "We are well into profit now",
        "VIP membership now 40% off, only 3 seats left!",
        "Use code SPRING for 10% off",
        "Funds reduced their exposure by 20% last quarter",
        "Traders who trail their stops sell every wick",
        "Quick reminder that the office is closed on monday",
        "We are closing in on 62000",
        "Bán nhà để mua xe, chốt đơn hôm nay",
    ],
)
def test_talk_closes_reduces_moves_and_cancels_nothing(text: str) -> None:
    actions = {amendment.action.value for amendment in parse(text).amendments}

    assert not actions & {"close", "reduce", "move_stop", "cancel"}
