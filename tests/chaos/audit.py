"""What Discord still knows against what reached the queue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from signalfill.domain.message import MessageEvent, MessageSource
from signalfill.services.recording.record_signal import record_message
from tests.chaos.stage import Stage
from tests.fakes.clock import FakeClock
from tests.fakes.signals import InMemorySignals


@dataclass(frozen=True)
class Audit:
    posted: int
    received: int
    missing: list[str]
    """Versions that Discord shows and nobody sent."""
    missing_deletes: list[str]
    out_of_order: list[str]
    """Messages behind a later one of their channel, those apart that only a sweep could find."""
    repeated_verdicts: list[str]
    sources: dict[str, int]

    @property
    def is_clean(self) -> bool:
        return not (
            self.missing or self.missing_deletes or self.out_of_order or self.repeated_verdicts
        )


def audit(stage: Stage) -> Audit:
    return Audit(
        posted=stage.posted,
        received=len(stage.received),
        missing=missing(stage),
        missing_deletes=missing_deletes(stage),
        out_of_order=_out_of_order(stage),
        repeated_verdicts=_repeated_verdicts(stage),
        sources=dict(Counter(each.source.value for each in stage.received)),
    )


def missing(stage: Stage) -> list[str]:
    sent = {(each.message_id, each.edited_at) for each in stage.received}
    return [
        f"{place.name}: {raw['content']}"
        for place in stage.places
        for raw in place.messages.values()
        if (raw["id"], _moment(raw["edited_timestamp"])) not in sent
    ]


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def missing_deletes(stage: Stage) -> list[str]:
    sent = {each.message_id for each in stage.received if each.event is MessageEvent.DELETE}
    return sorted(stage.delivered_deletes - sent)


def _out_of_order(stage: Stage) -> list[str]:
    newest: dict[str, int] = {}
    wrong: list[str] = []
    seen: set[str] = set()
    for record in stage.received:
        is_first = record.message_id not in seen
        seen.add(record.message_id)
        is_late_by_nature = (
            record.source is MessageSource.SWEEP
            or record.event is MessageEvent.DELETE
            or record.message_id in stage.undispatched
        )
        if is_first and not is_late_by_nature:
            message_id = int(record.message_id)
            if message_id < newest.get(record.channel_id, 0):
                wrong.append(f"{record.channel_id}: {record.content} ({record.source})")
            newest[record.channel_id] = max(message_id, newest.get(record.channel_id, 0))
    return wrong


class _Counting(InMemorySignals):
    """Counts the verdicts that were stored."""

    def __init__(self) -> None:
        super().__init__()
        self.stored = 0

    def record(self, *arguments: Any, **named: Any) -> bool:  # noqa: ANN401 - as the store's own
        is_stored = super().record(*arguments, **named)
        self.stored += is_stored
        return is_stored


def _repeated_verdicts(stage: Stage) -> list[str]:
    """The queue drops repetitions for five minutes; the parser must do it for ever."""
    signals, clock = _Counting(), FakeClock()
    for record in stage.received:
        record_message(record, signals=signals, clock=clock)
    versions = {(each.message_id, each.version) for each in stage.received}
    surplus = signals.stored - len(versions)
    return [f"{surplus} verdicts too many"] if surplus else []
