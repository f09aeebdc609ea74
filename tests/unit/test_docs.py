"""What the documents say is true: they are compared with the code, both ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from signalfill.domain.planning.plan import Means, Plan, make_plan
from signalfill.domain.position import (
    IllegalTransitionError,
    PositionEvent,
    PositionState,
    next_state,
)
from signalfill.domain.product import FeeRates, Quote
from signalfill.domain.rules import Rules
from signalfill.domain.signal import Signal
from signalfill.domain.values import plain
from signalfill.parsing import parse
from tests.fakes.venue import product
from tests.fakes.world import World
from tests.unit.documents import (
    ALARMS,
    ALL,
    ARCHITECTURE,
    DOCUMENTS,
    MAKEFILE,
    README,
    ROOT,
    RUNBOOK,
    TEMPLATE,
    rows,
)

# --- the README itself ---


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) < 200


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)", DOCUMENTS[path])
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_exists(path: Path) -> None:
    named = re.findall(r"`([\w./-]+(?:\.py|\.yaml|/))`", DOCUMENTS[path])
    of_the_user = {"settings.yaml", "tables.yaml"}
    homes = (ROOT, ROOT / "src" / "signalfill")
    missing = [each for each in named if not any((home / each).exists() for home in homes)]
    assert set(missing) <= of_the_user


# --- the life of one signal ---


def block(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n```text\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def signal_of_the_readme(world: World) -> Signal:
    reading = parse(block("message"))
    signal = Signal.from_reading(reading.signals[0], world.provenance(), index=0)
    assert signal is not None
    return signal


def orders_of_the_readme() -> Iterator[str]:
    world = World()
    quote = Quote(product_id="SOL-USD", bid=Decimal(143), ask=Decimal(144), at=world.clock.now())
    fees = FeeRates(maker=Decimal("0.004"), taker=Decimal("0.006"))
    money = Decimal(10_000)
    plan = make_plan(
        signal_of_the_readme(world),
        rules=Rules(),
        product=product("SOL"),
        quote=quote,
        means=Means(equity=money, available=money, fees=fees),
    )
    assert isinstance(plan, Plan)
    for each in plan.slices:
        yield (
            f"BUY {plain(each.base_size)} SOL-USD at {plan.entry_price:.2f}, "
            f"then take-profit {each.take_profit_price:.2f} or stop {each.stop_price:.2f}"
        )


def test_the_example_message_makes_the_example_orders() -> None:
    assert list(orders_of_the_readme()) == block("orders").splitlines()


# --- make ---


def test_every_make_target_is_documented() -> None:
    targets = re.findall(r"^([\w-]+):.*##", MAKEFILE, re.MULTILINE)
    assert [target for target in targets if f"make {target}" not in ALL] == []


def test_every_documented_make_target_exists() -> None:
    documented = set(re.findall(r"(?:^|`)make ([\w-]+)", ALL, re.MULTILINE))
    assert documented <= set(re.findall(r"^([\w-]+):.*##", MAKEFILE, re.MULTILINE))


# --- alarms, metrics, states, cost ---


def test_the_runbook_knows_every_alarm_and_no_other() -> None:
    assert set(re.findall(r"\w+Alarm\b", RUNBOOK)) == alarms()


def alarms() -> set[str]:
    return set(re.findall(r"^  (\w+Alarm):$", ALARMS, re.MULTILINE))


def metrics() -> set[str]:
    """By the names that the code emits."""
    doors = "".join(path.read_text() for path in ROOT.glob("functions/*/*.py"))
    added = set(re.findall(r'add_metric\(\s*"(\w+)"', doors))
    named = set(re.findall(r'^\s+"([A-Z]\w+)": ', doors, re.MULTILINE))
    return added | named | set(re.findall(r'^[A-Z]+ = "([A-Z]\w+)"$', doors, re.MULTILINE))


def test_every_metric_is_documented_and_no_other() -> None:
    told = [cells[1] for cells in rows(ARCHITECTURE.partition("## Metrics")[2], 2)[1:]]
    assert set(re.findall(r"`(\w+)`", " ".join(told))) == metrics()


def test_every_alarm_on_a_metric_of_ours_has_that_metric() -> None:
    watched = re.findall(r"Namespace: Signalfill\n\s+MetricName: (\w+)", ALARMS)
    assert set(watched) <= metrics()


def test_the_states_are_the_code_s() -> None:
    text = ARCHITECTURE.partition("| state | event | next |")[2].partition("\n\n")[0]
    drawn = {
        (state, event.split(" (")[0].replace(" ", "_"), following)
        for states, event, following in rows(text, 3)
        if states.isupper()
        for state in states.split(", ")
    }
    assert drawn == transitions()


def transitions() -> set[tuple[str, str, str]]:
    """Those that lead to another state."""
    found = set()
    for state in PositionState:
        for event in PositionEvent:
            try:
                following = next_state(state, event)
            except IllegalTransitionError:
                continue
            if following is not state:
                found.add((state.value, event.value, following.value))
    return found


def test_idle_cost_adds_up_and_stays_below_twenty_dollars() -> None:
    text = README.partition("## What it costs while idle")[2].partition("##")[0]
    costs = [Decimal(cells[1].strip("*")) for cells in rows(text, 2) if "." in cells[1]]
    assert sum(costs[:-1]) == costs[-1] <= 20


@pytest.mark.parametrize(
    ("count", "what"),
    [
        (len(alarms()), "CloudWatch alarms"),
        (len(metrics()), "CloudWatch metrics"),
        (TEMPLATE.count("Type: AWS::SecretsManager::Secret"), "secrets"),
    ],
)
def test_what_is_paid_for_is_counted_right(count: int, what: str) -> None:
    assert f"| {count} {what} |" in README


# --- docs/testing.md ---


def test_every_test_that_a_document_names_is_there() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "testing.md").read_text("utf-8")))
    files = [path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    written = {name for text in files for name in re.findall(r"def (test_\w+)", text)}

    assert len(named) > 20
    assert named <= written
