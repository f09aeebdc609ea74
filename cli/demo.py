"""`signalfill demo`: the whole system on this machine, on a script of its own messages."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

from cli.options import Commands, json_option
from cli.output import print_json
from signalfill.domain.errors import InvalidInputError, SignalfillError

STAGES = Path(__file__).resolve().parents[1] / ".sandbox"
ENDING = (signal.SIGINT, signal.SIGTERM)
WORKERS = ("scraper", "parser", "trader")


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "demo", parents=[json_option()], help="watch signals become positions, on this machine"
    )
    parser.add_argument("--kill", choices=WORKERS, help="kill this worker in the middle")
    parser.add_argument("--auth", action="store_true", help="evaluate the functions' role policies")
    containers_option(parser)
    parser.set_defaults(run=_run)


def containers_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--containers", action="store_true", help="run the scraper's real container (DOCKER_HOST)"
    )


def docker_host(arguments: argparse.Namespace) -> str | None:
    """Where the container engine is; None where none is wanted, or none is at hand."""
    found = os.environ.get("DOCKER_HOST") or None
    if arguments.containers and found is None:
        print("no container engine: DOCKER_HOST is not set; without containers", file=sys.stderr)
    return found if arguments.containers else None


def _run(arguments: argparse.Namespace) -> int:
    if arguments.containers and arguments.kill == "scraper":
        raise InvalidInputError("--kill scraper kills a process: say it without --containers")
    for number in ENDING:
        signal.signal(number, _interrupt)
    STAGES.mkdir(exist_ok=True)
    directory = Path(tempfile.mkdtemp(prefix="demo-", dir=STAGES))
    kept = False
    try:
        kept = _play(arguments, directory) != 0
    except SignalfillError:
        kept = True
        raise
    finally:
        if kept:
            print(f"what all parts wrote: {directory}", file=sys.stderr)
        else:
            shutil.rmtree(directory)
    return 1 if kept else 0


def _play(arguments: argparse.Namespace, directory: Path) -> int:
    # Imported here: the other commands do without the sandbox.
    from sandbox.aws.tools import SandboxError  # noqa: PLC0415
    from sandbox.demo.run import run_demo  # noqa: PLC0415
    from sandbox.demo.screen import make_console  # noqa: PLC0415

    console = make_console(on_stderr=arguments.json)
    try:
        failures = run_demo(
            directory,
            console,
            kill=arguments.kill,
            auth=arguments.auth,
            docker_host=docker_host(arguments),
        )
    except SandboxError as error:
        raise SignalfillError(str(error)) from None
    if arguments.json:
        print_json({"ok": not failures, "failures": failures})
    return 1 if failures else 0


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Everything that was started is stopped; a second signal does not hurry that."""
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
