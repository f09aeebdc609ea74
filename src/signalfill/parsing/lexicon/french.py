"""French: calls, follow-ups, doubts. What is also an English word stays out, or in a phrase."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C

FRENCH: dict[C, str] = {
    C.LONG: "position longue; passer long; je passe long; on passe long",
    C.SHORT: "position courte; vente à découvert; passer short; je passe short; on passe short",
    C.BUY: "achetez; achats; acheté; j achète; on achète",
    C.SELL: "vente; vendez; vendu; on vend; vends",
    C.ENTRY: (
        "entrées; entrée à; entrée sur; prix d'entrée; zone d'entrée; point d'entrée; niveau "
        "d'entrée; zone d'achat=long; prix d'achat=long; point d entrée; zone d achat=long; "
        "entree; prix d'entree; zone de vente=short"
    ),
    C.MORE: "renforcement; renforcement à; deuxième entrée; moyenne à la baisse",
    C.MARKET: (
        "au prix du marché; prix du marché; maintenant; tout de suite; immédiatement; prix "
        "actuel; au prix actuel; ordre au marché; au cours actuel"
    ),
    C.LIMIT: "ordre limite; ordre limité; à cours limité; ordre à cours limité",
    C.STOP: (
        "stop de protection; arrêt des pertes; coupe perte; stop perte; stop à; stop sur; niveau "
        "de stop; sl à"
    ),
    C.TARGET: (
        "objectif 1; objectif 2; objectif 3; objectif de prix; prise de profit; prise de profits; "
        "prises de profits; prises de bénéfices; premier objectif; deuxième objectif; cible 1; "
        "cible 2; tp à"
    ),
    C.LEVERAGE: "levier max",
    C.COIN: "crypto monnaie; cryptomonnaie; devise; monnaie",
    C.PRICE: "prix; cours",
    C.RISK: "risque; du capital; du portefeuille; taille de position; mise",
    C.INFO: "soutien; résistance; supports; résistances",
    C.FOREIGN: "bourse; argent métal; once d'or; cac",
    C.CLOSE: (
        "clôturez; clôturer; on clôture; cloturez; cloturer; clôture manuelle; clôturé=past; "
        "fermez la position; fermer la position; fermez tout; tout fermer; on ferme; je ferme; "
        "fermeture manuelle; clôturons; fermons; clôture de la position; fermez ici"
    ),
    C.EXIT: (
        "sortez; sortir de la position; on sort; sortez de la position; sortie immédiate; coupez; "
        "coupez tout; on coupe; soldez"
    ),
    C.CANCEL: (
        "annulez l'ordre; annuler l'ordre; annulons; annulée; ordre annulé; on annule; supprimez "
        "l'ordre; supprimer l'ordre; retirez l'ordre; annulez le trade; annulez la limite"
    ),
    C.MOVE: (
        "remontez; remonter le stop=; on remonte; déplacez; déplacer; descendez; baissez; "
        "ajustez; ajuster; mettez; mettre; placez; placer; passez; relevez; relever; deplacez; "
        "deplacer; ramenez; ramener; on déplace; on met"
    ),
    C.TRIM: (
        "prenez des profits; prendre des profits; prenez vos profits; prenez du profit; prenez "
        "les profits; prendre profits; prenez profits; on prend des profits; prise partielle; "
        "prendre une partie; prenez une partie; vendez une partie; allégez; alléger; on allège; "
        "réduisez; réduire; réduisez la position; sécurisez une partie; profits partiels; clôture "
        "partielle; clôturez une partie; fermez une partie; encaissez; encaisser"
    ),
    C.PART: (
        "la moitié de=0.5; la moitié de la position=0.5; moitié de la position=0.5; demi "
        "position=0.5; un tiers=0.333; deux tiers=0.667; un quart=0.25; une partie="
    ),
    C.REST: "le reste; restant; position restante; du reste",
    C.BREAKEVEN: (
        "au prix d'entrée; au point d'entrée; à l'entrée; au niveau d'entrée; au breakeven; au "
        "break even; au be; à breakeven; prix de revient; au prix de revient; sans risque; au "
        "prix d entrée; à l entrée"
    ),
    C.SECURED: "stop en profit; stop dans le profit; stop en gain; stop en positif; sl en positif",
    C.PROTECT: "prenez; prendre; on prend",
    C.HOLD: "conservez; conserver; on garde; gardez; garder; laissez courir; laisser courir",
    C.ADD: (
        "renforcez; renforcer; on renforce; rajoutez; ajoutez à la position; rechargez; recharger"
    ),
    C.CHANGE: (
        "nouvelle cible=target; nouveaux objectifs=target; mise à jour; correction du stop=stop; "
        "rectification; nouveau sl=stop; nouveau tp=target"
    ),
    C.HIT: "a atteint; touchés; atteinte",
    C.FILLED: "ordre exécuté; exécutée; ordre rempli; entrée exécutée",
    C.STOPPED: "stop loss touché; stoppé; stoppée; stop déclenché; sorti au stop",
    C.PROFIT: "gain; gains; bénéfices; profits nets; plus value",
    C.LOSS: "pertes; moins value",
    C.RECAP: (
        "positions ouvertes; trades ouverts; bilan; résultats; récapitulatif; récap; cette "
        "semaine; hier soir; exemple; historique; mois dernier"
    ),
    C.IF: (
        "seulement si; uniquement si; si ça; si on; si elle; si btc; si le prix; si nous; dès "
        "que; à condition; après la clôture; après clôture; après confirmation; en cas; une fois "
        "que; quand; si cassure; sauf si"
    ),
    C.WAIT: (
        "attendez; on attend; j'attends; attends; peut-être; possible entrée; éventuellement; "
        "bientôt; à surveiller; surveillez; je surveille; j'envisage; pourrait; patience"
    ),
    C.TRIGGER: (
        "cassure de; franchissement; validation; clôture au-dessus; clôture en dessous; repli"
    ),
    C.NOT: (
        "ne; n; pas; jamais; aucun; aucune; sans; n'entrez pas; ne pas; ne fermez pas; ne "
        "clôturez pas; pas de trade; évitez; éviter; ne sortez pas; ne vendez pas"
    ),
    C.HYPOTHESIS: (
        "par exemple; à titre d'exemple; mon avis; opinion personnelle; pédagogique; "
        "entraînement; ce n'est pas un signal"
    ),
    C.WATCH: "analyse du marché; à l'affût; perspectives du marché; scénario; liste de suivi",
    C.CANDLE: (
        "clôture journalière=1d; clôture quotidienne=1d; clôture hebdo=1w; clôture 4h=4h; clôture "
        "1h=1h; bougie; clôture de bougie"
    ),
    C.BELOW: "en dessous; au-dessous; dessous; en dessous de",
    C.ABOVE: "au-dessus; au-dessus de; dessus",
    C.TO: "jusqu'à; jusque",
    C.AND: "et; puis",
    C.AT: (
        "à; au; aux; du; des; les; le; sur; dans; pour; avec; une; ici; ce; cette; l'ordre; "
        "ordre; ordre sur"
    ),
    C.NOISE: (
        "aussi; également; bonjour à tous; bonsoir; les amis; bonne chance; pas un conseil; ceci "
        "n'est pas "
        "un conseil; pas un conseil financier; marché; calme; bourse ferme; la bourse ferme; "
        "marchés ferment; ferme plus tôt; sort du marché; annule sa; annule son; déplace son "
        "siège"
    ),
    C.AREA: "entre; autour de; vers; aux alentours; aux alentours de; zone de",
}
