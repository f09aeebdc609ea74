"""The page's tables and bars, as strings and widths: the template only places them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cli.evidence_report.held_out import held_out
from cli.evidence_report.inputs import Alternative, ReportInput
from cli.evidence_report.words import (
    NOTHING,
    count,
    duration,
    in_r,
    money,
    percent,
    plainly,
    signed,
    tone,
)
from signalfill.domain.evidence.break_even import MonthlyVerdict, monthly_verdict
from signalfill.domain.evidence.bridge import LossStep, Station, bridge
from signalfill.domain.evidence.groups import By, Figures, figures_of, grouped
from signalfill.domain.evidence.outcomes import outcomes_of
from signalfill.domain.evidence.results import ReplayRun, SignalOutcome
from signalfill.domain.evidence.standing import evidence_of
from signalfill.domain.evidence.statistics import Moments, by_day, corrected, lower_bound

_STEPS: Mapping[Station | LossStep, tuple[str, str]] = {
    Station.CLAIMED: ("Claimed", "the named entry, every target touched, no fee, no delay"),
    LossStep.REFUSED: ("Refused by a gate", "too late, run away, no reward left, not tradable"),
    LossStep.NOT_FILLED: ("Never filled", "an entry that no order of yours would have got"),
    LossStep.PRICE: ("Price and follow-ups", "delay, spread, exits that were not the claimed ones"),
    LossStep.FEES: ("Fees", "of your tier"),
    Station.OBTAINABLE: ("Obtainable", "each signal alone, by the worst fills"),
    LossStep.NO_ROOM: ("No room", "budgets, positions already open, the breaker"),
    LossStep.OTHER_FILLS: ("Traded otherwise", "the account's sizes and slices"),
    Station.ACHIEVED: ("Achieved", "one account, every gate, in order of arrival"),
}
_KINDS = {
    "none": "no call",
    "report": "told results",
    "amendment": "follow-ups",
    "deleted": "deletions",
    "stale": "older versions",
}
_MOST_REASONS = 8


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """`left` and `width` are percent of the row; `note` stands small below."""

    label: str
    note: str
    value: str
    tone: str
    left: float
    width: float
    is_total: bool = False


def bridge_bars(run: ReplayRun) -> list[DrawnBar]:
    """Each loss begins where the bar before it ended."""
    steps = bridge(run.results)
    ends, height = [0.0], 0.0
    for step in steps:
        height = float(step.r) if isinstance(step.what, Station) else height + float(step.r)
        ends.append(height)
    low, high = min(ends), max(ends)
    scale = 100 / (high - low) if high > low else 0.0
    bars = []
    for step, before, after in zip(steps, ends, ends[1:], strict=False):
        start = 0.0 if isinstance(step.what, Station) else before
        label, note = _STEPS[step.what]
        bars.append(
            DrawnBar(
                label=label,
                note=f"{note} · {count(step.signals, 'signal')}",
                value=in_r(step.r),
                tone=tone(step.r),
                left=(min(start, after) - low) * scale,
                width=max(abs(after - start) * scale, 0.4),
                is_total=isinstance(step.what, Station),
            )
        )
    return bars


def funnel_rows(run: ReplayRun) -> list[tuple[str, int, str]]:
    """What became of the messages: a stage, how many, and where the others went."""
    funnel, results = run.funnel, run.results
    won = sum((each.obtainable_worst_r or 0) > 0 for each in results)
    lost = sum((each.obtainable_worst_r or 0) < 0 for each in results)
    open_ = sum(each.outcome is SignalOutcome.OPEN for each in results)
    kinds = {_KINDS.get(kind, kind): n for kind, n in funnel.kinds.items() if kind != "signal"}
    unfilled = funnel.opened - funnel.filled
    still = f", {open_} still open at the end" if open_ else ""
    return [
        ("messages", funnel.messages, _reasons(kinds)),
        ("calls read", funnel.calls, _reasons(funnel.problems, "could not be typed: ")),
        ("signals", funnel.signals, _reasons(funnel.refused, "refused: ")),
        ("traded", funnel.opened, f"{unfilled} never filled" if unfilled else ""),
        ("filled", funnel.filled, f"{won} won, {lost} lost{still}"),
    ]


def _reasons(numbers: Mapping[str, int], lead: str = "") -> str:
    most = sorted(numbers.items(), key=lambda each: (-each[1], each[0]))
    shown = [f"{plainly(code)} {number:,}" for code, number in most[:_MOST_REASONS]]
    rest = sum(number for _, number in most[_MOST_REASONS:])
    if rest:
        shown.append(f"other {rest:,}")
    return lead + ", ".join(shown) if shown else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows begin with their name; the second item of each is a tone for its mean."""

    title: str
    rows: list[tuple[str, str, list[str]]]
    bars: list[DrawnBar]


