"""How settings write numbers, percents, durations and ids: what YAML held, made exact."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from signalfill.domain.values import Money, plain

_DURATION = re.compile(r"(\d+)\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _fraction(value: Any) -> Any:  # noqa: ANN401 - whatever YAML held
    if not isinstance(value, str) or not value.strip().endswith("%"):
        return value
    try:
        return Decimal(value.strip().removesuffix("%").strip()) / 100
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is not a percentage") from error


def _duration(value: Any) -> Any:  # noqa: ANN401 - whatever YAML held
    if not isinstance(value, str):
        return value
    match = _DURATION.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"{value!r} is not a duration such as 90s, 2m, 24h or 7d")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def _duration_text(value: timedelta) -> str:
    return f"{int(value.total_seconds())}s"


def _off(value: Any) -> Any:  # noqa: ANN401 - whatever YAML held
    return None if isinstance(value, str) and value.strip() == "off" else _fraction(value)


def _fractions(value: Any) -> Any:  # noqa: ANN401 - whatever YAML held
    if value == "even":
        return ()
    return [each.strip() for each in value.split(",")] if isinstance(value, str) else value


def _fractions_text(value: tuple[Decimal, ...]) -> str:
    return ", ".join(map(plain, value)) if value else "even"


Fraction = Annotated[
    Money,
    BeforeValidator(_fraction),
    Field(ge=0, le=1),
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^\d+(\.\d+)?\s*%?$"}),
]
"""0.005 or `0.5 %`."""
Duration = Annotated[
    timedelta,
    BeforeValidator(_duration),
    PlainSerializer(_duration_text, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d+\s*[smhd]$"}),
]
"""A length of time; seconds on the wire."""
OptionalDuration = Annotated[
    Annotated[timedelta, Field(gt=timedelta(0))] | None,
    BeforeValidator(lambda value: None if value == "off" else _duration(value)),
    PlainSerializer(lambda value: value and _duration_text(value), when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^(off|\d+\s*[smhd])$"}),
]
"""A length of time, or `off`."""
Amount = Annotated[Money, Field(gt=0)]
Ratio = Annotated[Money, Field(ge=0)]
Coin = Annotated[str, Field(pattern=r"^[A-Z0-9]{1,20}$")]
"""A ticker in capitals."""
Snowflake = Annotated[
    str,
    Field(pattern=r"^\d{5,20}$"),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{5,20}$"}),
]
OptionalFraction = Annotated[
    Annotated[Money, Field(gt=0, lt=1)] | None,
    BeforeValidator(_off),
    WithJsonSchema({"type": ["number", "string"], "pattern": r"^(off|\d+(\.\d+)?\s*%?)$"}),
]
"""0.05, `5 %` or `off`."""
Hour = Annotated[
    Annotated[int, Field(ge=0, le=23)] | None,
    BeforeValidator(lambda value: None if value == "off" else value),
    WithJsonSchema({"type": ["integer", "string"], "pattern": r"^(off|\d+)$"}),
]
"""An hour of the UTC day, or `off`."""
Hours = Annotated[str, Field(pattern=r"^(always|([01]?\d|2[0-3])-([01]?\d|2[0-4]))$")]
"""`always`, or from one UTC hour up to another, such as `7-23`."""
Fractions = Annotated[
    tuple[Fraction, ...],
    BeforeValidator(_fractions),
    PlainSerializer(_fractions_text, return_type=str, when_used="json"),
    WithJsonSchema({"type": ["string", "array"]}),
]
"""`50 %, 30 %, 20 %` (text or a list), or `even`: empty."""


class Access(StrEnum):
    """How the operator came to read a channel, lawfully; never by a user's token."""

    OWN = "own"
    INVITED = "invited"
    FOLLOWED = "followed"
    WEBHOOK = "webhook"
    FORWARDED = "forwarded"


class Permitted(StrEnum):
    """Whether a provider's terms permit automation; who knows that they do not, must not."""

    YES = "yes"
    UNKNOWN = "unknown"
