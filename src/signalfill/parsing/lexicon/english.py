"""English: the words of a call. `=` gives the fraction that a word of size stands for."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

ENGLISH: dict[C, str] = {
    C.LONG: (
        "long; longs; go long; going long; bullish setup; long setup; lång; "
        "bullish trade; long trade; long side; long call; long signal; long position; go "
        "for long; long idea"
    ),
    C.SHORT: (
        "short; shorts; shortsell; go short; going short; short setup; "
        "bearish setup; bearish trade; short trade; short side; short call; short "
        "signal; short position; go for short; short idea; short sell"
    ),
    C.BUY: (
        "buy; buying; buys; consider buying; accumulate; accumulating; buy in; purchase; "
        "purchasing; bidding; bid; bids; bidded; accumulation; buyin"
    ),
    C.SELL: "sell; selling; sells; consider selling",
    C.SPOT: (
        "spot; spot buy; buy spot; spot long; spot trade; spot only; spot play; spot only "
        "trade; spot call; spot signal; spot entry; spot position; spot hold; only spot; spot "
        "market; in spot; for spot"
    ),
    C.SIDE: (
        "direction; side; position; trade type; signal type; type; order type; action; my "
        "opinion; opinion; trade direction; setup type; bias; order; position type; position "
        "side; trade side; market bias; signal direction; operation; order side; signal side; "
        "trend direction; trade bias; call type; trading side; trading direction"
    ),
    C.ENTRY: (
        "open between; open around; open zone; get in; entry; entries; entrys; entry zone; "
        "entry price; entry prices; entry target; "
        "entry "
        "targets; entry range; entry area; entry point; entry points; entry level; entry "
        "levels; enter; entrance; entrance price; buy zone=long; buy range=long; buying "
        "zone=long; buy area=long; buy price=long; long zone=long; short zone=short; sell "
        "zone=short; sell range=short; valid entry; trade entry; entry order; entry orders; "
        "buy target=long; buy targets=long; open price; opening price; entering; entry "
        "between; buy between=long; ep; buy at=long; sell at=short; long at=long; short "
        "at=short; enter at; entry at; entry from; long entry=long; short entry=short; entry "
        "short=short; entry long=long; buy around=long; buying range=long; order price; limit "
        "price; trigger price; ote zone; enter between; entry zones; buy entry=long; sell "
        "entry=short; entry price zone; entri; enter in; entry value; buy level=long; buy "
        "levels=long; entry signal; take entry; best entry; ideal entry; exact entry; "
        "execution price; execute at; long from=long; short from=short; long around=long; "
        "short around=short; long near=long; short near=short; long between=long; short "
        "between=short; long entry zone=long; short entry zone=short; sell around=short; sell "
        "near=short; sell between=short; buy near=long; accumulation zone=long; accumulate "
        "zone=long; accumulate between=long; accumulate at=long; accumulate around=long; "
        "accumulation area=long; accumulation range=long; loading zone; load zone; enter "
        "around; enter near; enter price; buyzone=long; entryzone; entryprice; start price; "
        "starting price; buy in price=long; buy in zone=long; buy in at=long; open at; open "
        "position; get in at; getting in at; entry order price; entry limit price; entry "
        "trigger price; buy price range=long; buy area price=long; ent; entry around; entry "
        "near; initial entry; first entry; 1st entry; main entry; primary entry; 1st buy=long; "
        "first buy=long; purchase price=long; purchase zone=long; bid at=long; bids at=long; "
        "bidding at=long; longs at=long; shorts at=short; short area=short; long range=long; "
        "short range=short; long price=long; short price=short; sell price=short; sell "
        "area=short; entry details; enter trade; entry level 1; entry spot; entering at; in "
        "at; entry band; reentry zone"
    ),
    C.MORE: (
        "dca; dca to; dca at; dca level; dca zone; entry limit; limit entry; averaging; "
        "average down; avg down; second entry; 2nd entry; third entry; 3rd entry; re entry "
        "zone; rebuy; add zone; add at; add more at; short limit=short; long limit=long; "
        "safety order; entry dca; dca entry; entry limits; limit entries; add order; average "
        "in; next entry; dca order; dca 1; dca entry zone; dca price; dca price range; dca "
        "order price; averaging zone; averaging level; average entry zone; buy more at; 2nd "
        "buy; second buy; third buy; 3rd buy; last entry; final entry; extra entry; additional "
        "entry; backup entry; add on; scale in at; scale in; laddered entry; dca limit; rebuy "
        "zone; rebuy at; reload at; reload zone; reload; averaging price; average price zone"
    ),
    C.MARKET: (
        "now; market; cmp; current price; current market price; market price; at market; "
        "market order; market entry; entry market; instant execution; entry now; enter now; "
        "market now; at market price; at cmp; around cmp; right now; current level; current "
        "levels; right here; immediately; instantly; instant; by market; market buy=long; "
        "market sell=short; market long=long; market short=short; at current; at current "
        "price; from current; entry cmp; entry at market; here; market execution; asap; market "
        "signal; current; current zone; market now price; at mkt; mkt; @market; market fill; "
        "market in; market price now; mkt price; at the market; current market; current market "
        "price cmp; c m p; at cmp price; at current market price; at current level; at current "
        "levels; around current price; at the current price; market entry now; market order "
        "now; instant entry; instant buy=long; instant sell=short; immediate entry; enter "
        "here; entry here; enter immediately; enter market; buy now=long; sell now=short; long "
        "now=long; short now=short; buy here=long; long here=long; short here=short; market "
        "price entry; open now; now or lower; now or higher"
    ),
    C.OPENED: (
        "reverse; reversing; flip; flipping; reversed; longed=long; shorted=short; longing=long; "
        "shorting=short; longing here=long; shorting here=short; "
        "bought=long; opening; opened a; opened; entered; i opened; just opened; took a; "
        "taking a; i'm in; jumped in; aped; i longed=long; i shorted=short; just longed=long; "
        "just shorted=short; entered long=long; entered short=short; opened long=long; opened "
        "short=short; opened a long=long; opened a short=short; went long=long; went "
        "short=short; going in; just bought=long; i bought=long; grabbed; picked up; "
        "scooped=long; scooped up=long; filled bags; opening a; i am in; im in; hopped in; picking "
        "up; grabbing; scooping up=long; "
        "getting in; sent it; aping=long; aped into=long; i m longing=long; i m shorting=short"
    ),
    C.LIMIT: (
        "buy limit order=long; sell limit order=short; buy limit orders=long; "
        "sell limit orders=short; limit; limits; limit order; limit orders; buy limit=long; "
        "sell limit=short; limit "
        "signal; pending order; resting order; order limit; pending; limit buy=long; limit "
        "sell=short; limit long=long; limit short=short; limit set; limits set; limits at; "
        "limit at; limit price at; resting bid=long; resting limit; lmt; limit entry order; "
        "limit orders at"
    ),
    C.STOP: (
        "sls; "
        "stop; stops; sl; s l; stop loss; stoploss; stop losses; stop price; stop target; stop "
        "targets; stop level; stops loss; stop lose; stoplose; hard stop; hard sl; "
        "invalidation; invalidation level; protective stop; stop loss price; stop at; sl at; "
        "cut loss at; cutloss at; stop loss at; stop loss target; stop loss targets; st; stl; "
        "s/l; stop order; stop limit; sl price; cut at; risk level; stop lost; stop out level; "
        "stop loss level; stop loss zone; stop zone; sl zone; sl level; initial stop; initial "
        "sl; initial stop loss; stoploss price; stopp; sloss; protective sl; stop set at; sl "
        "set at; stop set; sl set; sl placed at; stop placed at; stop goes at; stop goes; stop "
        "sits at; my stop; my sl; our stop; our sl; with stop; invalid below; invalid above; "
        "invalid under; invalid over; invalidated under; invalidation under; invalidation over; "
        "invalidation below; invalidation above; invalidation point; invalidation at; "
        "invalidated below; invalidated above; invalid at; safety stop; mental stop; max stop; "
        "exit if below; exit below; exit above; exit if it loses; exit if we lose; exit if it "
        "breaks; out if it loses; out if we lose; out below; out if below; stop loss order; "
        "stop-loss price level; s "
        "loss; stl loss; stoplose price; stopplos; stop los; stopl; stop price level; cut loss "
        "below; cut loss above; cutloss below; cutloss above; cl; close below exit"
    ),
    C.TARGET: (
        "target; targets; tp; tps; tp's; take profit; take profits; takeprofit; take profit "
        "target; take profit targets; takeprofit targets; takes; take; profit target; profit "
        "targets; price target; price targets; target price; target prices; target zone; exit "
        "target; exit targets; take profits targets; t p; sell targets; sell target; pt; pts; "
        "tp levels; tp zone; targeting; tp level; tgt; tgts; tp target; tp targets; final "
        "target; main target; first target; second target; third target; exit price; exit "
        "zone; goal; goals; sell zones; take profit levels; take profit at; profit taking; "
        "take profit level; target levels; profits targets; targets zone; t/p; targets price; "
        "aiming for; aiming at; aiming; objective; objectives; price objective; upside target; "
        "downside target; upside targets; downside targets; target area; target areas; target "
        "range; targets zone 1; tg; trgt; take profit zone; tp area; tp areas; tp price; tp "
        "prices; tp zones; take profit area; take profit price; take profit prices; profit "
        "level; profit levels; profit zone; profit zones; exit level; exit levels; exit "
        "points; exit point; sell level; sell levels; sell targets zone; final tp; last "
        "target; last tp; next target; next targets; next tp; expected target; expected "
        "targets; short term tp; initial target; initial targets; taking profit at; taking "
        "profits at; take profits at; take some at; sell limit target; tps at; targets at; "
        "target at; tp at; tp goes; tp set at; tp set; tp1 at; profit at; unload at; unload "
        "zone; destination; main targets; take profit order; take profit orders; t ps; profit "
        "goals; looking for targets"
    ),
    C.LEVERAGE: (
        "leverage; levarage; laverage; leverages; lev; leverege; lev.; low lev; low leverage; "
        "high lev; high leverage; levrage; recommended leverage; max leverage; levg; lvg; "
        "lvrg; lvg.; leverage used; leverage x; leverage up to; lev up to; suggested leverage; "
        "used leverage; leverage level; leverage range; leverage type; margin leverage; "
        "leverage size"
    ),
    C.MARGIN: (
        "isolated; cross; margin; margin mode; cross margin; isolated margin; crossed; iso; "
        "isolated mode; cross mode; cross leverage; isolated leverage; margin type; marginmode"
    ),
    C.COIN: (
        "coin; pair; symbol; instrument; ticker; asset; token; coin name; trading pair; pairs; "
        "market pair; contract; coins; trade pair; asset name; pair name; coin pair; symbol "
        "name; currency pair; crypto pair; token name; coin symbol; trading symbol; market "
        "symbol; asset pair; coin ticker; trading instrument"
    ),
    C.PRICE: "price; current price is; now at; trading at; currently at; price now; live price",
    C.RISK: (
        "risk; size; position size; amount; volume; vol; allocation; capital; portfolio; risk "
        "setting; our risk setting; my risk setting; per trade; wallet; fund; funds; margin "
        "size; deposit; balance; risk per trade; max risk; bankroll; of capital; of portfolio; "
        "of your capital; of your portfolio; stake; risk level low; risking; exposure; risky "
        "risk; trade size; use; small vol; small volume; risk order; investment; equity; total "
        "capital; invest; investing; allocate; allocated; order size; trade amount; entry "
        "size; risk amount; of wallet; of your wallet; of account; of your account; of funds; "
        "of balance; of equity; of bankroll; of total; of the portfolio; of port; port; risk "
        "percentage; risk management size; margin per trade; margin amount; buying power; "
        "purse; per position; per entry; risk is; position sizing; sizing; portion; capital "
        "allocation; fund allocation; of fund; of your fund; of your funds; max loss; loss at "
        "stop"
    ),
    C.INFO: (
        "score; quantity; qty; high reached; low reached; confidence; accuracy; winrate; win "
        "rate; ote; mark price; support; resistance; key; signal id; id; trade id; signal no; "
        "signal number; trade number; key level; key levels; levels to watch; funding; open "
        "interest; market cap; marketcap; volume 24h; rsi; ema; ma; sma; fib; fibonacci; vwap; "
        "poc; atr; macd; potential; potential profit; expected profit; estimated profit; "
        "rating; probability; strength; version; step; rules; round; part; trailing; trailing "
        "stop; trailing configuration=section; trailing sl; trigger; pnl target; liquidation; "
        "liq; liq price; swing high; swing low; range high; range low; ath; atl; high; low; "
        "last price; fee; fees; chart; candles; day; timestamp; date; page; level; bb; "
        "distance; min value; members; reliability; ai score; ai confidence; risk score; "
        "signal strength; signal score; setup score; quality score; vol ratio; volume ratio; "
        "24h change; 24h volume; price change; delta; est; stoch; cci; mfi; obv; fdv; oi; "
        "holders; expectancy; sl distance; tp distance; distance to sl; distance to tp; pivot; "
        "pivots; max gain; potential gain; potential gains; potential loss; est profit; "
        "expected gain; expected move; expected return; supertrend; trend strength; momentum "
        "score; confluence; confluences; win probability; success rate; hit rate; win %; bars; "
        "tick; ticks; drawdown max; max drawdown; order id; alert id; message id; ticket; "
        "deal; deal id; strike rate; volatility score; trigger price level; bid ask; cvd; "
        "value area; entry quality"
    ),
    C.RATIO: (
        "rr; rrr; r r; risk reward; risk to reward; risk/reward; reward; r; r/r; rr ratio; "
        "r:r; risk:reward; reward risk; reward to risk; rr:; rew; risk reward ratio; r ratio; "
        "rrratio; risk to reward ratio; profit factor"
    ),
    C.PERIOD: (
        "period; duration; timeframe; time frame; time; tf; in; hours; hour; hr; hrs; minutes; "
        "minute; min; mins; days; weeks; week; month; months; seconds; sec; within; expiry; "
        "expires; valid for; years; year; timeframes; holding time; hold time; estimated time; "
        "expected time; holding period; horizon; trade duration; time horizon; expire; valid "
        "until; valid till; validity; expires in; expected duration; time left; candle time; "
        "chart timeframe"
    ),
    C.HORIZON: (
        "short term; mid term; long term; medium term; shortterm; midterm; longterm; short mid "
        "term; mid long term; short to mid term; short to mid; short medium term; short term "
        "trade; long term trade; short term target; short term hold; short run; long run; long "
        "term hold; near term; in the short term; in the long term; short mid; short squeeze; "
        "long squeeze; shortly; before long; long time; so long; no longer; as long as; how "
        "long; long wick; long awaited; term; short term targets; mid term targets; long term "
        "targets; short time; all time; long way; short term play; short notice; short term "
        "trade idea; short term setup; short term scalp; short term outlook; short term play "
        "idea; very short term; very short; short lived; in short; long story short; cut "
        "short; short list; long run hold; longer; shorter; short circuit; fall short; falls "
        "short; short supply; short cut; short video; long live; lifelong; day long; week "
        "long; along"
    ),
    C.VENUE: (
        "binance; bybit; kucoin; okx; bingx; bitget; mexc; huobi; bitmex; kraken; ftx; phemex; "
        "gate; bitmart; bybit usdt; binance futures; bybit usdt perpetual; hyperliquid; "
        "exchange; exchanges; futures; perpetual; perp; perps; broker; swap; usdt m; usdt "
        "perpetual; coinbase; upbit; kucoin futures; okx futures; hyperliquid futures; binance "
        "usdt; binance spot; bybit spot; gate io; any exchange; blofin; weex; bitunix; toobit; "
        "lbank; coinex; deribit; dydx exchange; binance us; crypto com; tradingview; telegram; "
        "discord; cornix; kcex; xt com; bitfinex; bitstamp; gemini; poloniex; whitebit; "
        "probit; vertex; gmx exchange; binance futures usdt m; binance spot usdt; bybit "
        "futures; bybit derivatives; mexc futures; mexc spot; kucoin spot; bingx futures; "
        "bitget futures; gate futures; all exchanges; most exchanges; main exchanges; usd m; "
        "coin m; perpetual futures; perpetual contract; derivatives; margin trading; futures "
        "signal; futures trade; futures call; bitrue; hotcoin; pionex; 3commas; wundertrading; "
        "altrady; insilico; hyperliquid perp; phemex futures; okx perp; okx swap; bybit perp; "
        "binance perp"
    ),
    C.FOREIGN: (
        "gold; xauusd; xau; xagusd; xag; silver; eurusd; gbpusd; usdjpy; gbpjpy; eurjpy; "
        "audusd; usdcad; usdchf; nzdusd; us30; nas100; nasdaq; spx500; us500; ger40; dax; oil; "
        "usoil; wti; brent; forex; pips; pip; tsla; aapl; nvda; amzn; msft; googl; meta stock; "
        "stock; stocks; shares; eur usd; gbp usd; us100; ukoil; natgas; crude; dow; ftse; "
        "nikkei; sp500; spy; qqq; lots; lot size; nifty; banknifty; bank nifty; call option; "
        "put option; puts; strike; coin stock; mstr; xaueur; xau usd; xauusdt gold; xagusdt; "
        "cadjpy; chfjpy; nzdjpy; gbpaud; gbpcad; gbpnzd; euraud; eurcad; eurgbp; eurnzd; "
        "eurchf; audjpy; audcad; audnzd; dxy; usdollar; jp225; hk50; uk100; fra40; eu50; "
        "stoxx; russell; us2000; natural gas; copper; platinum; palladium; tesla; apple; "
        "nvidia; amazon; microsoft; google; meta platforms; netflix; nflx; equities; equity "
        "options; etf shares; wheat; soybean; sugar; coffee; cocoa; tlt; vix; uvxy; iwm; gld; "
        "slv; ndx; es futures; nq futures; mnq; zinc; nickel; niftyfut; sensex; finnifty; "
        "usdinr; eurinr"
    ),
    C.QUOTE: "usdt; usd; usdc; dollar; dollars; busd; fdusd",
}
