# ruff: noqa: E501 - one layout a line reads best
"""Calls in the layouts that people use, with prices made up for each: raw material for noise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from random import Random

COINS = ("BTC", "ETH", "SOL", "LINK", "AVAX", "DOGE", "NEAR", "INJ", "KAS", "ONDO", "1000PEPE", "ADA", "TAO", "OP")  # fmt: skip
STARTS = ("61250", "2480", "143.5", "14.35", "31.2", "0.1234", "5.12", "24.4", "0.1512", "0.951", "0.01234", "0.512", "291", "1.752")  # fmt: skip
LAYOUTS = (
    "{coin} {side} {entry} sl {stop} tp {t1}",
    "{coin} {side} {entry}-{low} stop {stop} tp {t1}, {t2}",
    "{side} {coin} now, stop {stop}, target {t1}",
    "#{coin}/USDT {SIDE}\nEntry: {entry}\nTP1: {t1}\nTP2: {t2}\nSL: {stop}",
    "🟢 {SIDE} ${coin}\n- Entry: {entry} - {low}\n- SL: {stop}\n🎯 TP1: {t1}\n🎯 TP2: {t2}\nLeverage: {lev}x",
    "Coin: {coin}/USDT\nDirection: {Side}\nEntry zone: {entry} - {low}\nTargets: {t1} / {t2}\nStop loss: {stop}\nLeverage: cross {lev}x",
    "Pair: {coin}USDT\nType: {SIDE}\n\nEntry Targets:\n1) {entry}\n2) {low}\n\nTake-Profit Targets:\n1) {t1}\n2) {t2}\n\nStop Targets:\n1) {stop}",
    "{coin}/USDT {Side} {lev}x | Entry {entry} | SL {stop} | TP {t1} | TP {t2}",
    "{Side} {coin}\nentry market\nstop {stop}\ntargets {t1} - {t2}",
    "{coin} {лонг}\nвход {entry} - {low}\nстоп {stop}\nцели {t1}, {t2}",
    "{coin} {多}\n入场:{entry}-{low}\n止损:{stop}\n止盈:{t1}-{t2}",
    "**{coin}/USDT**\n**Side:** {Side}\n**Entry:** `{entry}`\n**Stop:** `{stop}`\n**Targets:** `{t1}`, `{t2}`",
)  # fmt: skip
WORDS = {
    True: {"side": "long", "SIDE": "LONG", "Side": "Long", "лонг": "лонг", "多": "多"},
    False: {"side": "short", "SIDE": "SHORT", "Side": "Short", "лонг": "шорт", "多": "空"},
}


@dataclass(frozen=True)
class Card:
    """One call in its text, with the fields that a result or a condition may repeat."""

    text: str
    fields: dict[str, str]


def draw_card(random: Random) -> Card:
    fields = draw_fields(random)
    return Card(random.choice(LAYOUTS).format(**fields), fields)


def draw_fields(random: Random) -> dict[str, str]:
    coin, start = random.choice(list(zip(COINS, STARTS, strict=True)))
    long = random.random() < 0.6
    sign = 1 if long else -1
    base = Decimal(start) * (1 + Decimal(random.randint(-80, 80)) / 1000)
    step = Decimal(random.randint(8, 30)) / 1000 * sign

    def at(steps: str) -> str:
        return str((base * (1 + step * Decimal(steps))).quantize(Decimal(start)))

    levels = {"entry": at("0"), "low": at("-0.6"), "stop": at("-2"), "t1": at("1.5"), "t2": at("3")}
    return {
        "coin": coin,
        "lev": str(random.choice((3, 5, 8, 10, 20))),
        "pct": str(random.randint(3, 180)),
        **levels,
        **WORDS[long],
    }
