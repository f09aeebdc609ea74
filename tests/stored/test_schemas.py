"""Each kind's number follows from what it holds, compared with the release before.

Whoever adds a field finds here what to do; docs/upgrading.md has the steps.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.values import Value
from tests.stored.kinds import CARED_FOR, MODELS, NOT_WRITTEN_YET, WITHOUT_NUMBER
from tests.stored.release import RELEASED
from tests.stored.shape import shape_of

BEFORE: dict[str, Any] = json.loads(RELEASED.read_text(encoding="utf-8"))
NUMBERED = sorted(set(BEFORE) - WITHOUT_NUMBER)


def unknown_before(kind: str, model: type[BaseModel]) -> list[str]:
    """What is written now and could not be read then."""
    return sorted(set(shape_of(model)["writes"]) - set(BEFORE[kind]["reads"]))


def why_number(kind: str, new: list[str], number: int) -> str | None:
    """What is wrong with a kind's number, and what to do about it."""
    before = BEFORE[kind]["schema"]
    wanted = before + 1 if new else before
    if number == wanted:
        return None
    if not new:
        return f"{kind} holds nothing new: its number in domain/schemas.py is {wanted}"
    return (
        f"{kind} holds what the release before cannot read ({', '.join(new)}): its number in "
        f"domain/schemas.py must be {wanted}, once a release; or give the field `exclude=True`, "
        "so that it is read now and written in the next release (docs/upgrading.md)"
    )


@pytest.mark.parametrize("kind", NUMBERED)
def test_a_kind_that_holds_something_new_has_the_next_number(kind: str) -> None:
    assert why_number(kind, unknown_before(kind, MODELS[kind]), SCHEMAS[kind]) is None


@pytest.mark.parametrize("kind", sorted(BEFORE))
def test_what_was_written_before_can_be_read(kind: str) -> None:
    lost = set(BEFORE[kind]["writes"]) - set(shape_of(MODELS[kind])["reads"])

    assert lost == set(), (
        f"{kind}: stored items hold {sorted(lost)}, and this release no longer reads it: "
        "fields, values and forms of stored models stay"
    )


@pytest.mark.parametrize("kind", sorted(BEFORE))
def test_what_is_new_has_a_default(kind: str) -> None:
    needs = set(shape_of(MODELS[kind])["needs"])
    needless = {each for each in needs if _holder(each) not in BEFORE[kind]["reads"]}

    missing = needs - needless - set(BEFORE[kind]["needs"])
    assert missing == set(), f"{kind}: older items have no {sorted(missing)}: give it a default"


def _holder(path: str) -> str:
    """The path of what holds a field; a new holder may need what it likes."""
    return path.rpartition(".")[0].removesuffix("[]").removesuffix("{}") or "schema"


def test_a_message_record_is_written_only_with_what_the_release_before_reads() -> None:
    new = unknown_before("message", MODELS["message"])

    assert new == [], (
        f"the record's {new} cannot be read by the parser of the release before, which may still "
        "run beside the new scraper: give the field `exclude=True` for one release"
    )


@pytest.mark.parametrize("kind", sorted(CARED_FOR & BEFORE.keys()))
def test_a_value_is_read_one_release_before_it_is_written(kind: str) -> None:
    enums = {line.partition(" = ")[0] for line in BEFORE[kind]["reads"] if " = " in line}
    new = {
        f"{kind}: {line}"
        for line in unknown_before(kind, MODELS[kind])
        if line.partition(" = ")[0] in enums
    }

    assert new <= NOT_WRITTEN_YET, (
        f"{sorted(new - NOT_WRITTEN_YET)}: the release before could not read such an item at all, "
        "and would leave it without care. Let this release read the value and write it in the "
        "next; name it in NOT_WRITTEN_YET of tests/stored/kinds.py"
    )


def test_every_kind_of_this_release_is_compared_with_the_next() -> None:
    plain = {"text", "canary", "notice", "budget", "checkpoint", "identify", "sweep"}

    assert SCHEMAS.keys() - plain == MODELS.keys() - WITHOUT_NUMBER


# --- the comparison itself ---


class Inner(Value):
    name: str
    mood: str = ""


class Before(Value):
    inner: Inner | None = None
    parts: tuple[Inner, ...] = ()
    by_name: dict[str, Inner] = Field(default_factory=dict)
    size: int = 0


class Read(Before):
    size: int = 0
    soon: Annotated[str, Field(exclude=True)] = ""


def test_a_shape_goes_into_parts_and_maps() -> None:
    assert {"parts[].mood", "by_name{}.mood", "inner.mood", "inner: null"} <= set(
        shape_of(Before)["writes"]
    )


def test_an_excluded_field_is_read_and_not_written() -> None:
    shape = shape_of(Read)

    assert ("soon" in shape["reads"], "soon" in shape["writes"]) == (True, False)


def test_a_new_field_without_its_number_is_told_with_what_to_do() -> None:
    said = why_number("position", ["mood"], BEFORE["position"]["schema"])

    assert said is not None
    assert "mood" in said
    assert "domain/schemas.py must be 2" in said


def test_a_number_that_rose_without_need_is_told_too() -> None:
    assert why_number("flags", [], BEFORE["flags"]["schema"] + 1) is not None
