"""The stand-in as one object: its own thread, its own authority, loopback only."""

from __future__ import annotations

import asyncio
import ssl
import tempfile
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from sandbox.coinbase.certificates import LOOPBACK, make_server_context
from sandbox.coinbase.control import CoinbaseControlRoutes
from sandbox.coinbase.control_transport import make_control_application
from sandbox.coinbase.exchange import Exchange
from sandbox.coinbase.transport import make_application
from signalfill.domain.product import FeeRates

DEPOSITS = {"USD": Decimal(10_000)}
FEES = FeeRates(maker=Decimal("0.004"), taker=Decimal("0.006"))
"""The tier of a published answer of the venue. New accounts are said to pay 0.6 % and 1.2 %."""

START_SECONDS = 20
STOP_SECONDS = 1


class StandInCoinbase:
    """`start` returns when it answers; `stop` when nothing of it is left."""

    def __init__(
        self,
        directory: Path | None = None,
        *,
        port: int = 0,
        control_port: int = 0,
        deposits: Mapping[str, Decimal] = DEPOSITS,
        prices: Mapping[str, Decimal] | None = None,
        fees: FeeRates = FEES,
        key_algorithm: str = "ES256",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.exchange = Exchange(
            clock=clock,
            fees=fees,
            deposits=deposits,
            prices=prices or {},
            key_algorithm=key_algorithm,
        )
        self.control = CoinbaseControlRoutes(self.exchange)
        self._temporary = tempfile.TemporaryDirectory() if directory is None else None
        self._directory = Path(self._temporary.name) if self._temporary else directory
        self._ports = (port, control_port)
        self._ready = threading.Event()
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="stand-in-coinbase", daemon=True)
        self.base_url = ""
        self.control_url = ""
        self.ca_bundle = Path()

    @property
    def key(self) -> dict[str, str]:
        """The content of a key file."""
        return self.exchange.key.as_file()

    def address(self) -> dict[str, Any]:
        """What a client needs, as printed at the start."""
        return {
            "base_url": self.base_url,
            "control_url": self.control_url,
            "ca_bundle": str(self.ca_bundle),
            "key": self.key,
        }

    def start(self) -> Self:
        self._thread.start()
        if not self._ready.wait(START_SECONDS) or self._failure is not None:
            raise RuntimeError("the stand-in Coinbase did not start") from self._failure
        return self

    def stop(self) -> None:
        if self._loop is not None and self._ended is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join()
        if self._temporary is not None:
            self._temporary.cleanup()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._failure = error
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        if self._directory is None:
            raise RuntimeError("no directory for the authority")
        context, self.ca_bundle = make_server_context(self._directory)
        venue = await _listen(make_application(self.exchange), self._ports[0], context)
        control = await _listen(make_control_application(self.control), self._ports[1], None)
        self.base_url = f"{LOOPBACK}:{_port(venue)}"
        self.control_url = f"http://{LOOPBACK}:{_port(control)}"
        self._ready.set()
        try:
            await self._ended.wait()
        finally:
            await _close(venue)
            await _close(control)


async def _listen(
    application: web.Application, port: int, context: ssl.SSLContext | None
) -> web.AppRunner:
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=STOP_SECONDS)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, port, ssl_context=context).start()
    return runner


async def _close(runner: web.AppRunner) -> None:
    """Idle keep-alive connections are cut, or their sockets would outlive the loop."""
    for connection in runner.server.connections if runner.server else []:
        if connection.transport is not None:
            connection.transport.abort()
    await runner.cleanup()


def _port(runner: web.AppRunner) -> int:
    return int(runner.addresses[0][1])
