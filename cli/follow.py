"""Waits a few seconds for what the trader makes of the operator's word, and tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cli.position_view import order_text, summary
from cli.world import World
from signalfill.domain.position import Position, PositionState
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey

PATIENCE_SECONDS = 8.0
"""The stream's door answers within two seconds; a sale may need a look or two more."""
STEP_SECONDS = 0.5
BY_SWEEP = "not done yet: the next sweep goes on with it, within a minute"

type Record = dict[str, Any]


def follow(said: Mapping[str, ItemKey], world: World, *, until_closed: bool = True) -> list[Record]:
    """What became of each position, by its id; returns as soon as nothing is left to wait for.

    That is the decision, and, with `until_closed`, the position's end.
    """
    waited = 0.0
    while True:
        records = [
            _record(position_id, key, world, until_closed) for position_id, key in said.items()
        ]
        if all(each["done"] for each in records) or waited >= PATIENCE_SECONDS:
            return records
        world.clock.sleep(STEP_SECONDS)
        waited += STEP_SECONDS


def _record(position_id: str, key: ItemKey, world: World, until_closed: bool) -> Record:
    decision = world.signals().decision(key)
    position = world.positions().load(position_id)
    done = _is_closed(decision, position) if until_closed else decision is not None
    about: Record = {"position_id": position_id, "done": done}
    about |= {"decision": None if decision is None else decision.model_dump(mode="json")}
    if position is None:
        return about
    working = [each for each in position.orders if not each.is_closed]
    return about | summary(position) | {"working": [order_text(each) for each in working]}


def _is_closed(decision: Decision | None, position: Position | None) -> bool:
    if decision is None:
        return False
    refused = decision.kind in {DecisionKind.DENIED, DecisionKind.IGNORED}
    return refused or position is None or position.state is PositionState.CLOSED


def in_words(record: Record) -> list[str]:
    """One line on where it stands, one for each order that still works."""
    name, decision = record["position_id"], record["decision"]
    if decision is not None and decision["kind"] in {"denied", "ignored"}:
        return [f"{name}: nothing done, {decision['code']} {decision['value']}".rstrip()]
    if "state" not in record:
        return [f"{name}: {BY_SWEEP if decision is None else decision['code']}"]
    if record["state"] == PositionState.CLOSED.value:
        return [f"{name}: CLOSED ({record['exit_reason']}), result {record['result']} after fees"]
    lines = [f"{name}: {record['state']}, holds {record['held']}; {BY_SWEEP}"]
    return lines + [f"    {order}" for order in record["working"]]
