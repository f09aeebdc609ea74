"""Kills one worker in the middle of the demo: nothing may be lost, nothing doubled."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from sandbox.scraper import ScraperProcess
from sandbox.stage import Stage

FUNCTIONS = {"parser": "ParserFunction", "trader": "OnSignalFunction"}
WORKERS = ("scraper", *FUNCTIONS)
KILLS, PAUSE_SECONDS = 20, 0.02


class Victim(Protocol):
    def crash(self) -> None: ...

    def restart(self) -> None: ...


class Scraper:
    """Stays down until it is started again: what was posted meanwhile is in the history."""

    def __init__(self, process: ScraperProcess) -> None:
        self._process = process

    def crash(self) -> None:
        self._process.kill()

    def restart(self) -> None:
        self._process.start()


class Function:
    """Killed whenever it appears for a while, so that some work is cut in two."""

    def __init__(self, name: str, endpoint_url: str) -> None:
        self._marks = {
            f"AWS_LAMBDA_FUNCTION_NAME={name}".encode(),
            f"AWS_ENDPOINT_URL={endpoint_url}".encode(),
        }

    def crash(self) -> None:
        for _ in range(KILLS):
            for process_id in self.process_ids():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(process_id, signal.SIGKILL)
            time.sleep(PAUSE_SECONDS)

    def restart(self) -> None:
        """The emulator starts a new worker for the next event by itself."""

    def process_ids(self) -> Iterator[int]:
        """The workers of this function in this emulator, told by their environment."""
        for directory in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                variables = (directory / "environ").read_bytes().split(b"\0")
                if self._marks <= set(variables):
                    yield int(directory.name)


def victim(worker: str | None, stage: Stage) -> Victim | None:
    if worker is None:
        return None
    if worker == "scraper":
        return Scraper(stage.scraper)
    return Function(stage.stack.outputs[FUNCTIONS[worker]], stage.aws.endpoint_url)
