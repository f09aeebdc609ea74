"""The real template, built once and deployed into emulators on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from sandbox.aws import MiniStack, Stack, build, deploy
from sandbox.aws.tools import ROOT
from sandbox.demo.sweeper import Sweeper
from sandbox.stage import Stage, StagePlan
from tests.e2e.theatre import Theatre


class StartStack(Protocol):
    def __call__(
        self,
        *,
        auth: bool = False,
        bind_host: str = "127.0.0.1",
        parameters: dict[str, str] | None = None,
    ) -> Stack:
        """A new emulator with the system in it; it is stopped when the tests end."""
        ...


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> None:
    build(tmp_path_factory.mktemp("build") / "sam-build.log")


@pytest.fixture(scope="session")
def start_stack(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartStack]:
    del built
    with ExitStack() as running:

        def start(
            *,
            auth: bool = False,
            bind_host: str = "127.0.0.1",
            parameters: dict[str, str] | None = None,
        ) -> Stack:
            directory: Path = tmp_path_factory.mktemp("aws")
            aws = running.enter_context(MiniStack(directory, auth=auth, bind_host=bind_host))
            return deploy(aws.endpoint_url, parameters or {}, directory / "sam-deploy.log")

        yield start


@pytest.fixture(scope="session")
def guarded_stack(start_stack: StartStack) -> Stack:
    """The system as it is deployed by default, every call judged by the roles' policies."""
    return start_stack(auth=True)


@pytest.fixture(scope="session")
def theatre(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    """The whole system with its stand-ins, every call judged by the roles' policies."""
    del built
    settings = ROOT / "sandbox" / "demo" / "channels.yaml"
    plan = StagePlan(tmp_path_factory.mktemp("stage"), settings, deposit="20000", auth=True)
    with Stage(plan) as stage, Sweeper(stage.sweep) as sweeper:
        stage.start_scraper()
        yield Theatre(stage, sweeper)
