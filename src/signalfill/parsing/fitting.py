"""Where a channel's templates fit a message, and what the message says then.

Words of a doubt, a result, another side or another order stay: a template lifts no problem. Labels
and talk are dropped: the template has explained them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from signalfill.parsing.boilerplate import token_key
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN, Lexicon
from signalfill.parsing.lexicon.words import LayoutTemplate, Piece

TEMPLATE = "template"
"""The key of tokens that a template gave their meaning."""

_LABELS = {
    "entry": C.ENTRY, "stop": C.STOP, "target": C.TARGET, "targets": C.TARGET,
    "leverage": C.LEVERAGE, "id": C.INFO,
}  # fmt: skip
_JOINTS = {C.DASH, C.OR, C.COMMA, C.AREA, C.AND, C.TO, C.BAR, C.ARROW}
_LISTED = {*_JOINTS, C.BREAK, C.INDEX, C.CLOSING, C.OPENING, C.COLON, C.PERIOD_MARK, C.SEMICOLON}
_BETWEEN: dict[str, set[C]] = {"entry": _JOINTS, "targets": _LISTED}
_SIDES = {C.LONG, C.SHORT, C.BUY, C.SELL, C.UP, C.DOWN}
_AT_MARKET = {C.MARKET, C.OPENED}
_TAGS = {C.HASH, C.QUOTE}
_SAYS = {
    *_SIDES, *_AT_MARKET, C.SPOT, C.LIMIT, C.SYMBOL, C.CANCEL, C.MOVE, C.BREAKEVEN, C.SECURED,
    C.HOLD, C.ADD, C.CHANGE, C.REENTER, C.HIT, C.FILLED, C.STOPPED, C.RECAP, C.DONE, C.FAILED,
    C.IF, C.WAIT, C.TRIGGER, C.NOT, C.HYPOTHESIS, C.DISCLAIMED, C.WATCH, C.CANDLE, C.TIMEFRAME,
    C.BELOW, C.ABOVE, C.FOREIGN, C.ASK, C.BREAK, C.EXIT, C.CLOSE, C.TRIM, C.PROFIT, C.LOSS, C.MORE,
}  # fmt: skip
# Before a stop or a target these are its name: "out 150, cut 136".
_NAMES = {C.EXIT, C.CLOSE, C.TRIM, C.PROFIT, C.LOSS}
_NAMED = {"stop", "target", "targets"}
_MOST_LINES = 60
_MOST_PRICES = 24
_LONGEST_NAME = 15

type Namer = Callable[[list[Token]], list[Token]]


class Found(NamedTuple):
    """A template that fits; each part is a field with its tokens, or fixed words (no field)."""

    start: int
    end: int
    parts: list[tuple[str, list[Token]]]


def find_templates(raw: list[Token], lexicon: Lexicon) -> Iterator[Found]:
    """Where templates fit, from the first line to the last."""
    if not lexicon.templates:
        return
    starts = [0, *(at + 1 for at, token in enumerate(raw) if token.concept == C.BREAK)]
    done = 0
    for start in starts[:_MOST_LINES]:
        fits = (_fit(each, raw, start, lexicon) for each in lexicon.templates if start >= done)
        found = next(filter(None, fits), None)
        if found is not None:
            done = found.end
            yield found


def _fit(template: LayoutTemplate, raw: list[Token], start: int, lexicon: Lexicon) -> Found | None:
    at = start
    parts: list[tuple[str, list[Token]]] = []
    for piece in template.pieces:
        end = _piece_end(piece, raw, at, lexicon)
        if end is None:
            return None
        parts.append((piece.field, raw[at:end]))
        at = end
    whole = at == len(raw) or raw[at].concept == C.BREAK
    return Found(start, at, parts) if whole else None


def _piece_end(piece: Piece, raw: list[Token], at: int, lexicon: Lexicon) -> int | None:
    end: int | None = at + len(piece.keys)
    if not piece.field:
        return end if tuple(map(token_key, raw[at:end])) == piece.keys else None
    if at >= len(raw):
        return None
    concept = _concept(raw[at], lexicon)
    match piece.field:
        case "coin":
            return _coin_end(raw, at, lexicon)
        case "side":
            fits = concept in _SIDES
        case "leverage":
            fits = concept in {C.TIMES, C.NUMBER}
        case "id":
            fits = concept != C.BREAK
        case "entry" if concept in _AT_MARKET:
            fits = True
        case _:
            return _prices_end(piece.field, raw, at, lexicon)
    return at + 1 if fits else None


def _concept(token: Token, lexicon: Lexicon) -> str:
    meaning = lexicon.single.get(token.key) if token.concept == C.WORD else None
    return token.concept if meaning is None else meaning.concept


def _coin_end(raw: list[Token], at: int, lexicon: Lexicon) -> int | None:
    """A pair, a tag, or a word that can be nothing but a name."""
    if raw[at].concept == C.SYMBOL:
        return at + 1
    tagged = raw[at].concept in _TAGS and at + 1 < len(raw) and raw[at].end == raw[at + 1].start
    name = raw[at + tagged]
    if name.concept != C.WORD or not name.text.isascii() or len(name.text) > _LONGEST_NAME:
        return None
    known = _concept(name, lexicon)
    named = tagged or known == C.WORD or (name.key in KNOWN and known not in _SAYS)
    return at + 1 + tagged if named else None


def _prices_end(field: str, raw: list[Token], at: int, lexicon: Lexicon) -> int | None:
    """Behind the last price of the field; None where there is none, or there are too many."""
    between = _BETWEEN.get(field, set())
    end = None
    if field == "targets":
        at = _skip(raw, at, between, lexicon)
    for _ in range(_MOST_PRICES):
        behind = _price_end(raw, at)
        if behind is None:
            return end
        end = behind
        at = _skip(raw, end, between, lexicon)
        # "142 136" are two fields, but 150 158 two targets.
        if at == end and field != "targets":
            return end
    return None


def _price_end(raw: list[Token], at: int) -> int | None:
    """`$142.5`, `142.5$`, `5%`."""
    if at < len(raw) and raw[at].concept == C.QUOTE:
        at += 1
    if at >= len(raw) or raw[at].concept not in {C.NUMBER, C.PERCENT}:
        return None
    return at + 2 if at + 1 < len(raw) and raw[at + 1].concept == C.QUOTE else at + 1


def _skip(raw: list[Token], at: int, concepts: set[C], lexicon: Lexicon) -> int:
    while at < len(raw) and _concept(raw[at], lexicon) in concepts:
        at += 1
    return at


def lay_out(found: Found, name: Namer) -> Iterator[Token]:
    """What was fitted, each field behind its label; nothing behind it belongs to the last one."""
    fixed: list[Token] = []
    for field, tokens in found.parts:
        if not field:
            fixed = name(tokens)
            continue
        line = next((at for at in range(len(fixed), 0, -1) if fixed[at - 1].concept == C.BREAK), 0)
        yield from _said(fixed[:line])
        yield from _label(field, tokens[0])
        yield from _said(fixed[line:], named=field in _NAMED)
        yield from _coin(tokens) if field == "coin" else _values(name(tokens))
        fixed = []
    yield from _said(fixed)
    end = found.parts[-1][1][-1].end
    yield Token(C.LINE, "", end, end, key=TEMPLATE)


def _said(fixed: list[Token], *, named: bool = False) -> Iterator[Token]:
    for token in fixed:
        if token.concept in _SAYS and not (named and token.concept in _NAMES):
            yield token


def _label(field: str, first: Token) -> Iterator[Token]:
    if field in _LABELS and (field != "id" or first.concept == C.NUMBER):
        yield Token(_LABELS[field], "", first.start, first.start, key=TEMPLATE)


def _coin(tokens: list[Token]) -> Iterator[Token]:
    name = tokens[-1]
    if name.concept == C.WORD:
        start, text = tokens[0].start, name.text
        name = Token(C.SYMBOL, text, start, name.end, value=text, key="tag")
    yield name


def _values(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.concept in {C.NUMBER, C.PERCENT}:
            token.key = token.key or TEMPLATE
        if token.concept not in {C.WORD, C.NOISE, C.AT}:
            yield token
