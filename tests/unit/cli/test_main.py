from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.metadata import version
from types import ModuleType

import pytest
from botocore.exceptions import ClientError, NoRegionError

from cli.main import COMMANDS, main
from signalfill.domain.errors import HaltedError, InvalidInputError, RetryableError

SOME_COMMAND = "channels"


def fails_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    def fail(_arguments: argparse.Namespace) -> int:
        raise error

    module = ModuleType("failing")
    module.register = lambda commands: commands.add_parser(SOME_COMMAND).set_defaults(  # type: ignore[attr-defined]
        run=fail
    )
    monkeypatch.setattr("importlib.import_module", lambda _name: module)
    return main([SOME_COMMAND])


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (InvalidInputError("no such channel"), 2, "no such channel"),
        (RetryableError("the table is busy"), 1, "the table is busy"),
        (HaltedError("401"), 1, "the venue refuses the key: 401"),
        (ConnectionRefusedError("refused"), 1, "no usable answer: refused"),
        (NoRegionError(), 1, "no usable answer: You must specify a region."),
        (KeyboardInterrupt(), 130, "interrupted"),
        (
            ModuleNotFoundError("No module named 'boto3'", name="boto3"),
            2,
            "boto3 is not installed: pip install 'signalfill[cli]'",
        ),
        (
            ModuleNotFoundError("No module named 'sandbox.stage'", name="sandbox.stage"),
            2,
            "this command needs a checkout of the repository: see its README",
        ),
    ],
)
def test_what_the_world_says_is_one_line(
    error: BaseException,
    status: int,
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert fails_with(error, monkeypatch) == status
    assert capsys.readouterr().err == f"signalfill: {line}\n"


def test_help_lists_what_an_installation_without_a_checkout_can_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sandbox", None)
    for name in [each for each in sys.modules if each.startswith(("sandbox.", "cli.sandbox"))]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    listed = capsys.readouterr().out
    assert ended.value.code == 0
    assert "positions" in listed


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"signalfill {version('signalfill')}\n"


def test_a_refusal_by_aws_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = ClientError({"Error": {"Code": "AccessDenied", "Message": "not you"}}, "Query")
    assert fails_with(error, monkeypatch) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_mistake_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        fails_with(ZeroDivisionError(), monkeypatch)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: signalfill {command}")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    listed = capsys.readouterr().out
    assert [command for command in COMMANDS if f"    {command} " not in listed] == []


def test_a_reader_that_goes_away_ends_us_quietly() -> None:
    script = "settings schema | head -c 1"
    command = f'"{sys.executable}" -m cli.main {script}; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)  # noqa: S603, S607 - our own text
    assert done.stderr == ""


def test_an_unknown_command_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["trade"])
    assert ended.value.code == 2
    assert "invalid choice: 'trade'" in capsys.readouterr().err


def test_parsing_text_never_pays_for_a_cloud() -> None:
    look = (
        "import sys; from cli.main import make_parser; make_parser('parse');"
        "print({'boto3', 'coinbase', 'discord'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)  # noqa: S603 - our own text
    assert done.stdout.strip() == "set()"
