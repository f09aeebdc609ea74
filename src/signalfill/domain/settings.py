"""The operator's settings: defaults for all channels, overrides per channel and author.

Numbers may be written as strings, percents too: `0.5 %` is 0.005. Durations are `90s`, `2m`,
`24h` or `7d`.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from signalfill.domain.rules import Mode, Rules
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.setting_types import (
    Access,
    Amount,
    Coin,
    Duration,
    Fraction,
    Hour,
    Hours,
    Permitted,
    Snowflake,
)
from signalfill.domain.teaching import Teaching
from signalfill.domain.values import Value


class Coins(Value):
    """Which coins may be entered, by ticker. An empty `only` lets every coin through."""

    only: tuple[Coin, ...] = ()
    never: tuple[Coin, ...] = ()

    def refusal(self, names: frozenset[str]) -> str | None:
        """Why the coin may not be entered, under any of its names; None where it may."""
        if names & set(self.never):
            return f"never {', '.join(self.never)}"
        if self.only and not names & set(self.only):
            return f"only {', '.join(self.only)}"
        return None


def _usable(rules: dict[str, str]) -> dict[str, str]:
    Rules.model_validate(rules)
    return rules


class AuthorSettings(Value):
    """One author of a channel, or one webhook, whose rules and limit differ from the channel's."""

    name: str = ""
    max_loss: Amount | None = None
    coins: Coins = Coins()
    rules: Annotated[dict[str, str], AfterValidator(_usable)] = Field(default_factory=dict)


class ChannelSettings(Value):
    """One watched channel: who may speak, and the rules that differ from the defaults."""

    name: str
    guild_id: Snowflake | None = None
    access: Access | None = None
    terms_permit_automation: Permitted | None = None
    allowed_author_ids: tuple[Snowflake, ...] = ()
    allowed_role_ids: tuple[Snowflake, ...] = ()
    allowed_webhook_ids: tuple[Snowflake, ...] = ()
    amendment_author_ids: tuple[Snowflake, ...] = ()
    origin_guild_id: Snowflake | None = None
    origin_channel_id: Snowflake | None = None
    max_loss: Amount | None = None
    coins: Coins = Coins()
    reading: Teaching = Teaching()
    rules: Annotated[dict[str, str], AfterValidator(_usable)] = Field(default_factory=dict)
    authors: dict[Snowflake, AuthorSettings] = Field(default_factory=dict)


class DailyLossShare(StrEnum):
    """How much of the day's loss limit one position may reserve.

    `per_position`: the limit divided by `max_open_positions`, so that so many fit;
    `whole`: whatever is left of it.
    """

    PER_POSITION = "per_position"
    WHOLE = "whole"


class AccountSettings(Value):
    """Limits over all channels of one account (the paper account has the same)."""

    quote: Annotated[str, Field(pattern=r"^(USD|USDC|EUR|GBP)$")] = "USD"
    max_open_positions: Annotated[int, Field(ge=0, le=100)] = 5
    daily_loss_fraction: Fraction = Decimal("0.02")
    daily_loss_share: DailyLossShare = DailyLossShare.PER_POSITION
    max_loss: Amount | None = None
    max_loss_per_position: Amount | None = None
    max_loss_per_author: Amount | None = None
    max_loss_per_coin: Amount | None = None
    loss_streak: Annotated[int, Field(ge=0, le=100)] = 5
    loss_pause: Duration = timedelta(hours=12)
    breaker_max_spread: Fraction = Decimal("0.02")
    flatten_on_breaker: bool = False
    depeg_tolerance: Fraction = Decimal("0.01")
    paper_balance: Amount = Decimal(10000)
    untouchable: tuple[str, ...] = ()
    coins: Coins = Coins()
    notify_refusals: bool = False
    digest_hour: Hour = 7
    awake: Hours = "always"

    def day_share(self, day_equity: Decimal) -> Decimal | None:
        """What one position may reserve of the day's limit, in the quote currency; None: all."""
        if self.daily_loss_share is DailyLossShare.WHOLE or self.max_open_positions == 0:
            return None
        return day_equity * self.daily_loss_fraction / self.max_open_positions


