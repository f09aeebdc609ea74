"""Swedish: calls, follow-ups, doubts.

`nu` (now) is Romanian for no and `om` (if) is a coin: both stand in phrases only.
"""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

SWEDISH: dict[C, str] = {
    C.LONG: "lång; gå lång; går lång; vi går lång; lång position; gå long; går long",
    C.SHORT: (
        "kort; gå kort; går kort; vi går kort; blanka; blankar; vi blankar; gå short; går short"
    ),
    C.BUY: "köp; köper; köpa; vi köper; köpläge",
    C.SELL: "sälj; säljer; sälja; vi säljer",
    C.ENTRY: (
        "ingång; ingångar; ingångspris; ingångszon; ingångsnivå; inträde; köpzon=long; "
        "köpnivå=long; köpkurs=long; ingång på; ingång vid"
    ),
    C.MORE: "påfyllning; fyll på vid; andra ingången; snitta ner",
    C.MARKET: (
        "just nu; marknadspris; till marknadspris; direkt till marknad; nuvarande pris; köp "
        "nu=long; kort nu=short; sälj nu; på marknad"
    ),
    C.LIMIT: "limitorder; köporder; gränsorder",
    C.STOP: "stopp; stoppen; stopploss; stop-lossen; stoppnivå; stoppkurs; skyddsstopp; sl:en",
    C.TARGET: (
        "mål; målet; målen; målkurs; målkurser; målnivå; riktkurs; vinstmål; vinsthemtagning; mål "
        "1; mål 2; mål 3"
    ),
    C.LEVERAGE: "hävstång; med hävstång",
    C.COIN: "valuta; valutapar; kryptovaluta; mynt",
    C.PRICE: "pris; priset",
    C.RISK: "positionsstorlek; av kontot; av kapitalet; insats",
    C.INFO: "stöd; motstånd; stödnivå",
    C.FOREIGN: "guld; aktie; aktier; silver; börsen",
    C.CLOSE: (
        "stäng; stänger; stänga; vi stänger; stäng allt; stäng positionen; stänger positionen; "
        "stäng hela; stäng traden; stängd=past; stängde=past; avsluta; avslutar"
    ),
    C.EXIT: "gå ur; går ur; vi går ur; kliv ur; kliv av; ut ur; hoppa av",
    C.CANCEL: (
        "avbryt; avbryt ordern; avbryter; ta bort ordern; ta bort order; annullera; annullerad; "
        "makulera; ta bort limiten; ordern tas bort; avbruten"
    ),
    C.MOVE: (
        "flytta; flyttar; flytta upp; flyttad; höj; höjer; höja; sänk; sänker; justera; justerar; "
        "flytta ner; dra upp; drar upp"
    ),
    C.TRIM: (
        "ta hem; tar hem; ta hem vinst; tar hem vinst; ta vinst; säkra vinst; säkra vinsten; "
        "delvinst; ta delvinst; minska; minska positionen; sälj halva=0.5; sälja halva=0.5; "
        "säljer halva=0.5; sälj hälften=0.5; sälj en del; ta hem hälften=0.5; ta hem halva=0.5"
    ),
    C.PART: (
        "halva=0.5; hälften=0.5; halva positionen=0.5; en tredjedel=0.333; tredjedel=0.333; en "
        "fjärdedel=0.25; fjärdedel=0.25; en del="
    ),
    C.REST: "resten; återstoden; resterande",
    C.BREAKEVEN: (
        "till ingång; till ingången; till ingångspris; till ingångspriset; till entry; till be; "
        "till breakeven; till break even; riskfri; riskfritt; noll risk"
    ),
    C.SECURED: "stopp i vinst; stoppen i vinst; sl i vinst; stoppen på plus; stopp på plus",
    C.HOLD: "behåll; behåller; håll; håller; låt löpa; låt resten löpa",
    C.ADD: "öka; ökar; fyll på; fyller på; köp mer; utöka",
    C.CHANGE: "ny stopp=stop; nytt mål=target; nya mål=target; uppdatering; rättelse; korrigering",
    C.HIT: "nått; nådde; nådd; uppnått; uppnådd; träffat; träffade; nåddes",
    C.FILLED: "fylld; fyllt; ordern fylld; aktiverad; triggad",
    C.STOPPED: "stoppad; utstoppad; stoppade ut; stoppades ut; blev stoppad; stoppen träffades",
    C.PROFIT: "vinst; vinsten; avkastning",
    C.LOSS: "förlust; förlusten",
    C.RECAP: (
        "öppna positioner; öppna trades; igår; förra veckan; sammanfattning; resultat; veckans "
        "resultat; exempel; tidigare"
    ),
    C.IF: (
        "bara om; endast om; om den; om det; om priset; om vi; om btc; när den; när vi; när "
        "priset; ifall; efter att; såvida; förutsatt; först om; först när; först efter"
    ),
    C.WAIT: (
        "vänta; väntar; avvakta; avvaktar; kanske; eventuellt; möjligen; snart; planerar; "
        "funderar; bevaka; invänta"
    ),
    C.TRIGGER: "utbrott; bekräftelse; bryter; brott av; stänger över; stänger under",
    C.NOT: (
        "inte; ej; aldrig; ingen; inga; inget; utan; stäng inte; stänger inte; köp inte; gå inte; "
        "sälj inte"
    ),
    C.HYPOTHESIS: "bara en idé; min åsikt; övning; exempelvis; för utbildning",
    C.WATCH: "analys; nyheter; bevakning; bevakningslista; prognos",
    C.CANDLE: (
        "dagsstängning=1d; stängning; ljus; dygnsstängning=1d; veckostängning=1w; 4h stängning=4h"
    ),
    C.BELOW: "under",
    C.ABOVE: "över; ovan; ovanför",
    C.TO: "till; upp till",
    C.OR: "eller",
    C.AND: "och; samt",
    C.AT: "på; vid; från; den; det; ett; av; för; med; sin; din; ordern; här; idag; som",
    C.NOISE: (
        "också; även; om ej triggats; om ej triggats igång; om ej triggad; om ej aktiverad; god "
        "morgon; hej; "
        "hej alla; lycka till; ingen finansiell rådgivning; marknaden; på marknaden; lugnt; "
        "börsen stänger; stänger tidigare; flyttar sina"
    ),
    C.AREA: "mellan; omkring; runt; cirka; zonen",
}
