"""What a word means only by the words beside it, found before any field is read.

`short and medium term` is a horizon, `Position closed: No` an empty status, `LONG MARKET - $SEI`
an order at the market, `Add: 3060` a further entry, `Near 1.998 stop 1.88` the coin NEAR.
"""

from __future__ import annotations

from collections.abc import Callable

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import KNOWN

_SIDES = {C.LONG, C.SHORT, C.BUY, C.SELL}
_LINKS = {C.AND, C.OR, C.TO, C.DASH, C.COMMA}
_STATUS = {C.CLOSE, C.FILLED, C.HIT, C.STOPPED, C.CANCEL, C.OPENED}
_STARTS = {C.BREAK, C.DASH, C.OTHER, C.BAR, C.INDEX, C.ARROW}
_HEADER = {
    *_SIDES, C.SYMBOL, C.MARKET, C.LIMIT, C.DASH, C.BAR, C.NEW, C.SIDE, C.RISK, C.NOISE, C.UP,
    C.DOWN, C.COLON, C.OR, C.OTHER, C.TIMES, C.LEVERAGE, C.HORIZON, C.VENUE, C.COIN,
    C.OPENING, C.CLOSING, C.SPOT, C.DONE, C.EXCLAIM,
}  # fmt: skip
_BARE_MARKET = {"market", "mkt"}
_COMMON = {C.AREA, C.NOISE, C.INFO}
_MILD = {C.AT, C.AREA, C.QUOTE, C.DASH, C.COLON}
_NAMING = {*_SIDES, C.LIMIT, C.OPENED}
_LABEL_NOUNS = {
    "点位", "位置", "价位", "价格", "区间", "位", "点", "价", "区", "點位", "價位", "價格", "區間",
    "點", "價", "區",
}  # fmt: skip
_AIMS = {
    "looking for", "look for", "will look for", "expecting", "eyeing", "looking at",
    "i'd like to see", "would like to see", "like to see", "want to see", "hoping for",
}  # fmt: skip
_DETERMINERS = {"the", "my", "your", "our", "a", "more", "into", "again"}
_WAYS = {"in", "out", "then"}
_LEAVING = ([C.BELOW], [C.ABOVE], [C.AT])
_EMPTY = {"no", "нет"}
_TERSE = 12
_LONGEST_HEADER = 25
_NEAR = 60
_MOST_NOISE = 2


def find_neighbours(tokens: list[Token]) -> list[Token]:
    """Change the meaning of words in place; the tokens of an empty status leave."""
    _name_first_coin(tokens)
    _name_ordered_coin(tokens)
    _name_capital_coin(tokens)
    dropped: set[int] = set()
    for at, token in enumerate(tokens):
        find = _FINDERS.get(token.concept)
        if find is not None:
            dropped.update(find(tokens, at) or ())
    return [each for at, each in enumerate(tokens) if at not in dropped] if dropped else tokens


def _find_horizon(tokens: list[Token], at: int) -> None:
    """`short and medium term`, `Short/Mid-Term`; `Shorts: 97%` is a statistic."""
    after = tokens[at + 1 : at + 3]
    if [each.concept for each in after] == [C.COLON, C.PERCENT]:
        tokens[at].concept = C.INFO
        return
    if after and after[0].concept in _LINKS:
        after = after[1:]
    elif after:
        return
    if after and after[0].concept == C.HORIZON and "term" in after[0].key:
        tokens[at].concept = C.HORIZON


def _find_addition(tokens: list[Token], at: int) -> None:
    """`Add: 3060` in a line of its own."""
    first = at == 0 or tokens[at - 1].concept in _STARTS
    after = [token.concept for token in tokens[at + 1 : at + 4] if token.concept != C.QUOTE]
    if first and after[:2] == [C.COLON, C.NUMBER]:
        tokens[at].concept = C.MORE


def _find_averaging(tokens: list[Token], at: int) -> None:
    """`DCA the rest`, `dca more here`: a verb with its object, not the label of a price."""
    after = tokens[at + 1 : at + 3]
    verb = tokens[at].key == "dca" and bool(after)
    if verb and (after[0].key in _DETERMINERS or after[0].concept in {C.REST, C.PART}):
        tokens[at].concept = C.ADD


def _priced_stop(tokens: list[Token], at: int) -> bool:
    """`带好止损 10.12`: a reminder of the stop is its label, where the level stands behind it."""
    word, after = tokens[at], tokens[at + 1 : at + 2]
    return (
        word.key == "han"
        and word.text.endswith(("止损", "止損"))
        and bool(after)
        and after[0].concept == C.NUMBER
    )


def _empty_status(tokens: list[Token], at: int) -> tuple[int, ...]:
    """The three words of `Position closed: No`."""
    if at < 2 or tokens[at].key not in _EMPTY or tokens[at - 1].concept != C.COLON:
        return ()
    return (at - 2, at - 1, at) if tokens[at - 2].concept in _STATUS else ()


def _find_stop_order(tokens: list[Token], at: int) -> None:
    """`Type: Buy stop`: an order that waits for the price to break a level."""
    after = [token.concept for token in tokens[at + 1 : at + 3]]
    if after[:1] == [C.STOP] and after[1:] != [C.NUMBER] and after[1:] != [C.COLON]:
        tokens[at + 1].concept, tokens[at + 1].value = C.TRIGGER, "order"


def _label_noun(tokens: list[Token], at: int) -> tuple[int, ...]:
    """The noun in `止损点位`, which says nothing that the label has not said."""
    if at + 1 >= len(tokens):
        return ()
    label, word = tokens[at], tokens[at + 1]
    noun = word.key == "han" and word.text in _LABEL_NOUNS and label.end == word.start
    return (at + 1,) if noun else ()


