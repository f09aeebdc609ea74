"""The scraper as its container's command starts it, with its task definition's environment."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import requests

from sandbox.aws.ministack import free_port
from sandbox.aws.tools import SandboxError, clean_environment
from sandbox.children import Child

MODULE = "functions.scraper.app"
READY_WITHIN_SECONDS = 30
VARIABLES = (
    "AWS_ENDPOINT_URL",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_DEFAULT_REGION",
    "SIGNALFILL_DISCORD_TOKEN_SECRET_ARN",
    "SIGNALFILL_DISCORD_API_URL",
    "SIGNALFILL_DISCORD_GATEWAY_URL",
    "SIGNALFILL_MESSAGES_QUEUE_URL",
    "SIGNALFILL_CONTROL_TABLE",
    "SIGNALFILL_POSITIONS_TABLE",
    "SIGNALFILL_CANARY_SECONDS",
)
"""What infra/scraper.yaml gives the container, where AWS is, and how often to measure."""


class ScraperProcess:
    """Started again after a kill it goes on where its checkpoints stand."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self._environment = {name: environment[name] for name in VARIABLES}
        self._log = log
        self._child: Child | None = None
        self._health_port = 0

    def start(self) -> None:
        """Returns once it is connected and has read what it missed.

        Raises:
            SandboxError: it ended, or is not ready in time.
        """
        self._health_port = free_port()
        environment = clean_environment(
            SIGNALFILL_HEALTH_PORT=str(self._health_port), **self._environment
        )
        self._child = Child(MODULE, [], environment=environment, log=self._log, announces=False)
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not is_ready(self._health_port):
            if not self._child.is_running or time.monotonic() > deadline:
                raise SandboxError(f"the scraper did not become ready (see {self._log})")
            time.sleep(0.05)

    def kill(self) -> None:
        """As a crash would end it."""
        if self._child is not None:
            self._child.kill()

    def stop(self) -> None:
        if self._child is not None:
            self._child.stop()


def is_ready(health_port: int) -> bool:
    url = f"http://127.0.0.1:{health_port}/readyz"
    try:
        with requests.Session() as session:
            session.trust_env = False
            return session.get(url, timeout=2).ok
    except requests.RequestException:
        return False
