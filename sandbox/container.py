"""The scraper as AWS runs it: its image built, its service deployed, its container started."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from sandbox.aws import Stack
from sandbox.aws.tools import SandboxError, clean_environment, run
from sandbox.scraper import READY_WITHIN_SECONDS, is_ready

IMAGE = "localhost/signalfill-scraper:sandbox"
PARAMETERS = {"ScraperImage": IMAGE, "ScraperNetwork": "host"}
HEALTH_PORT = 8080
"""The image's own; on this machine's loopback, as the container shares its network."""


def build_image(docker_host: str, log: Path) -> None:
    """Raises:
    SandboxError: there is nothing to build it with, or it failed.
    """
    engine = shutil.which("docker") or shutil.which("podman")
    if engine is None:
        raise SandboxError("neither docker nor podman is installed: one builds the image")
    command = [engine, "build", "--network=host", "-t", IMAGE]
    command += ["-f", "functions/scraper/Dockerfile", "."]
    run(command, environment=clean_environment(DOCKER_HOST=docker_host), log=log)


class ScraperContainer:
    """The service that was deployed with the image; `stop` it before anything else."""

    def __init__(self, stack: Stack) -> None:
        self._ecs = stack.client("ecs")

    def start(self) -> None:
        """Returns once it is connected and has read what it missed.

        Raises:
            SandboxError: it is not ready in time.
        """
        self._scale(1)
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        while not is_ready(HEALTH_PORT):
            if time.monotonic() > deadline:
                raise SandboxError("the scraper's container did not become ready")
            time.sleep(0.1)

    def stop(self) -> None:
        self._scale(0)
        for cluster in self._ecs.list_clusters()["clusterArns"]:
            for task in self._ecs.list_tasks(cluster=cluster)["taskArns"]:
                self._ecs.stop_task(cluster=cluster, task=task)

    def _scale(self, count: int) -> None:
        for cluster in self._ecs.list_clusters()["clusterArns"]:
            for service in self._ecs.list_services(cluster=cluster)["serviceArns"]:
                self._ecs.update_service(cluster=cluster, service=service, desiredCount=count)
