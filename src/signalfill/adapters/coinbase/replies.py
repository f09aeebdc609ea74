"""How a call can end without a usable answer. The venue's text goes no further than here."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Protocol

from signalfill.domain.values import decimal_or_none

type Json = Mapping[str, Any]

_ZERO = Decimal(0)


class Client(Protocol):
    """Signed calls; without a key only the public endpoints answer.

    Both calls raise HttpError or NoAnswerError, and nothing else.
    """

    @property
    def has_key(self) -> bool: ...

    def get(self, path: str, params: Mapping[str, object] | None = None) -> Json: ...

    def post(self, path: str, body: Mapping[str, object]) -> Json: ...


class NoAnswerError(Exception):
    """Nothing usable came back: a POST may or may not have had its effect."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class HttpError(Exception):
    """The venue answered with status 400 or above. `body` is empty where it was not JSON."""

    def __init__(self, status: int, body: Json, *, retry_after_seconds: Decimal) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.body = body
        self.retry_after_seconds = retry_after_seconds


def as_object(value: object) -> Json:
    """The JSON object, or an empty one for null and every other surprise."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """The JSON list, or an empty one for null and every other surprise."""
    return value if isinstance(value, list) else []


def number(row: Json, name: str) -> Decimal:
    """The number in a field that must have one; a JSON number is read by its digits.

    Raises:
        KeyError, ValueError: absent or not a finite number.
    """
    value = decimal_or_none(str(row[name]))
    if value is None:
        raise ValueError(f"{name} is not a number")
    return value


def number_or_zero(row: Json, name: str) -> Decimal:
    """The number in a field that is empty until the order is settled."""
    value = row.get(name)
    if value is None or value == "0":
        return _ZERO
    return decimal_or_none(str(value)) or _ZERO
