"""The reader's parts put together: start, keep running, drain."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from functions.scraper.measures import Measures, take_measures
from functions.scraper.pace import Pace, by_roles
from signalfill.adapters.discord.archive import follow_archived
from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.client import ReaderClient
from signalfill.adapters.discord.health import serve_health
from signalfill.adapters.discord.identify import IdentifyBudget
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.status import Status
from signalfill.adapters.discord.supervisor import Supervisor
from signalfill.adapters.discord.sweep import Sweep
from signalfill.adapters.discord.telemetry import emit
from signalfill.adapters.discord.watch import probe_permissions, recheck_signals, sweep_channels
from signalfill.domain.errors import SignalfillError
from signalfill.domain.message import MessageRecord
from signalfill.ports import Clock, ControlStore, LiveMessages, MessageQueue
from signalfill.services.scraping.canary import make_canary
from signalfill.services.scraping.publish_message import Outbox

logger = logging.getLogger(__name__)

DRAIN_SECONDS = 2.0
FLUSH_SECONDS = 1.0


class Scraper:
    def __init__(
        self,
        read_token: Callable[[], str],
        *,
        queue: MessageQueue,
        control: ControlStore,
        clock: Clock,
        live: LiveMessages | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.clock = clock
        self._control = control
        self._live = live
        self._pace = pace = pace or Pace()
        self.status = Status()
        self._checkpoints = Checkpoints(control)
        self.outbox = Outbox(queue, acknowledged=self._acknowledged, capacity=pace.outbox_capacity)
        self.reader = Reader(outlet=self.outbox, checkpoints=self._checkpoints, clock=clock)
        self._budget = IdentifyBudget(control, clock)
        self._supervisor = Supervisor(
            read_token,
            reader=self.reader,
            status=self.status,
            clock=clock,
            make_client=self._make_client,
            first_retry_seconds=pace.retry_seconds,
            token_seconds=pace.token_seconds,
        )
        self.sweep = Sweep(
            records=self.reader.records,
            checkpoints=self._checkpoints,
            members=self.reader.members,
            clock=clock,
            catch_up=self.reader.catch_up,
            grace=timedelta(seconds=pace.sweep_grace_seconds),
            seems_deaf=self._supervisor.seems_deaf,
        )

    def _make_client(self) -> ReaderClient:
        return ReaderClient(
            self.reader,
            self.status,
            before_identify=self._budget.spend,
            heartbeat_timeout=self._pace.heartbeat_timeout_seconds,
            identify_pause=self._pace.identify_pause_seconds,
        )

    async def run(self, stop: asyncio.Event, *, health_port: int | None = None) -> None:
        """Until `stop`; then what was read is delivered, or found again at the next start.

        Raises:
            Exception: a part that must never end has ended; a restart is the remedy.
        """
        health = None if health_port is None else await serve_health(health_port, self.state)
        sending = asyncio.create_task(self.outbox.run())
        stopping = asyncio.create_task(stop.wait())
        parts = [asyncio.create_task(each) for each in self._parts()]
        done, _ = await asyncio.wait(
            {sending, stopping, *parts}, return_when=asyncio.FIRST_COMPLETED
        )
        await _end([*parts, stopping])
        await self._drain()
        await _end([sending])
        if health is not None:
            health.close()
        emit(self._measures())
        logger.info("scraper stopped", extra={"undelivered": len(self.outbox)})
        for part in done - {stopping}:
            part.result()

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        """What must never end."""
        pace, reader = self._pace, self.reader
        parts = [
            self._checkpoints.run(),
            self._read(),
            self._measure(),
            self._send_canaries(),
            sweep_channels(self.sweep, reader, every_seconds=pace.sweep_seconds),
            probe_permissions(reader, every_seconds=pace.probe_seconds, tell=self._unreadable),
            follow_archived(reader, self._checkpoints),
        ]
        if self._live is not None:
            every = pace.recheck_seconds
            parts.append(recheck_signals(self.sweep, reader, self._live, every_seconds=every))
        return parts

    def state(self) -> dict[str, object]:
        status = self.status
        return {
            "status": "halted" if status.fatal else "ok" if status.is_connected else "connecting",
            "ready": status.is_connected and self.reader.is_caught_up,
            "reason": status.fatal,
            "outbox": len(self.outbox),
            "queue_failing": self.outbox.is_failing,
            "parked": self.reader.parked,
            "found_by_sweep": self.sweep.found,
            "unreadable_channels": status.unreadable_channels,
            "silent_seconds": status.silent_seconds,
        }

    def _acknowledged(self, records: Sequence[MessageRecord]) -> None:
        self.status.delivered(records, self.clock.now())
        self._checkpoints.acknowledged(records)

    def _unreadable(self, channels: int) -> None:
        self.status.unreadable_channels = channels

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
        """Settings that cannot be read, or not by this release, leave the channels as they are."""
        try:
            control = await asyncio.to_thread(self._control.current)
        except SignalfillError as error:
            logger.warning("settings not read", extra={"error": str(error)})
            return False
        if not control.settings_readable:
            logger.error("a newer release pushed the settings: update the scraper")
            return False
        settings = control.settings
        self.reader.members.needed_in(by_roles(settings))
        self.reader.watch(settings.channels)
        return True

    async def _send_canaries(self) -> None:
        await asyncio.sleep(self._pace.first_canary_seconds)
        while True:
            self.outbox.offer(make_canary(self.clock.now()))
            await asyncio.sleep(self._pace.canary_seconds)

    async def _measure(self) -> None:
        while True:
            await asyncio.sleep(self._pace.metrics_seconds)
            emit(self._measures())

    def _measures(self) -> Measures:
        return take_measures(self.status, self.reader, self.sweep, self.outbox)

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
