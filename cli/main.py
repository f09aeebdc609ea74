"""`signalfill`: the operator's command. One clear line for what is wrong, never a traceback."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from signalfill.domain.errors import HaltedError, InvalidInputError, SignalfillError

COMMANDS = {
    "parse": "cli.parse",
    "settings": "cli.settings",
    "channels": "cli.channels",
    "positions": "cli.positions",
    "why": "cli.why",
    "pause": "cli.switches",
    "resume": "cli.switches",
    "halt": "cli.switches",
    "approve": "cli.approve",
    "reject": "cli.approve",
    "close": "cli.close",
    "flatten": "cli.close",
    "doctor": "cli.doctor",
    "adopt": "cli.adopt",
    "demo": "cli.demo",
    "sandbox": "cli.sandbox",
}
"""Which module registers a command: only the one that is asked for is imported."""

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


def make_parser(asked: str | None) -> argparse.ArgumentParser:
    """With every command, or with the asked one alone, so that `parse` never pays for boto3."""
    parser = argparse.ArgumentParser(
        prog="signalfill",
        description="Trades the signals of your Discord channels on Coinbase.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    modules = [COMMANDS[asked]] if asked in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in modules:
        importlib.import_module(module).register(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    words = list(sys.argv[1:] if argv is None else argv)
    arguments = make_parser(words[0] if words else None).parse_args(words)
    try:
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
            return str(error), MISUSED
        case HaltedError():
            return f"the venue refuses the key: {error}", FAILED
        case SignalfillError():
            return str(error), FAILED
        case KeyboardInterrupt():
            return "interrupted", INTERRUPTED
    if isinstance(error, OSError) or _is_from_aws(error):
        return f"no usable answer: {error}", FAILED
    return "", FAILED


def _is_from_aws(error: BaseException) -> bool:
    # Not imported here: what was never imported cannot have raised.
    aws = sys.modules.get("botocore.exceptions")
    return aws is not None and isinstance(error, (aws.BotoCoreError, aws.ClientError))


if __name__ == "__main__":
    sys.exit(main())
