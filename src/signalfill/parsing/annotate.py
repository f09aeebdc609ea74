"""Give words their meaning and join what belongs together: phrases, tags, indexes, ranges."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.indexes import find_indexes
from signalfill.parsing.lexicon import LEXICON, TAGS, Lexicon, Meaning
from signalfill.parsing.shapes import timeframe_unit

_JOINTS = {Concept.DASH, Concept.OR}
_CALENDAR = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "oct", "nov", "dec", "utc", "gmt", "am", "pm", "est", "января", "февраля", "марта", "апреля",
    "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "мск",
}  # fmt: skip
_LONGEST_TAG = 15
_PEOPLE = {"trader", "author", "admin", "analyst", "by", "трейдер", "автор", "from"}
_SINCE = {"in", "since", "during", "back"}
_DATE = re.compile(r"[0-3]?\d|20[0-3]\d")
_YEAR = re.compile(r"20[0-3]\d")
_HAN_UNITS = {
    "小时": "h",
    "分钟": "m",
    "天": "d",
    "小時": "h",
    "分鐘": "m",
    "小时线": "h",
    "分钟线": "m",
}
_DAILY = {"daily": "1d", "weekly": "1w", "hourly": "1h", "monthly": "1M"}
_LISTS = {Concept.TARGET, Concept.ENTRY, Concept.STOP, Concept.MORE, Concept.LIMIT}


def annotate(raw: list[Token], lexicon: Lexicon = LEXICON) -> list[Token]:
    tokens = _join_numbers(_name_words(raw, lexicon))
    find_indexes(tokens)
    return tokens


def _name_words(raw: list[Token], lexicon: Lexicon) -> list[Token]:
    out: list[Token] = []
    at, end = 0, len(raw)
    while at < end:
        token = raw[at]
        if token.concept == Concept.WORD:
            at = _name_word(raw, at, out, lexicon)
        elif token.concept in {Concept.HASH, Concept.QUOTE} and at + 1 < end:
            at = _name_tag(raw, at, out)
        else:
            out.append(token)
            at += 1
    return out


def _name_word(raw: list[Token], at: int, out: list[Token], lexicon: Lexicon) -> int:
    token = raw[at]
    options = lexicon.phrases.get(token.key)
    if options:
        for rest, meaning in options:
            last = _phrase_end(raw, at, rest)
            if last:
                out.append(_meant(token, raw[last - 1].end, meaning, " ".join((token.key, *rest))))
                return last
    single = lexicon.single.get(token.key)
    single = single or lexicon.single.get(token.key.removesuffix("'s"))
    if single is not None:
        token.concept, token.value = single
        token.value = token.value or _DAILY.get(token.key, "")
    elif token.key in lexicon.nicknames:
        token.concept, token.value = Concept.SYMBOL, lexicon.nicknames[token.key]
        token.key = "nickname"
    out.append(token)
    return at + 1


def _meant(first: Token, end: int, meaning: Meaning, key: str) -> Token:
    return Token(meaning.concept, first.text, first.start, end, value=meaning.value, key=key)


def _phrase_end(raw: list[Token], at: int, rest: tuple[str, ...]) -> int:
    """Where the phrase ends, words joined by blanks, a dash or a slash; 0 if it is not there."""
    at += 1
    end = len(raw)
    for word in rest:
        if at < end and raw[at].concept in _JOINTS:
            at += 1
        if at >= end or raw[at].key != word or raw[at].concept not in {Concept.WORD, Concept.INDEX}:
            return 0
        at += 1
    return at


def _name_tag(raw: list[Token], at: int, out: list[Token]) -> int:
    """`$BTC` and `#BTC` name a coin, `#12` a message or a target, `$0.5` a price."""
    mark, following = raw[at], raw[at + 1]
    if following.start != mark.end:
        out.append(mark)
        return at + 1
    if following.concept == Concept.WORD and following.key.isalnum():
        return _name_word_tag(raw, at, out)
    if mark.concept == Concept.QUOTE and _named_by_digit(raw, at, out):
        name = Token(Concept.SYMBOL, following.text, mark.start, following.end, key="tag")
        name.value = following.text
        out.append(name)
        return at + 2
    if mark.concept == Concept.HASH and following.concept in {Concept.NUMBER, Concept.TIMEFRAME}:
        listed = bool(out) and out[-1].concept in _LISTS
        following.concept = Concept.INDEX if listed else Concept.CLOCK
    return at + 1


def _name_word_tag(raw: list[Token], at: int, out: list[Token]) -> int:
    mark, word = raw[at], raw[at + 1]
    if word.key in TAGS or not word.key.isascii() or len(word.key) > _LONGEST_TAG:
        return at + 1
    named = bool(out) and out[-1].key in _PEOPLE
    concept = Concept.PERSON if named else Concept.SYMBOL
    out.append(Token(concept, word.text, mark.start, word.end, value=word.text, key="tag"))
    return at + 2


def _named_by_digit(raw: list[Token], at: int, out: list[Token]) -> bool:
    """`LONG - $4 - ...` is the coin called 4, not four dollars."""
    number = raw[at + 1]
    if number.concept != Concept.NUMBER or not number.text.isdecimal() or len(number.text) > 3:
        return False
    after = raw[at + 2].concept if at + 2 < len(raw) else Concept.BREAK
    before = [token.concept for token in out[-2:] if token.concept != Concept.DASH]
    return after in {Concept.DASH, Concept.BREAK} and bool(
        before and before[-1] in {Concept.LONG, Concept.SHORT}
    )


def _join_numbers(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    depth = 0
    for token in tokens:
        concept = token.concept
        previous = out[-1] if out else None
        if concept == Concept.OPENING:
            depth += 1
        elif concept == Concept.BREAK:
            depth = 0
        elif concept == Concept.CLOSING:
            if not depth and previous is not None and _is_index(previous, token):
                previous.concept = Concept.INDEX
                continue
            depth = max(0, depth - 1)
        elif previous is not None and _joined(out, previous, token):
            continue
        out.append(token)
    return out


def _is_index(number: Token, closing: Token) -> bool:
    return (
        number.concept == Concept.NUMBER
        and number.end == closing.start
        and number.value.isdecimal()
        and len(number.value) < 3
        and closing.text == ")"
    )


def _joined(out: list[Token], previous: Token, token: Token) -> bool:
    """Fold a token into the one before it where both are one thing; True if it is used up."""
    if previous.concept == Concept.NUMBER:
        unit = timeframe_unit(token.key) or _HAN_UNITS.get(token.text)
        if unit is not None and token.concept not in {Concept.BREAK, Concept.INDEX}:
            previous.concept, previous.text = Concept.TIMEFRAME, previous.value + unit
            previous.end = token.end
            return True
        if token.text == "倍":
            previous.concept = Concept.TIMES
            return True
        if token.key in _CALENDAR and _DATE.fullmatch(previous.text):
            previous.concept = Concept.CLOCK
            return True
        return False
    if token.concept == Concept.NUMBER:
        return _joined_number(out, previous, token)
    if token.concept == Concept.PERCENT:
        _widen_percent(out, token)
    elif token.concept == Concept.TIMES:
        _widen_times(out)
    return False


def _joined_number(out: list[Token], previous: Token, token: Token) -> bool:
    if (previous.key in _CALENDAR and _DATE.fullmatch(token.text)) or (
        previous.concept == Concept.CLOCK and _YEAR.fullmatch(token.text)
    ):
        token.concept = Concept.CLOCK
    elif previous.key in _SINCE and _YEAR.fullmatch(token.text):
        token.concept, previous.concept = Concept.CLOCK, Concept.RECAP
    elif previous.concept == Concept.COLON and len(out) > 1 and previous.end == token.start:
        first = out[-2]
        labelled = len(out) > 2 and out[-3].concept in _LISTS
        if first.concept == Concept.NUMBER and first.end == previous.start and not labelled:
            first.concept = token.concept = Concept.RATE
    elif previous.concept == Concept.OR and len(out) > 1:
        first = out[-2]
        small = _small(first) and _small(token)
        if small and first.end == previous.start and previous.end == token.start:
            first.concept = token.concept = Concept.RATE
    return False


def _small(token: Token) -> bool:
    return token.concept == Concept.NUMBER and token.value.isdecimal() and int(token.value) <= 10


def _widen_percent(out: list[Token], token: Token) -> None:
    """`25-30%`, written tight, is a range of percentages."""
    if len(out) < 2:
        return
    dash, first = out[-1], out[-2]
    tight = first.end == dash.start and dash.end == token.start
    if dash.concept == Concept.DASH and first.concept == Concept.NUMBER and tight:
        first.concept = Concept.OTHER
        token.text = f"{first.text}-{token.text}"


def _widen_times(out: list[Token]) -> None:
    """`3-8X` is a range of leverages: the first number is no price."""
    if len(out) < 2:
        return
    dash, first = out[-1], out[-2]
    joint = dash.concept in {Concept.DASH, Concept.TO, Concept.OR, Concept.COMMA}
    if joint and first.concept == Concept.NUMBER and len(first.value) <= 3:
        first.concept = Concept.TIMES
