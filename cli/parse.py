"""`signalfill parse`: JSON lines in, one reading a line out, in the same order."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from cli.options import Commands, json_option
from signalfill.parsing import parse


def register(commands: Commands) -> None:
    command = commands.add_parser(
        "parse", parents=[json_option()], help="read messages (JSON lines) and say what they mean"
    )
    command.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    for line in main_lines(sys.stdin):
        print(line)
    return 0


def main_lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def _answer(line: str) -> dict[str, Any]:
    try:
        identifier, text = _message(line)
    except (ValueError, RecursionError) as error:
        return _unreadable(str(error))
    reading = parse(text)
    return {"id": identifier, **reading.model_dump(mode="json")}


def _message(line: str) -> tuple[str | None, str]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one class for all that is unreadable
    identifier = record.get("id", record.get("message_id"))
    text = record.get("text", record.get("content"))
    if not isinstance(text, str):
        raise ValueError("no text")  # noqa: TRY004 - one class for all that is unreadable
    return (None if identifier is None else str(identifier)), text


def _unreadable(why: str) -> dict[str, Any]:
    return {
        "id": None,
        "kind": "none",
        "signals": [],
        "amendments": [],
        "reason": f"unreadable: {why}",
    }
