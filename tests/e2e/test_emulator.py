"""The emulator's process, and what is said when a tool does not do its work."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sandbox.aws import MiniStack
from sandbox.aws.stack import make_client
from sandbox.aws.tools import SandboxError, clean_environment, run, tool

pytestmark = pytest.mark.e2e


def answers(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(url).port)) == 0


def test_it_is_there_once_started_and_gone_once_stopped(tmp_path: Path) -> None:
    aws = MiniStack(tmp_path)

    endpoint_url = aws.start()
    assert make_client("sqs", endpoint_url).list_queues()["ResponseMetadata"]
    aws.stop()

    assert not answers(endpoint_url)


def test_stopping_twice_or_before_the_start_is_fine(tmp_path: Path) -> None:
    aws = MiniStack(tmp_path)
    aws.stop()
    aws.start()
    aws.stop()

    aws.stop()


def test_nothing_of_the_callers_settings_reaches_the_functions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIGNALFILL_COINBASE_KEY", "made-up")
    monkeypatch.setenv("AWS_PROFILE", "work")

    assert set(clean_environment()) <= {"PATH", "HOME", "LANG"}


def test_a_tool_that_is_not_installed_is_told_with_the_remedy() -> None:
    with pytest.raises(SandboxError, match="run make setup"):
        tool("nothing-of-this-name")


def test_a_tool_that_fails_is_told_with_its_last_lines(tmp_path: Path) -> None:
    command = ["/bin/sh", "-c", "echo no such template; exit 3"]

    with pytest.raises(SandboxError, match=r"(?s)status 3.*no such template"):
        run(command, environment=clean_environment(), log=tmp_path / "logs" / "sam.log")
