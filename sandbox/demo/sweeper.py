"""Invokes the schedule's function after each price step, beside the real schedule."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from botocore.exceptions import BotoCoreError, ClientError

from sandbox.aws.tools import SandboxError


class Sweeper:
    """One sweep at a time on a thread of its own: it may last while something is unprotected."""

    def __init__(self, sweep: Callable[[], dict[str, Any]]) -> None:
        self._sweep = sweep
        self._wanted = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)
        self.count = 0
        self.ended = 0
        self.failures: list[str] = []

    def ask(self) -> None:
        """One more sweep, begun after this call."""
        self._wanted.set()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended = True
        self._wanted.set()
        if kind is None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._ended:
                return
            try:
                result = self._sweep()
            except (SandboxError, BotoCoreError, ClientError) as error:
                self.failures.append(f"a sweep failed: {error}")
                continue
            finally:
                self.ended += 1
            self.count += 1
            if result["failed"]:
                self.failures.append(f"a sweep could not manage {result['failed']} positions")