def _more(tokens: list[Token], at: int) -> tuple[int, ...]:
    _find_averaging(tokens, at)
    return _label_noun(tokens, at)


def _find_way(tokens: list[Token], at: int) -> None:
    """`In: 1.20`, `Out: 1.31`, `out under 20.6`, `165 then 158`."""
    word = tokens[at]
    if _priced_stop(tokens, at):
        word.concept = C.STOP
    if word.key not in _WAYS:
        return
    before = tokens[at - 1].concept if at else C.BREAK
    after = [token.concept for token in tokens[at + 1 : at + 3]]
    if word.key == "then":
        listed = C.NUMBER in (before, tokens[at - 2].concept if at > 1 else C.BREAK)
        if listed and after[:1] == [C.NUMBER]:
            word.concept = C.AND
            if before != C.NUMBER:  # "66k first then 68.5k"
                tokens[at - 1].concept = C.AND
    elif word.key == "out" and after[:1] in _LEAVING and after[1:] == [C.NUMBER]:
        word.concept = C.EXIT
    elif before == C.BREAK and (after == [C.COLON, C.NUMBER] or _in_a_line(word, after)):
        word.concept = C.ENTRY if word.key == "in" else C.EXIT


def _in_a_line(word: Token, after: list[str]) -> bool:
    """`In 2.46`, with nothing else in its line."""
    return word.key == "in" and after in ([C.NUMBER, C.BREAK], [C.NUMBER, C.DASH])


def _find_aim(tokens: list[Token], at: int) -> None:
    """`looking for 66k` behind the entry and the stop names a target."""
    if tokens[at].key not in _AIMS:
        return
    before = {token.concept for token in tokens[max(0, at - _NEAR) : at]}
    after = [token.concept for token in tokens[at + 1 : at + 5] if token.concept not in _MILD]
    if {C.STOP, C.NUMBER} <= before and after[:1] == [C.NUMBER] and after[1:2] != [C.TO]:
        tokens[at].concept, tokens[at].value = C.TARGET, ""


def _find_order_type(tokens: list[Token], at: int) -> None:
    """`SHORT ORDER - MARKET SIGNAL - $UNI`: known words alone name the order's type."""
    if tokens[at].key not in _BARE_MARKET:
        return
    start, end = at, at
    while start > 0 and tokens[start - 1].concept != C.BREAK and at - start < _LONGEST_HEADER:
        start -= 1
    while end < len(tokens) and tokens[end].concept != C.BREAK and end - at < _LONGEST_HEADER:
        end += 1
    line = tokens[start:end]
    sided = any(each.concept in _SIDES for each in line)
    noise = sum(each.concept == C.NOISE for each in line)
    if not sided or noise > _MOST_NOISE or len(line) > _LONGEST_HEADER:
        return
    if all(each.concept in _HEADER or _is_name(each) for each in line):
        tokens[at].key = "market order"


def _is_name(token: Token) -> bool:
    return token.concept == C.WORD and (token.key in KNOWN or token.key == "order")


def _name_first_coin(tokens: list[Token]) -> None:
    """`Near 1.998 stop 1.88`: a coin named like a word, first, with its price and a stop."""
    lead = [token for token in tokens[:6] if token.concept not in {C.PERSON, C.BREAK}]
    if (
        len(lead) < 3
        or lead[0].key not in KNOWN
        or lead[0].concept not in {C.AREA, C.NOISE, C.INFO}
    ):
        return
    stopped = any(token.concept == C.STOP for token in tokens[:_TERSE])
    if lead[1].concept == C.NUMBER and lead[2].concept in {C.STOP, C.NUMBER, C.DASH} and stopped:
        lead[0].concept = C.WORD


def _name_ordered_coin(tokens: list[Token]) -> None:
    """`limit short link 9.58`: between the order's words and its price only a coin can stand."""
    if any(token.concept == C.SYMBOL for token in tokens[:_TERSE]):
        return
    at = 0
    while at < len(tokens) and tokens[at].concept in {C.PERSON, C.BREAK, C.EXCLAIM}:
        at += 1
    start = at
    while at < len(tokens) and tokens[at].concept in _NAMING:
        at += 1
    if at == start or at + 1 >= len(tokens):
        return
    name, after = tokens[at], tokens[at + 1]
    stopped = any(token.concept == C.STOP for token in tokens[at : at + _TERSE])
    if name.concept == C.NOISE and name.key in KNOWN and after.concept == C.NUMBER and stopped:
        name.concept = C.WORD


_FINDERS: dict[str, Callable[[list[Token], int], tuple[int, ...] | None]] = {
    C.LONG: _find_horizon, C.SHORT: _find_horizon, C.BUY: _find_stop_order,
    C.SELL: _find_stop_order, C.ADD: _find_addition, C.WAIT: _find_aim, C.NOT: _empty_status,
    C.MARKET: _find_order_type, C.PERIOD: _find_way, C.NOISE: _find_way,
    C.AT: _find_way, C.AND: _find_way, C.ENTRY: _label_noun, C.MORE: _more,
    C.STOP: _label_noun, C.TARGET: _label_noun,
}  # fmt: skip


def _name_capital_coin(tokens: list[Token]) -> None:
    """`Long NEAR`, `шорт NEAR`: capitals beside a side that is not written in them."""
    if any(token.concept == C.SYMBOL for token in tokens[:_TERSE]):
        return
    for at, token in enumerate(tokens[:_TERSE]):
        if token.concept not in {C.AREA, C.NOISE, C.INFO} or token.key not in KNOWN:
            continue
        beside = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
        sided = any(each.concept in _SIDES and not each.text.isupper() for each in beside)
        if sided and token.text.isupper() and len(token.text) > 1:
            token.concept = C.WORD
            return
