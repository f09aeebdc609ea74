"""How the signals of a channel, or of one author, are traded."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator

from signalfill.domain.setting_types import (
    Amount,
    Duration,
    Fraction,
    Fractions,
    OptionalDuration,
    OptionalFraction,
    Ratio,
)
from signalfill.domain.values import Value

MAX_SLICES = 4
MAX_RUNGS = 6


class Mode(StrEnum):
    """What the signals of a channel may do. A new deployment cannot spend money: `paper`."""

    OFF = "off"
    PAPER = "paper"
    APPROVE = "approve"
    LIVE = "live"

    @property
    def account(self) -> Mode:
        """Which account trades: what the operator approves is traded live."""
        return Mode.LIVE if self is Mode.APPROVE else self

    @property
    def boldness(self) -> int:
        """How much it may do by itself: `off` nothing, `live` all."""
        return list(Mode).index(self)


class Sizing(StrEnum):
    """What decides the size of a position, before its caps."""

    RISK = "risk_fraction"
    FIXED = "fixed_quote"
    EQUITY = "equity_fraction"


class NoTarget(StrEnum):
    """What becomes of a call without a take-profit.

    `synthetic`: a target at entry + 2 R, marked as ours.

    The venue's bracket needs two legs: with `stop_only` the target is too far away to matter.
    """

    DENY = "deny"
    SYNTHETIC = "synthetic"
    STOP_ONLY = "stop_only"


class StopOnClose(StrEnum):
    """What becomes of a stop that counts on a candle's close.

    The venue's stops know trades only.
    """

    HARD = "hard"
    CATASTROPHE = "catastrophe"
    DENY = "deny"


class ShortSignal(StrEnum):
    """What a SHORT does, where only long positions can be held."""

    DENY = "deny"
    CLOSE_LONG = "close_long"


class AfterTarget(StrEnum):
    """Where the stop goes once the first take-profit was reached.

    `net`: to the entry, and on to where a sale pays both fees when the price leaves room.
    """

    STAY = "stay"
    ENTRY = "entry"
    NET = "net"
    PREVIOUS_TARGET = "previous_target"
    TRAIL = "trail"


class UnknownLayout(StrEnum):
    """What becomes of a call whose lines were never confirmed in its channel."""

    ASK = "ask"
    SMALL = "small"
    TRADE = "trade"
    SKIP = "skip"


class WhileAsleep(StrEnum):
    """What becomes of such a call while the operator answers no questions."""

    SKIP = "skip"
    SMALL = "small"


ByMode = Annotated[
    UnknownLayout | None,
    BeforeValidator(lambda value: None if value == "by_mode" else value),
    WithJsonSchema({"type": "string", "enum": ["by_mode", *UnknownLayout]}),
]
"""None, written `by_mode`: the channel's mode decides."""


class PercentLevels(StrEnum):
    """Whether a stop or targets in percent or R become prices that follow from the entry."""

    DENY = "deny"
    COMPUTE = "compute"


PercentByMode = Annotated[
    PercentLevels | None,
    BeforeValidator(lambda value: None if value == "by_mode" else value),
    WithJsonSchema({"type": "string", "enum": ["by_mode", *PercentLevels]}),
]


class AuthorSize(StrEnum):
    """What the size that an author names does; it never makes a position larger than ours.

    `cap`: less than the usual makes ours smaller by the same part. `follow`: "risk 0.2 %" is the
    risk, up to our own.
    """

    IGNORE = "ignore"
    CAP = "cap"
    FOLLOW = "follow"


class AfterHolding(StrEnum):
    """What happens to a position that was held for `max_holding`."""

    ASK = "ask"
    CLOSE = "close"
    STOP_TO_ENTRY = "stop_to_entry"


class UnfilledEntries(StrEnum):
    """What becomes of entries that rest when the first target is reached."""

    CANCEL = "cancel"
    KEEP = "keep"


