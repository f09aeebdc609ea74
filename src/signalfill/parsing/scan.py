"""Cut a normalised message into words, numbers and marks."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.mark_letters import MARK_LETTERS, PICTURE_LABELS, labels_price
from signalfill.parsing.shapes import add_number, glued_coin, pair_word, read_tail, word_shape

_LETTER = r"[^\W\d_\u3400-\u9fff]"
_NUMBER = (
    r"(?:\d{1,3}(?:\ \d{3})+[.,]\d+(?!\d)"
    r"|0[.]\ \d{2,}"
    r"|\d+\.\.\d+"
    r"|\d+(?:[.,]\d+)*(?:[eE]-\d{1,2}(?!\d))?"
    r"|(?<!\d)\.\d+(?!\.?\d))"
)
_PRICE_ONLY = r"\d[\d.,]*[kK]?(?:\s|$|[-/])"
_MASTER = re.compile(
    rf"""
      (?P<space>[^\S\n]+|(?<![^\W_])[dlDL]'(?=[A-Z]{2}))
    | (?P<link>(?:https?://|www\.|t\.me/|discord\.gg/)\S+)
    | (?P<mention>(?<![A-Za-z])@-?(?!{_PRICE_ONLY})[\w.\-]+)
    | (?P<pair>[#$]{{0,3}}(?P<base>[A-Za-z0-9]{{1,20}})\ ?[/\-_]\ ?
        (?P<quote>(?i:USDT|USDC|USD|BUSD|FDUSD|PERP|BTC|ETH|BNB|EUR|GBP|TRY|BRL))
        (?i:\.P|[.\-]?PERP|[.\-]?SWAP)?(?![A-Za-z0-9]))
    | (?P<clock>\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./]20\d\d(?!\d)
        |\d{{1,2}}:\d{{2}}:\d{{2}})
    | (?P<glue>{_LETTER}+)(?P<glued>\d+[.,]\d+|\.\d+)(?![.,]?\d|{_LETTER})
    | (?P<number>{_NUMBER})(?P<tail>{_LETTER}[^\W_\u3400-\u9fff]*)?
    | (?P<word>{_LETTER}[^\W_\u3400-\u9fff]*(?:'{_LETTER}+)?)
    | (?P<han>[\u3400-\u9fff]{{1,200}})
    | (?P<break>\n\s*)
    | (?P<arrow>[-=]{{1,3}}>)
    | (?P<line>[─━═➖_=]{{3,}}|-{{3,}})
    | (?P<mark>.)
    """,
    re.VERBOSE,
)
_SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2} 000(?![\d.,])")  # a message that writes 60 000
_THOUSANDS = re.compile(r"(?: \d{3})+(?![\d.,])")
_CAMEL = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_]+")
_CONTRACT = re.compile(r"\.P(?![A-Za-z0-9])")


def scan(text: str, most: int, lexicon: Lexicon = LEXICON) -> list[Token]:
    """The tokens of a text; it stops soon after `most` of them."""
    raw: list[Token] = []
    at, end = 0, len(text)
    match_at = _MASTER.match
    while at < end and len(raw) <= most:
        match = match_at(text, at)
        if match is None:  # pragma: no cover - every character is matched by `mark`
            break
        name = match.lastgroup or "mark"
        if name == "space":
            at = match.end()
            continue
        at = _READERS[name](match, raw, text, lexicon)
    return raw


def _add(raw: list[Token], concept: str, text: str, start: int, key: str = "") -> None:
    raw.append(Token(concept, text, start, start + len(text), key=key))


def _read_link(match: re.Match[str], raw: list[Token], _text: str, _lexicon: Lexicon) -> int:
    _add(raw, Concept.PERSON, match.group(), match.start(), "link")
    return match.end()


def _read_mention(match: re.Match[str], raw: list[Token], _text: str, _lexicon: Lexicon) -> int:
    _add(raw, Concept.PERSON, match.group(), match.start())
    return match.end()


def _read_pair(match: re.Match[str], raw: list[Token], text: str, lexicon: Lexicon) -> int:
    """`BTC/USDT` is a coin; `30000-USDT`, `risk - usd` and `exchange/USDT` are not."""
    base, quote, start = match["base"], match["quote"].upper(), match.start()
    tagged = match.group()[0] in "#$"
    known = lexicon.single.get(base.casefold())
    heads_line = base.isupper() and (start == 0 or text[start - 1] == "\n")
    name = known is None or known.concept in {Concept.AT, Concept.NOISE, Concept.AREA}
    wide = " " in match.group() and not (heads_line and name)
    slash = "/" in match.group()
    if base.isdecimal():
        fits = slash and (tagged or len(base) == 1)
    elif quote in {"BTC", "ETH", "BNB"}:
        fits = slash and (tagged or base.isupper()) and base.casefold() != "usdt"
    else:
        fits = tagged or known is None or (slash and base.isupper() and not wide)
        fits = fits and (slash or (base.isupper() and not wide))
    if fits:
        raw.append(Token(Concept.SYMBOL, match.group(), start, match.end(), value=base, key=quote))
        return match.end()
    return _without_pair(match, raw, text, lexicon)


def _without_pair(match: re.Match[str], raw: list[Token], text: str, lexicon: Lexicon) -> int:
    start = match.start()
    if match.group()[0] in "#$":
        _add(raw, MARK_LETTERS[match.group()[0]], match.group()[0], start)
        return start + 1
    again = _not_pair().match(text, start)
    if again is None:  # pragma: no cover - a pair begins with a letter or digit
        return start + 1
    return _READERS[again.lastgroup or "word"](again, raw, text, lexicon)


def _read_clock(match: re.Match[str], raw: list[Token], _text: str, _lexicon: Lexicon) -> int:
    _add(raw, Concept.CLOCK, match.group(), match.start())
    return match.end()


def _read_glue(match: re.Match[str], raw: list[Token], text: str, lexicon: Lexicon) -> int:
    """`stop.92`, `TP41.3100`: a word with a number stuck to it."""
    word = match["glue"]
    if word.casefold() in {"x", "х"}:
        return add_number(raw, match["glued"], match.start() + 1, text, concept=Concept.TIMES)
    _word(raw, word, match.start(), text, lexicon)
    return add_number(raw, match["glued"], match.start("glued"), text, key="glued")


def _read_number(match: re.Match[str], raw: list[Token], text: str, lexicon: Lexicon) -> int:
    number, tail = match["number"], match["tail"]
    start = match.start()
    thousands = _THOUSANDS.match(text, match.end("number"))
    short = number.isdecimal() and len(number) < 4
    if thousands and not tail and short and _writes_spaces(text):
        return add_number(raw, number + thousands.group(), start, text)
    if " " in number and not number.startswith("0.") and raw and raw[-1].concept == Concept.WORD:
        meaning = lexicon.single.get(raw[-1].key)
        if meaning is not None and meaning.concept in {Concept.TARGET, Concept.ENTRY, Concept.STOP}:
            number, tail = number.split(" ")[0], None
    if not tail:
        return add_number(raw, number, start, text)
    end = read_tail(raw, match, text, lexicon)
    if end is not None:
        return end
    if set(".,") & set(number):
        return add_number(raw, number, start, text)
    return _word(raw, number + tail, start, text, lexicon)


@lru_cache(maxsize=1)
def _writes_spaces(text: str) -> bool:
    return _SPACED.search(text) is not None


def _read_word(match: re.Match[str], raw: list[Token], text: str, lexicon: Lexicon) -> int:
    if match["word"] in {"w", "W"} and text.startswith("/", match.end()):  # "w/ 598 stop"
        raw.append(Token(Concept.WORD, "w/", match.start(), match.end() + 1, key="with"))
        return match.end() + 1
    return _word(raw, match["word"], match.start(), text, lexicon)


def _word(raw: list[Token], word: str, start: int, text: str, lexicon: Lexicon) -> int:
    key = word.casefold()
    end = start + len(word)
    if key in lexicon.single:
        raw.append(Token(Concept.WORD, word, start, end, key=key))
        return end
    part = _before_apostrophe(word, lexicon) if "'" in word else ""
    if part:
        at = start + word.index(part)
        raw.append(Token(Concept.WORD, part, at, at + len(part), key=part.casefold()))
        return end
    if any(map(str.isdigit, word)):
        if word_shape(raw, word, start, lexicon):
            return end
        if glued_coin(word):
            return _coin_and_number(raw, word, start, text)
    pair = pair_word(word)
    if pair is not None:
        contract = _CONTRACT.match(text, end)
        end = contract.end() if contract else end
        raw.append(Token(Concept.SYMBOL, word, start, end, value=pair[0], key=pair[1]))
    elif len(word) <= 5 or not _split_word(raw, word, start, text, lexicon):
        raw.append(Token(Concept.WORD, word, start, end, key=key))
    return end


def _coin_and_number(raw: list[Token], word: str, start: int, text: str) -> int:
    coin = glued_coin(word) or ""
    middle = start + len(coin)
    raw.append(Token(Concept.WORD, coin, start, middle, key=coin.casefold()))
    return add_number(raw, word[len(coin) :], middle, text)


def _before_apostrophe(word: str, lexicon: Lexicon) -> str:
    """The word that an ending or an article hangs on: `GALA'da`, `stop'u`, `d'AVAX`."""
    base, _, ending = word.partition("'")
    if len(base) == 1 and len(ending) > 1 and (ending.isupper() or _elided(base, ending)):
        return ending
    coin = len(base) > 1 and base.isupper() and not ending.isupper()
    known = ending.islower() and base.casefold() in lexicon.single
    return base if coin or known else ""


def _elided(base: str, ending: str) -> bool:
    """`j'annule`, `l'ordre`; English hangs on no more than three letters."""
    return base in "jldnsctm" and len(ending) > 3


def _split_word(raw: list[Token], word: str, start: int, text: str, lexicon: Lexicon) -> bool:
    """Cut `LONGLeverage` and `STXUSDTExchange` where a known word begins."""
    cut = lexicon.split_glued(word.casefold())
    if not cut and not word.isupper() and not word.islower():
        pieces = _CAMEL.findall(word)
        at = 0
        for piece in pieces[:-1]:
            at += len(piece)
            if len(pieces) < 6 and len(word) - at > 2 and _begins_field(word[at:], lexicon):
                cut = at
                break
    if not cut:
        return False
    _word(raw, word[:cut], start, text, lexicon)
    _word(raw, word[cut:], start + cut, text, lexicon)
    return True


def _begins_field(rest: str, lexicon: Lexicon) -> bool:
    meaning = lexicon.single.get(rest.casefold())
    return meaning is not None and meaning.concept not in {
        Concept.NOISE, Concept.AT, Concept.PERIOD,
    }  # fmt: skip


def _read_han(match: re.Match[str], raw: list[Token], _text: str, lexicon: Lexicon) -> int:
    at = match.start()
    for piece, meaning in lexicon.segment_han(match.group()):
        concept = Concept.HAN if meaning is None else meaning.concept
        value = "" if meaning is None else meaning.value
        raw.append(Token(concept, piece, at, at + len(piece), value=value, key="han"))
        at += len(piece)
    return match.end()


def _read_break(match: re.Match[str], raw: list[Token], _text: str, _lexicon: Lexicon) -> int:
    _add(raw, Concept.BREAK, match.group(), match.start())
    return match.end()


def _read_line(match: re.Match[str], raw: list[Token], _text: str, _lexicon: Lexicon) -> int:
    _add(raw, Concept.LINE, match.group(), match.start())
    return match.end()


def _read_arrow(match: re.Match[str], raw: list[Token], _text: str, _lexicon: Lexicon) -> int:
    _add(raw, Concept.ARROW, match.group(), match.start())
    return match.end()


def _read_mark(match: re.Match[str], raw: list[Token], text: str, _lexicon: Lexicon) -> int:
    mark = match.group()
    if mark == "%" and raw and raw[-1].concept == Concept.NUMBER and raw[-1].end == match.start():
        raw[-1].concept = Concept.PERCENT
        return match.end()
    first = not raw or raw[-1].concept == Concept.BREAK
    if mark in PICTURE_LABELS and labels_price(mark, text, match.end(), first=first):
        _add(raw, PICTURE_LABELS[mark], mark, match.start(), "picture")
        return match.end()
    concept = MARK_LETTERS.get(mark)
    if concept is not None:
        _add(raw, concept, mark, match.start())
    elif mark == "%" or (mark == "•" and text):
        _add(raw, Concept.OTHER, mark, match.start(), mark)
    return match.end()


@cache
def _not_pair() -> re.Pattern[str]:
    """Made at first use: few messages need it, and a cold start would pay 5 ms."""
    return re.compile(
        rf"(?P<number>{_NUMBER})(?P<tail>{_LETTER}[^\W_\u3400-\u9fff]*)?"
        rf"|(?P<word>{_LETTER}[^\W_\u3400-\u9fff]*(?:'{_LETTER}+)?)"
    )


_READERS: dict[str, Callable[[re.Match[str], list[Token], str, Lexicon], int]] = {
    "link": _read_link, "mention": _read_mention, "pair": _read_pair, "base": _read_pair,
    "quote": _read_pair, "clock": _read_clock, "glue": _read_glue, "glued": _read_glue,
    "number": _read_number, "tail": _read_number, "word": _read_word, "han": _read_han,
    "break": _read_break, "line": _read_line, "arrow": _read_arrow, "mark": _read_mark,
}  # fmt: skip
