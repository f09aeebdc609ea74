"""What a lane came to, told without its stores: so that it can cross to another process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from signalfill.domain.evidence.lane_trades import LaneTrade, trade_of
from signalfill.domain.evidence.results import Lane
from signalfill.domain.paper_twin.twin import new_pair
from signalfill.domain.position import Position
from signalfill.domain.signal import Signal
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey, Verdict
from signalfill.ports import PositionStore, SignalStore
from signalfill.ports.replay import HistoricVenue
from signalfill.services.replaying.replay_lane import Heard


@dataclass(slots=True)
class Called:
    """One call with what was decided of it; `signal` is in the venue's frame once it opened."""

    signal: Signal
    decision: Decision | None


@dataclass(slots=True)
class LaneOutcome:
    lane: Lane
    calls: dict[str, Called] = field(default_factory=dict)
    trades: dict[str, LaneTrade] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    failures: int = 0


def outcome_of(
    lane: Lane,
    heard: Heard,
    *,
    signals: SignalStore,
    positions: PositionStore,
    venue: HistoricVenue,
    failures: int,
) -> LaneOutcome:
    """Called once the lane has come to its end; what is open counts at what an exit fetches."""
    outcome = LaneOutcome(lane, verdicts=heard.verdicts, failures=failures)
    for verdict in heard.verdicts:
        keys = signals.items(verdict.channel_id, verdict.message_id)
        _add_calls(outcome, [each for each in keys if each.is_signal], signals)
    doubtful = venue.doubtful_orders()
    for position_id, planned in heard.opened.items():
        position, pair = positions.load(position_id), new_pair(planned, planned.created_at)
        if position is None or pair is None:
            continue
        outcome.trades[position_id] = trade_of(
            position,
            risk=pair.risk,
            lane=lane,
            doubtful=doubtful,
            exit_price=_exit_price(position, venue),
        )
        if position_id in outcome.calls:
            outcome.calls[position_id].signal = planned.signal
    return outcome


def _add_calls(outcome: LaneOutcome, keys: Iterable[ItemKey], signals: SignalStore) -> None:
    """Of the versions of a call the one that opened counts, else the last."""
    for key in keys:
        signal, decision = signals.item(key), signals.decision(key)
        if not isinstance(signal, Signal):
            continue
        known = outcome.calls.get(signal.signal_id)
        if known is None or not _has_opened(known.decision):
            outcome.calls[signal.signal_id] = Called(signal, decision)


def _has_opened(decision: Decision | None) -> bool:
    return decision is not None and decision.kind is DecisionKind.OPENED


def _exit_price(position: Position, venue: HistoricVenue) -> Decimal | None:
    """Also by an old price: at the end there is no other."""
    quote = venue.quotes([position.product_id]).get(position.product_id)
    if quote is not None:
        return quote.to_exit(position.side)
    trades = venue.newest_trades(position.product_id)
    return trades[-1].price if trades else None
