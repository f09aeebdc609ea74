"""Keeps one client running, whatever ends it, except where only a person can help."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from signalfill.adapters.discord.client import ReaderClient
from signalfill.adapters.discord.fatal import (
    NOT_A_BOT,
    FatalCloseError,
    fatal_reason,
    refuse_user_token,
)
from signalfill.adapters.discord.identify import IdentifyBudgetSpentError
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.status import Status
from signalfill.ports import Clock

logger = logging.getLogger(__name__)

FIRST_RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 300.0
CLOSE_SECONDS = 1.5


class Supervisor:
    """The library's own loop dies of a gateway that is down at first and of 5xx at login."""

    def __init__(
        self,
        token: str,
        *,
        reader: Reader,
        status: Status,
        clock: Clock,
        make_client: Callable[[], ReaderClient],
        first_retry_seconds: float = FIRST_RETRY_SECONDS,
    ) -> None:
        self._token = token
        self._reader = reader
        self._status = status
        self._clock = clock
        self._make_client = make_client
        self._first_retry_seconds = first_retry_seconds

    async def run(self) -> None:
        """Until cancelled. After a fatal close it waits without reconnecting."""
        retry = self._first_retry_seconds
        while self._status.fatal is None:
            was_connected = await self._attempt()
            if self._status.fatal is None:
                retry = self._first_retry_seconds if was_connected else retry
                await asyncio.sleep(retry)
                retry = min(retry * 2, LONGEST_RETRY_SECONDS)
        logger.critical(
            "stopped reading, the process stays up without reconnecting: %s", self._status.fatal
        )
        await asyncio.Event().wait()

    async def _attempt(self) -> bool:
        """One life of a client; whether it was ever connected."""
        before = self._reader.sessions
        try:
            await self._connect()
        except IdentifyBudgetSpentError as error:
            logger.error("%s", error)  # noqa: TRY400 - the line says all
            await asyncio.sleep(max(0.0, (error.until - self._clock.now()).total_seconds()))
        except Exception as error:  # noqa: BLE001 - whatever ended it, reading must go on
            self._status.fatal = fatal_reason(error)
            if self._status.fatal is None:
                logger.warning("connection ended, trying again", extra={"cause": repr(error)})
        return self._reader.sessions > before

    async def _connect(self) -> None:
        refuse_user_token(self._token)
        client = self._make_client()
        try:
            await client.login(self._token)
            if client.user is None or not client.user.bot:
                raise FatalCloseError(NOT_A_BOT)
            await client.connect()
        finally:
            self._status.is_connected = False
            self._reader.detach()
            with suppress(Exception):
                await asyncio.wait_for(client.close(), CLOSE_SECONDS)
