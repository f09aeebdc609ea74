"""How many live positions a channel has behind it, and whether its next one is small."""

from __future__ import annotations

from signalfill.domain.budget import traded_scope
from signalfill.domain.planning.size_part import SizePart, is_on_trial, trial_part
from signalfill.domain.rules import Mode, Rules
from signalfill.ports import PositionStore


def trial_of(rules: Rules, channel_id: str, positions: PositionStore) -> SizePart | None:
    """The part of the size that a channel's first live positions have; None after them."""
    if not is_on_trial(rules, traded=0):
        return None
    scope = traded_scope(Mode.LIVE.value, channel_id)
    traded = int(positions.used([scope])[scope])
    if is_on_trial(rules, traded):
        traded += _open_ones(channel_id, positions)
    return trial_part(rules, traded) if is_on_trial(rules, traded) else None


def _open_ones(channel_id: str, positions: PositionStore) -> int:
    return sum(
        each.mode is Mode.LIVE and each.signal.provenance.channel_id == channel_id
        for each in positions.positions()
    )
