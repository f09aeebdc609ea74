"""Each signal's words: what was written, how it was read, what every gate answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cli.evidence_report.inputs import Told
from signalfill.domain.evidence.results import Lane, SignalResult
from signalfill.domain.message import MessageRecord
from signalfill.domain.signal import Signal
from signalfill.domain.values import plain
from signalfill.domain.verdict import GateResult
from signalfill.services.replaying.lane_outcome import Called, LaneOutcome


def told_of(
    results: Iterable[SignalResult],
    records: Iterable[MessageRecord],
    outcomes: Mapping[Lane, LaneOutcome],
) -> dict[str, Told]:
    """By signal id."""
    texts = _texts(records)
    worst, achieved = outcomes[Lane.WORST], outcomes.get(Lane.ACHIEVED)
    found = {}
    for each in results:
        called = worst.calls.get(each.signal_id)
        own = achieved.calls.get(each.signal_id) if achieved is not None else None
        message_id = each.signal_id.rpartition("-")[0]
        found[each.signal_id] = Told(
            text=texts.get((message_id, _version(called)), texts.get((message_id, ""), "")),
            read_as=() if called is None else tuple(_read_as(called.signal)),
            gates=_gates(called),
            account_gates=_gates(own),
        )
    return found


def _texts(records: Iterable[MessageRecord]) -> dict[tuple[str, str], str]:
    """By message and version; the last text under no version."""
    found = {}
    for each in records:
        if each.content:
            found[each.message_id, each.version] = each.content
            found[each.message_id, ""] = each.content
    return found


def _version(called: Called | None) -> str:
    return "" if called is None else called.signal.provenance.version


def _gates(called: Called | None) -> tuple[GateResult, ...]:
    return () if called is None or called.decision is None else called.decision.gates


def _read_as(signal: Signal) -> Iterable[str]:
    yield f"{signal.side.value} {signal.base}, {signal.entry_kind.value}"
    named = {
        "entry": signal.entry_prices,
        "targets": signal.take_profits,
        "stop": () if signal.stop_loss is None else (signal.stop_loss,),
    }
    for name, prices in named.items():
        if prices:
            yield f"{name} {', '.join(map(plain, prices))}"
