"""Replays, and says what came of it: a page, a table, lines for people or JSON."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, replace
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from cli.evidence_report.held_out import held_out
from cli.evidence_report.inputs import Alternative, ReaderSize, ReportInput
from cli.evidence_report.page import render
from cli.evidence_report.sections import held_out_lines
from cli.evidence_report.verdict import honesty, judged, verdict_of
from cli.output import print_columns, print_json
from cli.replay.baselines import baselines_of
from cli.replay.command import REPORT
from cli.replay.comparing import differences
from cli.replay.history import ReplayedHistory
from cli.replay.missing import missing_notes
from cli.replay.told import told_of
from cli.replay.variants import DELAYS, STANDARD, Variant, changed, kept, read_variants
from cli.replay.written import write
from signalfill.adapters.memory.one_by_one import OneByOne
from signalfill.domain.evidence.groups import figures_of
from signalfill.domain.evidence.ledger import DeletionLedger, changes_of, ledger_of
from signalfill.domain.evidence.results import Lane, ReplayRun
from signalfill.domain.message import MessageRecord
from signalfill.domain.product import FeeRates
from signalfill.ports.bars import BarStore
from signalfill.replay import Terms, replay, replayed

_OTHER_TIER = FeeRates(maker=Decimal("0.0025"), taker=Decimal("0.004"))
"""What larger accounts pay."""
_FEWEST_FOR_A_POOL = 100
"""Messages below which starting processes costs more than it saves."""


def answer(arguments: argparse.Namespace, history: ReplayedHistory) -> int:
    terms = terms_of(arguments, history)
    with _pool(history) as pool:
        run, outcomes = replayed(
            history.records, history.store, terms, source=history.source, pool=pool
        )
        notes = missing_notes(arguments, run, history.store)
        page = ReportInput(
            run=run,
            summary=history.summary,
            size=_size(arguments, history),
            told=told_of(run.results, history.records, outcomes),
            bars=history.store,
            baselines=baselines_of(run, history.store),
            names=arguments.names,
            notes=notes,
            ledger=_ledger(history, run),
        )
        if not arguments.quick:
            others, variants = _sensitivity(terms), _variants(arguments, terms)
            if arguments.demo:
                # A demonstration must not be waited for.
                others, variants = others[1:2], variants[:3:2]
            page = replace(
                page,
                sensitivity=_alternatives(history, others, pool),
                variants=_alternatives(history, variants, pool),
            )
    _give(arguments, page)
    return 0


def _ledger(history: ReplayedHistory, run: ReplayRun) -> DeletionLedger | None:
    """Only who saw deletions can tell of them."""
    if not history.summary.knows_deletions:
        return None
    return ledger_of(run.results, changes_of(history.records))


def terms_of(arguments: argparse.Namespace, history: ReplayedHistory) -> Terms:
    terms = Terms(settings=history.settings, stepwise=arguments.audit)
    if arguments.tier is not None:
        terms = replace(terms, tier=arguments.tier)
    return terms if arguments.delay is None else replace(terms, delay=arguments.delay)


def _size(arguments: argparse.Namespace, history: ReplayedHistory) -> ReaderSize:
    account, rules = history.settings.account, history.settings.defaults
    return ReaderSize(
        equity=account.paper_balance,
        risk_fraction=rules.risk_fraction,
        price=arguments.price or Decimal(0),
        currency=account.quote,
    )


@contextmanager
def _pool(history: ReplayedHistory) -> Iterator[Executor | None]:
    """As many processes as there are cores; a short history runs here."""
    if len(history.records) < _FEWEST_FOR_A_POOL:
        yield None
        return
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        yield pool


def _alternatives(
    history: ReplayedHistory,
    others: Sequence[tuple[str, Terms, Variant | None]],
    pool: Executor | None,
) -> tuple[Alternative, ...]:
    """Each in a process of its own; only by the worst fills, by which they are judged."""
    run_in = pool or OneByOne()
    jobs = [
        (name, run_in.submit(worst_of, _kept(history, variant), history.store, terms))
        for name, terms, variant in others
    ]
    return tuple(Alternative(name, job.result()) for name, job in jobs)


def worst_of(records: Sequence[MessageRecord], store: BarStore, terms: Terms) -> ReplayRun:
    """The worst lane alone, in whatever process."""
    return replay(records, store, terms, source="", lanes=(Lane.WORST,))


def _kept(history: ReplayedHistory, variant: Variant | None) -> Sequence[MessageRecord]:
    return history.records if variant is None else kept(history.records, variant)


def _sensitivity(terms: Terms) -> list[tuple[str, Terms, None]]:
    others = {
        f"{each.total_seconds():.0f} s from posting to order": replace(terms, delay=each)
        for each in DELAYS
    }
    wider = replace(terms.spreads, factor=terms.spreads.factor * 2)
    others["spreads twice as wide"] = replace(terms, spreads=wider)
    others["fees of a larger account (0.25 / 0.4 %)"] = replace(terms, tier=_OTHER_TIER)
    return [(name, other, None) for name, other in others.items()]


def _variants(arguments: argparse.Namespace, terms: Terms) -> list[tuple[str, Terms, Variant]]:
    variants = STANDARD if arguments.variants is None else read_variants(arguments.variants)
    return [
        (each.name, replace(terms, settings=changed(terms.settings, each.rules)), each)
        for each in variants
    ]


def _give(arguments: argparse.Namespace, page: ReportInput) -> None:
    if arguments.table is not None:
        write(page.run, arguments.table)
    out = arguments.out or (None if arguments.json else REPORT)
    if out is not None:
        out.write_text(render(page), encoding="utf-8")
    if arguments.json:
        print_json(as_json(page))
    else:
        for line in in_lines(page, out):
            print(line)


def in_lines(page: ReportInput, out: Path | None) -> Iterator[str]:
    """The page's first screen, for a terminal."""
    figures = figures_of(page.run.results)
    verdict = verdict_of(judged(page), figures)
    yield f"{verdict.title}: {verdict.mean} {verdict.between}"
    yield from verdict.lines
    yield from held_out_lines(page)
    yield ""
    yield from honesty(page)
    if out is not None:
        yield ""
        yield f"{out}: the whole of it, on one page"


