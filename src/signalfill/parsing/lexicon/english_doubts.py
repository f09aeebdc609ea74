"""English: doubts and glue."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

ENGLISH_DOUBTS: dict[C, str] = {
    C.RECAP: (
        "skipped it; i skipped; we skipped; missed this; chart is from; open trades; open "
        "positions; active trades; active positions; active signals; current trades; current "
        "positions; running trades; running positions; trade tracker; position tracker; status "
        "board; portfolio of; our portfolio; what we did; week in review; month in review; "
        "earlier call; weeks ago; hours ago; days ago; setup from; trade from; call from; signal "
        "from; was closed=strong; previous trade; gone already; over now; finished; too late; "
        "late entry; no longer active; played out; ran well; already running=strong; already "
        "closed=strong; i closed=strong; we closed=strong; i entered=strong; we entered=strong; "
        "took profits=weak; you took=weak; who took=strong; took this=strong; i took=strong; we "
        "took=strong; screenshot; invalid=weak; invalidated=weak; already=weak; outdated; old "
        "signal; old trade; deleted; failed; missed; expired; recap; summary; last week; "
        "yesterday; this week; last month; statistics; performance; report; track record; "
        "history; total trades; weekly report; results of; closed trades; previous signal; "
        "previous call; past signal; our last; today's results; trade results; trades results; "
        "weekly results; monthly results; daily recap; backtest; backtested; example; for "
        "example; e.g; case study; hypothetical; if you had; would have; tutorial; how to; "
        "lesson; quiz; paper trade=strong; virtual trade=strong; demo; simulated; simulation; "
        "last month's; "
        "last week's; ago; earlier today; this morning; remember this; well done; remember when; "
        "throwback; had called; called at; we called; posted at; entered at; bought at; sold at; "
        "simulator; no real money; this month; so far; previously; journal; was=weak; were=weak; "
        "gone=weak; had=weak; went=weak; been=weak; weekly stats; monthly stats; stats; weekly "
        "summary; monthly summary; daily summary; daily report; daily results; monthly report; "
        "past week; past month; last 24h; yesterdays; last night; calls recap; signal recap; "
        "trades recap; trade recap; trade history; in the past; back then; last time; last trade; "
        "previous signals; previous trades; our previous; past trades; past performance; our "
        "results; track records; closed trades list; leaderboard; pnl report; performance report; "
        "postmortem; post mortem; trade journal; hindsight; as called; called this; called it; i "
        "called=strong; we shared; as shared; we posted; we gave; we have taken=strong; did you "
        "catch; did you take; who caught=strong; who joined=strong; who followed=strong; who "
        "bought=strong; anyone catch; hope you took; hope you caught; if you followed; for those "
        "who took=strong; for those that took=strong; from our call; from our entry; since our "
        "call; since our entry; after our call; since entry=weak; from entry=weak; dry run; "
        "dummy; forward test; forward testing; sandbox; training; class; course; webinar; "
        "education; educational; learn how"
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
        "to be confirmed; tbc; under review; pending approval; awaiting "
        "approval; awaiting confirmation; pending confirmation; waiting approval; needs approval; "
        "i'd like to see=expect; would like to see=expect; like to see=expect; want to see=expect; "
        "hoping for=expect; about to=expect; building=expect; setting up; not triggered; "
        "forming=expect; wait; "
        "waiting; wait for; waiting for; await; awaiting; patience; not yet; wait to; waits; "
        "watch for=expect; be patient; soon; later; will look=expect; looking for=expect; looking "
        "to; look for=expect; prepare; preparing; prepare to; plan to; planning; planning to; on "
        "standby; get ready; ready for; stand by; standby; considering; consider; thinking; "
        "thinking about; might=expect; may=expect; maybe; could=expect; i would; would=expect; "
        "will=expect; potential long; potential short; possible long; possible short; potential "
        "entry; eyeing; interested in; hoping; tomorrow; next week; ready; coming soon; upcoming; "
        "stay tuned; i'd; possible entry; tentative; draft; idea only; hold on with; hold off; "
        "possible setup; potential setup; possible trade; potential trade; possible signal; "
        "potential signal; activation; probable=expect; perhaps=expect; not before"
    ),
    C.TRIGGER: (
        "buy stop=order; sell stop=order; breakout; break out; breaks; break; breakdown; "
        "breaking; retest; confirmation; confirm; confirmed; confirms; reclaim; reclaims; "
        "rejection; rejects; bounce; bounces; holds above; holds below; stays above; "
        "stays below; crosses; breach; break above; break below; enter above=order; "
        "buy above=order; long above=order; sell below=order; short below=order; buy on "
        "break=order; "
        "enter on=order; breaks above; breaks below; entry above=order; retests; reclaimed; "
        "flips; dips to; pulls back; pullback; pullback to; drops to; falls to; goes to; "
        "comes to; returns to; stop entry=order; trigger above=order; trigger below=order; "
        "opens above; moves above; trades above; gets above; hold above; holding above; "
        "trades below; moves below; breached"
    ),
    C.NOT: (
        "order rejected; trade rejected; setup rejected; signal rejected; not approved; nvm; "
        "nevermind; never mind; not; don't; dont; do not; no; never; doesn't; does not; didn't; "
        "isn't; aren't; won't; cannot; can't; cant; avoid; stay away; without; nobody; none; "
        "nothing; neither; nor; skip; skipping; not a; wasn't; stop trading; refrain; forget; "
        "shouldn't; aint; ain't; instead"
    ),
    C.HYPOTHESIS: (
        "joking; april fools; api test; alternatively; or short at; "
        "or long at; or short from; or long from; copied from; from another group; from twitter; "
        "source twitter; by ai; friend's idea; friends idea; my friend's; template; dream trade; "
        "wrong coin; wrong pair; wrong price; wrong prices; wrong chat; paper "
        "account; not my trade; not mine; choose one; pick one; choose one of; one of the two; "
        "either of the two; choose either; pick either; whichever fills first; whichever comes "
        "first; whichever triggers first; one cancels the other; only one of; oco; stay out=call; "
        "stay "
        "flat; pass on; passed on; off the table=call; disregard; leave it=call; mistake=call; "
        "changed my mind=call; "
        "wrong channel; mock; practising; practicing; someone posted; guy says; group says; my "
        "bot; does anybody; does anyone; archive; look back; posted before; rejected setup; "
        "scam=call; "
        "i will confirm; let it break; let it come; until the close; average entry of; entry of; "
        "is a no; bad trade=call; in the case; retest only; pending a; opens we look; winner=call; "
        "nice "
        "win; best call; best trade; one of our trades; our trades; for educational purposes; for "
        "education; my own idea; don't follow; dont follow; do not follow; not a signal; my "
        "opinion only; for fun; paper trading; just an idea; just my idea; imagine; suppose; "
        "let's say; say you; what if; not a call; example only; for example only; illustration; "
        "if you want; if you wanna; for those who; hypothetically; in theory; dyor before entry; "
        "not a recommendation; joke; kidding; jk; poll; vote; who is; who's; should i; what do "
        "you think; thoughts; your opinion; just kidding; would you; personal trade; don't copy; "
        "do not copy; not taking; not entering; for educational; educational only; not copy; own "
        "risk only; fake; sarcasm; experiment; test signal; testing; paper only; on paper; paper; "
        "rt; this is a test; test message; ignore this; not live; test only; told "
        "me; can someone; can anyone; did you mean; do you mean; sample; sample signal; will look "
        "like; i wish; wish i do not trade"
    ),
    C.DISCLAIMED: (
        "not a trading signal; isn't a trading signal; is not a signal; not trading signal; "
        "this is not a signal; not signal; alert only; alerts only; only an alert; just an alert; "
        "tracking only; only tracking; for tracking only"
    ),
    C.WATCH: (
        "market analysis=list; market outlook=list; market overview=list; market update=list; "
        "watch=verb; watchlist=list; watch list=list; on watch=list; on radar=list; radar=list; "
        "watching=list; keep an eye=verb; eyes on=verb; on my radar=list; having my eyes; on the "
        "radar=list; monitor=verb; monitoring=verb; set an alert=list; alert set=list; set "
        "alert=list; set alerts=list; alerts set=list; analysis; technical analysis; chart "
        "analysis; outlook; "
        "scenario; scenarios; overview; news; giveaway; airdrop; event"
    ),
    C.NOISE: (
        "closing in; closing in on; closes in on; close in on; exit calls; exit signals; exit "
        "alerts; where i get out; where we get out; trim gains; trims gains; trimmed gains; pare "
        "gains; trim losses; exit liquidity; exit polls; exit poll; close friend; close friends; "
        "close to breaking; cut my hair; cancel anytime; trim season; cancel culture; not more "
        "than; no more than; not exceed; do not exceed; never more than; valid limit order; "
        "provided by; not financial advice; not a financial advice; trade at your own risk; at "
        "your own risk; not an investment advice; not investment advice; no financial advice; "
        "isn't financial advice; is not financial advice; do your own research; manage your risk; "
        "cannot be forwarded; can not be forwarded; don't forget; do not forget; no rush; not a "
        "financial advisor; no worries; not advice; without permission; don't miss; do not miss; "
        "wait for it; never risk more; do not share; not a financial recommendation; don't risk "
        "more; stop hunt; stop hunting; stop hunts; stop run; at own risk; on your own risk; "
        "trade at own risk; don't be greedy; never invest more; not financial adviser; risk "
        "management; manage risk; proper risk; dont risk more; dont risk; do not risk; don't "
        "risk; never risk; dont overleverage; don't overleverage; do not overleverage; don't use "
        "more; dont use more; do not use more; dont be greedy; do not be greedy; don't fomo; dont "
        "fomo; do not fomo; no fomo; never forget; dont forget; dont miss; not an advice; not "
        "investment advise; not financial advise; no financial advise; without leverage; no "
        "leverage"
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
