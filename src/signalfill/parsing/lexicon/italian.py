"""Italian: calls, follow-ups, doubts. What is also a word elsewhere stands in a phrase."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

ITALIAN: dict[C, str] = {
    C.LONG: "posizione lunga; entriamo long; entrare long; vado long; andiamo long; long su",
    C.SHORT: (
        "posizione corta; entriamo short; entrare short; vado short; andiamo short; short su; "
        "vendita allo scoperto"
    ),
    C.BUY: (
        "acquisto; comprare; compriamo; compriamo qui; acquistare; acquistiamo; compro; comprate; "
        "acquisti"
    ),
    C.SELL: "vendita; vendere; vendiamo; vendete",
    C.ENTRY: (
        "ingresso a; ingressi; prezzo di ingresso; prezzo d'ingresso; zona di ingresso; zona "
        "d'ingresso; punto di ingresso; prezzo di entrata; zona di entrata; zona di "
        "acquisto=long; prezzo di acquisto=long; zona acquisto=long; prezzo di carico; ingresso "
        "su"
    ),
    C.MORE: "secondo ingresso; mediare; incremento a; accumulo",
    C.MARKET: (
        "adesso; a mercato; al prezzo di mercato; prezzo di mercato; prezzo attuale; al prezzo "
        "attuale; subito; ora a mercato; ordine a mercato"
    ),
    C.LIMIT: "ordine limite; ordine limit; ordine pendente",
    C.STOP: "stop a; stop su; lo stop; livello di stop; stop di protezione; sl a; stop perdita",
    C.TARGET: (
        "obiettivo; obiettivi; obiettivo 1; obiettivo 2; obiettivo 3; primo obiettivo; secondo "
        "obiettivo; target a; tp a; prese di profitto; obbiettivo; obbiettivi"
    ),
    C.LEVERAGE: "leva; con leva; leva finanziaria",
    C.COIN: "coppia; valuta; criptovaluta; moneta",
    C.PRICE: "prezzo",
    C.RISK: "rischio; del capitale; del portafoglio; capitale; dimensione posizione",
    C.INFO: "supporto; resistenza; supporti; resistenze",
    C.FOREIGN: "oro spot; azioni; borsa; azionario",
    C.CLOSE: (
        "chiudete; chiudere; chiudiamo; chiudi; chiudo; chiusura manuale; chiudete tutto; "
        "chiudiamo tutto; chiudere tutto; chiudete la posizione; chiudiamo la posizione; chiuso "
        "manualmente=past; chiusa=past; chiuso=past; chiudere la posizione; chiusura posizione"
    ),
    C.EXIT: (
        "uscite; uscire dalla posizione; usciamo; uscita immediata; esco da; esco qui; esco ora; "
        "usciamo qui; tagliamo; tagliate"
    ),
    C.CANCEL: (
        "cancellate l'ordine; cancellare l'ordine; cancelliamo; cancellate; cancellare; ordine "
        "cancellato; annullate; annullare; annulliamo; annullato; eliminate l'ordine; rimuovete "
        "l'ordine; togliete l'ordine; cancellato; annullata"
    ),
    C.MOVE: (
        "spostate; spostare; spostiamo; alzate; alzare; alziamo; portate; portare lo stop=; "
        "portiamo; abbassate; abbassare; mettete; mettiamo; aggiornate; spostato; spostiamo lo; "
        "alzo; sposto; stringete; regolate"
    ),
    C.TRIM: (
        "prendete profitto; prendete profitti; prendere profitto; prendiamo profitto; prendiamo "
        "profitti; presa di profitto parziale; parziale qui; chiusura parziale; chiudete una "
        "parte; chiudiamo una parte; parziali; alleggerite; alleggerire; alleggeriamo; riducete; "
        "ridurre; riduciamo; incassate; incassiamo; portate a casa; portiamo a casa; realizzate; "
        "realizziamo"
    ),
    C.PART: (
        "metà=0.5; la metà=0.5; metà posizione=0.5; metà della posizione=0.5; un terzo=0.333; due "
        "terzi=0.667; un quarto della=0.25; una parte="
    ),
    C.REST: "il resto; rimanente; il rimanente; la parte restante",
    C.BREAKEVEN: (
        "pareggio; a pareggio; in pareggio; al prezzo di ingresso; a prezzo di ingresso; al "
        "prezzo di carico; a ingresso; all'ingresso; a break even; a breakeven; a be; in pari; a "
        "pari; senza rischio; a entrata; all'entrata"
    ),
    C.SECURED: "stop in profitto; lo stop in profitto; sl in profitto; stop in guadagno",
    C.HOLD: "manteniamo; mantenete; tenete; teniamo; lasciate correre; lasciamo correre; mantenere",
    C.ADD: (
        "incrementate; incrementiamo; incrementare; aggiungiamo; aggiungete; accumuliamo; mediamo"
    ),
    C.CHANGE: (
        "nuovo stop=stop; nuovo obiettivo=target; nuovi obiettivi=target; aggiornamento; "
        "correzione; nuovo target=target"
    ),
    C.HIT: (
        "raggiunto; raggiunti; ha raggiunto; raggiunta; preso il target; colpito; centrato; "
        "target preso"
    ),
    C.FILLED: "eseguito; eseguita; ordine eseguito; ordine riempito; attivato",
    C.STOPPED: "stoppato; stoppata; stoppati; stop preso; preso lo stop; stop colpito",
    C.PROFIT: "profitto; profitti; guadagno; guadagni",
    C.LOSS: "perdite; in perdita",
    C.RECAP: (
        "posizioni aperte; trade aperti; ieri; resoconto; risultati; settimana scorsa; questa "
        "settimana; riepilogo; esempio; storico"
    ),
    C.IF: (
        "solo se; soltanto se; se il prezzo; se chiude; se rompe; se tiene; se btc; se supera; "
        "qualora; dopo la chiusura; dopo conferma; nel caso; in caso di; a condizione; una volta "
        "che; appena; se perde; quando rompe; se va; dopo la rottura"
    ),
    C.WAIT: (
        "aspettiamo; aspettate; aspettare; attendiamo; attendete; attendere; forse; "
        "eventualmente; possibile ingresso; a breve; prossimamente; potrebbe; valutiamo; "
        "monitoriamo; in attesa; aspetto"
    ),
    C.TRIGGER: "rottura; conferma; chiusura sopra; chiusura sotto; ritest; superamento; rimbalzo",
    C.NOT: (
        "non; mai; nessun; nessuna; senza; niente; non entrate; non entriamo; non chiudete; non "
        "comprate; evitate; non ancora"
    ),
    C.HYPOTHESIS: (
        "ad esempio; per esempio; opinione personale; mia opinione; a scopo didattico; didattico; "
        "esercizio; non è un segnale"
    ),
    C.DISCLAIMED: "questo non è un segnale; non è un segnale operativo",
    C.WATCH: "analisi del mercato; notizie; osservazione; scenario; prospettiva; analisi",
    C.CANDLE: (
        "chiusura giornaliera=1d; candela; chiusura candela; chiusura 4h=4h; chiusura "
        "settimanale=1w; chiusura oraria=1h; candela giornaliera=1d"
    ),
    C.BELOW: "sotto; al di sotto; sotto i; sotto a",
    C.ABOVE: "sopra; al di sopra; sopra i",
    C.TO: "fino a",
    C.OR: "oppure",
    C.AND: "poi",
    C.AT: (
        "su; sul; sulla; il; lo; gli; di; dello; della; dei; alla; allo; ai; per; questo; questa; "
        "l'ordine; ordine; qui; oggi; da"
    ),
    C.NOISE: (
        "anche; inoltre; buongiorno; buongiorno a tutti; ragazzi; buona fortuna; in bocca al lupo; "
        "non è un "
        "consiglio; non è consulenza finanziaria; mercato fermo; borsa chiude; la borsa chiude; "
        "mercati chiudono; chiude prima; esce dal listino; cancella il lancio; sposta la sede"
    ),
    C.AREA: "tra; intorno a; circa; zona di; area di",
}
