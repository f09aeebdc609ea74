"""How the numbers came about: enough to compute them again, and to doubt them."""

from __future__ import annotations

from cli.evidence_report.inputs import ReportInput
from cli.evidence_report.words import NOTHING, percent
from signalfill.domain.product import FeeRates
from signalfill.domain.values import plain

_SPREADS = 12


def how_computed(page: ReportInput) -> list[tuple[str, str]]:
    run = page.run
    return [
        ("Run", run.run_id),
        ("History", f"{run.source}, sha256 {run.inputs_sha256[:16]}"),
        ("Candles", run.price_source or NOTHING),
        ("Parser, settings", f"{run.parser_version}, sha256 {run.settings_sha256[:16]}"),
        *([("Code", run.code_version)] if run.code_version else []),
        ("Delay", f"{plain(run.delay_seconds)} s from posting to order"),
        (
            "Fees",
            _fees(run.tier),
        ),
        ("Whole spread", _spreads(page)),
        ("Fill rules", " ".join(run.rules) or NOTHING),
    ]


def _fees(tier: FeeRates) -> str:
    named = f" ({tier.tier})" if tier.tier else ""
    return f"{percent(tier.maker, 2)} maker, {percent(tier.taker, 2)} taker{named}"


def _spreads(page: ReportInput) -> str:
    table, measured = page.run.spread_table, set(page.run.spread_is_measured)
    if not table:
        return NOTHING
    shown = [
        f"{product} {percent(spread, 3)}{'' if product in measured else ' (assumed)'}"
        for product, spread in sorted(table.items())
    ]
    rest = len(shown) - _SPREADS
    return ", ".join(shown[:_SPREADS]) + (f" and {rest} more" if rest > 0 else "")
