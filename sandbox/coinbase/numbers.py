"""Numbers as the venue writes them: plain, without trailing zeros."""

from __future__ import annotations

from decimal import Decimal


def written(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
