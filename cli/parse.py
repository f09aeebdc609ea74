"""`signalfill parse`: JSON lines in, one reading a line out, in the same order.

With `--explain`, for people: each message with its numbers marked, and what each was read for.
Plain text is taken as one message then.
"""

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
    command.add_argument(
        "--explain", action="store_true", help="mark what was read in the text, for people"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    answers = explained(sys.stdin.read()) if arguments.explain else main_lines(sys.stdin)
    for line in answers:
        print(line)
    return 0


def main_lines(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if line.strip():
            yield json.dumps(_answer(line), ensure_ascii=False)


def explained(written: str) -> Iterator[str]:
    if not written.lstrip().startswith("{"):
        yield from _explain(None, written.rstrip("\n"))
        return
    for line in filter(str.strip, written.splitlines()):
        try:
            yield from _explain(*_message(line))
        except (ValueError, RecursionError) as error:
            yield f"unreadable: {error}"


def _explain(identifier: str | None, text: str) -> Iterator[str]:
    reading = parse(text)
    spans = sorted({(each.start, each.end) for each in reading.evidence if each.end > each.start})
    numbers = {span: number for number, span in enumerate(spans, start=1)}
    yield f"{'message ' + identifier if identifier else 'the message'}: {reading.kind}"
    yield f"  {reading.reason}"
    for index, signal in enumerate(reading.signals):
        doubts = ", ".join(signal.problems)
        yield f"  signals.{index}: {'not tradable: ' + doubts if doubts else 'tradable'}"
    yield ""
    yield from (f"  | {line}" for line in _marked(text, numbers).split("\n"))
    yield ""
    for each in reading.evidence:
        number = numbers.get((each.start, each.end), "-")
        yield f"  [{number}] {each.field} = {each.value} ({each.rule})"
    yield ""


def _marked(text: str, numbers: dict[tuple[int, int], int]) -> str:
    """The text with `[n]` behind each span, from the last to the first: places stay right."""
    for (_, end), number in sorted(numbers.items(), key=lambda span: (span[0][1], span[1]))[::-1]:
        text = f"{text[:end]}[{number}]{text[end:]}"
    return text


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
