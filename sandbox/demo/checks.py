"""What must hold when the demo has ended; every sentence is something that does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from sandbox.demo.messages import Message
from sandbox.demo.row import Row, is_at_breakeven, is_protected, targets_filled
from signalfill.domain.holding import bought, sold
from signalfill.domain.position import Position, PositionState
from signalfill.domain.values import plain

TARGETS = "targets filled"
HEADINGS = ("**Entry**", "**Exit**")


def unmet(
    messages: Iterable[Message], rows: Mapping[str, Row], *, disturbed: Collection[str] = ()
) -> Iterator[str]:
    """What the script expects of each message, and was not so.

    Where a worker was killed a position may have fewer slices than planned.
    """
    for message in messages:
        row = rows.get(message.key)
        if row is None:
            yield f"{message.key}: was never posted"
        else:
            for name, wanted, found in _expectations(row):
                excused = name == TARGETS and message.key in disturbed
                if wanted != found and not excused:
                    yield f"{message.key}: {name} is {_shown(found)}, not {_shown(wanted)}"


def _expectations(row: Row) -> Iterator[tuple[str, object, object]]:
    expect, position = row.message.expect, row.position
    yield "verdict", expect.verdict, row.verdict.kind.value if row.verdict else ""
    yield "code", expect.code, row.code
    yield "result", expect.result, row.result
    if expect.targets_filled is not None:
        yield TARGETS, expect.targets_filled, position and targets_filled(position)
    if expect.sold_part is not None:
        yield "part sold", expect.sold_part, plain(_sold_part(position))
    if expect.size_part is not None:
        yield "part of the size", expect.size_part, position and plain(position.size_part)
    if expect.breakeven is not None:
        found = position is not None and is_at_breakeven(position)
        yield "stop at the entry", expect.breakeven, found


def _sold_part(position: Position | None) -> Decimal:
    """To the whole percent: a venue sells in increments."""
    if position is None or bought(position) <= 0:
        return Decimal(0)
    return (sold(position) / bought(position)).quantize(Decimal("0.01"))


def _shown(value: object) -> str:
    return "none" if value in {"", None} else str(value)


def unprotected(positions: Iterable[Position]) -> Iterator[str]:
    for position in positions:
        if position.state is not PositionState.CLOSED and not is_protected(position):
            yield f"position {position.position_id} is {position.state} and not protected"


def without_notice(notices: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Entries and exits were told to the user; refusals only where the settings want it."""
    texts = [str(notice["content"]) for notice in notices]
    for heading in HEADINGS:
        if not any(text.startswith(heading) for text in texts):
            yield f"no notice begins with {heading}"


def waiting(queues: Mapping[str, int]) -> Iterator[str]:
    for name, count in queues.items():
        if count:
            yield f"{count} records in {name}"