class Rules(Value):
    """How the signals of a channel are traded. docs/settings.md explains each rule.

    Fractions are parts of 1 (0.005 is 0.5 %), amounts are in the account's quote currency. A rule
    that is None is off, or what the channel's mode makes of it (`by_mode`). The values come from
    the settings: defaults, then the channel's, then the author's.
    """

    mode: Mode = Mode.PAPER
    sizing: Sizing = Sizing.RISK
    risk_fraction: Fraction = Decimal("0.005")
    fixed_quote: Amount = Decimal(100)
    equity_fraction: Fraction = Decimal("0.05")
    max_notional_fraction: Fraction = Decimal("0.10")
    max_signal_age_market: Duration = timedelta(minutes=2)
    max_signal_age_resting: Duration = timedelta(hours=24)
    max_chase: Fraction = Decimal("0.003")
    max_chase_risk: OptionalFraction = Decimal("0.25")
    max_spread: Fraction = Decimal("0.005")
    min_reward_risk: Ratio = Decimal("1.0")
    price_frame_tolerance_market: Fraction = Decimal("0.01")
    price_frame_tolerance_resting: Fraction = Decimal("0.20")
    no_target: NoTarget = NoTarget.SYNTHETIC
    short_signal: ShortSignal = ShortSignal.DENY
    stop_on_close: StopOnClose = StopOnClose.HARD
    catastrophe_factor: Annotated[Ratio, Field(ge=1, le=5)] = Decimal("1.5")
    default_stop: OptionalFraction = None
    addition_size: OptionalFraction = None
    max_addition_age: Duration = timedelta(minutes=15)
    answer_within: Duration = timedelta(minutes=5)
    reduce_unsaid: OptionalFraction = Decimal("0.25")
    max_slices: Annotated[int, Field(ge=1, le=MAX_SLICES)] = MAX_SLICES
    take_profit_split: Annotated[Fractions, Field(max_length=MAX_SLICES)] = ()
    rungs: Annotated[int, Field(ge=1, le=MAX_RUNGS)] = MAX_RUNGS
    zone_rungs: Annotated[int, Field(ge=1, le=MAX_RUNGS)] = 1
    after_first_target: AfterTarget = AfterTarget.NET
    unfilled_after_target: UnfilledEntries = UnfilledEntries.CANCEL
    trail_distance: Fraction = Decimal("0.03")
    entry_expiry: Duration = timedelta(hours=24)
    max_holding: OptionalDuration = None
    after_holding: AfterHolding = AfterHolding.ASK
    gap_allowance: Fraction = Decimal("0.05")
    same_call_window: Duration = timedelta(minutes=30)
    same_call_distance: Fraction = Decimal("0.01")
    cool_down: Duration = timedelta(minutes=30)
    trial_positions: Annotated[int, Field(ge=0, le=1000)] = 10
    trial_size: Annotated[Fraction, Field(gt=0)] = Decimal("0.25")
    author_size: AuthorSize = AuthorSize.CAP
    usual_author_size: OptionalFraction = None
    unknown_layout: ByMode = None
    while_asleep: WhileAsleep = WhileAsleep.SKIP
    max_layout_questions: Annotated[int, Field(ge=0, le=1000)] = 10
    percent_levels: PercentByMode = None

    @property
    def for_unknown_layout(self) -> UnknownLayout:
        """Unless the settings say otherwise: real money asks, paper trades."""
        if self.unknown_layout is not None:
            return self.unknown_layout
        return UnknownLayout.TRADE if self.mode is Mode.PAPER else UnknownLayout.ASK

    @property
    def for_percent_levels(self) -> PercentLevels:
        """Unless the settings say otherwise: paper computes them, real money does not."""
        if self.percent_levels is not None:
            return self.percent_levels
        return PercentLevels.COMPUTE if self.mode is Mode.PAPER else PercentLevels.DENY

    @field_validator("take_profit_split")
    @classmethod
    def _sells_everything(cls, split: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
        if split and (sum(split) != 1 or min(split) <= 0):
            raise ValueError("take_profit_split: the parts must be above zero and add up to 1")
        return split


RULE_NAMES = frozenset(Rules.model_fields)
