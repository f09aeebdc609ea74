"""What a written number is before its place is known: price, percent, 10x, 4h, 2R, index."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.lexicon import KNOWN, Lexicon
from signalfill.parsing.numbers import Style, odd, plain_decimal, times_thousand

_PERCENT_AHEAD = re.compile(r"\s?!{0,5}\s?%")
_TIMES_AHEAD = re.compile(r"\s?[xX](?![A-Za-z0-9])")
_MINUTES = r"m|min|mins|minute|minutes|м|мин|минут"
_HOURS = r"h|hr|hrs|hour|hours|ч|час|часа|часов"
_DAYS = r"d|day|days|д|день|дней|дня"
_WEEKS = r"w|week|weeks|н"
_UNITS = {
    **dict.fromkeys(_MINUTES.split("|"), "m"),
    **dict.fromkeys(_HOURS.split("|"), "h"),
    **dict.fromkeys(_DAYS.split("|"), "d"),
    **dict.fromkeys(_WEEKS.split("|"), "w"),
}
_UNIT_FIRST = re.compile(r"([mM])(1|3|5|15|30|45)|([hH])(1|2|3|4|6|8|12)|([dDwW])([13])")
_LABEL_INDEX = re.compile(r"([^\W\d_]+)(\d{1,2})")
_INITIALS = {"t": "tp", "e": "entry"}  # "T1", "E2"
_TIMES_FIRST = re.compile(r"[xXхХ](\d{1,3})")
_INDEXED = {
    Concept.TARGET, Concept.ENTRY, Concept.STOP, Concept.MORE, Concept.LIMIT, Concept.RATIO,
}  # fmt: skip
_PAIR_WORD = re.compile(r"([A-Za-z0-9]{1,18}?)(USDT|USDC|BUSD|USD)(?:PERP|SWAP)?", re.IGNORECASE)
_CROSS_PAIR = re.compile(
    r"([A-Z0-9]{2,18})(BTC|ETH|BNB|FDUSD|TUSD|EUR|GBP|TRY|BRL|JPY|KRW|AUD|INR)"
)
_SHORTEST_PAIR = 5
_CROSS_COINS = {"BTC", "ETH", "BNB"}
_WRAPPED = {
    "WBTC", "TBTC", "HBTC", "CBBTC", "LBTC", "EBTC", "RENBTC", "SOLVBTC", "BTCB", "STETH", "WSTETH",
    "RETH", "CBETH", "WETH", "WBETH", "FRXETH", "EZETH", "RSETH", "WEETH", "METH", "BETH", "WBNB",
    "SWETH", "OSETH", "PUFETH",
}  # fmt: skip
_GLUED_COIN = re.compile(r"([A-Za-z]{2,10})(\d{2,6})")
_ORDINALS = {"st", "nd", "rd", "th"}
_QUOTES = {"usdt", "usd", "usdc", "busd", "bucks"}
_KILO = re.compile(r"[kKкК](\d?)")


def timeframe_unit(word: str) -> str | None:
    return _UNITS.get(word)


def add_number(
    raw: list[Token],
    written: str,
    start: int,
    text: str,
    *,
    concept: str = Concept.NUMBER,
    key: str = "",
) -> int:
    end = start + len(written)
    if concept == Concept.NUMBER:
        percent = _PERCENT_AHEAD.match(text, end)
        times = _TIMES_AHEAD.match(text, end)
        if percent:
            concept, end = Concept.PERCENT, percent.end()
        elif start and text[start - 1] == "%":
            concept = Concept.PERCENT
        elif times and len(written) <= 4:
            concept, end = Concept.TIMES, times.end()
    raw.append(Token(concept, written, start, end, key=key))
    return end


def read_tail(raw: list[Token], match: re.Match[str], text: str, lexicon: Lexicon) -> int | None:
    """Take letters stuck to a number for its unit; None where together they are a name."""
    number, tail, start = match["number"], match["tail"], match.start()
    low = tail.casefold()
    end = start + len(number)
    kilo = _KILO.fullmatch(tail)
    unit = _UNITS.get(low)
    if kilo:
        written = f"{number}.{kilo[1]}" if kilo[1] else number
        raw.append(Token(Concept.NUMBER, written, start, end + len(tail), key="k"))
    elif low in {"x", "х"} or (low[0] in "xх" and _is_word(low[1:], lexicon)):
        raw.append(Token(Concept.TIMES, number, start, end + 1))
        return end + 1
    elif low in {"r", "р", "rr"}:
        raw.append(Token(Concept.MULTIPLE, number, start, end + len(tail)))
    elif unit is not None:
        raw.append(Token(Concept.TIMEFRAME, number + unit, start, end + len(tail)))
    elif low in _ORDINALS:
        raw.append(Token(Concept.INDEX, number, start, end + len(tail)))
    elif low in _QUOTES:
        return _quoted_number(raw, number, tail, start, text)
    elif _is_word(low, lexicon):
        return add_number(raw, number, start, text)
    else:
        return None
    return end + len(tail)


def _is_word(key: str, lexicon: Lexicon) -> bool:
    if len(key) < 2 or key not in lexicon.single:
        return False
    return lexicon.single[key].concept not in {Concept.NOISE, Concept.AT, Concept.FOREIGN}


def _quoted_number(raw: list[Token], number: str, tail: str, start: int, text: str) -> int:
    """`4USDT` opens a message about the coin named 4; elsewhere it is an amount."""
    if number.isdecimal() and (not raw or (start and text[start - 1] in "$#")):
        end = start + len(number) + len(tail)
        symbol = text[start:end]
        raw.append(Token(Concept.SYMBOL, symbol, start, end, value=number, key=tail.upper()))
        return end
    return add_number(raw, number, start, text)


def word_shape(raw: list[Token], word: str, start: int, lexicon: Lexicon) -> bool:
    """Words with digits that are not names: `TP1`, `x20`, `H4`, `RR1`, `97k8`."""
    end = start + len(word)
    times = _TIMES_FIRST.fullmatch(word)
    if times:
        raw.append(Token(Concept.TIMES, times[1], start, end))
        return True
    unit = _UNIT_FIRST.fullmatch(word)
    if unit:
        letter, count = [part for part in unit.groups() if part]
        raw.append(Token(Concept.TIMEFRAME, count + letter.lower(), start, end))
        return True
    label = _LABEL_INDEX.fullmatch(word)
    if label and label[1].casefold() == "no":
        raw.append(Token(Concept.INDEX, label[2], start, end))
        return True
    key = label[1].casefold() if label else ""
    key = _INITIALS.get(key, key)
    meaning = lexicon.single.get(key)
    if label is None or meaning is None or meaning.concept not in _INDEXED:
        return False
    middle = start + len(label[1])
    ratio = meaning.concept == Concept.RATIO
    raw.append(Token(Concept.WORD, label[1], start, middle, key=key))
    raw.append(Token(Concept.RATE if ratio else Concept.INDEX, label[2], middle, end, key="glued"))
    return True


def pair_word(word: str) -> tuple[str, str] | None:
    """`SUSHIUSDTPERP` → SUSHI, USDT; bare `xxxUSD` and pairs in another coin only in capitals."""
    match = _PAIR_WORD.fullmatch(word)
    if match is None:
        return _cross_pair(word)
    if match[2] == "USD" or match[2] == "usd":
        if not word.isupper() or len(match[1]) < 2:
            return None
    elif match[2].upper() == "BUSD" and match[1].casefold() == "":
        return None
    return match[1], match[2].upper()


def _cross_pair(word: str) -> tuple[str, str] | None:
    """`ARPABTC` → ARPA, BTC; `BTCEUR` → BTC, EUR; but `WBTC` and `STETH` are coins."""
    if len(word) < _SHORTEST_PAIR or not word.isupper():
        return None
    match = _CROSS_PAIR.fullmatch(word)
    if match is None or word in _WRAPPED or word.casefold() in KNOWN:
        return None
    base, quote = match.groups()
    fits = len(base) > 2 if quote in _CROSS_COINS else base.casefold() in KNOWN
    return (base, quote) if fits else None


def glued_coin(word: str) -> str | None:
    """`LTC84` of `LTC84-86` → LTC; but `API3` and `C98` are coins."""
    match = _GLUED_COIN.fullmatch(word)
    if match is None or word.casefold() in KNOWN or match[1].casefold() not in KNOWN:
        return None
    return match[1] if word.isupper() or len(match[1]) > 3 else None


def evaluate(raw: list[Token]) -> bool:
    """Give every number its plain value; True where the message writes them in two ways."""
    numbers = [token for token in raw if token.concept in _VALUED]
    style = Style([token.text for token in numbers])
    doubtful = False
    for token in numbers:
        value = plain_decimal(token.text, style)
        if value is None:
            token.concept = Concept.OTHER
            token.key = "unreadable"
            doubtful = True
            continue
        token.value = times_thousand(value) if token.key == "k" else value
        doubtful = doubtful or style.doubtful(token.text) or ("." in value and odd(value))
    return doubtful


_VALUED = {
    Concept.NUMBER, Concept.PERCENT, Concept.TIMES, Concept.MULTIPLE, Concept.INDEX,
    Concept.RATE,
}  # fmt: skip
