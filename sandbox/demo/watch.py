"""Reads the tables as the operator's command would, and tells what is new."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.aws import Stack
from sandbox.demo.messages import Message
from sandbox.demo.row import Row
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.domain.position import Position, PositionState
from signalfill.domain.verdict import ItemKey, Verdict

CREATED, DELETED = "0", "D"
TOLD = frozenset(
    {
        "planned",
        "entry_filled",
        "target_reached",
        "stop_moved",
        "stop_to_net",
        "part_unsaid",
        "unsaid_answered",
        "entry_expired",
        "amended",
        "amendment_ignored",
        "closed",
        "unprotected",
        "protected",
        "order_refused",
        "order_unknown",
    }
)
"""Journal events worth a line of the timeline; `why` shows all."""


class Watch:
    """All messages posted so far, by key; `look` brings them up to date."""

    def __init__(self, stack: Stack) -> None:
        client = stack.client("dynamodb")
        signals, positions = stack.outputs["SignalsTable"], stack.outputs["PositionsTable"]
        self.signals = DynamoSignals(signals, positions, client)
        self.positions = DynamoPositions(positions, signals, client)
        self.rows: dict[str, Row] = {}
        self._versions: dict[str, int] = {}
        self._entries_told: set[tuple[str, str]] = set()

    def add(self, message: Message, channel_id: str, message_id: str) -> None:
        self.rows[message.key] = Row(message, channel_id, message_id)

    def look(self) -> Iterator[str]:
        """One line for each thing that happened since the last look."""
        for row in list(self.rows.values()):
            if not row.is_decided:
                self._read(row)
                if row.is_decided:
                    yield _decision_line(row)
        for position in self._open_positions():
            if self._versions.get(position.position_id) != position.version:
                yield from self._news(position)

    def _open_positions(self) -> Iterator[Position]:
        """All that are live, in two calls, and those that have just closed."""
        live = {each.position_id: each for each in self.positions.positions()}
        yield from live.values()
        for row in self.rows.values():
            known = row.position
            if known is None or known.state is PositionState.CLOSED or known.position_id in live:
                continue
            closed = self.positions.load(known.position_id)
            if closed is not None:
                yield closed

    def _news(self, position: Position) -> Iterator[str]:
        self._versions[position.position_id] = position.version
        for row in self.rows.values():
            if row.position is not None and row.position.position_id == position.position_id:
                row.position = position
        for entry in self.positions.journal(position.position_id):
            mark = (entry.position_id, entry.entry_id)
            if mark not in self._entries_told and entry.event in TOLD:
                self._entries_told.add(mark)
                yield f"{position.product_id}: {entry.text}"

    def _read(self, row: Row) -> None:
        row.verdict = row.verdict or self._verdict(row)
        if row.verdict is None:
            return
        for key in _item_keys(row.verdict):
            if self.signals.item(key) is not None:
                row.decisions[key] = self.signals.decision(key)
        ids = [each.position_id for each in row.decisions.values() if each and each.position_id]
        if ids:
            row.position = self.positions.load(ids[0])

    def _verdict(self, row: Row) -> Verdict | None:
        """Of the version that this row made: the post, an edit of it, or its deletion."""
        for verdict in self.signals.verdicts(row.channel_id, row.message_id):
            if row.message.deletes is not None:
                is_ours = verdict.version == DELETED
            elif row.message.edits is not None:
                is_ours = verdict.version not in {CREATED, DELETED}
            else:
                is_ours = verdict.version == CREATED
            if is_ours:
                return verdict
        return None


def _item_keys(verdict: Verdict) -> Iterator[ItemKey]:
    reading = verdict.reading
    # A deletion has no reading, and is an amendment all the same.
    counts = {
        "S": len(reading.signals) if reading else 0,
        "A": len(reading.amendments) if reading else 1,
    }
    for mark, count in counts.items():
        for index in range(count):
            sort_key = f"{verdict.message_id}#{verdict.version}#{mark}{index}"
            yield ItemKey(channel_id=verdict.channel_id, sort_key=sort_key)


def _decision_line(row: Row) -> str:
    key, kind = row.message.key, row.verdict.kind.value if row.verdict else ""
    decision = next((each for each in row.decisions.values() if each is not None), None)
    if decision is None:
        return f"{key}: {kind}" + (f", not tradable: {row.code}" if row.code else "")
    code = "" if decision.code == decision.kind.value else f": {decision.code}"
    value = f" ({decision.value})" if decision.value else ""
    return f"{key}: {kind} {decision.kind.value}{code}{value}"
