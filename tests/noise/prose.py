# ruff: noqa: E501 - one phrase a line reads best
"""Texts that instruct nobody, though they are full of a trader's words: none may act or trade."""

from __future__ import annotations

PROSE = (
    "{coin} is breaking out of the wedge and a daily close above {t1} would confirm it.", "We are closing in on {t1}, the level everybody talks about.",
    "The odds of a rate cut in september went up to {pct}% after the jobs report.", "Binance will close its old support desk in {lev} days.",
    "A move of the stop loss too early is the most common mistake of beginners.", "Exit liquidity is what retail becomes when {coin} goes vertical.",
    "Half of the supply has not moved in a year, which is why sellers are exhausted.", "Sellers took profits near {t1} and left the book thin above it.",
    "The company plans to cancel its buyback and add {coin} to the treasury instead.", "Funds reduced their exposure by {pct}% last quarter, filings show.",
    "There is one more thing: the exchange moved its wallets, do not panic.", "Our stop was at {stop} back then, and we learned a lot from it.",
    "Shorts got squeezed when the ETF desk started to buy at {entry}.", "The chart closed the gap at {low}, which was my only reason to be careful.",
    "Traders who trail their stops tend to sell the bottom of every wick.", "It is hard to hold when everybody around you closes green.",
    "A close friend asked me how I size my trades: never more than {lev}% of the account.", "The week closes in a few hours and the weekly candle looks heavy.",
    "Remember that the market can stay irrational longer than you can stay solvent.", "Miners sold part of their reserves to cover costs.",
    "He cut his losses early, she moved on, and both of them made money in the end.", "If you close every winner at the first target you will need a very high win rate.",
    "When the fund exits a position it does so over days, never in one order.", "The reduced block reward cuts new supply in half.",
    "The SEC moved the deadline for the {coin} fund to {lev} December.", "The plan for the year is to add more free content and close the gap to the paid group.",
    "Take what the market gives you and be thankful for it.", "Quick reminder that the office is closed on monday.",
    "I was long {coin} for months and closed it all before the fork, so I have no horse in this race.", "Stops below {stop} are an obvious pool of liquidity.",
    "{coin} bulls want {t1} next while bears wait for a break of {low}.", "One day we will look back at {entry} and laugh.",
    "The target of the measured move would be {t1}, but patterns fail more often than they work.", "Liquidity sits above {t1} and below {stop}.",
    "Our entry into the european market was delayed, the license is expected in spring.", "Nobody cancels a subscription in a bull market.",
)  # fmt: skip
PROSE_ELSEWHERE = (
    "Vamos realizar uma live hoje para fechar o mês e mover a comunidade.", "O mercado pode fechar em alta e muita gente vai realizar um sonho.",
    "El banco va a cerrar sus oficinas y mover su sede; los mercados se cierran mañana.", "Quien no sabe salir a tiempo termina vendiendo la mitad de sus cosas.",
    "Thị trường đóng cửa tuần này khá xấu, anh em đóng góp ý kiến nhé.", "Dự án dời ngày ra mắt và hủy sự kiện, cộng đồng chốt lại lịch mới.",
    "Pasar saham tutup lebih awal hari ini, jangan lupa geser jadwal kalian.", "Banyak yang jual rumah untuk beli kripto, padahal itu tidak bijak.",
    "Die Börse schließt heute früher, und die Hälfte der Firmen will Stellen streichen.", "Wer den Stop zu eng zieht, wird oft ausgestoppt, das ist nichts Neues.",
    "La bourse ferme plus tôt aujourd'hui et la moitié des titres sort du marché.", "Le projet annule sa levée et déplace son siège à Paris.",
    "La borsa chiude prima oggi e metà dei titoli esce dal listino.", "Il progetto cancella il lancio e sposta la sede a Milano.",
    "Borsa bugün erken kapanıyor, piyasanın yarısı kârda.", "Proje lansmanı iptal etti ve tarihi ileri aldı.",
    "Börsen stänger tidigare idag och hälften av bolagen flyttar sina kontor.", "Giełda zamyka się dziś wcześniej, połowa spółek przenosi swoje biura.",
    "Рынок закрывается раньше, а половина фондов уже зафиксировала прибыль за год.", "Компания переносит запуск и отменяет встречу.",
    "السوق يغلق مبكرا اليوم ونصف الشركات تنقل مكاتبها.", "بازار امروز زود بسته می شود و نیمی از شرکت ها دفترشان را جابجا می کنند.",
    "市场今天提前收盘,一半的公司正在搬家,大家早点休息。", "项目方取消了发布会,把时间移到下周。",
)  # fmt: skip
ADVERTS = (
    "🔥 VIP membership now {pct}% off, only {lev} seats left!", "Join our premium room: {lev} signals a day, {pct}% win rate, exit calls included.",
    "Close the deal today and get the first month free.", "Cut your fees by {pct}% with our referral link.", "Trade {coin} with {lev}x leverage and zero fees until sunday.",
    "Open an account, deposit {pct} USDT and take half of it as a bonus.", "Sell your old miner to us, we pay in {coin}.", "We add {lev} new members every hour, don't miss the next pump!",
    "Stop losing money, start copying our bot: +{pct}% last month.", "Move your portfolio to our exchange and claim {pct} USDT.", "Last chance: the doors close tonight at midnight.",
    "Buy one year, get two. Cancel anytime.", "Take profit with us: our targets hit {pct}% of the time.", "Entry to the VIP room is free for the first {pct} people.",
    "Giveaway: {pct} USDT in {coin}, ends when we reach {lev},000 followers.", "Long term members get their fees cut in half.", "DM the admin to secure your seat and move to the front of the queue.",
    "Our {coin} call made {pct}% in {lev} hours; the next one is for premium only.", "Short on time? Let the bot trade for you.", "Limited offer, price goes up when the timer stops.",
    "Assine o VIP hoje e realize seus ganhos todo dia.", "Únete al VIP y cierra el año en verde.", "Tham gia nhóm VIP, chốt đơn hôm nay giảm {pct}%.", "VIP gruba katıl, kârını al, zararını kes!", "Вступай в VIP, закрывай месяц в плюс!", "加入VIP,每天止盈,名额减半!",
)  # fmt: skip
STORIES = (
    "Reuters: the central bank is expected to cut rates by 25 bps, a move that traders priced in at {pct}%.", "{coin} foundation moves {pct} million tokens to an exchange; price slips to {entry}.",
    "Exchange halts withdrawals, says it will reopen within {lev} hours.", "A judge closed the case against the founder, {coin} jumps to {t1}.", "Report: the fund sold half of its {coin} at {entry} and plans to exit by june.",
    "Open interest fell {pct}% as longs were closed in a hurry.", "The bridge was stopped after an exploit, the team cancels the upgrade.", "A whale added {pct},000 {coin} near {low} and moved it to cold storage.",
    "Treasury yields close at {lev}.2%, stocks trim gains.", "The bank raised its target for {coin} from {entry} to {t1}.", "Mt. Gox trustee moves {pct}0 million, market shrugs.", "Tether adds {lev} billion to its reserves.",
    "ETF issuer takes {pct} million of profits, flows turn negative.", "Japan will cut the tax on crypto gains to {lev}0%.", "Nasdaq exits the index business in {lev} countries, shares drop {pct}%.",
)  # fmt: skip
RECAP_HEADS = (
    "📊 WEEKLY RESULTS", "Performance of our calls this month:", "Results of the day", "Итоги недели", "Resultados da semana", "Resumen semanal", "Haftalık sonuçlar", "Tổng kết tuần", "Hasil minggu ini", "本周战绩", "Bilan de la semaine", "Wochenrückblick", "Closed trades, week {lev}:", "What we did since monday",
)  # fmt: skip
RECAP_LINES = (
    "{coin} {side} ✅ +{pct}%", "#{coin} closed at TP2, +{pct}%", "{coin}: {entry} → {t1} (+{pct}%)", "❌ {coin} stopped at {stop}", "{coin} {SIDE} - half closed, rest at breakeven ✅", "{coin} canceled, entry never reached", "{coin} {entry} exit {t1} profit {pct}%", "✅ {coin} TP1 {t1} TP2 {t2}", "{coin} stop moved to entry, closed at 0%", "{coin} | {Side} | {entry} | {t1} | +{pct}%",
)  # fmt: skip
RECAP_ENDS = (
    "Total: +{pct}%", "Win rate {pct}%", "{lev} wins, 2 losses", "See you next week!", "VIP got all of these live.", "Accuracy {pct}%, join us", "",
)  # fmt: skip
BOARD_HEADS = (
    "OPEN POSITIONS", "Current trades 📋", "Status board, updated {lev}:30 UTC", "Active signals:", "Portfolio of the room", "Trade tracker", "Открытые сделки", "Posições abertas", "Posiciones abiertas", "当前持仓", "Açık pozisyonlar", "Lệnh đang chạy",
)  # fmt: skip
BOARD_LINES = (
    "{coin} {SIDE} | entry {entry} ✅ | TP1 {t1} ✅ | TP2 {t2} ⏳ | SL {stop}", "{coin} {side} from {entry}, now +{pct}%, stop {stop}", "{coin}: entry {entry} filled ✅ SL {stop} TP {t1}", "🟢 {coin} {Side} {lev}x PnL +{pct}.4%  entry {entry}  mark {t1}", "🔴 {coin} {Side} {lev}x PnL -3.1%  entry {entry}  mark {low}", "{coin} — TP1 hit, stop at entry, running", "{coin} — waiting for entry {entry}", "{coin} — closed ✅", "{coin} {SIDE} unrealized +{pct} USDT, liq. {stop}",
)  # fmt: skip
BOT_NOTES = (
    "🤖 {coin}/USDT all take-profit targets achieved 😎 Profit: {pct}% 📈 Period: {lev} hours 12 minutes", "#{coin}/USDT Stop Target Hit ⛔ Loss: {pct}%", "#{coin}/USDT Manually Cancelled Profit: {pct}%", "#{coin}/USDT Closed at trailing stop after reaching take profit ⚠",
    "#{coin}/USDT Entry 1 ✅ Average Entry Price: {entry} 💵", "#{coin}/USDT Take-Profit target 2 ✅ Profit: {pct}% 📈", "Bot restarted, all positions are kept.", "Grid bot {coin}: {pct} orders filled, profit {lev}.4 USDT", "Your API key expires in {lev} days.", "Copy trading: {coin} {side} was closed with +{pct}%, duration {lev}h",
    "Order {pct}{lev}: limit buy {coin} at {entry} filled.", "[info] trailing stop of {coin} is now active at {t1}", "ROI of the bot since start: {pct}%", "Webhook test {lev}: {coin} {side} {entry}", "Signal id {pct}{lev} has expired", "Position size of {coin}: {pct} USDT, leverage {lev}x, margin isolated", "Funding paid on {coin}: 0.{lev} USDT", "Daily report: {lev} trades closed, net +{pct}.20 USDT", "Bot {coin} DCA order {lev} executed, average price {low}",
)  # fmt: skip
EXIT_PLANS = (
    "I will exit {coin} under {stop}.", "My exit on {coin} is {stop}.", "Planning to close {coin} at {t1}.", "I'd close half of {coin} at {t1} and the rest at {t2}.", "If we lose {stop} I'm out of {coin}.", "Will cut {coin} below {stop}, no hard feelings.", "At {t1} I take half off and move my stop to entry.",
    "Once TP1 hits we move the stop to breakeven, as always.", "After the first target the stop goes to entry, remember the rules.", "A daily close under {stop} kills the idea and I would leave.", "We close {coin} when it reaches {t1}, not before.", "I plan to sell {coin} in thirds: {t1}, {t2} and the moon.", "Exit plan for {coin}: {t1} half, {t2} rest.", "Would trim {coin} around {t1} if we get there.",
    "The trade is wrong below {stop}, that is where I get out.", "Should {coin} tag {t1}, I secure profits.", "Closing {coin} only if BTC breaks down.", "I intend to hold {coin} until {t2} and exit there.", "Rules: 50% at TP1, 30% at TP2, stop to entry after TP1.", "Saio de {coin} se perder {stop}.", "Pretendo realizar metade em {t1}.", "Cerraré {coin} si pierde {stop}.", "Si llega a {t1} muevo el stop a la entrada.", "Nếu {coin} chạm {t1} mình sẽ chốt một nửa.", "Kalau tembus {stop} saya tutup {coin}.", "{coin} {stop} altında kapanırsa çıkarım.", "Если потеряем {stop}, закрою {coin}.", "跌破{stop}我就平掉{coin}", "Wenn {coin} unter {stop} fällt, steige ich aus.", "Si {coin} casse {stop}, je sors.", "Se {coin} rompe {stop} esco.", "Om {coin} faller under {stop} kliver jag ur.", "Jeśli {coin} spadnie poniżej {stop}, wychodzę.",
)  # fmt: skip
