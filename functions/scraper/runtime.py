"""The reader's parts put together: start, keep running, drain."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.client import ReaderClient
from signalfill.adapters.discord.health import serve_health
from signalfill.adapters.discord.identify import IdentifyBudget
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.status import Status
from signalfill.adapters.discord.supervisor import FIRST_RETRY_SECONDS, Supervisor
from signalfill.adapters.discord.telemetry import emit
from signalfill.domain.errors import SignalfillError
from signalfill.domain.message import MessageRecord
from signalfill.ports import Clock, ControlStore, MessageQueue
from signalfill.services.publish_message import Outbox

logger = logging.getLogger(__name__)

DRAIN_SECONDS = 2.0
FLUSH_SECONDS = 1.0


@dataclass(frozen=True)
class Pace:
    """How often things are done; tests are in a hurry."""

    settings_seconds: float = 60.0
    metrics_seconds: float = 60.0
    retry_seconds: float = FIRST_RETRY_SECONDS
    heartbeat_timeout_seconds: float = 60.0
    identify_pause_seconds: float = 5.0
    outbox_capacity: int = 2000


def watched(control: ControlStore) -> list[str]:
    """Every channel that settings name: one that is off has its verdicts too."""
    return list(control.current().settings.channels)


class Scraper:
    def __init__(
        self,
        token: str,
        *,
        queue: MessageQueue,
        control: ControlStore,
        clock: Clock,
        pace: Pace | None = None,
    ) -> None:
        self.clock = clock
        self._control = control
        self._pace = pace or Pace()
        self.status = Status()
        self._checkpoints = Checkpoints(control)
        self.outbox = Outbox(
            queue, acknowledged=self._acknowledged, capacity=self._pace.outbox_capacity
        )
        self.reader = Reader(outlet=self.outbox, checkpoints=self._checkpoints, clock=clock)
        budget = IdentifyBudget(control, clock)
        self._supervisor = Supervisor(
            token,
            reader=self.reader,
            status=self.status,
            clock=clock,
            make_client=lambda: ReaderClient(
                self.reader,
                self.status,
                before_identify=budget.spend,
                heartbeat_timeout=self._pace.heartbeat_timeout_seconds,
                identify_pause=self._pace.identify_pause_seconds,
            ),
            first_retry_seconds=self._pace.retry_seconds,
        )

    async def run(self, stop: asyncio.Event, *, health_port: int | None = None) -> None:
        """Until `stop`; then what was read is delivered, or found again at the next start.

        Raises:
            Exception: a part that must never end has ended; a restart is the remedy.
        """
        health = None if health_port is None else await serve_health(health_port, self.state)
        sending = asyncio.create_task(self.outbox.run())
        saving = asyncio.create_task(self._checkpoints.run())
        reading = asyncio.create_task(self._read())
        metrics = asyncio.create_task(self._measure())
        stopping = asyncio.create_task(stop.wait())
        parts = {sending, saving, reading, metrics, stopping}
        done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
        await _end([reading, metrics, saving, stopping])
        await self._drain()
        await _end([sending])
        if health is not None:
            health.close()
        emit(self._measures())
        logger.info("stopped", extra={"undelivered": len(self.outbox)})
        for part in done - {stopping}:
            part.result()

    def state(self) -> dict[str, object]:
        status = self.status
        return {
            "status": "halted" if status.fatal else "ok" if status.is_connected else "connecting",
            "ready": status.is_connected and self.reader.is_caught_up,
            "reason": status.fatal,
            "outbox": len(self.outbox),
            "queue_failing": self.outbox.is_failing,
            "parked": self.reader.parked,
            "silent_seconds": status.silent_seconds,
        }

    def _acknowledged(self, records: Sequence[MessageRecord]) -> None:
        self.status.messages_sent += len(records)
        self._checkpoints.acknowledged(records)

    async def _read(self) -> None:
        while not await self._load_channels():  # noqa: ASYNC110 - a table gives no sign
            await asyncio.sleep(self._pace.retry_seconds)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._supervisor.run())
            group.create_task(self._reload_channels())

    async def _reload_channels(self) -> None:
        while True:
            await asyncio.sleep(self._pace.settings_seconds)
            await self._load_channels()

    async def _load_channels(self) -> bool:
        """Settings that cannot be read now leave the channels as they are."""
        try:
            self.reader.watch(await asyncio.to_thread(watched, self._control))
        except SignalfillError as error:
            logger.warning("settings not read", extra={"cause": str(error)})
            return False
        return True

    async def _measure(self) -> None:
        while True:
            await asyncio.sleep(self._pace.metrics_seconds)
            emit(self._measures())

    def _measures(self) -> dict[str, float]:
        connected = self.status.take_connected_seconds()
        sent, self.status.messages_sent = self.status.messages_sent, 0
        return {
            "ScraperHeartbeat": 1 if connected else 0,
            "ConnectedSeconds": round(connected, 3),
            "MessagesSent": sent,
            "Parked": self.reader.parked,
            "EventsDropped": self.reader.dropped,
            "OutboxDepth": len(self.outbox),
        }

    async def _drain(self) -> None:
        await _within(DRAIN_SECONDS, self.outbox.drained())
        await _within(FLUSH_SECONDS, self._checkpoints.flush())


async def _within(seconds: float, work: Awaitable[None]) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(work, seconds)


async def _end(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
