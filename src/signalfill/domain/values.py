"""Immutable values, exact money and aware moments: what the whole domain is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer

DISCORD_EPOCH_MILLISECONDS = 1_420_070_400_000
"""First millisecond of a Discord snowflake (Discord's reference, "Snowflakes")."""


class Value(BaseModel):
    """An immutable fact. An unknown field is an error: a typo must not be silence."""

    # Built at first use: a cold start pays only for the values that it handles.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields replaced; pydantic itself would take any name and any value.

        Raises:
            TypeError: `update` names a field that does not exist, holds a float, or holds a
                moment without a time zone.
        """
        for name, value in (update or {}).items():
            if name not in type(self).model_fields:
                raise TypeError(f"{type(self).__name__} has no field {name!r}")
            if isinstance(value, float):
                raise TypeError(f"{type(self).__name__}.{name} is never a float: pass a Decimal")
            if isinstance(value, datetime) and value.tzinfo is None:
                raise TypeError(f"{type(self).__name__}.{name} needs a time zone")
        return super().model_copy(update=update, deep=deep)


def _exact(value: Any) -> Any:  # noqa: ANN401 - whatever the wire held
    if isinstance(value, float):
        raise ValueError("money is never a float: pass a string or a Decimal")  # noqa: TRY004 - pydantic collects ValueErrors
    return value


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("must be a finite number")
    return value


def plain(value: Decimal) -> str:
    """The number as a plain decimal string, never with an exponent (`1E-5` → `0.00001`).

    Zero is `0`, whatever it was the difference of (`0E-12`, `-0.00`).
    """
    return format(value, "f") if value else "0"


Money = Annotated[
    Decimal,
    BeforeValidator(_exact),
    AfterValidator(_finite),
    PlainSerializer(plain, return_type=str, when_used="json"),
]
"""A price, size, notional or ratio: a finite Decimal, made from a string, written plainly."""


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(UTC)


def rfc3339(moment: datetime) -> str:
    """`2026-11-23T05:52:00.123456Z`: fixed width, so that text order is time order."""
    # Three times as fast as strftime: histories write it by the hundred thousand.
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


Moment = Annotated[
    datetime,
    AfterValidator(_aware),
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
]
"""An aware UTC time; RFC 3339 text on the wire."""


def decimal_or_none(text: str | None) -> Decimal | None:
    """The finite number that `text` writes, or None: for wire fields that may be empty."""
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def first_snowflake(moment: datetime) -> str:
    """The smallest id that Discord can have made at this moment."""
    milliseconds = int(moment.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
    return str(max(milliseconds, 0) << 22)


def snowflake_moment(snowflake: str) -> datetime:
    """When Discord made this id. A message's age is always counted from it.

    Raises:
        ValueError: the id is not a decimal number.
    """
    milliseconds = (int(snowflake) >> 22) + DISCORD_EPOCH_MILLISECONDS
    return datetime.fromtimestamp(milliseconds // 1000, UTC).replace(
        microsecond=milliseconds % 1000 * 1000
    )
