"""German: calls, follow-ups, doubts. What is also an English word stays out, or in a phrase."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

GERMAN: dict[C, str] = {
    C.LONG: "long gehen; gehe long; wir gehen long; long position; longposition",
    C.SHORT: "short gehen; gehe short; wir gehen short; leerverkauf; shortposition; short position",
    C.BUY: "kaufe; kauft; kauf jetzt; wir kaufen; einkaufen",
    C.SELL: "verkaufe; verkauft; wir verkaufen",
    C.ENTRY: (
        "einstieg bei; einstiege; einstiegsbereich; einstiegskurs; kaufzone=long; "
        "kaufbereich=long; kauflimit=long; kaufkurs=long; einstiegslevel; einstiegspunkt"
    ),
    C.MORE: "nachkauf; nachkaufen; nachkauf bei; zweiter einstieg",
    C.MARKET: (
        "jetzt; sofort; zum markt; zum marktpreis; marktpreis; marktorder; market order; "
        "aktueller kurs; zum aktuellen kurs; am markt; direkt am markt"
    ),
    C.LIMIT: "limitorder; limit order bei; kauforder; abstauberlimit",
    C.STOP: "stopp; stopps; stoppkurs; stoppmarke; stopp loss; verlustbegrenzung; stopkurs",
    C.TARGET: "ziel 1; ziel 2; ziel 3; kursziele; gewinnziele; zielkurs; zielkurse; erstes ziel",
    C.LEVERAGE: "mit hebel; hebel max",
    C.RISK: "positionsgröße; vom konto; des kontos; einsatz; vom kapital",
    C.INFO: "unterstützung; widerstand; unterstützungen; widerstände",
    C.FOREIGN: "aktie; aktien; silber; rohöl; dax",
    C.CLOSE: (
        "schließe; schließen jetzt; wir schließen; schliessen; schliesst; position schließen; "
        "alles schließen; trade schließen; glattstellen; wir stellen glatt; glattgestellt; "
        "komplett schließen; auflösen; schließt die position; bitte schließen"
    ),
    C.EXIT: "aussteigen; raus hier; steigt aus; wir steigen aus; alles raus",
    C.CANCEL: (
        "storniert; storniere; stornieren wir; order löschen; order streichen; limit löschen; "
        "order stornieren; orders löschen; löscht die order; löscht das limit; storno"
    ),
    C.MOVE: (
        "nachziehen; ziehe; nachgezogen; versetzen; verschiebt; stop setzen; anheben; hochziehen; "
        "stop nachziehen=; stopp nachziehen=; stop ziehen="
    ),
    C.TRIM: (
        "gewinn mitnehmen; gewinne mitnehmen; teilgewinn mitnehmen; teilgewinne mitnehmen; "
        "teilgewinne; teilgewinn; gewinnmitnahme; teilschließung; teilweise schließen; teil "
        "schließen; einen teil schließen; reduzieren; reduziert; position reduzieren; gewinne "
        "sichern; gewinn sichern; mitnehmen"
    ),
    C.PART: (
        "die hälfte=0.5; halbe position=0.5; halbe=0.5; ein drittel=0.333; drittel=0.333; ein "
        "viertel=0.25; viertel=0.25; zwei drittel=0.667; einen teil="
    ),
    C.REST: "rest position; den rest; der rest; restposition",
    C.BREAKEVEN: (
        "auf einstieg; auf einstiegspreis; auf einstiegskurs; auf den einstieg; auf breakeven; "
        "auf break even; auf be; auf entry; auf null; risikofrei; einstandskurs; auf "
        "einstandskurs"
    ),
    C.SECURED: "stop im gewinn; stopp im gewinn; stop ins plus; stopp ins plus; sl ins plus",
    C.HOLD: "halten; weiter halten; laufen lassen; wir halten; halte weiter",
    C.ADD: "aufstocken; wir stocken auf; position aufstocken; dazukaufen",
    C.CHANGE: "neues kursziel=target; neue ziele=target; neuer stopp=stop; korrektur; änderung",
    C.HIT: "getroffen; abgearbeitet",
    C.FILLED: "gefüllt; order gefüllt; einstieg gefüllt",
    C.STOPPED: (
        "ausgestoppt worden; stop ausgelöst; stopp ausgelöst; stop gerissen; wurden ausgestoppt"
    ),
    C.PROFIT: "gewinne; rendite; im plus; im gewinn",
    C.LOSS: "verluste; im minus",
    C.RECAP: (
        "offene positionen; offene trades; laufende trades; rückblick; wochenrückblick; "
        "ergebnisse; ergebnis; auswertung; diese woche; letzten monat; vorgestern; beispiel; "
        "zusammenfassung"
    ),
    C.IF: (
        "erst wenn; nur wenn; nachdem; erst nach; im falle; vorausgesetzt; nur bei; erst bei; "
        "wenn der; wenn wir"
    ),
    C.WAIT: (
        "abwarten; wir warten; möglicherweise; könnte; könnten; würde; demnächst; bald; "
        "beobachten; ich überlege; eventuell; abgewartet; geplant"
    ),
    C.TRIGGER: "durchbruch; bestätigung; überschreiten; unterschreiten; rücklauf; retest abwarten",
    C.NOT: (
        "kein einstieg; noch nicht; nicht einsteigen; nicht kaufen; nicht schließen; ohne; nie; "
        "auf keinen fall"
    ),
    C.HYPOTHESIS: "beispielhaft; meine meinung; nur eine idee; keine empfehlung; zur übung; übung",
    C.DISCLAIMED: "kein signal; ist kein signal; kein handelssignal",
    C.WATCH: "marktanalyse; ausblick; beobachtungsliste; marktüberblick; szenario",
    C.CANDLE: (
        "tagesschluss=1d; tagesschlusskurs=1d; wochenschluss=1w; kerze; kerzenschluss; "
        "schlusskurs=1d"
    ),
    C.BELOW: "unterhalb; unterhalb von; darunter",
    C.ABOVE: "oberhalb; oberhalb von; darüber",
    C.TO: "bis; bis zu",
    C.OR: "oder",
    C.AND: "und; sowie",
    C.AT: (
        "bei; auf; zum; zur; zu; von; vom; beim; der; das; dem; den; des; ein; eine; einen; mit; "
        "für; nach; dann; heute; bitte; ist; kurs; der kurs; aus"
    ),
    C.NOISE: (
        "auch; ebenfalls; guten morgen; leute; freunde; viel erfolg; keine anlageberatung; "
        "keine finanzberatung; "
        "markt; börse; die börse; börse schließt; die börse schließt; schließt heute; markt "
        "schließt; schließlich; stellen streichen; läden schließen; geschlossene gesellschaft; "
        "ist ruhig"
    ),
    C.AREA: "zwischen; etwa; ungefähr; rund; bereich",
}
