"""An author whose words go the whole way: parser, tables, trader."""

from __future__ import annotations

from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.position import Position, PositionState
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS
from signalfill.domain.verdict import Decision
from signalfill.services.recording.record_signal import record_message
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.world import AUTHOR, CHANNEL, World


class Author:
    """Writes, edits and deletes messages; each version is decided at once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._serial = 0

    def post(self, text: str) -> MessageRecord:
        now = self._world.clock.now()
        self._serial += 1
        milliseconds = int(now.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
        record = MessageRecord(
            event=MessageEvent.CREATE,
            message_id=str((milliseconds << 22) + self._serial),
            channel_id=CHANNEL,
            author_id=AUTHOR,
            posted_at=now,
            content=text,
            received_at=now,
        )
        self._said(record)
        return record

    def edit(self, before: MessageRecord, text: str) -> MessageRecord:
        now = self._world.clock.advance(seconds=1)
        update = {"event": MessageEvent.EDIT, "content": text, "edited_at": now, "received_at": now}
        record = before.model_copy(update=update)
        self._said(record)
        return record

    def delete(self, before: MessageRecord) -> None:
        now = self._world.clock.advance(seconds=1)
        update = {"event": MessageEvent.DELETE, "content": "", "received_at": now}
        self._said(before.model_copy(update=update))

    def _said(self, record: MessageRecord) -> None:
        record_message(record, signals=self._world.signals, clock=self._world.clock)
        for key in self._world.signals.pending():
            decide_pending(key, self._world.context())
        self._world.clock.advance(seconds=1)

    def decisions(self, record: MessageRecord) -> list[Decision]:
        """About every version of the message, in the order of its items."""
        keys = self._world.signals.items(CHANNEL, record.message_id)
        return [d for key in keys if (d := self._world.signals.decision(key)) is not None]

    def positions(self, record: MessageRecord, *, live: bool = True) -> list[Position]:
        """The positions that the message made, those that live or all."""
        return [
            position
            for position in self._world.positions.positions(include_closed=True)
            if position.signal.provenance.message_id == record.message_id
            and (not live or position.state is not PositionState.CLOSED)
        ]
