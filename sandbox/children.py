"""Programs of the sandbox as child processes: started ready, stopped whole."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sandbox.aws.tools import ROOT, SandboxError

STOPPED_WITHIN_SECONDS = 10
READY_WITHIN_SECONDS = 30


class Child:
    """`python -m MODULE ...` in a session of its own: a Ctrl-C is its starter's to handle.

    What it logs goes to `log`; one that `announces` itself prints one JSON line when ready.
    `stop` ends its whole process group.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Path,
        announces: bool = True,
    ) -> None:
        self.name = module
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as logged:
            self._process = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if announces else logged,
                stderr=logged,
                start_new_session=True,
            )

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def first_line(self) -> dict[str, Any]:
        """The one JSON line that the program prints when it is ready.

        Raises:
            SandboxError: it ended or stayed silent.
        """
        output = self._process.stdout
        if output is None:
            raise AssertionError("only one that announces itself has a first line")
        with selectors.DefaultSelector() as selector:
            selector.register(output, selectors.EVENT_READ)
            ready = selector.select(READY_WITHIN_SECONDS)
        line = output.readline() if ready else b""
        try:
            found = json.loads(line)
        except ValueError:
            raise SandboxError(f"{self.name} did not start (see {self.log})") from None
        if not isinstance(found, dict):
            raise SandboxError(f"{self.name} answered {found!r} (see {self.log})")
        return found

    def kill(self) -> None:
        """SIGKILL, as a crash would: nothing is drained."""
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._close()

    def stop(self) -> None:
        """Ends it; stopping twice is fine."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(STOPPED_WITHIN_SECONDS)
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._close()

    def _close(self) -> None:
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)  # start_new_session made it the leader
