"""Polish, with its marks and without: calls, follow-ups, doubts."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

POLISH: dict[C, str] = {
    C.LONG: "longa; long na; pozycja długa; gramy longa; otwieramy longa; wchodzimy w longa",
    C.SHORT: "shorta; short na; pozycja krótka; gramy shorta; otwieramy shorta; wchodzimy w shorta",
    C.BUY: "kupno; kupuj; kupujemy; kupić; kupuję; kupujcie; zakup",
    C.SELL: "sprzedaż; sprzedaj; sprzedajemy; sprzedać; sprzedaje; sprzedawaj; sprzedaz",
    C.ENTRY: (
        "wejście; wejścia; wejscie; cena wejścia; strefa wejścia; punkt wejścia; poziom wejścia; "
        "strefa zakupu=long; strefa kupna=long; wejście po; cena wejscia; wejście na"
    ),
    C.MORE: "dokupienie; dokupka; dokładka; drugie wejście; uśrednienie",
    C.MARKET: (
        "teraz; po rynku; z rynku; po cenie rynkowej; cena rynkowa; aktualna cena; natychmiast; "
        "po aktualnej cenie"
    ),
    C.LIMIT: "zlecenie limit; zlecenie z limitem; limitem",
    C.STOP: "stopa; stop na; stopem; poziom stopa; stop loss na; stoploss na; stop-lossa; sl na",
    C.TARGET: (
        "cel; cele; cel 1; cel 2; cel 3; cele 1; take profit na; realizacja zysku na; target na; "
        "pierwszy cel; drugi cel; trzeci cel"
    ),
    C.LEVERAGE: "dźwignia; dzwignia; lewar; z lewarem",
    C.COIN: "para; waluta; kryptowaluta; moneta",
    C.PRICE: "cena; kurs",
    C.RISK: "ryzyko; kapitału; rozmiar pozycji; portfela; wielkość pozycji",
    C.INFO: "wsparcie; opór; poziom wsparcia; poziom oporu",
    C.FOREIGN: "złoto; akcje; srebro; giełda",
    C.CLOSE: (
        "zamknij; zamknijcie; zamykamy; zamykam; zamykać; zamknąć; zamknijmy; zamknięcie pozycji; "
        "zamykamy pozycję; zamknij pozycję; zamknij wszystko; zamknięta=past; zamknięte=past; "
        "zamknięty=past; zamykaj; zamykajcie"
    ),
    C.EXIT: "wychodzimy; wychodzę; wyjście z pozycji; wyjdź; wyjdźcie; uciekamy; ucinamy",
    C.CANCEL: (
        "anuluj; anulujcie; anulujemy; anulowane; anulowana; anulować; usuń zlecenie; usuwamy "
        "zlecenie; kasujemy zlecenie; skasuj zlecenie; odwołane; anuluj zlecenie; anulujcie "
        "zlecenie; wycofujemy zlecenie"
    ),
    C.MOVE: (
        "przesuń; przesuńcie; przesuwamy; przesuwam; przesunąć; przesun; podnieś; podnieście; "
        "podnosimy; podciągamy; podciągnij; ustaw; ustawcie; ustawiamy; przenieś; przenosimy; "
        "obniż; obniżamy; przesunięty"
    ),
    C.TRIM: (
        "realizujemy; realizuj; realizujcie; realizujemy zysk; realizuj zysk; realizujemy część; "
        "zabieramy zysk; bierzemy zysk; częściowa realizacja; realizacja części; zamknij część; "
        "zamykamy część; redukujemy; zredukuj; zmniejszamy; zmniejsz pozycję; zabezpiecz zysk; "
        "bierz zysk; weź zysk"
    ),
    C.PART: (
        "połowa=0.5; połowę=0.5; połowy=0.5; polowe=0.5; pół pozycji=0.5; jedna trzecia=0.333; "
        "jedną trzecią=0.333; ćwierć=0.25; jedną czwartą=0.25; część="
    ),
    C.REST: "reszta; resztę; pozostała część; pozostałą część",
    C.BREAKEVEN: (
        "na wejście; na wejscie; na cenę wejścia; na punkt wejścia; na poziom wejścia; na be; na "
        "break even; na breakeven; na entry; na zero; bez ryzyka"
    ),
    C.SECURED: "stop w zysku; stopa w zysk; sl w zysk; sl w zysku; stop na zysk",
    C.HOLD: "trzymaj; trzymajcie; trzymamy; trzymam; trzymać dalej; niech rośnie",
    C.ADD: "dokup; dokupujemy; dokładamy; dołóż; powiększamy pozycję; dobieramy",
    C.CHANGE: "nowy stop=stop; nowy cel=target; nowe cele=target; aktualizacja; korekta; poprawka",
    C.HIT: (
        "osiągnął; osiągnięty; osiągnięto; osiągnięte; osiągnęło; osiągnęła; trafiony; zaliczony; "
        "zrealizowany; zrealizowane"
    ),
    C.FILLED: "zrealizowane zlecenie; zlecenie zrealizowane; weszło; zlecenie weszło",
    C.STOPPED: "wybiło stopa; stop wybity; wybity stop; wyrzuciło na stopie; stop trafiony",
    C.PROFIT: "zysk; zysku; zyski",
    C.LOSS: "strata; straty; stratę; stracie",
    C.RECAP: (
        "otwarte pozycje; wczoraj; podsumowanie; wyniki; tydzień temu; zeszły tydzień; w tym "
        "tygodniu; przykład; historia; statystyki"
    ),
    C.IF: (
        "jeśli; jesli; jeżeli; jezeli; gdy; kiedy; dopiero; po zamknięciu; po wybiciu; pod "
        "warunkiem; o ile; tylko gdy; po przebiciu; po potwierdzeniu; dopiero po; w przypadku"
    ),
    C.WAIT: (
        "czekamy; czekaj; czekać; poczekaj; czekam; może; możliwe; ewentualnie; wkrótce; planuję; "
        "planujemy; obserwujemy; rozważam; prawdopodobnie; szykujemy"
    ),
    C.TRIGGER: "wybicie; przebicie; potwierdzenie; zamknie się; retestu; wybije; przebije",
    C.NOT: (
        "nie; nigdy; bez; brak; nie zamykaj; nie zamykajcie; nie wchodzimy; nie kupuj; nie "
        "wchodź; jeszcze nie; unikaj"
    ),
    C.HYPOTHESIS: "na przykład; przykładowo; moja opinia; edukacyjny; ćwiczenie; to nie sygnał",
    C.DISCLAIMED: "to nie jest sygnał; nie jest sygnałem",
    C.WATCH: "analiza rynku; wiadomości; obserwacja; lista obserwacyjna; prognoza; scenariusz",
    C.CANDLE: (
        "świeca; świecy; zamknięcie świecy; zamknięcie dnia=1d; dzienne zamknięcie=1d; zamknięcie "
        "dzienne=1d; zamknięcie tygodnia=1w; zamknięcie 4h=4h"
    ),
    C.BELOW: "poniżej; ponizej",
    C.ABOVE: "powyżej; powyzej; ponad",
    C.TO: "aż do",
    C.OR: "lub; albo",
    C.AND: "oraz",
    C.AT: "na; po; przy; od; za; się; dla; tu; tutaj; dziś; zlecenie; zlecenie na",
    C.NOISE: (
        "też; również; proszę; dzień dobry; cześć; powodzenia; to nie jest porada; nie jest "
        "poradą; rynek; spokojnie; "
        "wszystkim; giełda zamyka; giełda zamyka się; zamyka się dziś; zamyka się wcześniej; "
        "przenosi swoje; przenosi swoją"
    ),
    C.AREA: "pomiędzy; między; około; okolice; w okolicy; strefa",
}
