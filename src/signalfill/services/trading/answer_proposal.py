"""Decides a waiting plan by the operator's answer: all gates again at the live price, or a no."""

from __future__ import annotations

from signalfill.domain.codes import DecisionCode
from signalfill.domain.journal import Event
from signalfill.domain.signal import Amendment, AmendmentAction
from signalfill.domain.step import Note
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey
from signalfill.services.trading.answer_layout import MISREAD, speak_of_layout, word_of
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.enlarge_position import enlarge_position
from signalfill.services.trading.journal import journal_entries
from signalfill.services.trading.open_position import open_position
from signalfill.services.trading.propose import waiting

REJECTED = {MISREAD: DecisionCode.MISREAD}
"""The code of what was refused, by what the refusal says of its layout."""


def answer_proposal(key: ItemKey, context: TradingContext) -> Decision | None:
    """Decides the signal that the answer is about, then the answer. None: it was decided before.

    Raises:
        RetryableError: nothing could be decided now; the answer stays pending.
    """
    said = context.signals.item(key)
    if not isinstance(said, Amendment) or not context.signals.is_pending(key):
        return None
    asked = [
        waits
        for waits, signal, _ in waiting(context.signals)
        if signal.signal_id == said.position_id
    ]
    if not asked:
        return _decide(key, _late(said, context), context)
    _speak_of_layouts(said, asked, context)
    if said.action is AmendmentAction.REJECT:
        for each in asked:
            _reject(each, context, code=REJECTED.get(said.to or "", DecisionCode.REJECTED))
        return _decide(
            key, _decision(said, DecisionKind.APPLIED, said.action.value, context), context
        )
    # The newest version of the message is asked about last.
    opened = [_approve(each, context) for each in asked][-1]
    if opened is None or opened.kind in {DecisionKind.OPENED, DecisionKind.APPLIED}:
        return _decide(
            key,
            _decision(said, DecisionKind.APPLIED, AmendmentAction.APPROVE.value, context),
            context,
        )
    refused = _decision(said, DecisionKind.IGNORED, opened.code, context, value=opened.value)
    return _decide(key, refused, context)


def _speak_of_layouts(said: Amendment, asked: list[ItemKey], context: TradingContext) -> None:
    """Before anything trades: cut off here, the answer is heard again, and says the same."""
    word = word_of(said)
    if word is None:
        return
    for key in asked:
        item = context.signals.item(key)
        if item is not None:
            speak_of_layout(item.provenance, word, context)


def _approve(key: ItemKey, context: TradingContext) -> Decision | None:
    item, proposal = context.signals.item(key), context.signals.proposal(key)
    if isinstance(item, Amendment) and proposal is not None:
        return enlarge_position(key, item, proposal.position_id, context, approved=True)
    return open_position(key, context, approved=True)


def _late(said: Amendment, context: TradingContext) -> Decision:
    """Nothing waits; it may have been opened by this very answer, cut off before it was noted."""
    position = context.positions.load(said.position_id or "")
    if position is None or said.action is not AmendmentAction.APPROVE:
        return _decision(said, DecisionKind.IGNORED, DecisionCode.NO_PROPOSAL, context)
    message_id = said.provenance.message_id
    added = any(each.startswith(f"{message_id}-0") for each in position.applied_amendment_ids)
    if added or position.signal.provenance.message_id == message_id:
        return _decision(said, DecisionKind.APPLIED, AmendmentAction.APPROVE.value, context)
    return _decision(said, DecisionKind.IGNORED, DecisionCode.NO_PROPOSAL, context)


def _reject(key: ItemKey, context: TradingContext, *, code: DecisionCode) -> None:
    proposal, now = context.signals.proposal(key), context.clock.now()
    if proposal is None:
        return
    decision = Decision(kind=DecisionKind.DENIED, code=code, gates=proposal.gates, decided_at=now)
    note = Note(Event.DENIED, "refused by the operator")
    entries = journal_entries(proposal.position_id, [note], stage="denied", at=now)
    context.signals.decide(key, decision, entries)


def _decision(
    said: Amendment, kind: DecisionKind, code: str, context: TradingContext, *, value: str = ""
) -> Decision:
    opened = kind is DecisionKind.APPLIED and code == AmendmentAction.APPROVE
    return Decision(
        kind=kind,
        code=code,
        value=value,
        position_id=said.position_id if opened else None,
        decided_at=context.clock.now(),
    )


def _decide(key: ItemKey, decision: Decision, context: TradingContext) -> Decision | None:
    return decision if context.signals.decide(key, decision) else None
