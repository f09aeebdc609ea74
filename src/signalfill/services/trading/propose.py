"""Puts a plan to the operator, whose answer decides the signal.

In mode `approve` every plan is put; in `live` those of calls whose layout nobody confirmed. The
signal stays pending while it waits: a close or a deletion withdraws it like any other, and the
sweep refuses it when its time is over.
"""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.domain.codes import Gate
from signalfill.domain.entry.market_gates import Market
from signalfill.domain.entry.proposal import (
    FirstOfKind,
    Proposal,
    is_still_asked,
    is_still_said,
    propose,
)
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.planning.plan import Plan
from signalfill.domain.signal import Amendment, Provenance, Signal
from signalfill.domain.step import Note
from signalfill.domain.verdict import GateResult, ItemKey
from signalfill.ports import SignalStore
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.journal import journal_entries

ANSWERS = ("signalfill approve {}", "signalfill reject {}")
ANSWERS_TO_NEW = (
    "signalfill approve {}",
    "signalfill approve {} --once",
    "signalfill reject {}",
    "signalfill reject {} --misread",
)
"""A yes makes the layout known unless it is for once; a no bars nothing unless it was misread."""


def ask_operator(
    key: ItemKey,
    market: Market,
    plan: Plan,
    gates: list[GateResult],
    context: TradingContext,
    *,
    is_addition: bool = False,
    first_of_kind: FirstOfKind | None = None,
) -> None:
    """Stores the plan and puts the question, once."""
    now = context.clock.now()
    proposal = propose(
        market,
        plan,
        tuple(gates),
        now=now,
        is_addition=is_addition,
        first_of_kind=first_of_kind,
    )
    words = ANSWERS if first_of_kind is None else ANSWERS_TO_NEW
    answers = [word.format(proposal.position_id) for word in words]
    details = {**plan.model_dump(mode="json"), "answers": answers}
    note = Note(Event.PROPOSED, proposal.question, details, NoticeKind.QUESTION)
    said = market.signal.provenance
    place = f"{said.message_id}-" if is_addition else ""
    stage = f"proposed-{place}{said.version}"
    entries = journal_entries(proposal.position_id, [note], stage=stage, at=now)
    context.signals.propose(key, proposal, entries)


def unanswered(proposal: Proposal, said: Provenance, context: TradingContext) -> GateResult | None:
    """The refusal once the time for an answer is over; None while the question waits."""
    now = context.clock.now()
    if now > proposal.expires_at:
        age = int((now - said.posted_at).total_seconds())
        limit = int((proposal.expires_at - said.posted_at).total_seconds())
        return GateResult(
            gate=Gate.NOT_APPROVED, passed=False, value=f"{age}s", threshold=f"{limit}s"
        )
    return None


def superseded(item: Signal | Amendment, signals: SignalStore) -> GateResult | None:
    """The refusal where the message says something else by now; None where it does not."""
    said = item.provenance
    verdicts = list(signals.verdicts(said.channel_id, said.message_id))
    if isinstance(item, Signal):
        holds = is_still_said(item, verdicts)
    else:
        holds = is_still_asked(item, verdicts)
    if holds:
        return None
    return GateResult(gate=Gate.SUPERSEDED, passed=False, value="the message was edited")


def waiting(signals: SignalStore) -> Iterator[tuple[ItemKey, Signal, Proposal]]:
    """The open questions, oldest first (from an index: may lag).

    An addition stands as the signal that it is judged as, under its position's id.
    """
    for key in signals.pending():
        item, proposal = signals.item(key), signals.proposal(key)
        if proposal is None or not signals.is_pending(key):
            continue
        signal = item if isinstance(item, Signal) else proposal.addition
        if signal is not None:
            yield key, signal, proposal
