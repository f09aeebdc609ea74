"""English: the words of a call. `=` gives the fraction that a word of size stands for."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

ENGLISH: dict[C, str] = {
    C.LONG: "long; longs; longing; go long; going long; bullish setup; long setup; lång",
    C.SHORT: "short; shorts; shorting; shortsell; go short; going short; short setup",
    C.BUY: "buy; buying; buys; consider buying; accumulate; accumulating; buy in",
    C.SELL: "sell; selling; sells; consider selling",
    C.SPOT: "spot; spot buy; buy spot; spot long; spot trade; spot only; spot play",
    C.SIDE: (
        "direction; side; position; trade type; signal type; type; order type; action; "
        "my opinion; opinion; trade direction; setup type; bias; order"
    ),
    C.ENTRY: (
        "entry; entries; entrys; entry zone; entry price; entry prices; entry target; "
        "entry targets; entry range; entry area; entry point; entry points; entry level; "
        "entry levels; enter; entrance; entrance price; buy zone=long; buy range=long; "
        "buying zone=long; buy area=long; buy price=long; long zone=long; short zone=short; "
        "sell zone=short; sell range=short; valid entry; trade entry; entry order; "
        "entry orders; buy target=long; buy targets=long; open price; opening price; entering; "
        "entry between; buy between=long; ep; buy at=long; sell at=short; long at=long; "
        "short at=short; enter at; entry at; entry from; long entry=long; short entry=short; "
        "entry short=short; entry long=long; buy around=long; buying range=long; order price; "
        "limit price; trigger price; ote zone; enter between; entry zones; buy entry=long; "
        "sell entry=short; entry price zone; entri; enter in; entry value; buy level=long; "
        "buy levels=long; entry signal; take entry"
    ),
    C.MORE: (
        "dca; dca to; dca at; dca level; dca zone; entry limit; limit entry; averaging; "
        "average down; avg down; second entry; 2nd entry; third entry; 3rd entry; "
        "re entry zone; rebuy; add zone; add at; add more at; short limit=short; "
        "long limit=long; safety order; entry dca; dca entry; entry limits; limit entries; "
        "add order; average in; next entry; dca order"
    ),
    C.MARKET: (
        "now; market; cmp; current price; current market price; market price; at market; "
        "market order; market entry; entry market; instant execution; entry now; enter now; "
        "market now; at market price; at cmp; around cmp; right now; current level; "
        "current levels; right here; immediately; instantly; instant; by market; "
        "market buy=long; market sell=short; market long=long; market short=short; at current; "
        "at current price; from current; entry cmp; entry at market; here; market execution; "
        "asap; market signal; current; current zone"
    ),
    C.OPENED: (
        "reverse; reversing; flip; flipping; reversed; longed=long; shorted=short; "
        "bought=long; opening; opened a; opened; entered; i opened; just opened; took a; "
        "taking a; i'm in; jumped in; aped"
    ),
    C.LIMIT: (
        "limit; limits; limit order; limit orders; buy limit=long; sell limit=short; "
        "limit signal; pending order; resting order; order limit; pending"
    ),
    C.STOP: (
        "stop; stops; sl; s l; stop loss; stoploss; stop losses; stop price; stop target; "
        "stop targets; stop level; stops loss; stop lose; stoplose; hard stop; hard sl; "
        "invalidation; invalidation level; protective stop; stop loss price; stop at; sl at; "
        "cut loss at; cutloss at; stop loss at; stop loss target; stop loss targets; st; stl; "
        "s/l; stop order; stop limit; sl price; cut at; risk level; stop lost; stop out level"
    ),
    C.TARGET: (
        "target; targets; tp; tps; tp's; take profit; take profits; takeprofit; "
        "take profit target; take profit targets; takeprofit targets; takes; take; "
        "profit target; profit targets; price target; price targets; target price; "
        "target prices; target zone; exit target; exit targets; take profits targets; t p; "
        "sell targets; sell target; pt; pts; tp levels; tp zone; targeting; tp level; tgt; "
        "tgts; tp target; tp targets; final target; main target; first target; second target; "
        "third target; exit price; exit zone; goal; goals; sell zones; take profit levels; "
        "take profit at; profit taking; take profit level; target levels; profits targets; "
        "targets zone; t/p; targets price"
    ),
    C.LEVERAGE: (
        "leverage; levarage; laverage; leverages; lev; leverege; lev.; low lev; low leverage; "
        "high lev; high leverage; levrage; recommended leverage; max leverage; levg"
    ),
    C.MARGIN: "isolated; cross; margin; margin mode; cross margin; isolated margin; crossed",
    C.COIN: (
        "coin; pair; symbol; instrument; ticker; asset; token; coin name; trading pair; pairs; "
        "market pair; contract; coins"
    ),
    C.PRICE: "price; current price is; now at; trading at; currently at; price now; live price",
    C.RISK: (
        "risk; size; position size; amount; volume; vol; allocation; capital; portfolio; "
        "risk setting; our risk setting; my risk setting; per trade; wallet; fund; funds; "
        "margin size; deposit; balance; risk per trade; max risk; bankroll; of capital; "
        "of portfolio; of your capital; of your portfolio; stake; risk level low; risking; "
        "exposure; risky risk; trade size; use; small vol; small volume; risk order; "
        "investment; equity; total capital"
    ),
    C.INFO: (
        "score; quantity; qty; high reached; low reached; confidence; accuracy; winrate; "
        "win rate; ote; mark price; support; resistance; key; signal id; id; trade id; "
        "signal no; signal number; trade number; key level; key levels; levels to watch; "
        "funding; open interest; market cap; marketcap; volume 24h; rsi; ema; ma; sma; fib; "
        "fibonacci; vwap; poc; atr; macd; potential; potential profit; expected profit; "
        "estimated profit; rating; probability; strength; version; step; rules; round; part; "
        "trailing; trailing stop; trailing configuration=section; trailing sl; trigger; "
        "pnl target; "
        "liquidation; liq; liq price; swing high; swing low; range high; range low; ath; atl; "
        "high; low; last price; fee; fees; chart; candles; day; timestamp; date; page; level; "
        "bb; distance; min value; members"
    ),
    C.RATIO: "rr; rrr; r r; risk reward; risk to reward; risk/reward; reward; r; r/r; rr ratio",
    C.PERIOD: (
        "period; duration; timeframe; time frame; time; tf; in; hours; hour; hr; hrs; minutes; "
        "minute; min; mins; days; weeks; week; month; months; seconds; sec; within; expiry; "
        "expires; valid for; years; year; timeframes"
    ),
    C.HORIZON: (
        "short term; mid term; long term; medium term; shortterm; midterm; longterm; "
        "short mid term; mid long term; short to mid term; short to mid; short medium term; "
        "short term trade; long term trade; short term target; short term hold; short run; "
        "long run; long term hold; near term; in the short term; in the long term; short mid; "
        "short squeeze; long squeeze; shortly; before long; long time; so long; no longer; "
        "as long as; how long; long wick; long awaited; term; short term targets; "
        "mid term targets; long term targets; short time; all time; long way; short term play; "
        "short notice"
    ),
    C.VENUE: (
        "binance; bybit; kucoin; okx; bingx; bitget; mexc; huobi; bitmex; kraken; ftx; phemex; "
        "gate; bitmart; bybit usdt; binance futures; bybit usdt perpetual; hyperliquid; "
        "exchange; exchanges; futures; perpetual; perp; perps; broker; swap; usdt m; "
        "usdt perpetual; coinbase; upbit; kucoin futures; okx futures; hyperliquid futures; "
        "binance usdt; binance spot; bybit spot; gate io; any exchange; blofin; weex; bitunix; "
        "toobit; lbank; coinex; deribit; dydx exchange; binance us; crypto com; tradingview; "
        "telegram; discord; cornix"
    ),
    C.FOREIGN: (
        "gold; xauusd; xau; xagusd; xag; silver; eurusd; gbpusd; usdjpy; gbpjpy; eurjpy; "
        "audusd; usdcad; usdchf; nzdusd; us30; nas100; nasdaq; spx500; us500; ger40; dax; oil; "
        "usoil; wti; brent; forex; pips; pip; tsla; aapl; nvda; amzn; msft; googl; meta stock; "
        "stock; stocks; shares; eur usd; gbp usd; us100; ukoil; natgas; crude; dow; ftse; "
        "nikkei; sp500; spy; qqq; lots; lot size; nifty; banknifty; bank nifty; call option; "
        "put option; puts; strike; coin stock; mstr; xaueur"
    ),
    C.QUOTE: "usdt; usd; usdc; dollar; dollars; busd; fdusd",
}
