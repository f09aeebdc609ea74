"""Join what belongs to a number: units, dates, ratios, ranges, and the indexes of lists."""

from __future__ import annotations

import re
from decimal import Decimal

from signalfill.parsing.concepts import Concept, Token
from signalfill.parsing.numbers import times_thousand
from signalfill.parsing.shapes import timeframe_unit

_CALENDAR = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "oct", "nov", "dec", "utc", "gmt", "am", "pm", "est", "января", "февраля", "марта", "апреля",
    "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря", "мск",
}  # fmt: skip
_PERCENT_WORDS = {"percent", "pct", "percents", "процентов", "процента", "процент", "prozent"}
_THOUSANDS = {"bin", "тыс", "тысяч", "тысячи", "mil", "ribu", "rb", "nghìn", "ngàn", "thousand"}
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
LISTS = {
    Concept.TARGET, Concept.ENTRY, Concept.STOP, Concept.MORE, Concept.LIMIT, Concept.BUY,
    Concept.SELL,
}  # fmt: skip


def join_numbers(tokens: list[Token]) -> list[Token]:
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
            if not depth and previous is not None and _close_index(out, previous, token):
                continue
            depth = max(0, depth - 1)
        elif previous is not None and _joined(out, previous, token):
            continue
        out.append(token)
    return out


def _close_index(out: list[Token], number: Token, closing: Token) -> bool:
    if _is_index(number, closing):
        number.concept = Concept.INDEX
        return True
    if number.concept != Concept.NUMBER or number.end != closing.start or closing.text != ")":
        return False
    return _split_index(out, number)


def _split_index(out: list[Token], number: Token) -> bool:
    """`1) 3.4752) 3.41` has lost a blank: 3.475, and the second of the list."""
    last = next((t for t in reversed(out) if t.concept in {Concept.INDEX, Concept.BREAK}), None)
    counted = last is not None and last.concept == Concept.INDEX and last.value.isdecimal()
    following = str(int(last.value) + 1) if last is not None and counted else ""
    cut = len(following)
    if not following or not number.text.endswith(following) or len(number.text) < cut + 3:
        number.key = "unreadable"
        return False
    index = Token(
        Concept.INDEX, following, number.end - cut, number.end, value=following, key=following
    )
    number.text, number.value = number.text[:-cut], number.value[:-cut]
    number.end -= cut
    out.append(index)
    return True


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
        return _joined_unit(out, previous, token)
    if token.concept == Concept.NUMBER:
        return _joined_number(out, previous, token)
    if token.concept == Concept.PERCENT:
        _widen_percent(out, token)
    elif token.concept == Concept.TIMES:
        _widen_times(out)
    return False


def _joined_unit(out: list[Token], number: Token, token: Token) -> bool:
    unit = timeframe_unit(token.key) or _HAN_UNITS.get(token.text)
    if unit is not None and token.concept not in {Concept.BREAK, Concept.INDEX}:
        number.concept, number.text = Concept.TIMEFRAME, number.value + unit
        number.end = token.end
        _widen_period(out)
    elif token.key in _PERCENT_WORDS:
        number.concept, number.text, number.end = Concept.PERCENT, f"{number.text}%", token.end
        _widen_percent(out[:-1], number)
    elif token.text == "倍":
        number.concept = Concept.TIMES
    elif token.key in _THOUSANDS and token.concept != Concept.NUMBER and "," not in number.text:
        number.value, number.end = times_thousand(number.value), token.end
    elif token.key in _CALENDAR and _DATE.fullmatch(number.text):
        number.concept = Concept.CLOCK
    else:
        return False
    return True


def _joined_number(out: list[Token], previous: Token, token: Token) -> bool:
    if (previous.key in _CALENDAR and _DATE.fullmatch(token.text)) or (
        previous.concept == Concept.CLOCK and _YEAR.fullmatch(token.text)
    ):
        token.concept = Concept.CLOCK
    elif previous.key in _SINCE and _YEAR.fullmatch(token.text):
        token.concept, previous.concept = Concept.CLOCK, Concept.RECAP
    elif previous.concept == Concept.COLON and len(out) > 1 and previous.end == token.start:
        first = out[-2]
        labelled = len(out) > 2 and out[-3].concept in LISTS
        if first.concept == Concept.NUMBER and first.end == previous.start and not labelled:
            first.concept = token.concept = Concept.RATE
    elif previous.concept == Concept.OR and len(out) > 1:
        first = out[-2]
        small = _small(token) and (_small(first) or _marks_of_ten(out, first, token))
        if small and first.end == previous.start and previous.end == token.start:
            first.concept = token.concept = Concept.RATE
    return False


def _marks_of_ten(out: list[Token], first: Token, token: Token) -> bool:
    """`Strong setup | 9.8/10`, where no label of a price stands before it."""
    scored = first.concept == Concept.NUMBER and token.value == "10"
    named = any(each.concept in LISTS for each in out[-5:-2])
    return scored and not named and Decimal(first.value) <= 10


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


def _widen_period(out: list[Token]) -> None:
    """`2-4 weeks` is a range of time."""
    if len(out) < 3 or out[-2].concept not in {Concept.DASH, Concept.TO, Concept.OR}:
        return
    first = out[-3]
    if first.concept == Concept.NUMBER and len(first.text) < 3 and first.text.isdecimal():
        first.concept = Concept.CLOCK


def _widen_times(out: list[Token]) -> None:
    """`3-8X` is a range of leverages: the first number is no price."""
    if len(out) < 2:
        return
    dash, first = out[-1], out[-2]
    joint = dash.concept in {Concept.DASH, Concept.TO, Concept.OR, Concept.COMMA}
    if joint and first.concept == Concept.NUMBER and len(first.value) <= 3:
        first.concept = Concept.TIMES
