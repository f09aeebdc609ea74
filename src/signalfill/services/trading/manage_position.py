"""Works on one position: reconcile, apply amendments, decide, store the intent, act, store."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from signalfill.domain.actions import Action
from signalfill.domain.amendments.amending import close_by_short
from signalfill.domain.amendments.editing import apply_edit
from signalfill.domain.amendments.unsaid import answer_unsaid
from signalfill.domain.budget import Release
from signalfill.domain.call_book import CallBook
from signalfill.domain.control import Control
from signalfill.domain.ending import closing_releases
from signalfill.domain.entry.late_entry import judge_found
from signalfill.domain.entry.opening import with_call_closed
from signalfill.domain.entry.stopped_entries import end_stopped
from signalfill.domain.entry.unknown_layout import is_awake
from signalfill.domain.errors import SignalfillError
from signalfill.domain.holding import has_stuck, is_in_flight
from signalfill.domain.position import Position, PositionState
from signalfill.domain.price_frame import in_price_frame_of
from signalfill.domain.product import Quote
from signalfill.domain.protection.close_stop import unjudged_close
from signalfill.domain.protection.lifecycle import decide, watch
from signalfill.domain.protection.read_back import is_read_back_due
from signalfill.domain.signal import Amendment, Signal, is_version_of
from signalfill.domain.step import Note, Step
from signalfill.domain.values import plain
from signalfill.domain.verdict import Decision, ItemKey, VerdictKind
from signalfill.ports import Venue
from signalfill.services.trading.context import TradingContext
from signalfill.services.trading.execute_actions import execute_actions
from signalfill.services.trading.journal import journal_entries, stage_of
from signalfill.services.trading.judge_close import judge_close
from signalfill.services.trading.judge_level import apply_amendment
from signalfill.services.trading.read_prices import read_prices
from signalfill.services.trading.read_steps import with_steps_of_now
from signalfill.services.trading.reconcile import reconcile

logger = logging.getLogger(__name__)

MAX_PASSES = 8
"""Passes over one position in one invocation; the sweep goes on where this stops."""


@dataclass(slots=True)
class Inbox:
    """Amendments that wait for the position, and what was decided about them."""

    keys: Sequence[ItemKey] = ()
    decisions: dict[ItemKey, Decision] = field(default_factory=dict)


def manage_position(
    position_id: str, context: TradingContext, *, control: Control
) -> Position | None:
    """Takes the lease and works on the position. None where another invocation holds it."""
    now = context.clock.now()
    leased = context.positions.take_lease(
        position_id, owner=context.owner, now=now, until=now + context.lease
    )
    if leased is None:
        return None
    position, keys = leased
    return work(position, context, control=control, inbox=keys)


def work(
    position: Position,
    context: TradingContext,
    *,
    control: Control,
    first_actions: tuple[Action, ...] = (),
    inbox: Sequence[ItemKey] = (),
) -> Position:
    """Repeats passes until nothing is left to do now. The caller holds the lease, which ends here.

    `first_actions` are intents that were stored with the position a moment ago.

    Raises:
        VersionConflictError: another invocation wrote; nothing more was sent.
    """
    try:
        venue = context.venue_for(position.mode)
        if first_actions:
            position = _act(position, first_actions, venue, context)
        return _passes(position, Inbox(inbox), venue, context, control)
    finally:
        context.positions.release_lease(position.position_id, owner=context.owner)


def _passes(
    position: Position, inbox: Inbox, venue: Venue, context: TradingContext, control: Control
) -> Position:
    for _ in range(MAX_PASSES):
        before = position
        step = _look(position, inbox, venue, context, control)
        changed = step.position != before or step.notes or inbox.decisions
        position = _save(step, inbox, context) if changed else before
        if step.actions:
            position = _act(position, step.actions, venue, context)
        elif not _newly_unprotected(before, position):
            break
    return position


def _look(
    position: Position, inbox: Inbox, venue: Venue, context: TradingContext, control: Control
) -> Step:
    now = context.clock.now()
    seen, notes = reconcile(position, venue, now=now)
    if has_stuck(seen):
        seen, changes = with_steps_of_now(seen, seen, venue)
        notes += changes
    quote = read_prices(venue, [position.product_id]).get(position.product_id)
    now = context.clock.now()
    seen = judge_found(position, seen, control, quote, now=now, notes=notes)
    seen, amended = _amended(seen, inbox, venue, quote, context)
    seen = judge_close(seen, venue, now=now, notes=amended)
    if control.flags.halted:
        # Halt stops every call but reads: intents that will not be sent are not stored.
        step = watch(seen, quote, now=now)
    else:
        seen = end_stopped(seen, control, notes=amended)
        who = position.signal.provenance
        rules = control.settings.rules_for(who.channel_id, who.speaker_id)
        awake = is_awake(control.settings.account.awake, now)
        if seen.unsaid is not None and _is_taken_back(seen.unsaid.amendment, context):
            seen = seen.model_copy(update={"unsaid": None})
        seen = answer_unsaid(seen, rules, is_awake=awake, now=now, notes=amended)
        step = decide(
            seen,
            quote,
            now=now,
            rules=rules,
            may_enter=not control.flags.stops_entries(who.channel_id, position.mode),
        )
    return Step(step.position, step.actions, (*notes, *amended, *step.notes))


def _amended(
    position: Position, inbox: Inbox, venue: Venue, quote: Quote | None, context: TradingContext
) -> tuple[Position, list[Note]]:
    notes: list[Note] = []
    for key in inbox.keys:
        if key in inbox.decisions:
            continue
        item, now = _readable(key, context), context.clock.now()
        match item:
            case Decision() as decided:
                # Heard before, or refused meanwhile: it leaves the inbox unheard.
                inbox.decisions[key] = decided
                continue
            case Amendment():
                applied = apply_amendment(position, item, venue, quote, now=now)
                if applied is None:
                    continue
                changes, inbox.decisions[key] = [applied], applied.decision
            case Signal() if not is_version_of(item, position.signal):
                amended = close_by_short(position, item, now=now)
                changes, inbox.decisions[key] = [amended], amended.decision
            case Signal():
                framed = in_price_frame_of(position, item)
                changes, inbox.decisions[key] = apply_edit(position, framed, now=now)
            case None:
                continue
        position = changes[-1].position if changes else position
        notes += [each.note for each in changes]
    return position, notes


def _readable(key: ItemKey, context: TradingContext) -> Signal | Amendment | Decision | None:
    """What is asked, or what was decided about it: a late delivery may put it there once more.

    What cannot be read, as of a newer release, waits in the inbox: protection does not.
    """
    try:
        return context.signals.decision(key) or context.signals.item(key)
    except SignalfillError as error:
        extra = {"sort_key": key.sort_key, "error": str(error)}
        logger.warning("instruction not read", extra=extra)
        return None


def _is_taken_back(amendment: Amendment, context: TradingContext) -> bool:
    """Whether the newest version of its message asks for no such thing any more."""
    said = amendment.provenance
    known = [
        each
        for each in context.signals.verdicts(said.channel_id, said.message_id)
        if each.kind is not VerdictKind.STALE
    ]
    if not known or known[-1].version == said.version:
        return False
    reading = known[-1].reading
    return reading is None or amendment.action not in {a.action for a in reading.amendments}


def _act(
    position: Position, actions: Sequence[Action], venue: Venue, context: TradingContext
) -> Position:
    """The intents stand in the table; now the calls, then what came of them."""
    before = position
    position, notes = execute_actions(position, actions, venue, clock=context.clock)
    position, changes = with_steps_of_now(before, position, venue)
    return _store(position, [*notes, *changes], context)


def _save(step: Step, inbox: Inbox, context: TradingContext) -> Position:
    if any(note.event == "closed" for note in step.notes):
        book = context.positions.call_book(step.position.account, step.position.product_id)
        releases = tuple(closing_releases(step.position))
        closed_book = with_call_closed(book, step.position)
        if step.position.overrun > 0:
            logger.warning(
                "reserve exceeded",
                extra={
                    "position_id": step.position.position_id,
                    "overrun": plain(step.position.overrun),
                },
            )
        saved = _store(
            step.position,
            step.notes,
            context,
            inbox=inbox,
            releases=releases,
            call_book=closed_book,
        )
    else:
        saved = _store(step.position, step.notes, context, inbox=inbox)
    inbox.keys = [key for key in inbox.keys if key not in inbox.decisions]
    inbox.decisions.clear()
    return saved


def _store(
    position: Position,
    notes: Sequence[Note],
    context: TradingContext,
    *,
    inbox: Inbox | None = None,
    releases: Sequence[Release] = (),
    call_book: CallBook | None = None,
) -> Position:
    decisions = dict(inbox.decisions) if inbox is not None else {}
    return context.positions.save(
        position,
        owner=context.owner,
        journal=journal_entries(
            position.position_id,
            notes,
            stage=stage_of(position.version + 1),
            at=context.clock.now(),
        ),
        read_inbox=tuple(decisions),
        releases=releases,
        call_book=call_book,
        decisions=decisions,
    )


def _newly_unprotected(before: Position, after: Position) -> bool:
    """A fill without a stop was just seen: the venue may show its bracket a moment later."""
    return after.naked_since is not None and before.naked_since is None


def needs_attention(position: Position, now: datetime) -> bool:
    """Whether to look again within seconds: unprotected, in flight, or a candle just closed."""
    if position.state is PositionState.CLOSED:
        return False
    is_left_alone = position.user_managed_since is not None
    is_unprotected = position.naked_since is not None and not is_left_alone
    waits = is_unprotected or unjudged_close(position, now) is not None
    waits = waits or is_read_back_due(position)
    return waits or any(is_in_flight(position, order) for order in position.orders)