FIGURES = ("R a signal", "90 % range", "signals", "filled", "kindest", "won", "profit factor")
_TITLES = {
    By.MONTH: "Month",
    By.AUTHOR: "Author",
    By.COIN: "Coin",
    By.SIDE: "Side",
    By.ENTRY: "Kind of entry",
    By.HOUR: "Hour of posting (UTC)",
}
_MOST_ROWS = 40


def tables(page: ReportInput) -> list[Table]:
    return [
        Table(title, [_row(each, _name(page, by, each.key)) for each in rows], _bars(rows))
        for by, title in _TITLES.items()
        if len(rows := grouped(page.run.results, by)[:_MOST_ROWS]) > 1
        or (rows and by in {By.AUTHOR, By.MONTH})
    ]


def _name(page: ReportInput, by: By, key: str) -> str:
    """Ids of people are cut: a page is shown around."""
    if by is not By.AUTHOR:
        return plainly(key)
    named = page.summary.author_names.get(key) if page.names else None
    return named or f"…{key[-4:]}"


def _row(figures: Figures, name: str) -> tuple[str, str, list[str]]:
    worst, factor = figures.worst, figures.worst.profit_factor
    between = figures.range
    return (
        name,
        tone(worst.mean),
        [
            signed(worst.mean),
            NOTHING if between is None else f"{signed(between.lower)} … {signed(between.upper)}",
            f"{figures.signals:,}",
            f"{figures.filled:,}",
            signed(figures.best.mean),
            _won(figures),
            NOTHING if factor is None else f"{factor:.2f}",
        ],
    )


def _won(figures: Figures) -> str:
    """Never without their size."""
    worst = figures.worst
    decided = worst.won + worst.lost
    if not decided:
        return NOTHING
    return (
        f"{percent(Decimal(worst.won) / decided)} ({signed(worst.mean_win, 1)} / "
        f"{signed(worst.mean_loss, 1)})"
    )


def _bars(rows: Sequence[Figures]) -> list[DrawnBar]:
    """The sum of each row in R, around a common zero."""
    totals = [float(each.worst.total) for each in rows]
    low, high = min(0.0, *totals), max(0.0, *totals)
    scale = 100 / (high - low) if high > low else 0.0
    return [
        DrawnBar(
            label=each.key,
            note="",
            value=in_r(total),
            tone=tone(total),
            left=(min(total, 0.0) - low) * scale,
            width=max(abs(total) * scale, 0.4),
        )
        for each, total in zip(rows, totals, strict=True)
    ]


def key_figures(page: ReportInput) -> list[tuple[str, str, str]]:
    """Name, worst fills, and what it means."""
    figures = figures_of(page.run.results)
    worst, achieved = figures.worst, figures.achieved
    traded = figures.traded or 1
    factor = worst.profit_factor
    return [
        ("Obtainable, in all", in_r(worst.total), "the sum of all signals by the worst fills"),
        ("Achieved, in all", in_r(achieved.total), "one account with your settings"),
        ("Won and lost", f"{worst.won} / {worst.lost}", _sizes(figures)),
        (
            "Profit factor",
            NOTHING if factor is None else f"{factor:.2f}",
            "won for each 1 R lost; below 1 it loses",
        ),
        ("Filled", percent(Decimal(figures.filled) / traded), "of the traded signals"),
        ("Time in trade", duration(figures.minutes), "half of the trades were over sooner"),
        ("Deepest fall", in_r(-worst.drawdown), "of the running sum below its highest point"),
        ("Worst day", in_r(worst.worst_day), "all signals of one UTC day together"),
    ]


