from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest

from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.fatal import FatalCloseError, fatal_reason, refuse_user_token
from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.status import Status
from signalfill.adapters.discord.supervisor import Supervisor
from signalfill.domain.errors import InvalidInputError, RetryableError
from tests.fakes.clock import FakeClock
from tests.fakes.control import InMemoryControl
from tests.fakes.discord_standin import in_loop, until
from tests.unit.scraper.reader_fixture import Outlet


class Lives:
    """Clients that end as planned, the last one again and again; counts them."""

    def __init__(self, *ends: Exception) -> None:
        self.count = 0
        self.tokens: list[str] = []
        self._ends = list(ends)

    def __call__(self) -> Any:  # noqa: ANN401 - stands for a client
        self.count += 1
        return self

    async def login(self, token: str) -> None:
        self.tokens.append(token)
        raise self._ends[min(self.count, len(self._ends)) - 1]

    async def close(self) -> None:
        pass


def supervisor(
    lives: Lives, status: Status, read_token: Callable[[], str] = lambda: "token"
) -> Supervisor:
    clock = FakeClock()
    reader = Reader(outlet=Outlet(), checkpoints=Checkpoints(InMemoryControl()), clock=clock)
    return Supervisor(
        read_token,
        reader=reader,
        status=status,
        clock=clock,
        make_client=lives,
        first_retry_seconds=0.0,
        token_seconds=0.0,
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


@in_loop
async def test_another_token_is_noticed_and_the_refused_one_never_tried_again() -> None:
    lives, status = Lives(discord.LoginFailure(), OSError("reset")), Status()
    secret = ["refused"]
    running = asyncio.create_task(supervisor(lives, status, lambda: secret[-1]).run())
    await until(lambda: status.fatal)
    secret.append("new")
    await until(lambda: lives.count > 2)
    running.cancel()
    assert (lives.tokens[:3], status.fatal) == (["refused", "new", "new"], None)


@in_loop
async def test_a_secret_that_holds_nothing_yet_is_waited_for() -> None:
    lives, status = Lives(OSError("reset")), Status()
    answers: list[Exception | str] = [InvalidInputError("the secret holds no text")]

    def read() -> str:
        if isinstance(answers[-1], Exception):
            raise answers[-1]
        return answers[-1]

    running = asyncio.create_task(supervisor(lives, status, read).run())
    await until(lambda: status.fatal == "the secret holds no text")
    answers.append("token")
    await until(lambda: lives.count > 1)
    running.cancel()
    assert status.fatal is None


@in_loop
async def test_a_secret_without_answer_is_no_reason_to_halt() -> None:
    lives, status = Lives(OSError("reset")), Status()
    failures: list[Exception] = [RetryableError("throttled")]

    def read() -> str:
        if failures:
            raise failures.pop()
        return "token"

    running = asyncio.create_task(supervisor(lives, status, read).run())
    await until(lambda: lives.count > 1)
    running.cancel()
    assert status.fatal is None
