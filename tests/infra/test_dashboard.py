from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tests.infra.templates import DASHBOARD, ROOT, properties


def widgets() -> list[dict[str, Any]]:
    body = properties("Dashboard", DASHBOARD)["DashboardBody"]["Fn::Sub"]
    found: list[dict[str, Any]] = json.loads(body)["widgets"]
    return found


def shown(widget: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Metric, service and statistic of each line; dots repeat what stands above."""
    before: list[str] = []
    for *said, options in widget["properties"]["metrics"]:
        full = before if said == ["..."] else [b if s == "." else s for b, s in _with(before, said)]
        yield full[1], full[3], options["stat"]
        before = full


def _with(before: list[str], said: list[str]) -> Iterator[tuple[str, str]]:
    return iter(
        [("", each) for each in said] if not before else list(zip(before, said, strict=True))
    )


def test_the_whole_way_is_shown_by_its_percentiles() -> None:
    canary = [stat for each in widgets() for name, _, stat in shown(each) if "Canary" in name]

    assert canary == ["p50", "p95", "p99"]


def test_every_metric_shown_is_one_that_a_service_emits() -> None:
    text = (ROOT / "docs/architecture.md").read_text().partition("## Metrics")[2]
    emitted = {
        (name, service)
        for service, names in re.findall(r"^\| (\w+) \| (`.*) \|$", text, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    }

    assert {(name, service) for each in widgets() for name, service, _ in shown(each)} <= emitted


def test_no_widget_covers_another() -> None:
    corners = [(each["x"], each["y"]) for each in widgets()]

    assert len(set(corners)) == len(corners)
    assert {(each["width"], each["height"]) for each in widgets()} == {(12, 6)}
