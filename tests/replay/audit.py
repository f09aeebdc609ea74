"""Two proofs of the replay, seed by seed: `python -m tests.replay` (make evidence-audit)."""

from __future__ import annotations

from signalfill.services.replaying.lane_outcome import LaneOutcome


def differences(skipped: LaneOutcome, stepped: LaneOutcome) -> list[str]:
    """What a lane decided or filled otherwise when it looked at every minute; nothing, ever."""
    found = []
    if skipped.failures or stepped.failures:
        found.append(f"{skipped.failures} and {stepped.failures} errors were caught")
    for name in sorted(skipped.calls.keys() | stepped.calls.keys()):
        one, other = skipped.calls.get(name), stepped.calls.get(name)
        if one != other:
            found.append(f"call {name}: {one} / {other}")
    for name in sorted(skipped.trades.keys() | stepped.trades.keys()):
        trade, same = skipped.trades.get(name), stepped.trades.get(name)
        if trade != same:
            found.append(f"trade {name}: {trade} / {same}")
    return found
