"""The page's first card: what can be said of the channel, and what cannot."""

from __future__ import annotations

from dataclasses import dataclass

from cli.evidence_report.inputs import ReportInput
from cli.evidence_report.words import count, in_r, signed
from signalfill.domain.evidence.groups import Figures
from signalfill.domain.evidence.ledger import DeletionLedger
from signalfill.domain.evidence.outcomes import outcomes_of
from signalfill.domain.evidence.standing import (
    FEWEST_DAYS,
    FEWEST_SIGNALS,
    ChannelEvidence,
    Standing,
    evidence_of,
)
from signalfill.domain.evidence.statistics import ALPHA

_SURE = f"{100 - 100 * ALPHA:.0f} %"


@dataclass(frozen=True, slots=True)
class PageVerdict:
    """`tone` colors it, `mean` and `between` are the figure, `lines` say what follows."""

    title: str
    tone: str
    mean: str
    between: str
    lines: tuple[str, ...]


def judged(page: ReportInput) -> ChannelEvidence:
    """By the worst fills. What one's own records saw is forward evidence, an export is none."""
    outcomes = outcomes_of(page.run.results)
    own = page.summary.knows_deletions and is_venues(page)
    return evidence_of(outcomes, forward=outcomes if own else ())


def is_venues(page: ReportInput) -> bool:
    return page.run.price_source == "coinbase"


def is_demo(page: ReportInput) -> bool:
    return page.run.price_source == "demo"


def verdict_of(evidence: ChannelEvidence, figures: Figures) -> PageVerdict:
    title, tone, said = _said(evidence)
    lines = [said]
    if evidence.lower is not None and evidence.is_enough_to_tell:
        lines.append(
            f"With {_SURE} certainty, at however many looks: above {in_r(evidence.lower)}, "
            f"below {in_r(evidence.upper)} a signal."
        )
    lines.extend(_needed(evidence))
    return PageVerdict(
        title=title,
        tone=tone,
        mean=in_r(figures.worst.mean),
        between=_between(figures),
        lines=tuple(lines),
    )


def _said(evidence: ChannelEvidence) -> tuple[str, str, str]:
    shown = f"{count(evidence.signals, 'traded signal')} on {count(evidence.days, 'day')}"
    if evidence.lacks_own_records:
        return (
            "GOOD ON PAPER, NOT CONFIRMED",
            "even",
            (
                f"{shown}: more than luck explains, if this history is complete. It may not be: "
                "signals of your own records must confirm it."
            ),
        )
    return {
        Standing.UNKNOWN: (
            "NOT ENOUGH TO TELL",
            "even",
            (
                f"{shown}. Below {FEWEST_SIGNALS} signals on {FEWEST_DAYS} days nobody can tell "
                "skill from luck, whatever the figures look like."
            ),
        ),
        Standing.NOT_SHOWN: ("NOT SHOWN", "even", f"{shown}. Luck alone can do this."),
        Standing.PROVEN: ("SHOWN", "gain", f"{shown}: more than luck explains."),
        Standing.HARMFUL: (
            "HARMFUL",
            "loss",
            f"{shown}: following it loses money, and that is no bad luck.",
        ),
    }[evidence.standing]


def _needed(evidence: ChannelEvidence) -> list[str]:
    if evidence.standing in {Standing.PROVEN, Standing.HARMFUL} or evidence.lacks_own_records:
        return []
    if evidence.mean is not None and evidence.mean <= 0:
        return ["Its mean is not above zero: more signals like these would not show otherwise."]
    if evidence.needed is None:
        return ["Its mean is so close to zero that nobody could wait for a proof."]
    more = max(evidence.needed - evidence.signals, 0)
    return [f"If its mean stays, about {more:,} more signals would show it (4 chances in 5)."]


def _between(figures: Figures) -> str:
    if figures.best.mean is None:
        return "nothing was traded"
    return f"a signal by the worst fills; {signed(figures.best.mean)} R by the kindest"


def honesty(page: ReportInput) -> list[str]:
    """What is missing, before anything is believed."""
    summary = page.summary
    said = []
    if summary.knows_deletions:
        said.append(
            f"From your own records: every version as it came, {count(summary.deleted, 'deletion')}"
            " included."
        )
        if page.ledger is not None:
            said.append(_ledger(page.ledger))
    else:
        said.append(
            "Deleted messages are not in an export: losers that were taken back are missing here, "
            "and nobody can say how many."
        )
        said.append(_edits(page))
        said.append(
            "So an export alone never opens the gate to full size: that takes signals that your "
            "own records saw as they came."
        )
    if not is_venues(page) and not is_demo(page):
        said.append("Priced elsewhere: these candles are not Coinbase's. The gate ignores them.")
    return [*said, *summary.notes, *page.notes]


def _ledger(ledger: DeletionLedger) -> str:
    losers, winners = ledger.losers, ledger.winners
    return (
        f"Deletion ledger: {losers.taken_back} of {count(losers.signals, 'loser')} deleted "
        f"({losers.deleted}) or edited ({losers.edited}) after the outcome, on average "
        f"{in_r(losers.mean_taken_back)}; of {count(winners.signals, 'winner')} "
        f"{winners.taken_back}."
    )


def _edits(page: ReportInput) -> str:
    edited = count(page.summary.edited, "message was edited", "messages were edited")
    late = page.run.funnel.kinds.get("edited_late", 0)
    return (
        f"{edited}: we have only the last text, which may have been written after the outcome. "
        "Such a text is traded here only if it was edited within 2 minutes of posting; "
        f"{late or 'none'} of them came later and {'is' if late == 1 else 'are'} left out."
    )
