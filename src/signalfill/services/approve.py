"""Mode `approve`: a plan is put to the operator, and his answer decides the signal.

The signal stays pending while it waits: a close or a deletion withdraws it like any other, and
the sweep refuses it when its time is over.
"""

from __future__ import annotations

from collections.abc import Iterator

from signalfill.domain.journal import NoticeKind
from signalfill.domain.market_gates import Market
from signalfill.domain.plan import Plan
from signalfill.domain.proposal import Proposal, is_still_said, propose
from signalfill.domain.signal import Signal
from signalfill.domain.step import Note
from signalfill.domain.verdict import GateResult, ItemKey
from signalfill.ports import SignalStore
from signalfill.services.desk import Desk
from signalfill.services.journal import journal_entries


def ask_operator(
    key: ItemKey, market: Market, plan: Plan, gates: list[GateResult], desk: Desk
) -> None:
    """Stores the plan and puts the question; asked before, it is not asked again."""
    now = desk.clock.now()
    proposal = propose(market, plan, tuple(gates), now=now)
    details = {
        **plan.model_dump(mode="json"),
        "answers": [f"signalfill {word} {proposal.position_id}" for word in ("approve", "reject")],
    }
    note = Note("proposed", proposal.question, details, NoticeKind.QUESTION)
    stage = f"proposed-{market.signal.provenance.version}"
    entries = journal_entries(proposal.position_id, [note], stage=stage, at=now)
    desk.signals.propose(key, proposal, entries)


def unanswered(proposal: Proposal, signal: Signal, desk: Desk) -> GateResult | None:
    """Why the question need not be answered any more; None while it waits."""
    now, said = desk.clock.now(), signal.provenance
    if now > proposal.expires_at:
        age = int((now - said.posted_at).total_seconds())
        limit = int((proposal.expires_at - said.posted_at).total_seconds())
        return GateResult(gate="not_approved", passed=False, value=f"{age}s", threshold=f"{limit}s")
    return superseded(signal, desk.signals)


def superseded(signal: Signal, signals: SignalStore) -> GateResult | None:
    """The message says something else by now."""
    said = signal.provenance
    if is_still_said(signal, list(signals.verdicts(said.channel_id, said.message_id))):
        return None
    return GateResult(gate="superseded", passed=False, value="the message was edited")


def waiting(signals: SignalStore) -> Iterator[tuple[ItemKey, Signal, Proposal]]:
    """The questions that are open, oldest first (from an index: may lag)."""
    for key in signals.pending():
        signal, proposal = signals.item(key), signals.proposal(key)
        if isinstance(signal, Signal) and proposal is not None and signals.is_pending(key):
            yield key, signal, proposal
