"""The coins that a part of a sentence names, each by a sign: a tag, a pair, capitals, its place."""

from __future__ import annotations

from typing import NamedTuple

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import ALSO_WORDS, KNOWN
from signalfill.parsing.symbols import is_coin, may_be_name

_ABBREVIATED = {C.STOP, C.TARGET, C.BREAKEVEN, C.SYMBOL, C.INDEX}
_JOINTS = {C.COMMA, C.AND, C.OR, C.NOISE, C.LONG, C.SHORT, C.AT}
_FOLLOWS = {
    C.CLOSE, C.EXIT, C.CANCEL, C.MOVE, C.TRIM, C.ADD, C.CHANGE, C.STOP, C.TARGET, C.HIT, C.STOPPED,
    C.FILLED, C.PLUS, C.COLON, C.DASH, C.BAR, C.LONG, C.SHORT, C.HOLD, C.BREAKEVEN, C.PROTECT,
    C.PART, C.SECURED, C.PERCENT, C.LIMIT, C.AND, C.OR, C.DONE, C.REST, C.SPOT, C.PROFIT,
}  # fmt: skip
_OF = {
    "on", "of", "in", "for", "off", "from", "из", "по", "на", "en", "em", "de", "di", "auf", "von",
    "bei", "sur", "su", "av", "w", "na",
}  # fmt: skip
_ARTICLES = {"the", "my", "our", "your", "this", "that"}
_BEFORE = {
    C.CLOSE, C.EXIT, C.CANCEL, C.LIMIT, C.ENTRY, C.BREAKEVEN, C.TRIM, C.ADD, C.PART, C.PERCENT,
    C.TARGET, C.PROFIT, C.LONG, C.SHORT,
}  # fmt: skip
_PRONOUNS = {"i", "a"}
_NEAR = 3
_LONGEST = 10


class NamedCoins(NamedTuple):
    """Coins named together: `SOL`, `ONDO and PENDLE`. `start` and `end` are places in the part."""

    start: int
    end: int
    bases: tuple[str, ...]


def named_coins(part: list[Token], *, first: bool, shouting: bool) -> list[NamedCoins]:
    """`first`: the part begins its line, where a name may stand that nobody knows."""
    groups: list[NamedCoins] = []
    lead = _lead(part) if first else -1
    for at in range(len(part)):
        base = _base(part, at, lead, groups, shouting=shouting)
        if base is None:
            continue
        last = groups[-1] if groups else None
        if last is not None and _joined(part, last.end, at):
            groups[-1] = NamedCoins(last.start, at + 1, (*last.bases, base))
        else:
            groups.append(NamedCoins(at, at + 1, (base,)))
    return groups


def _joined(part: list[Token], start: int, end: int) -> bool:
    return end - start <= 2 and all(token.concept in _JOINTS for token in part[start:end])


def _base(
    part: list[Token], at: int, lead: int, groups: list[NamedCoins], *, shouting: bool
) -> str | None:
    token = part[at]
    if is_coin(token):
        return token.value.upper() if _is_name(token) else None
    if not may_be_name(token) or token.text.isdecimal():
        return None
    known = token.key in KNOWN and token.key not in ALSO_WORDS
    capitals = token.text.isupper() and not shouting and _is_word(token)
    named = known and (token.concept == C.WORD or capitals)
    if not named and capitals:
        named = _placed(part, at, lead, groups)
    return token.text.upper() if named or (at == lead and _in_chinese(part, at)) else None


def _placed(part: list[Token], at: int, lead: int, groups: list[NamedCoins]) -> bool:
    """A name in capitals that nobody knows, or a common word, stands where a coin stands."""
    if groups and groups[-1].end < at and _joined(part, groups[-1].end, at):
        return True
    first = at == lead or (at == 0 and part[at].key in KNOWN)
    if first and _acted_upon(part, at):
        return True
    return _object(part, at) or _beside_order(part, at)


def _is_name(token: Token) -> bool:
    """`#SOL` and `#newcoin`; a lower-case tag of a common word is none."""
    return token.key != "tag" or token.text.upper() == token.text or token.value.lower() in KNOWN


