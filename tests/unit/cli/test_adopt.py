from __future__ import annotations

import json

from tests.fakes.positions import InMemoryPositions
from tests.unit.cli.operator import Operator


def lost(operator: Operator) -> str:
    """A position whose table is gone; its id."""
    position = operator.world.opened()
    operator.world.positions = InMemoryPositions(operator.world.signals)
    return position.position_id


def test_nothing_to_adopt_is_said(operator: Operator) -> None:
    assert operator.types("adopt") == 0
    assert "nothing to adopt" in operator.said


def test_what_is_found_is_shown_before_it_is_adopted(operator: Operator) -> None:
    position_id = lost(operator)
    assert operator.types("adopt", answers=["no"]) == 1
    assert f"sf1-{position_id}-0-e0" in operator.said
    assert operator.world.positions.load(position_id) is None


def test_adopted_orders_are_a_position_again(operator: Operator) -> None:
    position_id = lost(operator)
    assert operator.types("adopt", answers=["adopt"]) == 0
    assert operator.said.endswith(f"{position_id}: rebuilt from 2 orders\n")
    assert operator.world.positions.load(position_id) is not None


def test_as_json_each_position_is_a_line(operator: Operator) -> None:
    position_id = lost(operator)
    operator.types("adopt", "--yes", "--json")
    (line,) = operator.said.splitlines()
    assert (json.loads(line)["position_id"], json.loads(line)["problem"]) == (position_id, "")


def test_without_a_key_there_is_nothing_to_adopt_from(operator: Operator) -> None:
    operator.coinbase_key = None
    assert operator.types("adopt") == 2
