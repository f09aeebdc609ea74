"""A stage in the background, for several shells to play with: up, say, price, down."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from sandbox.aws import Stack
from sandbox.aws.tools import ROOT, SandboxError
from sandbox.stage import Stage, StagePlan

DIRECTORY = ROOT / ".sandbox" / "session"
SETTINGS = ROOT / "sandbox" / "channels.yaml"
DOWN_WITHIN_SECONDS = 30

type State = dict[str, Any]


def is_up() -> bool:
    """The session holds a lock as long as it lives, however it ends."""
    DIRECTORY.mkdir(parents=True, exist_ok=True)
    with (DIRECTORY / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def up(options: list[str], say: Callable[[str], None]) -> State:
    """Starts the session and returns when it can be played with.

    Raises:
        SandboxError: one is up already, or a part did not start.
    """
    if is_up():
        raise SandboxError("the sandbox is up already: signalfill sandbox down")
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "sandbox.session", *options],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # it outlives this command, and its Ctrl-C
    )
    try:
        last = ""
        for line in process.stdout or ():
            last = line.strip()
            if last.startswith("{"):
                state: State = json.loads(last)
                return state
            say(last)
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        raise
    raise SandboxError(f"the sandbox did not start: {last}")


def read_state() -> State:
    """Raises:
    SandboxError: no sandbox is up.
    """
    if not is_up():
        raise SandboxError("no sandbox is up: signalfill sandbox up")
    try:
        state: State = json.loads((DIRECTORY / "state.json").read_text())
    except FileNotFoundError:
        raise SandboxError("the sandbox is still starting") from None
    return state


def stack_of(state: State) -> Stack:
    return Stack(state["environment"]["AWS_ENDPOINT_URL"], state["outputs"])


def down() -> None:
    """Ends the session and all that it started.

    Raises:
        SandboxError: no sandbox is up, or it does not end.
    """
    os.kill(read_state()["process_id"], signal.SIGTERM)
    deadline = time.monotonic() + DOWN_WITHIN_SECONDS
    while is_up():
        if time.monotonic() > deadline:
            raise SandboxError(f"the sandbox does not end (see {DIRECTORY})")
        time.sleep(0.1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.session", description=__doc__)
    parser.add_argument("--settings", type=Path, default=SETTINGS)
    parser.add_argument("--deposit", default="20000")
    parser.add_argument("--auth", action="store_true")
    parser.add_argument("--docker-host")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    plan = StagePlan(
        DIRECTORY,
        options.settings,
        deposit=options.deposit,
        auth=options.auth,
        docker_host=options.docker_host,
    )
    with (DIRECTORY / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            _serve(plan)
        except SandboxError as error:
            _print(f"failed: {' '.join(str(error).split())}")
            return 1
        finally:
            (DIRECTORY / "state.json").unlink(missing_ok=True)
    return 0


def _serve(plan: StagePlan) -> None:
    with Stage(plan, say=_print) as stage:
        stage.start_scraper()
        state = json.dumps({**stage.state, "process_id": os.getpid()})
        (DIRECTORY / "state.json").write_text(state)
        _print(state)
        signal.pause()


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _end(_number: int, _frame: FrameType | None) -> None:
    """Ends the process by way of every `with`; a second signal does not hurry it."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
