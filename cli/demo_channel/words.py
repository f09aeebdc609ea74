"""What the made-up channel says, in ways that channels have."""

from __future__ import annotations

_AT_MARKET = (
    "{pair} LONG\nEntry: market ({price})\nTP1: {t1}\nTP2: {t2}\nTP3: {t3}\nSL: {stop}",
    "🚀 LONG {coin}/USDT now at {price}\nTargets: {t1} - {t2} - {t3}\nStop loss: {stop}",
    "{coin}/USDT\nlong, entry now {price}\ntp1 {t1} tp2 {t2} tp3 {t3}\nsl {stop}",
    "{coin} LONG\nEntry: market\nTargets: {t1}, {t2}, {t3}\nSL: {stop}",
    "Buying {coin} here, entry {price}. Targets {t1}, {t2} and {t3}, stop {stop}",
)
_LIMIT = (
    "LONG {pair}\nEntry: {entry}\nTP1: {t1}\nTP2: {t2}\nTP3: {t3}\nSL: {stop}",
    "#{coin} long setup\nEntry zone: {low} - {high}\nTargets: {t1}, {t2}, {t3}\nStoploss: {stop}",
    "{coin}/USDT\nDirection: LONG\nBuy limit {entry}\nTake profit {t1} / {t2} / {t3}\nStop {stop}",
)
CALLS = {False: (*_AT_MARKET[:-1], *_AT_MARKET), True: _LIMIT}
"""By whether the entry waits below the market."""

TARGET_HIT = (
    "{coin} target 1 hit ✅ what a move",
    "TP1 done on {coin} 🔥 congrats to everybody who followed",
)
SECURED = (
    "{coin} TP1 hit ✅ move stop to entry",
    "{coin}: move SL to breakeven now",
    "close half of {coin} here and move stop to entry",
)
LOST = (
    "{coin} stopped out, we get it back on the next one",
    "sl hit on {coin}. part of the game, risk was small",
)
CHATTER = (
    "gm everyone, big day today",
    "market looks heavy, patience",
    "remember: never risk more than you can lose",
    "VIP spots open until Sunday, DM me",
    "what a month for the VIP group, 11 of 13 in profit 💰",
    "BTC dominance is rising, alts wait",
    "CPI numbers in two hours, careful",
    "who caught that move? drop a 🔥",
)
