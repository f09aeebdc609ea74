"""Which coin a message speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN

_NO_COIN = {"USDT", "USDC", "USD", "BUSD", "TOTAL", "TOTAL2", "TOTAL3", "USDTD", "BTCD", "OTHERS"}
_SIDES = {C.LONG, C.SHORT, C.BUY, C.SELL, C.SPOT, C.LIMIT, C.OPENED}
_MONEY = {C.ENTRY, C.STOP, C.TARGET, C.LONG, C.SHORT, C.BUY, C.SELL}
_SKIP = {C.COLON, C.DASH, C.BAR, C.ARROW, C.OPENING, C.OTHER, C.HASH, C.QUOTE}
_ADORNING = {C.PERSON, C.COLON, C.DASH, C.OPENING, C.CLOSING, C.VENUE, C.NEW}
_LONGEST_NAME = 15
_MOST_SYMBOLS = 30
_MOST_WORDS = 8
_MOST_LINES = 6
_SHORT_LINE = 4
_DOING = "ing"  # "Scooping": an English verb, whatever it means


class Coin(NamedTuple):
    base: str | None
    quote: str | None = None
    doubtful: bool = False


def find_coin(tokens: list[Token], start: int, end: int) -> Coin:
    """The coin of the call between two tokens, by pair, label, tag, nickname, then bare word."""
    part = tokens[start:end]
    named = _labelled(part)
    symbols = [token for token in part if is_coin(token)][:_MOST_SYMBOLS]
    pairs = [token for token in symbols if token.key not in {"tag", "nickname", "han"}]
    if pairs:
        return _one_of(part, pairs)
    if named is not None:
        return Coin(named)
    tags = [token for token in symbols if token.key == "tag"]
    tags = _without_signatures(part, tags)
    if tags:
        coin = _one_of(part, tags)
        return coin._replace(quote=_quote_after(part, tags[0]))
    bare = _bare(part)
    nicknames = [token for token in symbols if token.key in {"nickname", "han"}]
    if nicknames:
        coin = _one_of(part, nicknames)
        conflict = bare.base is not None and bare.base.casefold() in KNOWN
        return coin._replace(doubtful=coin.doubtful or (conflict and bare.base != coin.base))
    return bare


def _without_signatures(part: list[Token], tags: list[Token]) -> list[Token]:
    """A tag in a line of its own behind all prices signs the message, where a coin stands before.

    `BTC scalp short … #CCC` is about BTC.
    """
    numbers = [token.start for token in part if token.concept == C.NUMBER]
    if not numbers:
        return tags
    before = [tag for tag in tags if tag.start < numbers[-1] or not _stands_alone(part, tag)]
    if before:
        return before
    return [] if _bare(part).base is not None else tags


def _stands_alone(part: list[Token], tag: Token) -> bool:
    """In its line stand only tags and names."""
    at = part.index(tag)
    start = end = at
    while start > 0 and part[start - 1].concept != C.BREAK:
        start -= 1
    while end < len(part) and part[end].concept != C.BREAK:
        end += 1
    return all(token.key == "tag" or token.concept == C.PERSON for token in part[start:end])


def is_coin(token: Token) -> bool:
    return token.concept == C.SYMBOL and token.value.upper() not in _NO_COIN


def _one_of(part: list[Token], symbols: list[Token]) -> Coin:
    bases = {token.value.upper(): token for token in reversed(symbols)}
    if len(bases) == 2 and len({base.lstrip("10") for base in bases}) == 1:  # $1000PEPE, $PEPE
        bases = {symbols[0].value.upper(): symbols[0]}
    if len(bases) > 1:
        beside = {
            token.value.upper(): token for token in reversed(symbols) if _beside_side(part, token)
        }
        if len(beside) != 1:
            first = symbols[0]
            return Coin(first.value.upper(), _quote(first), doubtful=True)
        bases = beside
    base, token = next(iter(bases.items()))
    return Coin(base, _quote(token))


def _quote(token: Token) -> str | None:
    return token.key if token.key not in {"tag", "nickname", "han", "PERP", ""} else None


def _beside_side(part: list[Token], symbol: Token) -> bool:
    """A coin named in the line of the side, and not in a sentence, is the one called."""
    at = part.index(symbol)
    start = at
    while start > 0 and part[start - 1].concept != C.BREAK:
        start -= 1
    end = at
    while end < len(part) and part[end].concept != C.BREAK:
        end += 1
    line = part[start:end]
    words = sum(token.concept in {C.WORD, C.NOISE} for token in line)
    return words < 5 and any(token.concept in _SIDES or token.concept == C.COIN for token in line)


def _quote_after(part: list[Token], symbol: Token) -> str | None:
    at = part.index(symbol) + 1
    while at < len(part) and part[at].concept in {C.OR, C.DASH}:
        at += 1
    if at < len(part) and part[at].concept == C.QUOTE and part[at].key in {"usdt", "usd", "usdc"}:
        return part[at].text.upper()
    return None


def _labelled(part: list[Token]) -> str | None:
    for label, token in enumerate(part):
        if token.concept != C.COIN:
            continue
        at = label + 1
        while at < len(part) and part[at].concept in _SKIP:
            at += 1
        if at < len(part) and may_be_name(part[at]) and _names_coin(part[at]):
            return part[at].text.upper()
    return None


def _names_coin(token: Token) -> bool:
    """Behind its label a coin may be named like a common word: `Coin: LINK`."""
    common = token.concept == C.NOISE and token.key in KNOWN and token.text.isupper()
    return token.concept == C.WORD or common


def may_be_name(token: Token) -> bool:
    return token.text.isascii() and token.text.isalnum() and len(token.text) <= _LONGEST_NAME


def _bare(part: list[Token]) -> Coin:
    """Unknown words in the lines of the side and the first numbers; one must stand out."""
    lines = list(_header_lines(part))
    early = [token for line in lines for token in _words_of(line, before_number=True)]
    disguised = _disguised(part)
    if disguised.base is None and not early:
        disguised = _ordered_name(part)
    if early and not (_known(early) or _capitals(early)):
        common = _common_name(part, lines)  # "Picking up LINK here": the first word is no coin
        if common.base is not None:
            return common
    if early:
        coin = _outstanding(part, early)
        rival = disguised.base is not None and (coin.base or "").casefold() not in KNOWN
        return coin._replace(doubtful=coin.doubtful or rival)
    if disguised.base is not None:
        return disguised
    found = _outstanding(part, [token for line in lines for token in _words_of(line)])
    if found.base is None:
        found = _common_name(part, lines)
    return _beside_lone_side(part) if found.base is None else found


def _beside_lone_side(part: list[Token]) -> Coin:
    """`OP long` in a line of its own below the prices."""
    names: dict[str, None] = {}
    for line in clauses(part, {C.BREAK, C.LINE}):
        if len(line) <= _SHORT_LINE and any(each.concept in _SIDES for each in line):
            for each in line:
                known = each.concept in {C.WORD, C.NOISE} and each.key in KNOWN
                if known and each.text.isupper():
                    names.setdefault(each.text)
    return Coin(next(iter(names))) if len(names) == 1 else Coin(None)


def _common_name(part: list[Token], lines: list[list[Token]]) -> Coin:
    """`Long setup: ETC`: the only word in capitals, and a coin's name though a common word."""
    if is_shouting(part):
        return Coin(None)
    names = {
        token.text
        for line in lines
        for token in line
        if token.concept == C.NOISE and token.text.isupper() and token.key in KNOWN
    }
    return Coin(names.pop()) if len(names) == 1 else Coin(None)


