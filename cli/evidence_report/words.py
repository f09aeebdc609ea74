"""Numbers as people read them."""

from __future__ import annotations

import math
from datetime import datetime
from decimal import Decimal

MINUS = "−"
NOTHING = "–"
_HOUR = 60
_DAY = 24 * _HOUR


def signed(value: Decimal | float | None, digits: int = 2) -> str:
    """`+0.06`, `−1.00`; zero has no sign."""
    if value is None or not math.isfinite(value):
        return NOTHING
    text = f"{abs(value):,.{digits}f}"
    if not float(text.replace(",", "")):
        return text
    return (MINUS if value < 0 else "+") + text


def in_r(value: Decimal | float | None) -> str:
    return NOTHING if value is None or not math.isfinite(value) else f"{signed(value)} R"


def money(value: Decimal | None, currency: str, *, sign: bool = False) -> str:
    if value is None:
        return NOTHING
    text = signed(value, 0) if sign else f"{value:,.0f}"
    return f"{text} {currency}"


def percent(fraction: Decimal | float | None, digits: int = 0, *, sign: bool = False) -> str:
    if fraction is None:
        return NOTHING
    share = fraction * 100
    return f"{signed(share, digits) if sign else f'{share:.{digits}f}'} %"


def duration(minutes: int | None) -> str:
    if minutes is None:
        return NOTHING
    if minutes < _HOUR:
        return f"{minutes} min"
    if minutes < 2 * _DAY:
        return f"{minutes // _HOUR} h {minutes % _HOUR:02} min"
    return f"{minutes / _DAY:.1f} days"


def day(moment: datetime | None) -> str:
    return NOTHING if moment is None else f"{moment.day} {moment:%b %Y}"


def short_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b}"


def plainly(code: str) -> str:
    """A gate's or a reason's name in words."""
    return code.replace("_", " ") if code else "not said"


def count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def tone(value: Decimal | float | None) -> str:
    """The class that colors it; the sign says the same."""
    if value is None or not value:
        return "even"
    return "gain" if value > 0 else "loss"
