"""A door's whole life up to its first handled event, as one process: for cold starts.

`python -m tests.benchmarks.first_event DOOR < EVENT`; the exit skips the interpreter's tidying.
"""

from __future__ import annotations

import json
import os
import sys
from types import SimpleNamespace
from typing import Any

BASE, PARSER, TRADER = "base", "parser", "trader"


def _context() -> Any:  # noqa: ANN401 - stands for Lambda's own
    return SimpleNamespace(
        function_name="door",
        memory_limit_in_mb=1024,
        invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:door",
        aws_request_id="first",
        get_remaining_time_in_millis=lambda: 30_000,
    )


def main(door: str) -> None:
    event = json.load(sys.stdin)
    if door == BASE:
        # What any function with a table and models pays.
        import boto3  # noqa: PLC0415
        import pydantic  # noqa: F401, PLC0415

        boto3.client("dynamodb")
    elif door == PARSER:
        from functions.parser import app as parser  # noqa: PLC0415

        parser.handler(event, _context())
    else:
        from functions.trader import app as trader  # noqa: PLC0415

        trader.on_signal(event, _context())
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