def _outstanding(part: list[Token], candidates: list[Token]) -> Coin:
    for choice in (_known(candidates), _capitals(candidates), _names(candidates)):
        if len(choice) == 1:
            base = next(iter(choice))
            token = next(each for each in candidates if each.text.upper() == base)
            return Coin(base, _quote_after(part, token))
        if len(choice) > 1:
            return Coin(candidates[0].text.upper(), doubtful=True)
    return Coin(None)


def _disguised(part: list[Token]) -> Coin:
    """A known coin that is named like a word: `near long 5.2`, first and before the order."""
    lead = [token for token in part[:10] if token.concept not in _ADORNING]
    if len(lead) < 3 or lead[0].key not in KNOWN or lead[0].concept in _MONEY:
        return Coin(None)
    priced = lead[1].concept == C.NUMBER and lead[0].concept != C.INFO
    follows = lead[1].concept in _SIDES or priced or lead[1].key == "han"
    follows = follows or (lead[1].concept == C.WORD and lead[2].concept in _SIDES)
    follows = follows or (lead[1].concept == C.HAN and lead[0].text.isupper())
    return Coin(lead[0].text.upper()) if follows else Coin(None)


def _ordered_name(part: list[Token]) -> Coin:
    """`limit LINK 13.2`: between the order and its price stands a name, not a common word.

    A word that may stand there anyway (`long near 5.2`, `BUY QUICK 5.2`) is no name.
    """
    at = 0
    while at < len(part) and part[at].concept in {*_SIDES, C.COLON, C.DASH}:
        at += 1
    if not 0 < at < len(part) - 1:
        return Coin(None)
    name, priced = part[at], part[at + 1].concept == C.NUMBER
    named = name.key in KNOWN and name.concept == C.NOISE and name.text.isupper()
    return Coin(name.text) if named and priced and not is_shouting(part) else Coin(None)


def _header_lines(part: list[Token]) -> Iterable[list[Token]]:
    """The lines down to the first number, six at most, without those that are only talk."""
    line: list[Token] = []
    seen_number = False
    lines = 0
    for token in (*part, Token(C.BREAK, "\n", 0, 0)):
        if token.concept != C.BREAK:
            line.append(token)
            continue
        talk = sum(each.concept in {C.WORD, C.NOISE, C.AT} for each in line) > _MOST_WORDS
        marked = any(each.concept in _SIDES or each.concept == C.NUMBER for each in line)
        if marked or not talk:
            yield [each for each in line if not talk or each.concept != C.WORD or _is_known(each)]
        seen_number = seen_number or any(each.concept == C.NUMBER for each in line)
        lines += bool(line)
        line = []
        if seen_number or lines > _MOST_LINES:
            return


def _words_of(line: list[Token], *, before_number: bool = False) -> Iterable[Token]:
    for token in line:
        if token.concept in {C.STOP, C.TARGET} or (before_number and token.concept == C.NUMBER):
            return
        if token.concept == C.WORD and may_be_name(token):
            yield token


def _is_known(token: Token) -> bool:
    return token.key in KNOWN


def _known(candidates: list[Token]) -> set[str]:
    return {token.text.upper() for token in candidates if token.key in KNOWN}


def _capitals(candidates: list[Token]) -> set[str]:
    if all(token.text.isupper() for token in candidates) and len(candidates) > 2:
        return set()
    return {token.text.upper() for token in candidates if token.text.isupper()}


def _names(candidates: list[Token]) -> set[str]:
    return {
        token.text.upper()
        for token in candidates
        if len(token.text) > 1 and not token.text.endswith(_DOING)
    }


def is_shouting(tokens: list[Token]) -> bool:
    letters = [token for token in tokens if token.text.isalpha() and len(token.text) > 1]
    return len(letters) > 2 and sum(token.text.isupper() for token in letters) * 3 > 2 * len(
        letters
    )
