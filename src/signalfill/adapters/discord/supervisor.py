"""Keeps one client running, whatever ends it, except where only a person can help."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

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
from signalfill.domain.errors import RetryableError, SignalfillError
from signalfill.ports import Clock

logger = logging.getLogger(__name__)

FIRST_RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 300.0
CLOSE_SECONDS = 1.5
TOKEN_SECONDS = 120.0
RENEW_AT_MOST_EVERY_SECONDS = 600.0


class Supervisor:
    """The library's own loop dies of a gateway that is down at first and of 5xx at login."""

    def __init__(
        self,
        read_token: Callable[[], str],
        *,
        reader: Reader,
        status: Status,
        clock: Clock,
        make_client: Callable[[], ReaderClient],
        first_retry_seconds: float = FIRST_RETRY_SECONDS,
        token_seconds: float = TOKEN_SECONDS,
    ) -> None:
        self._read_token = read_token
        self._reader = reader
        self._status = status
        self._clock = clock
        self._make_client = make_client
        self._first_retry_seconds = first_retry_seconds
        self._token_seconds = token_seconds
        self._refused: str | None = None
        self._closing: asyncio.Task[None] | None = None
        self._client: ReaderClient | None = None
        self._renewed_at = -RENEW_AT_MOST_EVERY_SECONDS

    async def run(self) -> None:
        """Until canceled. After a fatal close it waits for another token."""
        retry = self._first_retry_seconds
        while True:
            token = await self._usable_token()
            was_connected = await self._attempt(token)
            if self._status.fatal is None:
                retry = self._first_retry_seconds if was_connected else retry
                await asyncio.sleep(retry)
                retry = min(retry * 2, LONGEST_RETRY_SECONDS)
            else:
                self._refused = token

    def seems_deaf(self, posted_at: datetime) -> None:
        """A message never came: where nothing came since, a new session replaces this one.

        Seldom, as each is counted.
        """
        now = time.monotonic()
        silent_since = self._clock.now() - timedelta(seconds=self._status.deaf_seconds)
        is_due = now - self._renewed_at >= RENEW_AT_MOST_EVERY_SECONDS
        if self._client is None or silent_since > posted_at or not is_due:
            return
        self._renewed_at = now
        logger.error("gateway found silent", extra={"remedy": "a new session is started"})
        self._closing = asyncio.create_task(self._client.close())

    async def _usable_token(self) -> str:
        """A token that Discord has not refused yet; waits for one, however long it takes."""
        while True:
            try:
                token = (await asyncio.to_thread(self._read_token)).strip()
            except RetryableError as error:
                logger.warning("token not read", extra={"error": str(error)})
            except SignalfillError as error:
                self._halt(str(error))
            else:
                if token != self._refused:
                    self._status.fatal = None
                    return token
            await asyncio.sleep(self._token_seconds)

    def _halt(self, reason: str) -> None:
        if reason != self._status.fatal:
            logger.critical("not reading, the process stays up without reconnecting: %s", reason)
        self._status.fatal = reason

    async def _attempt(self, token: str) -> bool:
        """One life of a client; whether it was ever connected."""
        before = self._reader.sessions
        try:
            await self._connect(token)
        except IdentifyBudgetSpentError as error:
            logger.error("%s", error)  # noqa: TRY400 - the line says all
            await asyncio.sleep(max(0.0, (error.until - self._clock.now()).total_seconds()))
        except Exception as error:  # noqa: BLE001 - whatever ended it, reading must go on
            reason = fatal_reason(error)
            if reason is None:
                logger.warning("connection ended", extra={"error": repr(error)})
            else:
                self._halt(reason)
        return self._reader.sessions > before

    async def _connect(self, token: str) -> None:
        refuse_user_token(token)
        self._client = client = self._make_client()
        try:
            await client.login(token)
            if client.user is None or not client.user.bot:
                raise FatalCloseError(NOT_A_BOT)
            await client.connect()
        finally:
            self._client = None
            self._status.is_connected = False
            self._reader.detach()
            with suppress(Exception):
                await asyncio.wait_for(client.close(), CLOSE_SECONDS)