def _is_word(token: Token) -> bool:
    """Not the name of a field; `THE`, `IN`, `LINK` may be coins where they stand alone."""
    if token.concept == C.WORD:
        return True
    if token.key in _PRONOUNS:
        return False
    return token.concept in {C.NOISE, C.AREA, C.INFO, C.AT, C.NOT, C.PERIOD, C.AND, C.TO, C.OR,
                             C.MOVE, C.HYPOTHESIS} and token.key.isascii()  # fmt: skip


def _acted_upon(part: list[Token], at: int) -> bool:
    """A name at the head of a line, with an instruction or a result behind it."""
    following = [token.concept for token in part[at + 1 : at + 1 + _NEAR]]
    return not following or not _FOLLOWS.isdisjoint(following)


def _beside_order(part: list[Token], at: int) -> bool:
    """`my NEAR long`, `who shorted ABC cancel`: a name right before its side or its verb."""
    following = part[at + 1].concept if at + 1 < len(part) else ""
    if part[at].concept == C.WORD:
        return following in {C.LONG, C.SHORT, C.CANCEL, C.CLOSE, C.MOVE}
    return following in {C.LONG, C.SHORT} and part[at].key in KNOWN


def _object(part: list[Token], at: int) -> bool:
    """`cancel limit OP`, `half of the NEAR now`: behind its order or a word that points at it."""
    back = at - 1
    while back > 0 and part[back].key in _ARTICLES:
        back -= 1
    if back < 0:
        return False
    if part[back].key in _OF and part[at].key in KNOWN:
        return True
    ends = at + 1 == len(part) or part[at + 1].concept in {C.AND, C.OR}
    return ends and (part[back].concept in _BEFORE or part[back].key in _OF)


def _in_chinese(part: list[Token], at: int) -> bool:
    """The only word of a Chinese line that is written in Latin letters stands for the coin."""
    token = part[at]
    if token.concept != C.WORD or not 1 < len(token.text) <= _LONGEST or at + 1 >= len(part):
        return False
    others = part[at + 1 :]
    han = sum(each.key == "han" for each in others)
    return han > 0 and all(
        each.key == "han" or each.concept not in {C.WORD, C.NOISE} for each in others
    )


_LEADING = {
    C.INDEX, C.DASH, C.OTHER, C.HASH, C.OPENING, C.CLOSING, C.CLOCK, C.PERSON, C.LONG, C.SHORT,
    C.COIN, C.COLON, C.BAR, C.DONE, C.FAILED, C.UP, C.DOWN, C.VENUE, C.ARROW, C.NEW,
}  # fmt: skip
_ORDERS = {C.CLOSE, C.EXIT, C.CANCEL, C.MOVE, C.TRIM, C.PLUS, C.HIT}
_HEADINGS = {
    "update",
    "updates",
    "updated",
    "upd",
    "our",
    "my",
    "the",
    "on",
    "for",
    "guys",
    "alert",
}


def _lead(part: list[Token]) -> int:
    """Where the first word of a line stands, behind its bullet, number, arrow or heading."""
    start = 3 if _is_mark(part) else 0
    for at, token in enumerate(part[start : start + 8], start):
        heading = token.key in _HEADINGS and at + 1 < len(part)
        named = token.text.isupper() and len(token.text) > 1 and at + 1 < len(part)
        if heading and named and part[at + 1].concept in _ORDERS:
            return at
        if token.concept not in _LEADING and not heading:
            return at
        if token.text.isupper() and token.key in KNOWN:
            return at
    return -1


def _is_mark(part: list[Token]) -> bool:
    """`[CANCEL]` at the head of a message that was edited in place."""
    return len(part) > 3 and part[0].concept == C.OPENING and part[2].concept == C.CLOSING


def heads_line(part: list[Token], group: NamedCoins) -> bool:
    return group.start == _lead(part)


def is_shouting(tokens: list[Token]) -> bool:
    """Written in capitals throughout: they are no sign of a coin here."""
    words = [
        token for token in tokens
        if token.text.isalpha() and len(token.text) > 2 and token.concept not in _ABBREVIATED
        and token.key.isascii()
    ]  # fmt: skip
    capitals = sum(token.text.isupper() for token in words)
    return len(words) > 1 and capitals * 3 > 2 * len(words)
