# ruff: noqa: E501 - one phrase a line reads best
"""What people say around a call that is none: each phrase alone makes it nothing to trade."""

from __future__ import annotations

NEGATED_BEFORE = (
    "Don't take this one:", "do NOT enter this trade", "I am not taking this", "not a signal, just my chart",
    "this is not a trading signal", "No trade here, only for the record:", "skip this one guys",
    "Please ignore the following, wrong chat", "we are not opening this", "never trade like this:",
    "Fake signal from a scammer, do not follow:", "I would not touch this", "не сигнал, просто пример",
    "не входим!", "不要进场", "bukan sinyal", "esto no es una señal", "bu bir sinyal değil",
    "test, please ignore", "TEST SIGNAL - DO NOT TRADE", "demo of the new bot format:", "INVALID ❌", "Signal invalid:",
    "expired:", "example of a signal:", "Example only", "sample signal:", "paper trade only:",
    "this is how a signal will look like:", "backtest result of the strategy:", "for education only, not to be traded:",
    "Stay out of this one:", "this one is a no for me", "Rejected setup:", "please disregard:", "Wrong channel, sorry:", "I deleted this call, don't use it:", "a bad trade would be", "what NOT to do:", "scam alert, someone posts this in our name:", "we passed on this:", "Mock trade:", "just practising the format", "не берём:", "пропускаем:", "отменён:", "作废", "不跟", "ini cuma contoh:", "no operar esto:",
)  # fmt: skip
NEGATED_BEHIND = (
    "(not taking it myself, do not follow)", "do not enter!", "this is NOT a signal", "no entry, just watching",
    "cancelled", "❌ cancelled", "ignore this one, wrong prices", "don't trade this", "sorry, delete that",
    "invalid, skip", "not valid anymore", "не входить", "не торгуем", "это не сигнал", "отмена", "取消",
    "just an example", "this setup is invalidated", "missed it, no chase", "we skip it", "no longer valid",
    "I did not take this trade", "not entering yet", "don't place it yet", "hold on with this one", "было бы, но не взяли",
    "no trade for now", "pass on this", "leave it", "stay out", "I changed my mind", "not for me", "off the table", "forget about it", "void", "setup failed", "this was a mistake", "скип", "не берём", "作废", "jangan masuk", "no entrar", "girmeyin", "disregard please", "do nothing for now", "too risky, we stay flat",
)  # fmt: skip
CONDITIONS_BEFORE = (
    "If 4h closes above {entry}:", "if price breaks {t1} then", "Only if BTC holds {low}:", "wait for a retest, then",
    "After a confirmed breakout:", "when we get a daily close beyond {entry}:", "once BTC reclaims {entry},",
    "Wait for confirmation!", "on a break of {entry}:", "should we lose {low},", "in case of a bounce:",
    "planning this, will confirm later:", "если закроемся выше {entry}:", "ждём ретест:", "после пробоя {entry}",
    "突破{entry}后", "等回踩确认", "si rompe {entry}:", "jika tembus {entry}:", "eğer {entry} kırılırsa:",
    "alert will follow, get ready:", "possible setup:", "potential trade idea:", "thinking about this one:",
    "Watchlist:", "on my radar:", "provided that volume confirms:", "assuming we hold {low}:", "unless CPI is hot:",
    "As soon as we flip {entry}:", "On a retest of {low}:", "Pending a daily close:", "Provided BTC stays calm:", "When NY opens we look at", "in the case of a breakout", "Would love to see", "Looking for this if the level holds:", "Next setup, not active yet:", "Setup forming:", "We may open this later:", "Possible {side}:", "при закрытии выше {entry}:", "если удержим {low}", "jika close di atas {entry}", "cuando rompa {entry}:", "{entry} kırılınca:", "如果站稳{entry}",
)  # fmt: skip
CONDITIONS_BEHIND = (
    "only if the 1h candle closes above {entry}", "wait for confirmation", "enter only after a retest of {low}",
    "if BTC holds", "once it breaks {entry}", "needs a 4h close first", "wait for my go", "only with volume",
    "not yet, waiting for the retest", "valid only after breakout", "только после подтверждения", "ждём пробоя",
    "等确认", "solo si rompe", "tunggu konfirmasi", "onay bekle", "will let you know when to enter", "pending confirmation",
    "trigger: 15m close above {entry}", "activation above {entry}", "enter on breakout only", "do not enter before NY open",
    "as soon as {entry} flips", "on the retest only", "if volume comes in", "assuming the level holds", "subject to confirmation", "I will confirm the entry", "entry to be confirmed", "not active yet", "let it break first", "wait until the close", "let it come to us first, no chase", "valid if 4h closes over {entry}", "при закрытии выше {entry}", "если удержим уровень", "jika close di atas {entry}", "cuando confirme", "onaylanırsa", "站稳后再进",
)  # fmt: skip
RECAPS = (
    "Yesterday's call:", "Last week we gave this:", "Recap of monday's trade:", "Remember this one?", "Our signal from last month:",
    "Results of the week:", "this was our call on friday", "3 days ago:", "trade of the day was:", "вчерашний сигнал:",
    "итоги недели:", "昨天的单子", "sinyal kemarin:", "resultado de ayer:", "dünkü sinyal:", "Old call that played out:",
    "previous signal:", "closed trade:", "Trade history:", "Performance report:", "This is what VIP got two hours ago:",
    "From the archive:", "Two days back we posted:", "How our last trade went:", "Saturday's winner:", "Our best call of the month:", "As posted before:", "History of this trade:", "Look back at:", "One of our trades in march:", "прошлый сигнал:", "сделка за понедельник:", "上一单:", "sinyal minggu lalu:", "señal de la semana pasada:", "geçen haftaki sinyal:", "Nice win from the weekend:",
)  # fmt: skip
RESULTS = (
    "TP1 ✅", "TP1 hit ✅ +{pct}%", "all targets done 🔥", "stopped out ❌", "SL hit, -2.1%", "✅ Target 1 reached, profit {pct}%",
    "closed in profit +{pct}%", "result: +{pct}%", "PnL: +{pct}.2%", "Status: closed", "Status: filled, TP2 hit",
    "profit {pct}% 💰", "booked {pct}% congrats", "цель 1 взята ✅", "стоп ❌", "止盈1到达 ✅", "TP1 tercapai ✅", "objetivo 1 ✅",
    "hedef 1 geldi ✅", "Trade closed at breakeven", "we closed it already", "already in profit {pct}%", "+{pct}% so far",
    "target smashed", "1st target achieved in 2 hours", "Period: 3 hours 12 minutes, profit {pct}%", "entry filled, running {pct}% now",
    "+{pct}% 🚀 well done", "target one reached", "TP 1 got hit", "closing result +{pct}%", "this one made {pct}%", "we banked {pct}%", "smashed TP1 🔥", "SL triggered", "was stopped at breakeven", "took {pct}% on it", "reached our target in 40 min", "first target completed", "{pct}% gain ✅", "тейк взят", "закрыли в плюс {pct}%", "выбило по стопу", "止损出局", "已止盈", "kena TP1", "tocó TP1", "stop oldu",
)  # fmt: skip
TICKS = ("✅✅✅", "✅ ✅", "done ✅", "✅✅")  # behind a card; in front they only adorn it
QUESTIONS = (
    "anyone took {coin} {side} {entry} sl {stop} tp {t1}?", "is {coin} {side} at {entry} with stop {stop} ok?",
    "what do you think, {side} {coin} {entry}, sl {stop}, tp {t1}?", "should I {side} {coin} here? entry {entry} stop {stop}",
    "my friend told me to {side} {coin} at {entry}, stop {stop}", "I was thinking {coin} {side} {entry} sl {stop}",
    "can someone check: {coin} {side} {entry} stop {stop} target {t1}?", "why did the bot {side} {coin} at {entry} with sl {stop}?",
    "did you mean {coin} {side} entry {entry} sl {stop}?", "would have been nice: {side} {coin} {entry} sl {stop} tp {t1}",
    "imagine you went {side} on {coin} at {entry} with a stop at {stop}", "I wish I had taken {coin} {side} {entry} sl {stop} tp {t1}",
    "still in {coin} {side} from {entry}, sl {stop}, tp {t1}", "holding {coin} {side} since {entry}, stop {stop}, next target {t1}",
    "I lost on {coin} {side} {entry}, my stop {stop} was hit", "{coin} {side} {entry} stop {stop}, who is with me or is that stupid?",
    "кто взял {coin} {лонг} {entry} стоп {stop}?", "got stopped on {coin} {side} {entry} sl {stop}", "could be a {side} on {coin} at {entry}, stop {stop}, tp {t1}",
    "hypothetically {side} {coin} {entry} stop {stop} tp {t1}", "maybe {side} {coin} around {entry}, sl {stop}, tp {t1}",
    "if I were you: {side} {coin} {entry} sl {stop}", "let's say we {side} {coin} at {entry} with sl {stop} and tp {t1}",
    "does anybody hold {coin} {side} {entry} sl {stop}", "my bot opened {coin} {side} {entry} sl {stop} by mistake", "he shorted or longed {coin} at {entry} with sl {stop}, I forgot", "a guy in another group says {side} {coin} {entry}, sl {stop}, tp {t1}", "not sure about {coin} {side} {entry} sl {stop}", "thinking to {side} {coin} {entry} sl {stop} tp {t1}", "I would {side} {coin} at {entry}, sl {stop}", "I had {coin} {side} {entry} sl {stop} and closed it", "we were {side} {coin} from {entry}, sl {stop}", "why {side} {coin} {entry} with stop {stop}?", "is it too late for {coin} {side} {entry} sl {stop}?", "I regret not taking {coin} {side} {entry} sl {stop}", "copied {coin} {side} {entry} sl {stop} from twitter, any good?", "someone posted {coin} {side} {entry} sl {stop} tp {t1}",
)  # fmt: skip
NEWS = (
    "{coin} fell to {stop} overnight after the CPI print, support at {low}, resistance at {entry}, analysts target {t1}.",
    "Analyst: {coin} could reach {t1} if {entry} holds; a loss of {stop} would open {low}.",
    "{coin} opened at {entry}, high {t1}, low {stop}, last {low}. Volume up {pct}%.",
    "Liquidations: ${pct}M longs wiped out as {coin} lost {entry}. Next stop {stop}?",
    "Whale opened a {lev}x {side} on {coin} at {entry}, liquidation {stop}, unrealized profit ${pct}K",
    "{coin} levels today\nResistance: {t1} / {t2}\nSupport: {low} / {stop}\nPivot: {entry}",
    "Daily outlook {coin}: buyers defend {low}. Upside {t1} and {t2}, downside {stop}.",
    "JUST IN: {coin} breaks {entry}, next target {t1}", "ETF inflows ${pct}M; {coin} at {entry}, stop hunting below {stop}",
    "🚨 Whale alert: {side} {coin}\nEntry: {entry}\nLiq. price: {stop}\nSize: $4,{pct}0,000",
    "{coin}: key levels {entry}, {low}, {stop}. Bulls target {t1}, bears target {stop}.",
    "Funding {coin} 0.01%, OI +{pct}%, price {entry}, 24h range {stop} - {t1}",
    "Market update\n{coin} {entry} (+2.1%)\nETH 2,510 (-0.4%)\nFear and greed: {pct}",
    "Trader James is {side} {coin} from {entry} with stop {stop}, up {pct}% this week", "Наблюдаем {coin}: поддержка {stop}, сопротивление {t1}, цена {entry}",
    "{coin}今日行情:支撑{stop},压力{t1},现价{entry}", "A {side} from {entry} to {t1} with a stop at {stop} would be a 1:3 trade, that is how risk works.",
    "{coin} rejected at {entry}, support {low}, invalidation {stop}, target {t1}", "Bank X sees {coin} at {t1} by year end, entry of institutions at {entry}, stop of the rally at {stop}", "On-chain: average entry of whales {entry}, their stop {stop}, their target {t1}", "{coin} daily close {entry}, weekly open {low}, monthly low {stop}", "{coin} {side} liquidations: {entry} to {stop}, ${pct}M", "Copy trader stats: {coin} {side} entry {entry} exit {t1} pnl +{pct}%",
)  # fmt: skip
CHAT = (
    "gm everyone ☕", "who is going to the meetup at 19:30?", "BTC to 100k eoy 🚀", "my stop got hunted again lol", "I sold half my bags at {t1}",
    "the {lev}x degens are at it again", "price is {entry} now, crazy", "long weekend ahead, see you on {lev}.11.", "bought {pct} {coin} at {entry}",
    "stop loss is the most important thing in trading", "how do I set tp on the app?", "support ticket #{pct}{lev} is still open",
    "we grew to {pct},000 members, thanks", "use code SAVE{pct} for {lev}% off, only $49 a month", "short answer: no", "long story short, I lost {pct}$",
    "entry to the VIP is ${pct}", "target of this month: {pct} members", "does anybody know why {coin} dumps from {entry} to {low}?",
    "{coin} looks strong above {entry}, my target is {t1}", "I enter at {entry} with alarms at {t1} and {stop}, let's see", "sl {stop} would be too tight imo",
    "{coin} {entry} → {t1} what a move", "buy low {low}, sell high {t1} 😂", "AMA tomorrow 15:00 UTC", "кто на встречу в 18:30?", "早上好,今天{coin}{entry}",
)  # fmt: skip
