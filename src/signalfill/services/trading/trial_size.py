"""How many live positions a channel has behind it, and what that makes of its size."""

from __future__ import annotations

from signalfill.domain.budget import traded_scope
from signalfill.domain.planning.trial import is_on_trial, trial_note, trial_rules
from signalfill.domain.rules import Mode, Rules
from signalfill.ports import PositionStore


def rules_of_size(
    rules: Rules, channel_id: str, positions: PositionStore
) -> tuple[Rules, tuple[str, ...]]:
    """The rules to plan with, and what the plan has to say about it."""
    if not is_on_trial(rules, traded=0):
        return rules, ()
    scope = traded_scope(Mode.LIVE.value, channel_id)
    traded = int(positions.used([scope])[scope])
    if is_on_trial(rules, traded):
        traded += _open_ones(channel_id, positions)
    if not is_on_trial(rules, traded):
        return rules, ()
    return trial_rules(rules), (trial_note(rules, traded),)


def _open_ones(channel_id: str, positions: PositionStore) -> int:
    return sum(
        each.mode is Mode.LIVE and each.signal.provenance.channel_id == channel_id
        for each in positions.positions()
    )
