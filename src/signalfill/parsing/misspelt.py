"""Order words with a letter wrong: `MARKETT`, `Stopls`, `SHROT` are the word, or a question.

Only where such a word decides: as a label in front of a price, and in the line of the side. Two
words that are equally near are a question.
"""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN

MISSPELT = "misspelt"
"""The value of a word that may be one of several."""
_LABELS = {
    "entry": C.ENTRY, "entries": C.ENTRY, "stoploss": C.STOP, "target": C.TARGET,
    "targets": C.TARGET, "takeprofit": C.TARGET, "leverage": C.LEVERAGE,
}  # fmt: skip
_ORDERS = {"market": C.MARKET, "limit": C.LIMIT, "short": C.SHORT}
_SHORTEST, _LONGEST = 5, 12
_LONG_WORD = 7
_WIDEST = 20
_JOINTS = {C.COLON, C.DASH, C.ARROW, C.INDEX, C.QUOTE}
_STARTS = {C.BREAK, C.OTHER, C.DASH, C.BAR, C.COMMA, C.FAILED, C.DONE, C.INDEX}
_SIDES = {C.LONG, C.SHORT, C.BUY, C.SELL}
_HEADER = {
    *_SIDES, C.SYMBOL, C.DASH, C.BAR, C.NEW, C.SIDE, C.RISK, C.NOISE, C.UP, C.DOWN, C.COLON,
    C.OTHER, C.TIMES, C.HORIZON, C.VENUE, C.COIN, C.OPENING, C.CLOSING,
}  # fmt: skip


def correct_words(tokens: list[Token]) -> None:
    """Give misspelt order words their meaning, in place."""
    for at, token in enumerate(tokens):
        if token.concept == C.WORD and _may_be_misspelt(token):
            start, end = at, at
            while start > 0 and tokens[start - 1].concept != C.BREAK and at - start < _WIDEST:
                start -= 1
            while end < len(tokens) and tokens[end].concept != C.BREAK and end - at < _WIDEST:
                end += 1
            _correct(tokens[start:end], at - start)


def _may_be_misspelt(token: Token) -> bool:
    return (
        _SHORTEST <= len(token.key) <= _LONGEST
        and token.key.isascii()
        and token.key.isalpha()
        and token.key not in KNOWN
    )


def _correct(line: list[Token], at: int) -> None:
    word = line[at]
    if _labels(line, at):
        near = _nearest(word.key, _LABELS)
    elif _heads(line, at):
        near = _nearest(word.key, _ORDERS)
    else:
        return
    concepts = {concept for _, concept in near}
    if len(concepts) == 1:
        right, concept = near[0]
        word.concept, word.key = concept, "market order" if concept == C.MARKET else right
    elif concepts:
        word.value = MISSPELT


def _labels(line: list[Token], at: int) -> bool:
    """First in its line or behind a mark, and in front of a price."""
    if at and line[at - 1].concept not in _STARTS:
        return False
    after = at + 1
    while after < len(line) and line[after].concept in _JOINTS:
        after += 1
    return after < len(line) and line[after].concept in {C.NUMBER, C.PERCENT}


def _heads(line: list[Token], at: int) -> bool:
    """In the line of the side, in which nothing else is unknown."""
    others = [token for place, token in enumerate(line) if place != at]
    return any(token.concept in _SIDES for token in others) and all(
        token.concept in _HEADER or token.key in KNOWN for token in others
    )


def _nearest(word: str, words: dict[str, C]) -> list[tuple[str, C]]:
    found: list[tuple[str, C]] = []
    for right, concept in words.items():
        reach = 2 if len(right) >= _LONG_WORD else 1
        if abs(len(right) - len(word)) <= reach and distance(word, right) <= reach:
            found.append((right, concept))
    return found


def distance(first: str, second: str) -> int:
    """How many letters to add, leave out, change or swap with a neighbour."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, 1):
        earlier, before, row = before, row, [i]
        for j, right in enumerate(second, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            swapped = i > 1 and j > 1 and first[i - 2 : i] == right + second[j - 2]
            row.append(min(best, earlier[j - 2] + 1) if swapped else best)
    return row[-1]
