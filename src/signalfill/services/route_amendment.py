"""Which position a follow-up message speaks of, and whether its author may say so."""

from __future__ import annotations

from collections.abc import Sequence

from signalfill.domain.adding import is_definite
from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position, PositionState
from signalfill.domain.settings import Control
from signalfill.domain.signal import OPERATOR, Amendment, AmendmentAction, Provenance, Signal
from signalfill.domain.step import Note
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey
from signalfill.services.desk import Desk
from signalfill.services.enlarge_position import enlarge_position
from signalfill.services.journal import journal_entries
from signalfill.services.manage_position import manage_position


def route_amendment(key: ItemKey, desk: Desk) -> Decision | None:
    """Puts the amendment into its position's inbox and works there; or decides why not.

    The inbox needs no lease: where another invocation holds the position, it or the sweep
    applies what waits. None while undecided, or where it was decided before.
    """
    amendment = desk.signals.item(key)
    if not isinstance(amendment, Amendment) or not desk.signals.is_pending(key):
        return None
    control = desk.control.current()
    named = amendment.position_id
    ids = desk.positions.live_positions() if named is None else [named]
    live = [p for p in map(desk.positions.load, ids) if p is not None]
    candidates = candidates_for(amendment, live)
    if not candidates and _withdraw_pending(amendment, control, desk):
        return _decide(key, amendment, DecisionKind.APPLIED, "withdrawn", desk)
    if len(candidates) != 1:
        return _unresolved(key, amendment, candidates, desk)
    position = candidates[0]
    if not may_amend(amendment, position.signal.provenance, control):
        return _decide(key, amendment, DecisionKind.DENIED, "not_the_author", desk)
    who = amendment.provenance
    rules = control.settings.rules_for(who.channel_id, who.speaker_id)
    if is_definite(amendment, position, rules):
        return enlarge_position(key, amendment, position.position_id, desk)
    desk.positions.add_to_inbox(position.position_id, key)
    manage_position(position.position_id, desk, control=control)
    return desk.signals.decision(key)


def _withdraw_pending(amendment: Amendment, control: Control, desk: Desk) -> bool:
    """A close that comes before its signal was decided: the signal must not open any more."""
    if amendment.action not in {AmendmentAction.CLOSE, AmendmentAction.CANCEL}:
        return False
    pending = [(key, desk.signals.item(key)) for key in desk.signals.pending()]
    meant = [
        key
        for key, signal in pending
        if isinstance(signal, Signal)
        and _speaks_of(amendment, signal)
        and may_amend(amendment, signal.provenance, control)
    ]
    now = desk.clock.now()
    decision = Decision(kind=DecisionKind.DENIED, code="withdrawn", decided_at=now)
    decided = [desk.signals.decide(key, decision) for key in meant]
    return any(decided)


def _speaks_of(amendment: Amendment, signal: Signal) -> bool:
    who, author = amendment.provenance, signal.provenance
    if amendment.position_id is not None:
        return amendment.position_id == signal.signal_id
    if author.message_id in {who.reply_to_message_id, who.thread_id, who.message_id}:
        return True
    same_channel = author.channel_id == who.channel_id
    return same_channel and amendment.base == signal.base and amendment.cause == "text"


def candidates_for(amendment: Amendment, positions: list[Position]) -> list[Position]:
    """By reply, then by the thread's first message, then by author and coin in the channel."""
    live = [p for p in positions if p.state is not PositionState.CLOSED]
    if amendment.position_id is not None:
        return [p for p in live if p.position_id == amendment.position_id]
    who = amendment.provenance
    # A deletion, or an edit of the signal's own message, speaks of that signal.
    for message_id in (who.reply_to_message_id, who.thread_id, who.message_id):
        if message_id is None:
            continue
        spoken_of = [p for p in live if p.signal.provenance.message_id == message_id]
        if spoken_of:
            return _of_coin(amendment, spoken_of)
    if amendment.cause == "deleted":
        return []
    here = [p for p in live if p.signal.provenance.channel_id == who.channel_id]
    return _of_coin(amendment, here)


def _of_coin(amendment: Amendment, positions: list[Position]) -> list[Position]:
    if amendment.base is None:
        return positions
    return [p for p in positions if is_coin_of(amendment.base, p)]


def is_coin_of(base: str, position: Position) -> bool:
    """`PEPE` and `1000PEPE` are one coin, `XBT` is BTC: what they are traded as is compared."""
    if base == position.signal.base:
        return True
    named = resolve(base, position.product_id.rpartition("-")[2])
    return not isinstance(named, Denied) and named.product_id == position.product_id


def may_amend(amendment: Amendment, author: Provenance, control: Control) -> bool:
    """The signal's author, an id listed for the channel, or the operator.

    A deletion speaks for itself.
    """
    who = amendment.provenance
    if amendment.cause in {"deleted", OPERATOR}:
        return True
    if (who.author_id, who.webhook_id) == (author.author_id, author.webhook_id):
        return True
    channel = control.settings.channels.get(author.channel_id)
    return channel is not None and who.author_id in channel.amendment_author_ids


def _unresolved(
    key: ItemKey, amendment: Amendment, candidates: list[Position], desk: Desk
) -> Decision | None:
    if not candidates:
        return _decide(key, amendment, DecisionKind.IGNORED, "no_position", desk)
    ids = [position.position_id for position in candidates]
    answers = [f"signalfill why {amendment.provenance.message_id}"]
    if amendment.action is AmendmentAction.CLOSE:
        answers += [f"signalfill close {each}" for each in ids]
    return _decide(
        key,
        amendment,
        DecisionKind.IGNORED,
        "ambiguous",
        desk,
        value=", ".join(ids),
        answers=answers,
    )


def _decide(
    key: ItemKey,
    amendment: Amendment,
    kind: DecisionKind,
    code: str,
    desk: Desk,
    *,
    value: str = "",
    answers: Sequence[str] = (),
) -> Decision | None:
    """With `answers`, the commands to choose from, the user is asked."""
    now = desk.clock.now()
    decision = Decision(kind=kind, code=code, value=value, decided_at=now)
    text = f"{amendment.action.value} {amendment.base or ''} not applied: {code} {value}".strip()
    details, notice = {"answers": list(answers)}, NoticeKind.QUESTION
    note = Note("amendment", text, details, notice) if answers else Note("amendment", text)
    entries = journal_entries(amendment.amendment_id, [note], stage="decided", at=now)
    return decision if desk.signals.decide(key, decision, entries) else None
