"""English: follow-up, results, doubts and glue."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

ENGLISH_TALK: dict[C, str] = {
    C.CLOSE: (
        "is closed=past; fully closed=past; trade closed=past; position closed=past; "
        "closed=past; close; closing; close all; closing all; close it; full close; "
        "close here; close now; close position; close order; close trade; close the trade; "
        "close the position; close my; close manually; manual close"
    ),
    C.EXIT: (
        "exit; exiting; exit now; get out; exit all; out of; cut; cut it; cutting; cutloss; "
        "cut loss; cut losses; exited; leave; bail; close asap; exit trade; exit position; "
        "dump it; sell all; sell everything; close everything; exit here; i'm out"
    ),
    C.CANCEL: (
        "cancel; cancelled; canceled; cancelling; canceling; remove; removed; delete; void; "
        "ignore; scrap; pull; pulled; cancels; invalid entry; entry invalid; "
        "entry invalidated; no longer valid; cancel order; cancel limit; remove limit; "
        "remove order; cancel orders"
    ),
    C.MOVE: (
        "move; moved; moving; set=place; adjust; shift; raise; raised; trail; put=place; bring; "
        "change; "
        "changed; updated; update; lower; tighten; moves; adjusted; shifted; tight; tighter; "
        "widen; set your=place; bump; lock; adjusting; raising; lowered; setting=place"
    ),
    C.TRIM: (
        "take profit here; partial; partials; trim; trimming; trimmed; scale out; scaling out; "
        "tp partial; take partial; take partials; take some profit; take some profits; "
        "book profits; book profit; booking profit; booking profits; partial close; "
        "partially close; take profit now; secure profit; secure profits; secure some; "
        "take partial profit; take partial profits; partial profit; partial profits; "
        "partial tp; book partial; book some; take profits here; book partial profit; "
        "book partial profits; close partial; close part; close some; close partially; derisk; "
        "de risk; reduce; reducing; reduced; took some; lighten; secure partial; sell some; "
        "took partials; secure your profit; secure your profits; lock in profits; "
        "lock profits; lock some profits"
    ),
    C.PART: (
        "half=0.5; a half=0.5; third=0.333; a third=0.333; quarter=0.25; a quarter=0.25; "
        "two thirds=0.667; most of=; majority=; one half=0.5; one third=0.333; "
        "one quarter=0.25; three quarters=0.75"
    ),
    C.REST: (
        "rest; remaining; remainder; runner; runners; the rest; moonbag; moon bag; "
        "remaining position"
    ),
    C.BREAKEVEN: (
        "breakeven; break even; be; b e; bep; entry price be; your entry; the entry; cost; "
        "stop be; average entry; break-even; our entry; risk free; riskfree; my entry"
    ),
    C.SECURED: "sl plus; stop in profit; stops in profit; sl in profit; into profit; sl profit",
    C.HOLD: (
        "still running; still open; still active; still in; hold; holding; still hold; keep; "
        "holds; let; let it run; ride; continue to hold; hodl; keep holding; still holding; "
        "active; stay; still"
    ),
    C.ADD: (
        "dca'd; added; adding; add; add more; buy more; buying more; add some; add some more; "
        "load more; averaged; topped up; top up; add to; buy the dip more; short more; "
        "long more"
    ),
    C.CHANGE: (
        "limit update; entry update; position update; changes; corrected; modification; "
        "revised; new sl=stop; new stop=stop; new stop loss=stop; new tp=target; "
        "new tps=target; new targets=target; new target=target; new entry=entry; "
        "updated sl=stop; updated stop=stop; updated stoploss=stop; updated tp=target; "
        "update sl=stop; new stoploss=stop; updated entry=entry; move limit; moved limit; "
        "limit moved; updated targets=target; new take profit=target; update stop=stop; "
        "update tp=target; move entry=entry; entry moved; stoploss update=stop; "
        "sl update=stop; tp update=target; instead of; update entry=entry; "
        "updated stop loss=stop; new entries=entry; new take profits=target; "
        "updated target=target; update stop loss=stop; update stoploss=stop; change entry; "
        "changed entry; typo"
    ),
    C.NEW: (
        "new; fresh; new signal; new trade; new setup; signal; signals; alert; vip; "
        "vip signal; free signal; premium; call; setup; trade setup; trade signal; "
        "trading signal; new call; trade alert; signal alert; trade; trades; market setup; "
        "trading signal alert; new position"
    ),
    C.PROTECT: (
        "bank; booking; book; protect; protect your profits; secure; secured; protect profits; "
        "protect your profit"
    ),
    C.REENTER: (
        "re enter; reenter; reentry; re entry; enter again; re long; re short; long again; "
        "short again; buy again; same entry; back in"
    ),
    C.HIT: (
        "hit; hits; reached; achieved; done; tagged; smashed; touched; tuch; destroyed; "
        "completed; achieve; reach; hitted; filled tp; cleared; nailed; booked; printed; "
        "crushed; reaching; all done; success; successfully; swept; sweep; gained; tp done; "
        "smash; target hit; stop target hit; tp hit"
    ),
    C.FILLED: (
        "filled; triggered; activated; entered entry zone; all entries achieved; order filled; "
        "position filled; entry filled; got filled; executed; limit order filled; "
        "buy executed; sell executed; all entries; entry hit; entry achieved; entry done; "
        "entered the entry zone; fills; fill"
    ),
    C.STOPPED: (
        "stopped; stopped out; stopped be; closed at stoploss; closed at stop loss; hit sl; "
        "sl hit; hit stop; stop hit; stoploss hit; stop loss hit; closed at trailing stoploss; "
        "closed at sl; closed at stop; closed at the entrance; closed manually; "
        "manually cancelled; stop out; closed at entry; closed at trailing stop; "
        "closed due to opposite direction signal; closed at breakeven; closed at be; "
        "closed in profit; closed in profits; closed in loss; hit stop loss; hit stoploss; "
        "got stopped; sl triggered; stopped at entry; closed at tp; closed at a loss; "
        "closed at a profit; closed at target; closed with; auto closed; stopped at be; "
        "stopped at breakeven; manually canceled; closed by trailing stop"
    ),
    C.PROFIT: (
        "roe; roi; profit; profits; gain; gains; pnl; roi profit; in profit; +profit; p l; "
        "p/l; net profit; total profit; realized; realised; unrealized; unrealised; result; "
        "results; final profit; running profit; up; return; returns; rr gained; win; wins; "
        "profited; gainz"
    ),
    C.LOSS: "loss; losses; lost; drawdown; lose; losing; loses",
    C.AVERAGE: (
        "average entry price; avg entry; avg; average price; average entry now; avg price; "
        "average; avg entry price"
    ),
    C.RECAP: (
        "earlier call; weeks ago; hours ago; days ago; setup from; trade from; call from; "
        "signal from; was closed=strong; previous trade; gone already; over now; finished; "
        "too late; late entry; no longer active; played out; ran well; already running=strong; "
        "already closed=strong; i closed=strong; we closed=strong; i entered=strong; "
        "we entered=strong; took profits=weak; you took=weak; who took=strong; "
        "took this=strong; i took=strong; we took=strong; screenshot; invalid=weak; "
        "invalidated=weak; already=weak; outdated; old signal; old trade; deleted; failed; "
        "missed; expired; recap; summary; last week; yesterday; this week; last month; "
        "statistics; performance; report; track record; history; total trades; weekly report; "
        "results of; closed trades; previous signal; previous call; past signal; our last; "
        "today's results; trade results; trades results; weekly results; monthly results; "
        "daily recap; backtest; backtested; example; for example; e.g; case study; "
        "hypothetical; if you had; would have; tutorial; how to; lesson; quiz; paper trade; "
        "virtual trade; demo; simulated; simulation; last month's; last week's; ago; "
        "earlier today; this morning; remember this; well done; remember when; throwback; "
        "had called; "
        "called at; we called; posted at; entered at; "
        "bought at; sold at; simulator; no real money; this month; so far; previously; "
        "journal; was=weak; were=weak; gone=weak; had=weak; went=weak; been=weak"
    ),
    C.IF: (
        "only below; only above; if; in case; once; unless; only if; provided; "
        "assuming; should it; as soon as; whenever; when it; when price; only when; until; "
        "as long; till; when btc; upon=weak; when the; only on; should price; should we; "
        "should btc; when we; when a; in the event; when=weak; after=weak; depends on; "
        "depending; only with; only after; needs a; requires a; given that; subject to; "
        "contingent; dependent on"
    ),
    C.WAIT: (
        "about to; building; setting up; not triggered; forming; wait; waiting; wait for; "
        "waiting for; await; awaiting; patience; not yet; wait to; waits; watch for; "
        "be patient; soon; later; will look; looking for; looking to; look for; prepare; "
        "preparing; prepare to; plan to; planning; planning to; on standby; get ready; "
        "ready for; stand by; standby; considering; consider; thinking; thinking about; might; "
        "may; maybe; could; i would; would; will; potential long; potential short; "
        "possible long; possible short; potential entry; eyeing; interested in; hoping; "
        "tomorrow; next week; ready; coming soon; upcoming; stay tuned; i'd; possible entry; "
        "tentative; draft; idea only; hold on with; hold off; possible setup; potential setup; "
        "possible trade; potential trade; possible signal; potential signal; activation; "
        "probable; perhaps; not before"
    ),
    C.TRIGGER: (
        "buy stop=order; sell stop=order; breakout; break out; breaks; break; breakdown; "
        "breaking; retest; confirmation; confirm; confirmed; confirms; reclaim; reclaims; "
        "rejection; rejects; bounce; bounces; holds above; holds below; stays above; "
        "stays below; crosses; breach; break above; break below; enter above=order; "
        "buy above=order; long above=order; sell below=order; short below=order; "
        "enter on=order; breaks above; breaks below; entry above=order; retests; reclaimed; "
        "flips; dips to; pulls back; pullback; pullback to; drops to; falls to; goes to; "
        "comes to; returns to; stop entry=order; trigger above=order; trigger below=order; "
        "opens above; moves above; trades above; gets above; hold above; holding above; "
        "trades below; moves below; breached"
    ),
    C.NOT: (
        "not; don't; dont; do not; no; never; doesn't; does not; didn't; isn't; aren't; won't; "
        "cannot; can't; cant; avoid; stay away; without; nobody; none; nothing; neither; nor; "
        "skip; skipping; not a; wasn't; stop trading; refrain; forget; shouldn't; aint; ain't; "
        "instead"
    ),
    C.HYPOTHESIS: (
        "stay out; stay flat; pass on; passed on; off the table; disregard; leave it; mistake; "
        "changed my mind; wrong channel; mock; practising; practicing; someone posted; "
        "guy says; group says; my bot; does anybody; does anyone; archive; look back; "
        "posted before; rejected setup; scam; i will confirm; let it break; let it come; "
        "until the close; "
        "average entry of; entry of; is a no; bad trade; in the case; retest only; pending a; "
        "opens we look; winner; nice win; best call; best trade; one of our trades; our trades; "
        "for educational purposes; for education; my own idea; don't follow; dont follow; "
        "do not follow; not a signal; my opinion only; for fun; paper trading; just an idea; "
        "just my idea; imagine; suppose; let's say; say you; what if; not a call; "
        "example only; for example only; illustration; if you want; if you wanna; "
        "for those who; hypothetically; in theory; dyor before entry; not a recommendation; "
        "joke; kidding; jk; poll; vote; who is; who's; should i; what do you think; thoughts; "
        "your opinion; just kidding; would you; personal trade; don't copy; do not copy; "
        "not taking; not entering; for educational; educational only; not copy; own risk only; "
        "fake; sarcasm; experiment; test signal; testing; paper only; on paper; paper; rt; "
        "paper account; this is a test; test message; ignore this; not live; test only; told me; "
        "can someone; can anyone; did you mean; do you mean; "
        "sample; sample signal; will look like; i wish; wish i "
        "do not trade"
    ),
    C.DISCLAIMED: (
        "not a trading signal; isn't a trading signal; is not a signal; not trading signal; "
        "this is not a signal; not signal"
    ),
    C.WATCH: (
        "market analysis=list; market outlook=list; market overview=list; market update=list; "
        "watch; watchlist=list; watch list=list; watching=list; keep an eye; eyes on; "
        "on my radar=list; having my eyes; on the radar=list; monitor; monitoring; analysis; "
        "technical analysis; chart analysis; outlook; scenario; scenarios; overview; news; "
        "giveaway; airdrop; event"
    ),
    C.NOISE: (
        "not financial advice; not a financial advice; trade at your own risk; "
        "at your own risk; not an investment advice; not investment advice; "
        "no financial advice; isn't financial advice; is not financial advice; "
        "do your own research; manage your risk; cannot be forwarded; can not be forwarded; "
        "don't forget; do not forget; no rush; not a financial advisor; no worries; "
        "not advice; without permission; don't miss; do not miss; wait for it; "
        "never risk more; do not share; not a financial recommendation; don't risk more; "
        "stop hunt; stop hunting; stop hunts; stop run; at own risk; on your own risk; "
        "trade at own risk; don't be greedy; never invest more; "
        "not financial adviser; risk management; manage risk; proper risk"
    ),
    C.CANDLE: (
        "weekly candle=1w; daily candle=1d; weekly candle close=1w; daily candle close=1d; "
        "h1 close=1h; h4 close=4h; monthly close=1M; weekly close=1w; daily close=1d; candle; "
        "closure; closures; candle close; candle closes; candle closure; candle closures; "
        "candle closing; closes; bar close; clos; c/c; candle stick; candlestick close"
    ),
    C.BELOW: "below; under; beneath; less than; lower than",
    C.ABOVE: "above; over; greater than; higher than",
    C.AREA: (
        "around; area; about; near; approx; approximately; roughly; between; from; ish; "
        "at around; aprox; region; nearby; range"
    ),
    C.TO: "to; through; untill",
    C.AT: "at; on; of; is; are; for; by; with; into; this; that; it; its; the; a; an",
    C.OR: "or",
    C.AND: "and; plus; also; n",
}
