from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.fatal import FatalCloseError, fatal_reason, refuse_user_token
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.status import Status
from signalfill.adapters.discord.supervisor import Supervisor
from tests.fakes.clock import FakeClock
from tests.fakes.control import InMemoryControl
from tests.fakes.discord_standin import in_loop, until
from tests.unit.scraper.desk import Outlet


class Lives:
    """Clients that end as planned, the last one again and again; counts them."""

    def __init__(self, *ends: Exception) -> None:
        self.count = 0
        self._ends = list(ends)

    def __call__(self) -> Any:  # noqa: ANN401 - stands for a client
        self.count += 1
        return self

    async def login(self, _token: str) -> None:
        raise self._ends[min(self.count, len(self._ends)) - 1]

    async def close(self) -> None:
        pass


def supervisor(lives: Lives, status: Status) -> Supervisor:
    clock = FakeClock()
    reader = Reader(outlet=Outlet(), checkpoints=Checkpoints(InMemoryControl()), clock=clock)
    return Supervisor(
        lambda: "token",
        reader=reader,
        status=status,
        clock=clock,
        make_client=lives,
        first_retry_seconds=0.0,
    )


@in_loop
async def test_after_a_fatal_end_nothing_is_tried_again() -> None:
    lives, status = Lives(discord.LoginFailure()), Status()
    running = asyncio.create_task(supervisor(lives, status).run())
    for _ in range(1000):
        await asyncio.sleep(0)
    assert (lives.count, running.done(), status.fatal is None) == (1, False, False)
    running.cancel()


@in_loop
async def test_any_other_end_is_tried_again() -> None:
    lives, status = Lives(OSError("reset"), AttributeError("sequence")), Status()
    running = asyncio.create_task(supervisor(lives, status).run())
    await until(lambda: lives.count > 3)
    running.cancel()
    assert status.fatal is None


def test_a_user_token_is_known_by_its_look() -> None:
    with pytest.raises(FatalCloseError, match="user account"):
        refuse_user_token("mfa.x")


def test_an_error_that_may_pass_is_not_fatal() -> None:
    assert fatal_reason(OSError("reset")) is None
