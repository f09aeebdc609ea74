"""Which part of the full size a position gets: the smallest of all that make it smaller (pure).

They never multiply: a call on trial, of an unknown layout, that its author calls risky, is small
once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from signalfill.domain.percent_level import fraction_of
from signalfill.domain.rules import AuthorSize, Mode, Rules, Sizing
from signalfill.domain.values import plain

SMALL = Decimal("0.25")
"""Of the size: what a call of an unknown layout gets under `unknown_layout: small`."""
SMALL_NOTE = "its layout is not known: a quarter of the size"
CAUTIOUS = Decimal("0.5")
"""Of the size: what a call gets that its author calls small or risky, without a number."""
CAUTIOUS_WORDS = frozenset({"small", "high risk"})


@dataclass(frozen=True, slots=True)
class SizePart:
    """At most this part of the full size, 1 being all of it; `note` says why."""

    part: Decimal
    note: str


def is_on_trial(rules: Rules, traded: int) -> bool:
    """Whether the channel's next live position is one of its first, which are small."""
    return rules.mode.account is Mode.LIVE and traded < rules.trial_positions


def trial_part(rules: Rules, traded: int) -> SizePart:
    """Paper results are not yet live ones: a channel's first live positions are small."""
    return SizePart(
        rules.trial_size,
        f"live position {traded + 1} of this channel: the first {rules.trial_positions} have "
        f"{_percent(rules.trial_size)} of the size",
    )


def layout_part() -> SizePart:
    """For a call of an unknown layout."""
    return SizePart(SMALL, SMALL_NOTE)


def author_part(said: str | None, rules: Rules) -> SizePart | None:
    """What the author's own size makes of ours; None where it changes nothing.

    `said` is as it was read: `0.5` of his usual, `2%` of the account, `small`, `high risk`.
    """
    part = None if said is None else _of_author(said, rules)
    if said is None or part is None or not 0 < part < 1:
        return None
    return SizePart(part, f"its author says {said}: {_percent(part)} of the size")


def _of_author(said: str, rules: Rules) -> Decimal | None:
    if rules.author_size is AuthorSize.IGNORE:
        return None
    if said in CAUTIOUS_WORDS:
        return CAUTIOUS
    share = fraction_of(said)
    if share is None:
        return _number(said)
    usual = rules.usual_author_size
    if rules.author_size is AuthorSize.FOLLOW and rules.sizing is Sizing.RISK:
        usual = rules.risk_fraction
    return share / usual if usual else None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def smallest(parts: Sequence[SizePart]) -> Decimal:
    """1 where nothing makes it smaller."""
    return min((each.part for each in parts), default=Decimal(1))


def scaled(rules: Rules, part: Decimal) -> Rules:
    """The same rules at a part of the size, whichever of them decides it."""
    sizes = ("risk_fraction", "fixed_quote", "equity_fraction", "max_notional_fraction")
    return rules.model_copy(update={name: getattr(rules, name) * part for name in sizes})


def _percent(part: Decimal) -> str:
    """Rounded to a tenth: `25 %`, `33.3 %`."""
    rounded = (part * 100).quantize(Decimal("0.1")).normalize()
    return f"{plain(rounded)} %"
