"""How a written number is meant: thousands or decimals, shorthand, exponents.

All values are plain decimal strings, with the zeros that were written.
"""

from __future__ import annotations

import re
from decimal import Decimal

_ZERO_LED = re.compile(r"0+\d")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2},\d{3}")
_COMMA_DECIMAL = re.compile(r"(?:\d*,(?:\d{1,2}|\d{4,})|0,\d+|\d{1,3}(?:\.\d{3})+,\d+)")
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)[eE]([+-]?\d{1,2})")
_MAX_DIGITS = 24


class Style:
    """What commas mean in one message, as far as its own numbers show."""

    __slots__ = ("comma_decimal", "comma_thousands")

    def __init__(self, texts: list[str]) -> None:
        commas = [text for text in texts if "," in text]
        self.comma_decimal = any(_COMMA_DECIMAL.fullmatch(text) for text in commas)
        self.comma_thousands = any(_COMMA_THOUSANDS.fullmatch(text) for text in commas)

    def doubtful(self, text: str) -> bool:
        """A number that is a thousand times another one if read the other way."""
        return bool(_AMBIGUOUS.fullmatch(text) and self.comma_decimal and self.comma_thousands)


def plain_decimal(text: str, style: Style) -> str | None:
    """`97,250` → 97250, `0,0123` → 0.0123, `1.234,5` → 1234.5, `.508` → 0.508."""
    if len(text) > _MAX_DIGITS:
        return None
    text = text.replace(" ", "").replace("..", ".")
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        return _expanded(scientific[1], int(scientific[2]))
    if "," in text:
        text = _without_commas(text, style)
    elif text.count(".") > 1:
        groups = text.split(".")
        if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]):
            return None
        text = "".join(groups)
    if text.startswith("."):
        text = "0" + text
    if text.count(".") > 1 or not text.replace(".", "", 1).isdecimal() or text.endswith("."):
        return None
    return text


def _without_commas(text: str, style: Style) -> str:
    if "." in text:
        if text.rindex(",") > text.rindex("."):  # 1.234,5
            return text.replace(".", "").replace(",", ".")
        return text.replace(",", "")
    if text.count(",") > 1:
        return text.replace(",", "")
    if _AMBIGUOUS.fullmatch(text) and not style.comma_decimal:
        return text.replace(",", "")
    return text.replace(",", ".")


def _expanded(digits: str, exponent: int) -> str:
    return format(Decimal(digits).scaleb(exponent), "f")


def odd(text: str) -> bool:
    """Implausible digits such as `029.06`."""
    return text[:1] == "0" and bool(_ZERO_LED.match(text)) and not text.startswith("0.")


def times_thousand(text: str) -> str:
    return format((Decimal(text) * 1000).normalize(), "f")


def completed(first: str, second: str) -> str | None:
    """The second price of `64200-800` or `0.00002150-2180`, where only its end was written.

    None where it stands for itself. Only a result within a twentieth of the first is sure.
    """
    if "." in second or second.startswith("0"):
        return None
    digits = first.replace(".", "")
    if len(second) >= len(digits) or len(second) < 2:
        return None
    start, value = Decimal(first), Decimal(second)
    if value == 0 or start / 3 < value < start * 3:
        return None
    whole = first[: len(first) - len(second)]
    if "." in first[len(whole) :]:
        return None
    candidate = whole + second
    if abs(Decimal(candidate) - start) * 20 > start:
        return None
    return candidate
