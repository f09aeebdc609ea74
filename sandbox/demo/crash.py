"""Kills one worker in the middle of its work: nothing may be lost, nothing doubled."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from sandbox.scraper import ScraperProcess
from sandbox.stage import Stage

WORKERS = ("scraper", "parser", "trader")
PARSER_KILLS, PAUSE_SECONDS = 20, 0.02
VENUE_LATENCY_SECONDS = 0.5
IN_FLIGHT_AFTER_SECONDS = 0.2
UNDER_WAY_WITHIN_SECONDS = 30


class Victim(Protocol):
    def crash(self, post: Callable[[], None], is_under_way: Callable[[], bool]) -> None:
        """Kills the worker while it works on what `post` posts."""
        ...

    def restart(self) -> None: ...


class ScraperVictim:
    """Stays down until it is started again: what was posted meanwhile is in the history."""

    def __init__(self, process: ScraperProcess) -> None:
        self._process = process

    def crash(self, post: Callable[[], None], is_under_way: Callable[[], bool]) -> None:
        del is_under_way
        post()
        self._process.kill()

    def restart(self) -> None:
        self._process.start()


class Parser:
    """Killed whenever it appears for a while; the queue gives the record out again later."""

    def __init__(self, stage: Stage) -> None:
        self._marks = marks_of(stage, "ParserFunction")

    def crash(self, post: Callable[[], None], is_under_way: Callable[[], bool]) -> None:
        del is_under_way
        post()
        for _ in range(PARSER_KILLS):
            kill(self._marks)
            time.sleep(PAUSE_SECONDS)

    def restart(self) -> None:
        """The emulator starts a new worker for the next event by itself."""


class Trader:
    """Killed with its first order in flight: the intent is stored, the answer never read."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._marks = marks_of(stage, "OnSignalFunction")

    def crash(self, post: Callable[[], None], is_under_way: Callable[[], bool]) -> None:
        self._stage.coinbase.fault("latency", value=VENUE_LATENCY_SECONDS)
        post()
        deadline = time.monotonic() + UNDER_WAY_WITHIN_SECONDS
        while not is_under_way() and time.monotonic() < deadline:
            time.sleep(PAUSE_SECONDS)
        time.sleep(IN_FLIGHT_AFTER_SECONDS)
        kill(self._marks)
        self._stage.coinbase.fault("latency", value=0)

    def restart(self) -> None:
        """The emulator starts a new worker for the next event by itself."""


def victim(worker: str | None, stage: Stage) -> Victim | None:
    match worker:
        case "scraper" if isinstance(stage.scraper, ScraperProcess):
            return ScraperVictim(stage.scraper)
        case "parser":
            return Parser(stage)
        case "trader":
            return Trader(stage)
    return None


def marks_of(stage: Stage, output: str) -> set[bytes]:
    """What the environment of the function's workers holds, in this emulator alone."""
    return {
        f"AWS_LAMBDA_FUNCTION_NAME={stage.stack.outputs[output]}".encode(),
        f"AWS_ENDPOINT_URL={stage.aws.endpoint_url}".encode(),
    }


def kill(marks: set[bytes]) -> None:
    for process_id in process_ids(marks):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process_id, signal.SIGKILL)


def process_ids(marks: set[bytes]) -> Iterator[int]:
    for directory in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if marks <= set((directory / "environ").read_bytes().split(b"\0")):
                yield int(directory.name)
