"""Puts a follow-up message into the inbox of its position, or says why not."""

from __future__ import annotations

from collections.abc import Sequence

from signalfill.domain.amendments.adding import is_definite
from signalfill.domain.amendments.named_price import names_a_level
from signalfill.domain.amendments.taking_back import takes_back
from signalfill.domain.codes import DecisionCode
from signalfill.domain.errors import RetryableError
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import Position
from signalfill.domain.signal import Amendment, AmendmentAction
from signalfill.domain.step import Note
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.enlarge_position import enlarge_position
from signalfill.services.trading.journal import journal_entries
from signalfill.services.trading.manage_position import manage_position
from signalfill.services.trading.resolve_amendment import calls_meant, may_amend, positions_meant

WITHDRAWING = frozenset({AmendmentAction.CLOSE, AmendmentAction.CANCEL})


def route_amendment(key: ItemKey, context: TradingContext) -> Decision | None:
    """Puts the amendment into its position's inbox and works there; or decides why not.

    The inbox needs no lease: where another invocation holds the position, it or the sweep applies
    what waits. None while undecided, or where it was decided before.

    Raises:
        RetryableError: a live position cannot be read, and may be the one that is meant.
    """
    amendment = context.signals.item(key)
    if not isinstance(amendment, Amendment) or not context.signals.is_pending(key):
        return None
    control = context.control.current()
    live, unreadable = _candidates(amendment, context)
    meant = positions_meant(amendment, live, context.signals)
    if unreadable and not _is_certain(amendment, meant):
        raise RetryableError(
            f"which position is meant cannot be told while {', '.join(unreadable)} is not "
            "readable: the amendment waits"
        )
    if not meant:
        calls = calls_meant(amendment, control, context.signals)
        return _of_a_waiting_call(key, amendment, calls, context)
    allowed = [p for p in meant if may_amend(amendment, p.signal.provenance, control)]
    if not allowed:
        return _decide(key, amendment, DecisionKind.DENIED, DecisionCode.NOT_THE_AUTHOR, context)
    if len(allowed) > 1:
        ids = [position.position_id for position in allowed]
        closable = ids if amendment.action is AmendmentAction.CLOSE else ()
        return _ambiguous(key, amendment, ids, closable, context)
    position = allowed[0]
    who = amendment.provenance
    rules = control.settings.rules_for(who.channel_id, who.speaker_id)
    if is_definite(amendment, position, rules):
        return enlarge_position(key, amendment, position.position_id, context)
    context.positions.add_to_inbox(position.position_id, key)
    manage_position(position.position_id, context, control=control)
    return context.signals.decision(key)


def _candidates(
    amendment: Amendment, context: TradingContext
) -> tuple[Sequence[Position], Sequence[str]]:
    """The positions it may speak of, and the ids of those that cannot be read."""
    if amendment.position_id is None:
        live, unreadable = context.positions.readable_positions()
        return live, list(unreadable)
    named = context.positions.load(amendment.position_id)
    return ([] if named is None else [named]), ()


def _is_certain(amendment: Amendment, meant: Sequence[Position]) -> bool:
    """One that cannot be read is not the one meant: a coin or a reply names another."""
    named = amendment.base is not None or amendment.provenance.reply_to_message_id is not None
    return named and len(meant) == 1


def _of_a_waiting_call(
    key: ItemKey, amendment: Amendment, calls: Sequence[ItemKey], context: TradingContext
) -> Decision | None:
    """A close before its call was decided: the call must not open. All else waits with the call."""
    if not calls or takes_back(amendment):
        return _decide(key, amendment, DecisionKind.IGNORED, DecisionCode.NO_POSITION, context)
    if len(calls) > 1 and amendment.base is None and amendment.cause == "text":
        names = [each.sort_key.partition("#")[0] for each in calls]
        return _ambiguous(key, amendment, names, (), context)
    if amendment.action not in WITHDRAWING or names_a_level(amendment):
        return None  # a level of the call's own plan is judged once it is open
    if not _withdraw(calls, context):
        return None  # opened meanwhile: the next look finds the position
    return _decide(key, amendment, DecisionKind.APPLIED, DecisionCode.WITHDRAWN, context)


def _withdraw(calls: Sequence[ItemKey], context: TradingContext) -> bool:
    """Whether any of them was still to be decided: those do not open any more."""
    now = context.clock.now()
    withdrawn = Decision(kind=DecisionKind.DENIED, code=DecisionCode.WITHDRAWN, decided_at=now)
    decided = [context.signals.decide(each, withdrawn) for each in calls]
    return any(decided)


def _ambiguous(
    key: ItemKey,
    amendment: Amendment,
    ids: Sequence[str],
    closable: Sequence[str],
    context: TradingContext,
) -> Decision | None:
    """Nothing is done; the user is asked, with the commands that would."""
    answers = [f"signalfill why {amendment.provenance.message_id}"]
    answers += [f"signalfill close {each}" for each in closable]
    return _decide(
        key,
        amendment,
        DecisionKind.IGNORED,
        DecisionCode.AMBIGUOUS,
        context,
        value=", ".join(ids),
        answers=answers,
    )


def _decide(
    key: ItemKey,
    amendment: Amendment,
    kind: DecisionKind,
    code: DecisionCode,
    context: TradingContext,
    *,
    value: str = "",
    answers: Sequence[str] = (),
) -> Decision | None:
    """With `answers`, the commands to choose from, the user is asked."""
    now = context.clock.now()
    decision = Decision(kind=kind, code=code, value=value, decided_at=now)
    text = f"{amendment.action.value} {amendment.base or ''} not applied: {code} {value}".strip()
    details, notice = {"answers": list(answers)}, NoticeKind.QUESTION
    note = Note(Event.AMENDMENT, text, details, notice) if answers else Note(Event.AMENDMENT, text)
    entries = journal_entries(amendment.amendment_id, [note], stage="decided", at=now)
    return decision if context.signals.decide(key, decision, entries) else None