def as_json(page: ReportInput) -> dict[str, Any]:
    """The run with its results, and what was concluded from them."""
    evidence, chosen = judged(page), held_out(page.run, page.variants)
    return {
        "run": page.run.model_dump(mode="json"),
        "history": page.summary.model_dump(mode="json", exclude={"author_names"}),
        "evidence": asdict(evidence),
        "figures": asdict(figures_of(page.run.results)),
        "held_out": None if chosen is None else chosen._asdict(),
        "ledger": None if page.ledger is None else asdict(page.ledger),
        "honesty": honesty(page),
    }


def compare(arguments: argparse.Namespace, history: ReplayedHistory) -> int:
    """Lists what differs, trade by trade."""
    from cli.settings_file import read_settings  # noqa: PLC0415

    base = terms_of(arguments, history)
    settings = [read_settings(each) for each in arguments.compare]
    with _pool(history) as pool:
        one, other = (
            replay(
                history.records, history.store, replace(base, settings=each), source="", pool=pool
            )
            for each in settings
        )
    found = list(differences(one, other))
    if arguments.json:
        print_json([each._asdict() for each in found])
        return 0
    names = [each.name for each in arguments.compare]
    rows = [
        (
            each.posted_at,
            each.base,
            each.side,
            each.one,
            _r(each.one_r),
            each.other,
            _r(each.other_r),
        )
        for each in found
    ]
    print_columns(("posted", "coin", "side", names[0], "R", names[1], "R"), rows)
    gained = sum((each.gained for each in found), Decimal(0))
    print(f"{len(found)} of {len(one.results)} signals differ; {names[1]}: {gained:+.2f} R in all")
    return 0


def _r(value: Decimal | None) -> str:
    return "" if value is None else f"{value:+.2f}"
