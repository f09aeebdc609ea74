"""`signalfill`: the operator's command. One clear line for what is wrong, never a traceback."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from signalfill.domain.errors import HaltedError, InvalidInputError, SignalfillError

COMMANDS = {
    "parse": "cli.parse",
    "replay": "cli.replay.command",
    "evidence": "cli.evidence",
    "settings": "cli.settings",
    "channels": "cli.channels",
    "positions": "cli.positions",
    "why": "cli.why",
    "pause": "cli.switches",
    "resume": "cli.switches",
    "halt": "cli.switches",
    "learn": "cli.learn.command",
    "layouts": "cli.layouts",
    "approve": "cli.approve",
    "reject": "cli.approve",
    "close": "cli.close",
    "flatten": "cli.close",
    "stop": "cli.adjust",
    "stop-to-entry": "cli.adjust",
    "reduce": "cli.adjust",
    "doctor": "cli.doctor",
    "adopt": "cli.adopt",
    "candles": "cli.candles.command",
    "history": "cli.history.command",
    "demo": "cli.demo",
    "sandbox": "cli.sandbox",
}
"""Which module registers a command: only the one that is asked for is imported."""

_CHECKOUT = {"sandbox", "functions"}
_EXTRA = {"boto3", "botocore", "yaml", "rich", "coinbase", "ruamel"}
"""Top-level modules that a bare `pip install signalfill` does not bring."""
_EVIDENCE = {"numpy", "jinja2"}
"""Those of the commands that look into the past."""

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


def make_parser(asked: str | None) -> argparse.ArgumentParser:
    """With the asked command alone, so that `parse` never pays for boto3; else with every one
    that this installation can run.
    """
    parser = argparse.ArgumentParser(
        prog="signalfill",
        description="Trades the signals of your Discord channels on Coinbase.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and end")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    if asked in COMMANDS:
        importlib.import_module(COMMANDS[asked]).register(commands)
        return parser
    for module in dict.fromkeys(COMMANDS.values()):
        try:
            importlib.import_module(module).register(commands)
        except ModuleNotFoundError as error:
            if not _is_left_out(error, _CHECKOUT | _EXTRA | _EVIDENCE):
                raise
    return parser


def _is_left_out(error: ModuleNotFoundError, packages: set[str]) -> bool:
    return (error.name or "").partition(".")[0] in packages


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import version  # noqa: PLC0415 - other commands do without

        print(f"signalfill {version('signalfill')}")
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        arguments = make_parser(words[0] if words else None).parse_args(words)
        status = int(arguments.run(arguments))
        # Here, where a reader that went away is expected, not at the interpreter's end.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away; so does what is still buffered.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except (Exception, KeyboardInterrupt) as error:
        text, status = _in_one_line(error)
        if not text:
            raise
        for line in text.splitlines():
            print("signalfill:", line, file=sys.stderr)
    return status


def _in_one_line(error: BaseException) -> tuple[str, int]:
    """What to say and the exit status; no text for a mistake of ours, which must be seen."""
    match error:
        case InvalidInputError():
            said = str(error), MISUSED
        case HaltedError():
            said = f"the venue refuses the key: {error}", FAILED
        case SignalfillError():
            said = str(error), FAILED
        case KeyboardInterrupt():
            said = "interrupted", INTERRUPTED
        case ModuleNotFoundError():
            said = _how_to_install(error), MISUSED
        case _ if isinstance(error, OSError) or _is_from_aws(error):
            said = f"no usable answer: {error}", FAILED
        case _:
            said = "", FAILED
    return said


def _how_to_install(error: ModuleNotFoundError) -> str:
    if _is_left_out(error, _CHECKOUT):
        return "this command needs a checkout of the repository: see its README"
    if _is_left_out(error, _EXTRA):
        return f"{error.name} is not installed: pip install 'signalfill[cli]'"
    if _is_left_out(error, _EVIDENCE):
        return f"{error.name} is not installed: pip install 'signalfill[cli,evidence]'"
    return ""


def _is_from_aws(error: BaseException) -> bool:
    # Not imported here: what was never imported cannot have raised.
    aws = sys.modules.get("botocore.exceptions")
    return aws is not None and isinstance(error, (aws.BotoCoreError, aws.ClientError))


if __name__ == "__main__":
    sys.exit(main())