def _sizes(figures: Figures) -> str:
    worst = figures.worst
    return f"a win {in_r(worst.mean_win)}, a loss {in_r(worst.mean_loss)} on average"


def month_of(page: ReportInput) -> MonthlyVerdict | None:
    """In money at the reader's size; None where nothing was achieved in the account."""
    achieved = figures_of(page.run.results, resamples=1).achieved
    run = page.run
    if achieved.mean is None or run.begins_at is None or run.ends_at is None:
        return None
    return monthly_verdict(
        mean_r=achieved.mean,
        signals=achieved.signals,
        days=max((run.ends_at - run.begins_at).days, 1),
        equity=page.size.equity,
        risk_fraction=page.size.risk_fraction,
        price=page.size.price,
    )


def month_lines(page: ReportInput) -> list[str]:
    month, unit = month_of(page), page.size.currency
    if month is None:
        return []
    said = [
        (
            f"{month.signals:.0f} trades a month in an account of {money(page.size.equity, unit)}, "
            f"each risking at most {percent(page.size.risk_fraction, 1)} "
            f"({money(month.risk, unit)}): {money(month.made, unit, sign=True)} a month, at this "
            "history's mean, which the next months need not have."
        )
    ]
    if month.price > 0:
        said.append(
            f"The subscription costs {money(month.price, unit)} a month: "
            f"{money(month.left, unit, sign=True)} is left."
        )
        needed = (
            "No size pays for it: the mean is not above zero."
            if month.needed_equity is None
            else f"At this mean it pays from an account of {money(month.needed_equity, unit)} on."
        )
        said.append(f"It must make {in_r(month.needed_r)} a signal to be worth it here. {needed}")
    return said


def alternative_rows(
    page: ReportInput, alternatives: Sequence[Alternative], *, tried: int
) -> list[tuple[str, str, list[str]]]:
    """The reader's own first; bounds are corrected by how many were tried."""
    rows = []
    for each in (Alternative("as above", page.run), *alternatives):
        outcomes = outcomes_of(each.run.results)
        evidence = evidence_of(outcomes, variants=tried)
        bound = lower_bound(Moments.of(by_day(outcomes)), corrected(variants=tried))
        figures = figures_of(each.run.results, resamples=1)
        cells = [
            signed(figures.worst.mean),
            signed(bound) if evidence.is_enough_to_tell else NOTHING,
            in_r(figures.worst.total),
            f"{figures.traded:,}",
        ]
        rows.append((each.name, tone(figures.worst.mean), cells))
    return rows


def held_out_lines(page: ReportInput) -> list[str]:
    """What choosing by the past would have been worth."""
    chosen = held_out(page.run, page.variants)
    if chosen is None:
        return []
    return [
        (
            f"Who had chosen by the time until {chosen.since}, would have taken "
            f"“{chosen.name}” ({in_r(chosen.chosen_by)} a signal until then). From then on it made "
            f"{in_r(chosen.then)}, your own settings {in_r(chosen.own)}."
        )
    ]


def baseline_lines(page: ReportInput) -> list[str]:
    """What the same money or the same coins would have made without the channel."""
    base, size = page.baselines, page.size
    said = [base.missing] if base.missing else []
    if base.held is not None:
        total = figures_of(page.run.results, resamples=1).achieved.total
        said.append(
            f"Holding {count(base.held_coins, 'coin')} of this channel in equal parts over the "
            f"same time: {percent(base.held, 1, sign=True)}. The account that followed it: "
            f"about {percent(total * size.risk_fraction, 1, sign=True)}, with far less at stake "
            "at a time."
        )
    if base.random_r is not None and base.beaten is not None:
        said.append(
            f"The same coins, sides, stops and lengths, entered at random minutes: "
            f"{in_r(base.random_r)} a signal. The channel did better than "
            f"{percent(base.beaten)} of {base.draws:,} such channels."
        )
    return said
