"""A channel's first live positions are small ones: paper results are not yet live ones."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.rules import Mode, Rules
from signalfill.domain.values import plain

SMALL = Decimal("0.25")
"""Of the size: what a call of an unknown layout gets under `unknown_layout: small`."""
SMALL_NOTE = "its layout is not known: a quarter of the size"


def is_on_trial(rules: Rules, traded: int) -> bool:
    return rules.mode.account is Mode.LIVE and traded < rules.trial_positions


def trial_rules(rules: Rules) -> Rules:
    """The same rules at the size of a trial."""
    return _scaled(rules, rules.trial_size)


def small_rules(rules: Rules) -> Rules:
    """The same rules for a call of an unknown layout."""
    return _scaled(rules, SMALL)


def _scaled(rules: Rules, part: Decimal) -> Rules:
    """A part of the size, whichever rule decides it."""
    sizes = ("risk_fraction", "fixed_quote", "equity_fraction", "max_notional_fraction")
    return rules.model_copy(update={name: getattr(rules, name) * part for name in sizes})


def trial_note(rules: Rules, traded: int) -> str:
    """Said in the plan, where the size would otherwise surprise."""
    return (
        f"live position {traded + 1} of this channel: the first {rules.trial_positions} have "
        f"{plain((rules.trial_size * 100).normalize())} % of the size"
    )
