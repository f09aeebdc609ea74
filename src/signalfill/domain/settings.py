"""The operator's settings: defaults for all channels, overrides per channel.

Numbers may be written as strings, percents too: `0.5 %` is 0.005. Durations are `90s`, `2m`,
`24h` or `7d`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from signalfill.domain.values import SCHEMA, Money, Value

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
Amount = Annotated[Money, Field(gt=0)]
Ratio = Annotated[Money, Field(ge=0)]
Snowflake = Annotated[
    str,
    Field(pattern=r"^\d{5,20}$"),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{5,20}$"}),
]


class Mode(StrEnum):
    """What a channel's signals may do. A fresh deployment cannot spend money: `paper`."""

    OFF = "off"
    PAPER = "paper"
    LIVE = "live"


class NoTarget(StrEnum):
    """What a signal without a take-profit gets; synthetic: one at entry + 2 R, marked so."""

    DENY = "deny"
    SYNTHETIC = "synthetic"


class AfterTarget(StrEnum):
    """Where the stop goes once the first take-profit was reached."""

    STAY = "stay"
    ENTRY = "entry"


class Rules(Value):
    """How the signals of a channel are traded; the defaults are design.md §5's."""

    mode: Mode = Mode.PAPER
    risk_fraction: Fraction = Decimal("0.005")
    max_notional_fraction: Fraction = Decimal("0.10")
    max_signal_age_market: Duration = timedelta(minutes=2)
    max_signal_age_resting: Duration = timedelta(hours=24)
    max_amendment_age: Duration = timedelta(minutes=15)
    max_chase: Fraction = Decimal("0.003")
    max_spread: Fraction = Decimal("0.005")
    min_reward_risk: Ratio = Decimal("1.0")
    price_frame_tolerance_market: Fraction = Decimal("0.01")
    price_frame_tolerance_resting: Fraction = Decimal("0.20")
    no_target: NoTarget = NoTarget.SYNTHETIC
    max_slices: Annotated[int, Field(ge=1, le=4)] = 4
    after_first_target: AfterTarget = AfterTarget.ENTRY
    entry_expiry: Duration = timedelta(hours=24)
    gap_allowance: Fraction = Decimal("0.05")
    same_call_window: Duration = timedelta(minutes=30)
    same_call_distance: Fraction = Decimal("0.01")
    cool_down: Duration = timedelta(minutes=30)


RULE_NAMES = frozenset(Rules.model_fields)


class ChannelSettings(Value):
    """One watched channel: who may speak, and the rules that differ from the defaults."""

    name: str
    guild_id: Snowflake | None = None
    allowed_author_ids: tuple[Snowflake, ...] = ()
    allowed_role_ids: tuple[Snowflake, ...] = ()
    allowed_webhook_ids: tuple[Snowflake, ...] = ()
    amendment_author_ids: tuple[Snowflake, ...] = ()
    origin_guild_id: Snowflake | None = None
    origin_channel_id: Snowflake | None = None
    max_loss: Amount | None = None
    rules: dict[str, str] = Field(default_factory=dict)

    @field_validator("rules")
    @classmethod
    def _each_override_is_a_rule(cls, rules: dict[str, str]) -> dict[str, str]:
        Rules.model_validate(rules)
        return rules


class AccountSettings(Value):
    """Limits over all channels of one account (the paper account has the same)."""

    quote: Annotated[str, Field(pattern=r"^(USD|USDC|EUR|GBP)$")] = "USD"
    max_open_positions: Annotated[int, Field(ge=0, le=100)] = 5
    daily_loss_fraction: Fraction = Decimal("0.02")
    max_loss: Amount | None = None
    paper_balance: Amount = Decimal(10000)
    untouchable: tuple[str, ...] = ()


class Settings(Value):
    """The whole file. `rules_for` merges defaults and a channel's overrides."""

    schema_version: int = Field(SCHEMA, alias="schema")
    account: AccountSettings = AccountSettings()
    defaults: Rules = Rules()
    channels: dict[Snowflake, ChannelSettings] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _every_channel_is_usable(self) -> Self:
        for channel_id, channel in self.channels.items():
            rules = self.rules_for(channel_id)
            nobody = not (
                channel.allowed_author_ids
                or channel.allowed_role_ids
                or channel.allowed_webhook_ids
            )
            if rules.mode is Mode.LIVE and nobody:
                raise ValueError(
                    f"channel {channel_id} ({channel.name}): mode live needs allowed_author_ids, "
                    "allowed_role_ids or allowed_webhook_ids; an empty list means nobody"
                )
        return self

    def rules_for(self, channel_id: str) -> Rules:
        """The channel's rules.

        Raises:
            ValueError: an override is unknown or out of its range.
        """
        channel = self.channels.get(channel_id)
        if channel is None or not channel.rules:
            return self.defaults
        return Rules.model_validate({**self.defaults.model_dump(), **channel.rules})


class Flags(Value):
    """What the operator switched. `pause` stops entries only; `halt` every call but reads."""

    paused: bool = False
    halted: bool = False
    paused_channels: tuple[str, ...] = ()
    breaker_latched: bool = False
    breaker_reason: str | None = None


class Control(Value):
    """One consistent read of what is in force. No settings pushed yet: nobody is watched."""

    settings: Settings = Settings()
    settings_version: int = 0
    flags: Flags = Flags()
