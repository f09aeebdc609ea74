# ruff: noqa: E501 - one message a line reads best
"""Calls in many layouts, written for these tests, each with what a careful reader reads."""

from __future__ import annotations

from typing import NamedTuple


class Layout(NamedTuple):
    text: str
    base: str
    side: str
    entry: str  # market, or not
    prices: tuple[str, ...]
    stop: str
    targets: tuple[str, ...] = ()
    on_close: str | None = None


LAYOUTS = [
    Layout("KAVA looks ready. Long 0.512, stop below 0.488, tp 0.55 0.58", "KAVA", "long", "limit", ("0.512",), "0.488", ("0.55", "0.58")),
    Layout("Scooping up some OP here around 1.42, invalidation 1.33, looking for 1.6 then 1.75", "OP", "long", "market", ("1.42",), "1.33", ("1.6", "1.75")),
    Layout("Opened a small FIL short at market (5.12). SL is 5.40 and I'd like to see 4.7 / 4.4", "FIL", "short", "market", ("5.12",), "5.40", ("4.7", "4.4")),
    Layout("DOT limit 5.10-5.02 stop 4.9", "DOT", "long", "zone", ("5.10", "5.02"), "4.9"),
    Layout("limit LINK 13.20 stop 12.40 tp 14.50", "LINK", "long", "limit", ("13.20",), "12.40", ("14.50",)),
    Layout("sol short 145.5 stop 148", "SOL", "short", "limit", ("145.5",), "148"),
    Layout("kas spot .152-.148 stop.139", "KAS", "long", "zone", ("0.152", "0.148"), "0.139"),
    Layout("BTC limit 60-61k stop 58.5k", "BTC", "long", "zone", ("60000", "61000"), "58500"),
    Layout("ETH short 2,510 DCA 2,560 stop 2,620", "ETH", "short", "ladder", ("2510", "2560"), "2620"),
    Layout("near long 5.2-5.1 stop 4.9", "NEAR", "long", "zone", ("5.2", "5.1"), "4.9"),
    Layout("ONDO now 0.95 stop 0.91 tp 1.05", "ONDO", "long", "market", ("0.95",), "0.91", ("1.05",)),
    Layout("Longed eth 2510 sl 2440", "ETH", "long", "market", ("2510",), "2440"),
    Layout("link limit 14.2-13.9 stop 1D close < 13.5", "LINK", "long", "zone", ("14.2", "13.9"), "13.5", (), "1d"),
    Layout("eth limit 2350-2320 sl 2x 5m close below 2280", "ETH", "long", "zone", ("2350", "2320"), "2280", (), "5m"),
    Layout("BTC long 60000 sl 58000 (4h close)", "BTC", "long", "limit", ("60000",), "58000", (), "4h"),
    Layout("BTC long @60000 sl 58000", "BTC", "long", "limit", ("60000",), "58000"),
    Layout("BTC/USDT buy 64200-800 sl 63000 tp 66000", "BTC", "long", "zone", ("64200", "64800"), "63000", ("66000",)),
    Layout("1000PEPE short .0123-.0125 stop .0130", "1000PEPE", "short", "zone", ("0.0123", "0.0125"), "0.0130"),
    Layout("KASUSDT LONGLeverage: 5xEntry: 0.150 - 0.145Targets: 0.16 - 0.17Stoploss: 0.14", "KAS", "long", "zone", ("0.150", "0.145"), "0.14", ("0.16", "0.17")),
    Layout("Symbol: #KAS/USDT\nSignal Type: Regular (Long)\nLeverage: Cross (3.0X)\n\nEntry Targets:\n1) 0.1500\n2) 0.1450\n\nTake-Profit Targets:\n1) 0.1600 - 50%\n2) 0.1700 - 50%\n3) 🚀\n\nStop Targets:\n1) 0.1400", "KAS", "long", "ladder", ("0.1500", "0.1450"), "0.1400", ("0.1600", "0.1700")),
    Layout("🟢 LONG - $INJ\n- Entry market (now): 24.5\n- Entry limit 2: 23.9\n- SL: 23.1\n🎯 TP1: 25\n🎯 TP1: 26\n⚠️ This is not financial advice. Trade at your own risk.", "INJ", "long", "ladder", ("24.5", "23.9"), "23.1", ("25", "26")),
    Layout("INJ/USDT LONG\nEntry Price (USDT): 24.5\n1️⃣ 25\n2️⃣ 26\n3️⃣ 🌙\nStop loss: 23.1", "INJ", "long", "limit", ("24.5",), "23.1", ("25", "26")),
    Layout("📈 BTC-USDT 💰 60000 🛑 58000 🎯 65000", "BTC", "long", "limit", ("60000",), "58000", ("65000",)),
    Layout("#AVAX/USDT [ LONG ]\nEntry = [ 31.040 TO 31.037 ]\nTake profit :- [ 32, 33 ]\nStop Loss :- 30.1", "AVAX", "long", "zone", ("31.040", "31.037"), "30.1", ("32", "33")),
    Layout("$DOT/USDT LONG\nTAKE ENTRY NOW 5.50\n1) TP ➡️ 5.7\n2) TP ➡️ 5.9\nSL\n1) ➡️ 5.2", "DOT", "long", "market", ("5.50",), "5.2", ("5.7", "5.9")),
    Layout("TAO LONG\nEntry: $290\nTake Profit (TP) 1: $302\nTake Profit (TP) 2: $320\nStop loss (SL): $275", "TAO", "long", "limit", ("290",), "275", ("302", "320")),
    Layout("𝐋𝐎𝐍𝐆 #𝐁𝐓𝐂/𝐔𝐒𝐃𝐓\n𝐄𝐧𝐭𝐫𝐲: 𝟔𝟎𝟎𝟎𝟎\n𝐓𝐏: 𝟔𝟐𝟎𝟎𝟎\n𝐒𝐋: 𝟓𝟗𝟎𝟎𝟎", "BTC", "long", "limit", ("60000",), "59000", ("62000",)),
    Layout("COIN: $ADA/USDT (2-5x)\nTerm: SHORT TERM\n➖➖➖➖\nENTRY: 0.50 - 0.52\nOTE: 0.51\nTARGETS\nShort Term: 0.54 - 0.56\nSTOP LOSS: Below 0.47", "ADA", "long", "zone", ("0.50", "0.52"), "0.47", ("0.54", "0.56")),
    Layout("**BTC/USDT**\n**Side:** `Short`\n**Entry:** `60,000`\n**Stop:** `61,500`\n**Targets:** `58,000`, `56,000`", "BTC", "short", "limit", ("60000",), "61500", ("58000", "56000")),
    Layout("Long DOGE\nEntry: 0.1230\nStoploss: 0.1180\nTarget: 0.1350\nnote: will move SL to entry after TP1", "DOGE", "long", "limit", ("0.1230",), "0.1180", ("0.1350",)),
    Layout("#ZIL/USDT\nBuy zone: 0.0250 - 0.0245\nSell zone: 0.0260 - 0.0270\nStop loss: 0.0238", "ZIL", "long", "zone", ("0.0250", "0.0245"), "0.0238", ("0.0260", "0.0270")),
    Layout("Instrument: LTC/USD\nMy opinion: Sell (Instant Execution)\nEntry price: $80\nStop: $84\nTarget: $72\nRRR: 1:2\nNB: I will close this pending trade if not triggered within 8 hours.", "LTC", "short", "market", ("80",), "84", ("72",)),
    Layout("LIMIT|ETH|Entry:|2465-2380|SL:|30m < 2240|TPs:|2600", "ETH", "long", "zone", ("2465", "2380"), "2240", ("2600",), "30m"),
    Layout("SHORT $OP | Entry 1.75 | SL 1.82 | TP1 1.68 | TP2 1.60 | Lev 10x", "OP", "short", "limit", ("1.75",), "1.82", ("1.68", "1.60")),
    Layout("BTC 多\n入场:60000-60500附近\n止损:59000\n止盈:62000-63000", "BTC", "long", "zone", ("60000", "60500"), "59000", ("62000", "63000")),
    Layout("SOL現價141空 止損145 目標136-132", "SOL", "short", "market", ("141",), "145", ("136", "132")),
    Layout("ЛОНГ SOL/USDT\nТочка входа: 140,5\nСтоп-лосс: 136\nЦели: 145; 150\nПлечо: х10", "SOL", "long", "limit", ("140.5",), "136", ("145", "150")),
    Layout("#ETHUSDT шорт\nВход с текущих: 1 977.63\nУсреднение: 2 030.65\nСЛ: 2 158.82\nТП1: 1 807.28", "ETH", "short", "ladder", ("1977.63", "2030.65"), "2158.82", ("1807.28",)),
    Layout("Señal nueva BTC/USDT\nLARGO\nEntrada: 60000 - 60500\nObjetivos: 61000, 62000\nStop: 59000", "BTC", "long", "zone", ("60000", "60500"), "59000", ("61000", "62000")),
    Layout("SINAL: SOL/USDT\nCOMPRA\nEntrada a mercado: 140\nAlvo 1: 145\nStop: 135", "SOL", "long", "market", ("140",), "135", ("145",)),
    Layout("AVAX/USDT LONG\nGiriş: 30.5 - 30.2\nHedef 1: 31\nHedef 2: 32\nZarar kes: 29.5\nKaldıraç: 5x", "AVAX", "long", "zone", ("30.5", "30.2"), "29.5", ("31", "32")),
    Layout("Beli BTC/USDT di 60000\nSL: 58000\nTP: 62000 - 64000", "BTC", "long", "limit", ("60000",), "58000", ("62000", "64000")),
    Layout("kas short\nриск 0,5\nсл 0,13764\nтп1 0,12522", "KAS", "short", "market", (), "0.13764", ("0.12522",)),
    Layout("Spot signal: SOL\nBuy 1: 140\nBuy 2: 135\nSell 1: 150\nSell 2: 160\nStop: 128", "SOL", "long", "ladder", ("140", "135"), "128", ("150", "160")),
    Layout("sol spot 140-132-125 stop daily close below 118", "SOL", "long", "ladder", ("140", "132", "125"), "118", (), "1d"),
    Layout("#NEAR/USDT long\nвход: рынок + лимитка 4.9\nстоп: 4.7\nтейк: 5.5", "NEAR", "long", "ladder", ("4.9",), "4.7", ("5.5",)),
    Layout("BTC/USDT лонг\nТВХ: 60 000 - 59 500\nСтоп: 58 200\nТейки: 61 500 / 63 000", "BTC", "long", "zone", ("60000", "59500"), "58200", ("61500", "63000")),
    Layout("Asset: DOGE/USDT\nSide: SELL\nOrder: Market\nPrice: 0.1622\nStop Loss: 0.1711\nTake Profit 1: 0.153", "DOGE", "short", "market", ("0.1622",), "0.1711", ("0.153",)),
    Layout("SHORT $AVAX NOW AT 36.40\nSTOPLOSS 37.60\nTARGETS 35.5 / 34.2", "AVAX", "short", "market", ("36.40",), "37.60", ("35.5", "34.2")),
    Layout("SUI/USDT LONGLeverage: 10XEntry Targets:1) 3.4752) 3.41Take-Profit Targets:1) 3.552) 3.7Stop Targets:1) 3.2", "SUI", "long", "ladder", ("3.475", "3.41"), "3.2", ("3.55", "3.7")),
    Layout("#OP/USDT\nSignal Type: Regular (Short)\nEntry Targets:\n1) 1.905\nTake-Profit Targets:\n1) 1.86\n2) 1.82\nStop Targets:\n1) 1.98\n\nTrailing Configuration:\nTake-Profit: Percentage (0.5%)\nStop: Breakeven -\n Trigger: Target (1)", "OP", "short", "limit", ("1.905",), "1.98", ("1.86", "1.82")),
    Layout("$DYDX SHORT\nENTER ➡️ 1.92 - 1.97\nLEVERAGE 10X\n➡️1.88\n➡️1.82\nSTOPLOSS ➡️2.05", "DYDX", "short", "zone", ("1.92", "1.97"), "2.05", ("1.88", "1.82")),
    Layout("#ALICE/USDT\nLONG BELOW (1.10)(1.06)\nLEVERAGE 20X TO 75X\n🥇1.13\n🥈1.17\nSTOP LOSS 1.01", "ALICE", "long", "zone", ("1.10", "1.06"), "1.01", ("1.13", "1.17")),
    Layout("#TIAUSDT – Лонг\nВход лимиткой: 5,10380\nУсреднение: нет\nСтоп-лосс: 4,81\nTP1: 5,42", "TIA", "long", "limit", ("5.10380",), "4.81", ("5.42",)),
    Layout("Ticker: APT/USDT\nBias: LONG\nEntry: $9.45\nStop: $9.10\nTP-1: $9.80\nTP-2: $10.25", "APT", "long", "limit", ("9.45",), "9.10", ("9.80", "10.25")),
    Layout("KAVA LONG\nEntry: 0.48359\nZorkiness: 7.0\nTP1: 0.4912\nSL: 0.47", "KAVA", "long", "limit", ("0.48359",), "0.47", ("0.4912",)),
    Layout("PEOPLE/USDT 📈\nE: 0.0712\nT: 0.0745, 0.0790\nS: 0.0688", "PEOPLE", "long", "limit", ("0.0712",), "0.0688", ("0.0745", "0.0790")),
    Layout("$CRV\n▶️ 0.3120\n⛔ 0.2980\n🎯 0.3250\n🎯 0.3400", "CRV", "long", "limit", ("0.3120",), "0.2980", ("0.3250", "0.3400")),
    Layout("SPOT CALL\n$RIO\nBuy between 0.92 and 0.98\nHold 2-4 weeks\nSell at 1.2, 1.5 and 2.0\nStop: daily close under 0.80", "RIO", "long", "zone", ("0.92", "0.98"), "0.80", ("1.2", "1.5", "2.0"), "1d"),
    Layout("AAVE LONG\nEntry 1: 96.2 (50%)\nEntry 2: 93.8 (50%)\nTarget 1: 99\nTarget 2: 103\nStoploss: 91.5\nMove SL to entry after target 1", "AAVE", "long", "ladder", ("96.2", "93.8"), "91.5", ("99", "103")),
    Layout("LONG #CELO (x10)\n💵 Buy: 0.781 / 0.769\n🏹 Sell: 0.80 / 0.82 / 0.85\n🩸 SL: 0.741", "CELO", "long", "zone", ("0.781", "0.769"), "0.741", ("0.80", "0.82", "0.85")),
    Layout("$VELO spot, entry 0.0142-0.0137, sell 0.018, 0.022, stop 0.0121", "VELO", "long", "zone", ("0.0142", "0.0137"), "0.0121", ("0.018", "0.022")),
    Layout("btc 4h\nlong 62,480\nstop 61,200\nt1 64k t2 66k", "BTC", "long", "limit", ("62480",), "61200", ("64000", "66000")),
    Layout("SHORT: ALGO/USDT\nCurrent: 0.1312\nEntry range: 0.1320 – 0.1345\nStop: 0.1378\nTargets: T1 0.1285 | T2 0.1240", "ALGO", "short", "zone", ("0.1320", "0.1345"), "0.1378", ("0.1285", "0.1240")),
    Layout("$SEI accumulation\nBuy #1: 0.28\nBuy #2: 0.26\nSell: 0.34 - 0.40\nStop loss: 0.215", "SEI", "long", "ladder", ("0.28", "0.26"), "0.215", ("0.34", "0.40")),
    Layout("Long Setup: ETC\nEntry Zone 18.20 to 18.45\nStop-Loss 17.60\nTP 1 18.90", "ETC", "long", "zone", ("18.20", "18.45"), "17.60", ("18.90",)),
    Layout("币种: LINK\n方向: 做空\n进场: 市价\n止损: 11.20\n止盈1: 10.40", "LINK", "short", "market", (), "11.20", ("10.40",)),
    Layout("$XLM/USDT\n📥 Entry: 0.1120\n📤 Exit 1: 0.1155\n📤 Exit 2: 0.1200\n🚫 Stop: 0.1080", "XLM", "long", "limit", ("0.1120",), "0.1080", ("0.1155", "0.1200")),
    Layout("SHORT $DYDX\nEntry: 1.31\nSL: 1.38\nTP: 1.22, 1.12\n*dont risk more than 1%*", "DYDX", "short", "limit", ("1.31",), "1.38", ("1.22", "1.12")),
]  # fmt: skip
