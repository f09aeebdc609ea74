"""What the command's options mean."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from pydantic import TypeAdapter, ValidationError

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.evidence.break_even import MONTHS
from signalfill.domain.product import FeeRates
from signalfill.domain.setting_types import Duration

_PRICE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[A-Z]{3})?\s*/\s*(\w+)")
_HUNDRED = Decimal(100)
_HIGHEST_FEE = Decimal(5)


def moment(text: str) -> datetime:
    """A day (its beginning) or a moment, in UTC unless it says otherwise."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-03-01") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def duration(text: str) -> timedelta:
    try:
        return TypeAdapter[timedelta](Duration).validate_python(text)
    except ValidationError:
        raise argparse.ArgumentTypeError(f"{text!r} is no duration such as 2s or 1m") from None


def tier(text: str) -> FeeRates:
    """`0.4/0.6`: maker and taker in percent."""
    try:
        maker, taker = (Decimal(each.strip(" %")) for each in text.split("/"))
    except (InvalidOperation, ValueError):
        raise argparse.ArgumentTypeError(f"{text!r} is no maker/taker such as 0.4/0.6") from None
    if not all(0 <= each <= _HIGHEST_FEE for each in (maker, taker)):
        raise argparse.ArgumentTypeError(f"fees are from 0 to {_HIGHEST_FEE} percent")
    return FeeRates(maker=maker / _HUNDRED, taker=taker / _HUNDRED)


def monthly_price(text: str) -> Decimal:
    """`69/month`; also a week, quarter or year."""
    found = _PRICE.fullmatch(text.strip())
    if found is None or found[2] not in MONTHS:
        allowed = ", ".join(f"69/{each}" for each in MONTHS)
        raise argparse.ArgumentTypeError(f"{text!r} is no price such as {allowed}")
    return Decimal(found[1]) / MONTHS[found[2]]


def check_span(since: datetime | None, until: datetime | None) -> None:
    """Raises InvalidInputError where nothing lies between the two."""
    if since is not None and until is not None and since >= until:
        raise InvalidInputError("--since must lie before --until")
