from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from cli.main import main
from sandbox import session


@pytest.fixture(autouse=True)
def empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(session, "DIRECTORY", tmp_path)
    return tmp_path


def test_a_sandbox_is_up_while_its_lock_is_held(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        held = session.is_up()

    assert held
    assert not session.is_up()


@pytest.mark.parametrize(
    "words",
    [["say", "swing-calls", "hello"], ["price", "BTC-USD", "65000"], ["down"]],
)
def test_without_a_sandbox_the_command_says_how_to_start_one(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["sandbox", *words])

    assert status == 1
    assert capsys.readouterr().err == "signalfill: no sandbox is up: signalfill sandbox up\n"


def test_a_second_sandbox_is_refused(
    empty_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (empty_directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status = main(["sandbox", "up"])

    assert status == 1
    assert "up already" in capsys.readouterr().err
