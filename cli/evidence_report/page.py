"""The page itself: one HTML file with its style, script and chart library in it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from cli.evidence_report import sections, verdict
from cli.evidence_report.inputs import ReportInput
from cli.evidence_report.payload import payload
from cli.evidence_report.rows import rows_of
from cli.evidence_report.rules import how_computed
from cli.evidence_report.words import count, day
from signalfill.domain.evidence.groups import figures_of, undecidable
from signalfill.domain.evidence.resampling import RESAMPLES

LIBRARY = "vendor/lightweight-charts.standalone.production.js"


def render(page: ReportInput) -> str:
    """The same inputs make the same bytes: no clock, no random id is in it."""
    return _template().render(**_context(page))


def _template() -> Template:
    # Autoescape always: whose words these are, nobody knows.
    environment = Environment(
        loader=PackageLoader("cli.evidence_report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


@cache
def _resource(name: str) -> str:
    return files("cli.evidence_report").joinpath(name).read_text(encoding="utf-8")


def _context(page: ReportInput) -> dict[str, Any]:
    run = page.run
    figures = figures_of(run.results, resamples=RESAMPLES)
    # The reader's own settings are one of those that were tried.
    tried = len(page.variants) + 1
    return {
        "style": _resource("page.css"),
        "script": _resource("page.js"),
        "library": _resource(LIBRARY),
        "payload": payload(page),
        "demo": verdict.is_demo(page),
        "title": _title(page),
        "subtitle": _subtitle(page),
        "verdict": verdict.verdict_of(verdict.judged(page), figures),
        "honesty": verdict.honesty(page),
        "bridge": sections.bridge_bars(run),
        "figures": sections.key_figures(page),
        "range": figures.range,
        "funnel": sections.funnel_rows(run),
        "month": sections.month_lines(page),
        "baselines": sections.baseline_lines(page),
        "columns": sections.FIGURES,
        "tables": sections.tables(page),
        "sensitivity": sections.alternative_rows(page, page.sensitivity, tried=1),
        "variants": sections.alternative_rows(page, page.variants, tried=tried),
        "tried": tried,
        "held_out": sections.held_out_lines(page),
        "rows": rows_of(page),
        "undecidable": len(undecidable(run.results)),
        "computed": how_computed(page),
    }


def _title(page: ReportInput) -> str:
    named = [each.name or each.channel_id for each in page.summary.channels]
    if not named:
        return "A channel's history"
    return named[0] if len(named) == 1 else f"{named[0]} and {len(named) - 1} more"


def _subtitle(page: ReportInput) -> str:
    run, summary = page.run, page.summary
    begins, ends = run.begins_at or summary.first, run.ends_at or summary.last
    parts = [f"{day(begins)} – {day(ends)}", count(summary.messages, "message")]
    if summary.exported_at is not None:
        parts.append(f"exported {day(summary.exported_at)}")
    return " · ".join([*parts, summary.kind.value.replace("_", " ")])
