"""The emulator as a child process on the loopback interface."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.aws.tools import REGION, SandboxError, clean_environment, tool

_READY_WITHIN_SECONDS = 60
_STOPPED_WITHIN_SECONDS = 10


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class MiniStack:
    """AWS on a free port; everything it writes stays in `directory`.

    With `auth` the role policies are evaluated. With `docker_host` the container service
    starts real containers there (deploy with `ScraperNetwork=host`, so that they reach the
    loopback interface); without, it only pretends to. Another `bind_host` lets containers in
    that are on a network of their own.
    """

    def __init__(
        self,
        directory: Path,
        *,
        auth: bool = False,
        docker_host: str | None = None,
        bind_host: str = "127.0.0.1",
    ) -> None:
        self._directory = directory
        self._auth = auth
        self._docker_host = docker_host
        self._bind_host = bind_host
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint_url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def log(self) -> Path:
        return self._directory / "ministack.log"

    def start(self) -> str:
        """Returns the endpoint's URL once it answers.

        Raises:
            SandboxError: it ended or stayed silent; nothing is left running.
        """
        self._directory.mkdir(parents=True, exist_ok=True)
        self._port = free_port()
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own pinned tool
                [tool("ministack")],
                cwd=self._directory,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C is ours to handle; workers are its group
            )
        try:
            self._wait_until_ready(self._process)
        except BaseException:
            self.stop()
            raise
        return self.endpoint_url

    def stop(self) -> None:
        """Ends the emulator and its function workers; stopping twice is fine."""
        process, self._process = self._process, None
        if process is None:
            return
        group = process.pid  # start_new_session made it the leader
        _kill_group(group, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STOPPED_WITHIN_SECONDS)
        _kill_group(group, signal.SIGKILL)
        process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _environment(self) -> dict[str, str]:
        # The function workers inherit it: they must find what Lambda gives and no more.
        directory = str(self._directory)
        environment = clean_environment(
            BIND_HOST=self._bind_host,
            GATEWAY_PORT=str(self._port),
            MINISTACK_HOST="127.0.0.1",
            MINISTACK_REGION=REGION,
            AWS_DEFAULT_REGION=REGION,
            AUTH="true" if self._auth else "false",
            STATE_DIR=f"{directory}/state",
            S3_DATA_DIR=f"{directory}/s3",
            TMPDIR=directory,
            HOME=directory,
        )
        if self._docker_host:
            environment["DOCKER_HOST"] = self._docker_host
        return environment

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise SandboxError(f"MiniStack ended with {process.returncode} (see {self.log})")
            if self._answers():
                return
            time.sleep(0.05)
        raise SandboxError(f"MiniStack did not answer in time (see {self.log})")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", "/_ministack/health")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()


def _kill_group(group: int, number: signal.Signals) -> None:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return  # all of it has ended
