from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from signalfill.domain.entry.unknown_layout import Course, course_of, is_awake, layout_gate
from signalfill.domain.layout_book import Familiarity
from signalfill.domain.planning.size_part import SMALL, scaled
from signalfill.domain.rules import Mode, Rules, UnknownLayout
from signalfill.domain.signal import EntryKind
from tests.fakes.world import World

NEW = Familiarity(("a", "b"), ("b",))
KNOWN = Familiarity(("a",), ())
BARRED = Familiarity(("a",), (), is_barred=True)


def course(
    rules: dict[str, str],
    changes: dict[str, object] | None = None,
    *,
    awake: bool = True,
    familiarity: Familiarity = NEW,
) -> Course:
    signal = World().signal().model_copy(update=changes or {})
    return course_of(familiarity, signal, Rules.model_validate(rules), is_awake=awake)


@pytest.mark.parametrize(
    ("mode", "expected"), [("paper", Course.TRADE), ("approve", Course.ASK), ("live", Course.ASK)]
)
def test_by_default_real_money_asks_and_paper_trades(mode: str, expected: Course) -> None:
    assert course({"mode": mode}) is expected


@pytest.mark.parametrize("rule", UnknownLayout)
def test_a_known_layout_trades_under_every_rule(rule: UnknownLayout) -> None:
    assert course({"unknown_layout": rule}, familiarity=KNOWN) is Course.TRADE


@pytest.mark.parametrize("mode", [Mode.PAPER, Mode.APPROVE, Mode.LIVE])
def test_a_barred_layout_trades_in_no_mode(mode: Mode) -> None:
    assert course({"mode": mode}, familiarity=BARRED) is Course.SKIP


@pytest.mark.parametrize("kind", [EntryKind.LIMIT, EntryKind.ZONE])
def test_small_needs_a_price_to_wait_for(kind: EntryKind) -> None:
    assert course({"unknown_layout": "small"}, {"entry_kind": kind}) is Course.SMALL


@pytest.mark.parametrize(
    "changes",
    [{"entry_kind": EntryKind.MARKET}, {"entry_kind": EntryKind.LADDER}, {"stop_loss": None}],
    ids=["market", "ladder", "no stop"],
)
def test_what_may_not_be_small_is_asked(changes: dict[str, object]) -> None:
    assert course({"unknown_layout": "small"}, changes) is Course.ASK


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"unknown_layout": "ask"}, Course.SKIP),
        ({"unknown_layout": "ask", "while_asleep": "small"}, Course.SMALL),
        ({"unknown_layout": "small"}, Course.SMALL),
        ({"unknown_layout": "trade"}, Course.TRADE),
        ({"unknown_layout": "skip", "while_asleep": "small"}, Course.SKIP),
    ],
)
def test_while_nobody_answers(rules: dict[str, str], expected: Course) -> None:
    assert course(rules, awake=False) is expected


def test_while_nobody_answers_what_may_not_be_small_is_not_traded() -> None:
    rules = {"unknown_layout": "ask", "while_asleep": "small"}

    assert course(rules, {"entry_kind": EntryKind.MARKET}, awake=False) is Course.SKIP


@pytest.mark.parametrize(
    ("hours", "hour", "expected"),
    [
        ("always", 3, True), ("7-23", 6, False), ("7-23", 7, True), ("7-23", 22, True),
        ("7-23", 23, False), ("22-6", 23, True), ("22-6", 5, True), ("22-6", 6, False),
        ("0-24", 23, True),
    ],
)  # fmt: skip
def test_hours_are_utc_and_may_go_over_midnight(hours: str, hour: int, expected: bool) -> None:
    assert is_awake(hours, datetime(2026, 11, 23, hour, 30, tzinfo=UTC)) is expected


def test_the_gate_says_how_many_lines_are_new_and_what_becomes_of_it() -> None:
    gate = layout_gate(NEW, Course.TRADE, approved=False)

    assert gate.passed
    assert gate.value == "1 of 2 lines are new: traded"


def test_the_gate_refuses_what_is_skipped_unless_it_was_approved() -> None:
    assert layout_gate(NEW, Course.SKIP, approved=False).gate == "unknown_layout"
    assert layout_gate(NEW, Course.SKIP, approved=True).passed


def test_no_yes_lifts_a_bar() -> None:
    assert not layout_gate(BARRED, Course.SKIP, approved=True).passed


def test_a_quarter_is_of_whatever_decides_the_size() -> None:
    small = scaled(Rules(fixed_quote=Decimal(100)), SMALL)
    assert small.fixed_quote == Decimal(25)
    assert small.risk_fraction == Decimal("0.00125")
