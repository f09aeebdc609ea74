"""How far each channel was delivered: in memory first, in the control table soon after.

A checkpoint is the newest message that the queue acknowledged. It can be trusted because a
channel's records leave in the order in which they came.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource
from signalfill.ports import ControlStore

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 1.0
BEGUN = "#BEGUN"
"""Behind the channel's id: where reading began, once and for all."""


class Checkpoints:
    def __init__(self, control: ControlStore) -> None:
        self._control = control
        self._first: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        self._positions: dict[str, str] = {}
        self._unsaved: dict[str, str] = {}

    async def position(self, channel_id: str) -> str | None:
        """The newest delivered message; None for a channel that was never read."""
        if channel_id not in self._positions:
            stored = await asyncio.to_thread(self._control.checkpoint, channel_id)
            if stored is None:
                return None
            begun = await asyncio.to_thread(self._control.checkpoint, channel_id + BEGUN)
            self._begun.setdefault(channel_id, begun or "0")
            self._remember(channel_id, stored)
            self._first.setdefault(channel_id, stored)
        return self._positions[channel_id]

    def first(self, channel_id: str) -> str | None:
        """Where this process found the channel: from there a thread that is new to us is read."""
        return self._first.get(channel_id)

    def floor(self, channel_id: str) -> str:
        """Where reading of the channel began, or 0. Messages before it are not ours."""
        return self._begun.get(channel_id, "0")

    async def begin(self, channel_id: str, message_id: str) -> None:
        """Stores where reading begins, before anything is delivered."""
        for key in (channel_id + BEGUN, channel_id):
            await asyncio.to_thread(self._control.advance_checkpoint, key, message_id)
        self._remember(channel_id, message_id)
        self._first.setdefault(channel_id, message_id)
        self._begun[channel_id] = message_id

    def acknowledged(self, records: Sequence[MessageRecord]) -> None:
        """Moves the checkpoint. Edits and deletions concern older messages and do not move it."""
        for record in records:
            is_live = record.source is MessageSource.GATEWAY and record.event is MessageEvent.CREATE
            if is_live or record.source is MessageSource.HISTORY:
                self._remember(record.channel_id, record.message_id)
                self._unsaved[record.channel_id] = self._positions[record.channel_id]

    def _remember(self, channel_id: str, message_id: str) -> None:
        known = self._positions.get(channel_id, "0")
        self._positions[channel_id] = max(known, message_id, key=int)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            await self.flush()

    async def flush(self) -> None:
        """Stores the checkpoints; what cannot be stored now is kept for the next time."""
        unsaved, self._unsaved = self._unsaved, {}
        for channel_id, message_id in unsaved.items():
            try:
                await asyncio.to_thread(self._control.advance_checkpoint, channel_id, message_id)
            except Exception as error:  # noqa: BLE001 - an old checkpoint only costs repetition
                self._unsaved.setdefault(channel_id, message_id)
                logger.warning("checkpoint not stored", extra={"error": repr(error)})
