"""The operator's answer to a plan that waits: all gates again at the live price, or a no."""

from __future__ import annotations

from signalfill.domain.signal import Amendment, AmendmentAction
from signalfill.domain.step import Note
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey
from signalfill.services.trading.approve import waiting
from signalfill.services.trading.desk import Desk
from signalfill.services.trading.enlarge_position import enlarge_position
from signalfill.services.trading.journal import journal_entries
from signalfill.services.trading.open_position import open_position


def answer(key: ItemKey, desk: Desk) -> Decision | None:
    """Decides the signal that the operator spoke of, then his word; None if decided before.

    Raises:
        RetryableError: nothing could be decided now; the answer stays pending.
    """
    said = desk.signals.item(key)
    if not isinstance(said, Amendment) or not desk.signals.is_pending(key):
        return None
    asked = [
        waits for waits, signal, _ in waiting(desk.signals) if signal.signal_id == said.position_id
    ]
    if not asked:
        return _decide(key, _late(said, desk), desk)
    if said.action is AmendmentAction.REJECT:
        for each in asked:
            _reject(each, desk)
        return _decide(key, _decision(said, DecisionKind.APPLIED, "reject", desk), desk)
    # The newest version of the message is asked about last.
    opened = [_approve(each, desk) for each in asked][-1]
    if opened is None or opened.kind in {DecisionKind.OPENED, DecisionKind.APPLIED}:
        return _decide(key, _decision(said, DecisionKind.APPLIED, "approve", desk), desk)
    refused = _decision(said, DecisionKind.IGNORED, opened.code, desk, value=opened.value)
    return _decide(key, refused, desk)


def _approve(key: ItemKey, desk: Desk) -> Decision | None:
    item, proposal = desk.signals.item(key), desk.signals.proposal(key)
    if isinstance(item, Amendment) and proposal is not None:
        return enlarge_position(key, item, proposal.position_id, desk, approved=True)
    return open_position(key, desk, approved=True)


def _late(said: Amendment, desk: Desk) -> Decision:
    """Nothing waits; it may have been opened by this very answer, cut off before it was noted."""
    position = desk.positions.load(said.position_id or "")
    if position is None or said.action is not AmendmentAction.APPROVE:
        return _decision(said, DecisionKind.IGNORED, "no_proposal", desk)
    message_id = said.provenance.message_id
    added = any(each.startswith(f"{message_id}-0") for each in position.applied_amendment_ids)
    if added or position.signal.provenance.message_id == message_id:
        return _decision(said, DecisionKind.APPLIED, "approve", desk)
    return _decision(said, DecisionKind.IGNORED, "no_proposal", desk)


def _reject(key: ItemKey, desk: Desk) -> None:
    proposal, now = desk.signals.proposal(key), desk.clock.now()
    if proposal is None:
        return
    decision = Decision(
        kind=DecisionKind.DENIED, code="rejected", gates=proposal.gates, decided_at=now
    )
    note = Note("denied", "refused by the operator")
    entries = journal_entries(proposal.position_id, [note], stage="denied", at=now)
    desk.signals.decide(key, decision, entries)


def _decision(
    said: Amendment, kind: DecisionKind, code: str, desk: Desk, *, value: str = ""
) -> Decision:
    opened = kind is DecisionKind.APPLIED and code == "approve"
    return Decision(
        kind=kind,
        code=code,
        value=value,
        position_id=said.position_id if opened else None,
        decided_at=desk.clock.now(),
    )


def _decide(key: ItemKey, decision: Decision, desk: Desk) -> Decision | None:
    return decision if desk.signals.decide(key, decision) else None
