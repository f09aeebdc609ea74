"""Stops that count only when a candle closes beyond them, said behind the price."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft

_REACH = 14
_BESIDE = 3
_CLOSES = {C.CANDLE, C.CLOSE}
_ENDS = {C.TARGET, C.ENTRY, C.MORE, C.STOP}


def find_close_behind(draft: Draft, tokens: list[Token]) -> None:
    """`58000 (4h close)`, `58000 on a daily candle close`; without a time frame, a doubt."""
    if draft.stops and draft.stop_on_close and not draft.beyond:
        draft.doubts.append("a time frame beside the stop")
    if not draft.stops or draft.stop_on_close:
        return
    frame, closes = "", False
    beside = False
    for distance, token in enumerate(_behind(draft.stops[0].token, tokens)):
        if token.concept == C.TIMEFRAME:
            frame, beside = token.text.lower(), beside or distance < _BESIDE
        elif token.value[:1].isdigit() and token.concept in {C.NOISE, C.CANDLE}:
            frame, closes = token.value, closes or token.concept == C.CANDLE
        elif token.concept in _CLOSES:
            closes = True
    if closes and frame:
        draft.stop_on_close = frame
    elif beside:
        draft.doubts.append("a time frame beside the stop")
    elif closes:
        draft.close_without_timeframe = True


def _behind(stop: Token, tokens: list[Token]) -> list[Token]:
    """The rest of the stop's line; nothing where a softer stop follows the hard one."""
    at = next(index for index, token in enumerate(tokens) if token is stop)
    found: list[Token] = []
    for token in tokens[at + 1 : at + 1 + _REACH]:
        if token.concept in _ENDS or (token.concept == C.BREAK and not _goes_on(tokens, token)):
            break
        if token.concept == C.OR:
            return []  # "58000 or daily close below 59000": the hard stop counts
        found.append(token)
    return found


def _goes_on(tokens: list[Token], line_end: Token) -> bool:
    """A bracket at the start of the next line still speaks of the stop."""
    at = next(index for index, token in enumerate(tokens) if token is line_end)
    return at + 1 < len(tokens) and tokens[at + 1].concept == C.OPENING
