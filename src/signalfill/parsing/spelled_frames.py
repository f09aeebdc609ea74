"""Time frames whose unit stands apart: `4 小时级别`, `1 小时收盘` are `4h` and `1h`."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token

_UNITS = {"小时": "h", "分钟": "m", "小時": "h", "分鐘": "m"}
_FRAMED = ("级别", "級別", "级", "級", "收盘", "收盤", "K线", "K線", "线", "線")


def join_frames(tokens: list[Token]) -> list[Token]:
    """The tokens with a number and its unit made one; a bare `4 小时` may be a duration."""
    if "han" not in [token.key for token in tokens]:
        return tokens
    out: list[Token] = []
    for token in tokens:
        unit = _unit(token) if token.key == "han" else ""
        last = out[-1] if out else None
        if unit and last is not None and last.concept == C.NUMBER and last.text.isdecimal():
            out[-1] = Token(C.TIMEFRAME, last.text + unit, last.start, token.end)
        else:
            out.append(token)
    return out


def _unit(token: Token) -> str:
    """`小时级别` names a frame: `h`."""
    unit = _UNITS.get(token.text[:2], "")
    return unit if token.text[2:].startswith(_FRAMED) else ""