class Settings(Value):
    """The whole settings file.

    `rules_for` merges defaults with a channel's and an author's overrides.
    """

    schema_version: int = Field(SCHEMAS["settings"], alias="schema")
    account: AccountSettings = AccountSettings()
    defaults: Rules = Rules()
    reading: Teaching = Teaching()
    channels: dict[Snowflake, ChannelSettings] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _a_default_stop_is_a_channels_own(self) -> Self:
        if self.defaults.default_stop is not None:
            raise ValueError("default_stop may stand in a channel's rules only")
        return self

    @model_validator(mode="after")
    def _every_channel_is_usable(self) -> Self:
        for channel_id, channel in self.channels.items():
            rules = self.rules_for(channel_id)
            nobody = not (
                channel.allowed_author_ids
                or channel.allowed_role_ids
                or channel.allowed_webhook_ids
            )
            if rules.mode.account is Mode.LIVE and nobody:
                raise ValueError(
                    f"channel {channel_id} ({channel.name}): mode {rules.mode} needs "
                    "allowed_author_ids, allowed_role_ids or allowed_webhook_ids; "
                    "an empty list means nobody"
                )
        return self

    @model_validator(mode="after")
    def _real_money_needs_to_know_the_terms(self) -> Self:
        for channel_id, channel in self.channels.items():
            answered = channel.access and channel.terms_permit_automation
            mode = self.rules_for(channel_id).mode
            if mode not in (Mode.OFF, Mode.PAPER) and not answered:
                raise ValueError(
                    f"channel {channel_id} ({channel.name}): mode {mode} needs access (how you "
                    "came to read it) and terms_permit_automation (yes or unknown)"
                )
        return self

    def teachings_for(self, channel_id: str) -> tuple[Teaching, ...]:
        """What the parser is taught for all channels, then for this one."""
        channel = self.channels.get(channel_id)
        return (self.reading,) if channel is None else (self.reading, channel.reading)

    @model_validator(mode="after")
    def _an_author_is_never_bolder_than_the_channel(self) -> Self:
        for channel_id, channel in self.channels.items():
            mode = self.rules_for(channel_id).mode
            for author_id in channel.authors:
                wanted = self.rules_for(channel_id, author_id).mode
                if wanted.boldness > mode.boldness:
                    raise ValueError(
                        f"channel {channel_id} ({channel.name}): author {author_id} in mode "
                        f"{wanted} is bolder than the channel in mode {mode}"
                    )
        return self

    def rules_for(self, channel_id: str, speaker_id: str | None = None) -> Rules:
        """The channel's rules, for one speaker of it (author, or webhook where one posted).

        Raises:
            ValueError: an override is unknown or out of its range.
        """
        channel = self.channels.get(channel_id)
        if channel is None:
            return self.defaults
        author = channel.authors.get(speaker_id or "")
        rules = {**channel.rules, **(author.rules if author is not None else {})}
        if not rules:
            return self.defaults
        return _merged(self.defaults, tuple(rules.items()))

    def coin_refusal(
        self, channel_id: str, speaker_id: str, names: frozenset[str]
    ) -> tuple[str, str] | None:
        """Whose list of coins refuses the coin, and which list; the widest scope first.

        None: nobody's.
        """
        channel = self.channels.get(channel_id)
        author = channel.authors.get(speaker_id) if channel is not None else None
        levels = {"account": self.account, "channel": channel, "author": author}
        for level, lists in levels.items():
            refusal = lists.coins.refusal(names) if lists is not None else None
            if refusal is not None:
                return level, refusal
        return None

    def author_limit(self, channel_id: str, speaker_id: str) -> Decimal | None:
        """What the speaker's open positions and today's losses may reach, in quote currency."""
        channel = self.channels.get(channel_id)
        author = channel.authors.get(speaker_id) if channel is not None else None
        own = author.max_loss if author is not None else None
        return own or self.account.max_loss_per_author


@lru_cache(maxsize=256)
def _merged(defaults: Rules, overrides: tuple[tuple[str, str], ...]) -> Rules:
    """Asked for every position of a sweep: validated once."""
    return Rules.model_validate({**defaults.model_dump(), **dict(overrides)})
