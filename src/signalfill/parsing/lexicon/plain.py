"""Ordinary words that are neither coins nor money, and tags that name no coin.

Blank-separated; a word that a language's table gives a meaning keeps that meaning.
"""

from __future__ import annotations

PLAIN = """
i me my mine we us our ours you your yours he him his she her they them their who whom which
what where why how these those here there am been being have has had do does did doing can
shall should must ought need dare used get gets got getting go goes went gone make makes
made making know knows think see sees seen saw look looks come comes came want wants give
gave find tell ask work seem feel try tries leave call good great nice best better bad worse
worst big bigger small smaller little high higher highest low lower lowest old young next
last first second third other another same different few many much more most less least some
any each every all both either own only just very too quite really almost already always
often sometimes never again back down off out then than so because while though although
however therefore but yet even ever else if as like unlike per via vs etc today tonight
night day morning evening afternoon weekend monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november
december guys guy fam everyone everybody anyone someone people friend friends bro bros sir
team family community member members member's channel group chat room admin owner trader
traders trading market's crypto cryptos bitcoin's altcoin altcoins alts alt coin's price's
pump pumping pumped pumps dump dumping dumped dumps moon mooning rocket crazy mega massive
huge extreme extremely loose tight heavy heaviest heavily towards toward bottom top mid
middle side sideways trend trendline uptrend downtrend bullish bearish bull bear bulls bears
momentum pattern triangle wedge flag head shoulder shoulders neckline structure chart zone
zones demand supply liquidity bounce reversal continuation correction pullback consolidation
consolidating accumulation distribution reason reasons reasoning behind strategy plan manage
management properly carefully careful risky riskier safe safely safety degen gamble scalp
scalping swing intraday position positions trade trades order orders open opens money cash
profit percentage percent hedge hedging headging collab collaboration play plays lol lmao
haha omg wow yes no yeah ok okay please thanks thank hello hi hey gm gn cheers enjoy join
free premium vip exclusive access link click button bot copy copied signals contact dm pm
support follow share retweet subscribe subscription discount offer limited disclaimer
financial advice advise nfa dyor invest investor investors afford amazing awesome perfect
excellent lovely sweet quick fast slow slowly easy hard possible probably likely unlikely
sure well note notes nb info information details detail message messages posted post posts
time times now's start starts started starting stop's begin end ends ended finish continue
continues continued run runs ran turn turns fall falls fell drop drops dropped dropping rise
rises rising rose's raise strong stronger strongest weak weaker strength volatile volatility
volume uncertain certain important key keys major's minor level support's resistance's fib
golden pocket block fvg bos choch divergence rsi macd ema line lines moving averages hourly
daily weekly monthly yearly yesterday tomorrow lets let's gonna wanna gotta im ive dont
doesnt didnt cant wont isnt youre thats its it's that's what's there's he's she's we're
they're i've we've you've i'll we'll you'll bid bids asks fill fills loaded load bag bags
entry's stop-loss's around based system smart concept whale whales bots trap traps fakeout
breakout's sweep new news fed fomc cpi event economy dollar etf sec signal's id ids number
nos random idea ideas thought thoughts view views opinion medium large tiny half full whole
lot lots bit piece pieces green red blue yellow orange purple white black box circle arrow
buyers sellers buyer seller fomo fud rekt wagmi ngmi hopium copium ser anon chad update
updates updated live alert alerts bounty contest winner regular project pro basic standard
client published publisher author provider configuration settings setting status valid
validity active pending ready conservative aggressive moderate normal average tier grade
quality score ranking rank recommended recommend suggestion suggested suggest advised
minimum maximum min max up-to upto tp-sl ladder laddered scaled scaling bracket brackets
style type kind sort method entry-type fresh original previous current past future futures
hot two three four five six seven eight nine ten percent pct today's
bismillah inshallah god luck good-luck boom bang send sending sends sent
"""

TAGS = """
signal signals idea ideas long short buy sell free vip crypto cryptocurrency trading trade
scalp scalping swing spot futures future leverage alert update updates setup analysis ta
news premium freesignal vipsignal binance bybit kucoin okx bitget mexc altcoin altcoins
altseason bullish bearish pump gem gems target targets tp sl entry profit hit win loss
closed cancel cancelled market usdt usd airdrop giveaway meme memecoin memecoins defi ai nft
layer1 layer2 рек идея сигнал лонг шорт
"""
