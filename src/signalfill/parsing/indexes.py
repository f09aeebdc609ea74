"""Numbers that only count: `TP 1:`, `2. 0.5`, `TP41.31`, and ratios that follow a number."""

from __future__ import annotations

import re

from signalfill.parsing.concepts import Concept, Token

_LABELS = {
    Concept.TARGET, Concept.ENTRY, Concept.STOP, Concept.MORE, Concept.LIMIT, Concept.MARKET,
    Concept.BUY, Concept.SELL, Concept.EXIT,
}  # fmt: skip
_AFTER_INDEX = {
    Concept.COLON, Concept.DASH, Concept.ARROW, Concept.PERIOD_MARK, Concept.BAR,
    Concept.SEMICOLON, Concept.AREA, Concept.CLOSING,
}  # fmt: skip
_LEADS = {Concept.IF, Concept.AT, Concept.TO, Concept.HIT, Concept.MOVE}
_ENDS = {
    Concept.BREAK, Concept.PERIOD_MARK, Concept.COMMA, Concept.EXCLAIM, Concept.CLOSING,
    Concept.AND, Concept.HIT, Concept.LINE,
}  # fmt: skip
_HIGHEST = 20
_DECIMAL = re.compile(r"\d+\.\d+")


def find_indexes(tokens: list[Token]) -> None:
    counted: dict[str, int] = {}
    for at, token in enumerate(tokens):
        if token.concept == Concept.INDEX and at:
            counts = token.value.isdecimal()
            counted[tokens[at - 1].concept] = int(token.value) if counts else 0
        elif token.concept == Concept.NUMBER and at + 1 < len(tokens):
            _find_index(tokens, at, counted)
        elif token.concept == Concept.NUMBER and not _split_glued(tokens, at, counted):
            _count_last(tokens, at)


def _find_index(tokens: list[Token], at: int, counted: dict[str, int]) -> None:
    token = tokens[at]
    if token.key == "glued" and _split_glued(tokens, at, counted):
        return
    if _before_ratio(tokens, at):
        token.concept = Concept.RATE
        return
    if not token.value.isdecimal() or len(token.value) > 2 or int(token.value) > _HIGHEST:
        return
    before = tokens[at - 1].concept if at else Concept.BREAK
    if at > 1 and (before == Concept.CLOSING or _hyphenated(tokens, at)):
        before = tokens[at - 2].concept
    if (before == Concept.BREAK and _dotted(tokens, at)) or (
        before == Concept.TARGET and _names_target(tokens, at)
    ):
        token.concept = Concept.INDEX
    elif before in _LABELS and _leads_to_price(tokens, at, counted.get(before, 0) + 1):
        token.concept = Concept.INDEX
        counted[before] = int(token.value)


def _count_last(tokens: list[Token], at: int) -> None:
    token = tokens[at]
    counts = token.value.isdecimal() and int(token.value) <= _HIGHEST
    if at and counts and tokens[at - 1].concept == Concept.TARGET and _names_target(tokens, at):
        token.concept = Concept.INDEX


def _hyphenated(tokens: list[Token], at: int) -> bool:
    """`TP-1: 9.8`, written tight."""
    label, dash = tokens[at - 2], tokens[at - 1]
    tight = label.end == dash.start and dash.end == tokens[at].start
    return dash.concept == Concept.DASH and label.concept in _LABELS and tight


def _names_target(tokens: list[Token], at: int) -> bool:
    """`after target 1`, `at TP 2`, `TP 1 ✅`: which one, at the end of what is said."""
    after = tokens[at + 1].concept if at + 1 < len(tokens) else Concept.BREAK
    before = tokens[at - 2].concept if at > 1 else Concept.BREAK
    return after == Concept.DONE or (before in _LEADS and after in _ENDS)


def _dotted(tokens: list[Token], at: int) -> bool:
    dot = tokens[at + 1]
    return dot.concept == Concept.PERIOD_MARK and dot.start == tokens[at].end


def _leads_to_price(tokens: list[Token], at: int, expected: int) -> bool:
    """A small number between a label and a price counts the price."""
    mark = tokens[at + 1].concept
    counts = int(tokens[at].value) == expected
    if mark == Concept.NUMBER:
        return counts and not _numbers_after(tokens, at + 2)
    if mark == Concept.OPENING:
        return counts and _share_ahead(tokens, at + 1)
    if mark in {Concept.DASH, Concept.AREA}:
        return counts and _single_price(tokens, at + 2)
    return mark in _AFTER_INDEX and _price_ahead(tokens, at, mark)


def _share_ahead(tokens: list[Token], at: int) -> bool:
    """`Entry 1 (40% vol):`: a bracket with a share, and the price behind it."""
    inside = tokens[at : at + 7]
    concepts = [token.concept for token in inside]
    if Concept.CLOSING not in concepts or Concept.PERCENT not in concepts:
        return False
    behind = concepts[concepts.index(Concept.CLOSING) + 1 :]
    return behind[:1] == [Concept.COLON] or behind[:1] == [Concept.NUMBER]


def _single_price(tokens: list[Token], at: int) -> bool:
    near = range(at, min(at + 3, len(tokens)))
    number = next((index for index in near if tokens[index].concept == Concept.NUMBER), None)
    return number is not None and not _range_after(tokens, number + 1)


def _price_ahead(tokens: list[Token], at: int, mark: str) -> bool:
    for token in tokens[at + 2 : at + 6]:
        if token.concept in {Concept.NUMBER, Concept.PERCENT, Concept.MARKET}:
            return True
        if token.concept == Concept.BREAK:
            return mark in {Concept.COLON, Concept.CLOSING}
    return False


def _numbers_after(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].concept == Concept.NUMBER


def _range_after(tokens: list[Token], at: int) -> bool:
    return (
        at + 1 < len(tokens)
        and tokens[at].concept in {Concept.DASH, Concept.COMMA}
        and tokens[at + 1].concept == Concept.NUMBER
    )


def _split_glued(tokens: list[Token], at: int, counted: dict[str, int]) -> bool:
    """`TP41.3100` behind `TP3` is the fourth target, 1.3100."""
    token = tokens[at]
    before = tokens[at - 1].concept if at else ""
    if token.key != "glued" or before not in counted:
        return False
    expected = str(counted[before] + 1)
    rest = token.value.removeprefix(expected)
    if rest == token.value or not _DECIMAL.fullmatch(rest):
        return False
    token.value = rest
    counted[before] += 1
    return True


def _before_ratio(tokens: list[Token], at: int) -> bool:
    """`0.56 R:R` at the end of a line."""
    shape = "".join(token.concept for token in tokens[at + 1 : at + 5])
    return bool(re.match(r"a(:a)?(\n|$)", shape))
