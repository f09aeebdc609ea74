"""One look at a position: its new state, and what to do now (pure)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from signalfill.domain.actions import Action, Cancel, EditStop, Need, Place
from signalfill.domain.belief import believed
from signalfill.domain.ending import closed, nothing_left
from signalfill.domain.holding import (
    average_entry_price,
    bought,
    filled,
    orders_of,
    with_order,
)
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import (
    OrderPurpose,
    OrderRecord,
    Position,
    PositionEvent,
    PositionState,
    Slice,
    next_state,
)
from signalfill.domain.product import Quote
from signalfill.domain.protection.filled_levels import after_fills
from signalfill.domain.protection.holding_time import end_holding
from signalfill.domain.protection.kept_coins import book_kept
from signalfill.domain.protection.mixed_stops import mark_mixed, worst_first
from signalfill.domain.protection.next_need import next_need
from signalfill.domain.protection.pacing import paced, with_calls
from signalfill.domain.protection.reached_targets import end_unfilled
from signalfill.domain.protection.slice_view import VENUE_PATIENCE, View
from signalfill.domain.protection.stops import after_target, on_to_net, place_pending, trail
from signalfill.domain.protection.throttled import entries_again, without_lapsed
from signalfill.domain.protection.unattached import entries_without_attachment
from signalfill.domain.protection.unpriced import need_without_price
from signalfill.domain.rules import Rules
from signalfill.domain.step import Note, Step
from signalfill.domain.values import plain

VAIN_KEPT = 8
"""Failed bracket and exit orders kept per slice; older ones are dropped."""


def decide(
    position: Position,
    quote: Quote | None,
    *,
    now: datetime,
    rules: Rules,
    may_enter: bool = True,
) -> Step:
    """The next step. By a price that is not believed nothing is moved, canceled or sold.

    `may_enter` is False where entries are stopped: then a refused entry is not tried another way.
    """
    notes: list[Note] = []
    position = _opened(position, notes)
    position = _expired(position, now, notes)
    position = without_lapsed(position, rules, now, notes)
    price = believed(quote, now)
    if price is not None:
        position = book_kept(position, price, now, notes)
        position = end_unfilled(position, rules, price.to_exit(position.side), notes=notes)
        position = after_target(position, rules, notes)
        position = after_fills(position, notes)
        position = on_to_net(position, rules, price, notes)
        position = end_holding(position, rules, now, notes)
        position = trail(position, rules, price, now=now, notes=notes)
        position = place_pending(position, price, notes)
    needs = _needs(position, quote, now)
    position = _mark_unprotected(position, needs, now, notes)
    position = mark_mixed(position, now, notes)
    actions = worst_first(position, [action for need in needs for action in need.actions])
    if price is not None and may_enter:
        actions += entries_without_attachment(position, price, now)
        actions += entries_again(position, price, now)
    actions += _entry_cancels(position, actions, now)
    actions = paced(position, actions, now)
    if not actions and nothing_left(position):
        return closed(position, now, notes)
    return Step(_with_intents(position, actions, now), tuple(actions), tuple(notes))


def watch(position: Position, quote: Quote | None, *, now: datetime) -> Step:
    """The step while everything is halted: unprotected slices are recorded, nothing is sent."""
    notes: list[Note] = []
    return Step(
        _mark_unprotected(position, _needs(position, quote, now), now, notes), (), tuple(notes)
    )


def _needs(position: Position, quote: Quote | None, now: datetime) -> list[Need]:
    price = believed(quote, now)
    if price is None:
        return [need_without_price(position, each, quote, now) for each in position.slices]
    return [next_need(View(position, each, price, now)) for each in position.slices]


def _opened(position: Position, notes: list[Note]) -> Position:
    if bought(position) <= 0 or position.state is not PositionState.OPENING:
        return position
    state = next_state(position.state, PositionEvent.ENTRY_FILLED)
    price = average_entry_price(position)
    text = f"entry filled: {plain(bought(position))} {position.signal.base}"
    text += f" at {plain(price)}" if price is not None else ""
    notes.append(Note(Event.ENTRY_FILLED, text, notice=NoticeKind.ENTRY))
    return position.model_copy(update={"state": state})


def _expired(position: Position, now: datetime, notes: list[Note]) -> Position:
    working = [o for o in orders_of(position, OrderPurpose.ENTRY) if not o.is_closed]
    if not working or position.cancel_entries or now < position.expires_at:
        return position
    notes.append(Note(Event.ENTRY_EXPIRED, "the entry was not filled in time and is canceled"))
    return position.model_copy(update={"cancel_entries": True})


def _mark_unprotected(
    position: Position, needs: list[Need], now: datetime, notes: list[Note]
) -> Position:
    """Every interval without a live stop is recorded, with its cause."""
    seconds = position.unprotected_seconds
    slices: list[Slice] = []
    for each, need in zip(position.slices, needs, strict=True):
        if need.naked_cause is None and each.naked_since is not None:
            lasted = Decimal(str(round((now - each.naked_since).total_seconds(), 3)))
            seconds += lasted
            notes.append(
                Note(Event.PROTECTED, f"slice {each.index} protected after {plain(lasted)} s")
            )
        slices.append(_marked(each, need, now, notes))
    return position.model_copy(update={"slices": tuple(slices), "unprotected_seconds": seconds})


def _marked(each: Slice, need: Need, now: datetime, notes: list[Note]) -> Slice:
    cause = need.naked_cause
    if cause == each.naked_cause:
        return each
    if cause is None:
        return each.model_copy(
            update={"naked_since": None, "naked_cause": None, "cause_since": None}
        )
    notes.append(Note(Event.UNPROTECTED, f"slice {each.index} is without a stop: {cause}"))
    return each.model_copy(
        update={
            "naked_since": each.naked_since or now,
            "naked_cause": cause,
            "cause_since": now,
        }
    )


def _entry_cancels(position: Position, actions: list[Action], now: datetime) -> list[Action]:
    """Entries that are to go and that no slice has already canceled; asked anew after a while.

    A cancel may be refused or get lost, and nothing else ends such an entry.
    """
    named = {action.order.client_order_id for action in actions}
    return [
        Cancel(order)
        for order in orders_of(position, OrderPurpose.ENTRY)
        if not order.is_closed
        and (position.cancel_entries or order.unwanted is not None)
        and order.venue_order_id is not None
        and (order.cancel_requested_at is None or now - order.cancel_requested_at >= VENUE_PATIENCE)
        and order.client_order_id not in named
    ]


def _with_intents(position: Position, actions: list[Action], now: datetime) -> Position:
    position = with_calls(position, actions, now)
    for action in actions:
        match action:
            case Place(order) if order in position.orders:
                again = order.model_copy(update={"sent_again_at": now})
                position = with_order(position, again)
            case Place(order) if order.throttled_since is not None:
                position = with_order(position, order)
            case Place(order):
                position = _with_new_order(position, order)
            case Cancel(order):
                update = {"cancel_requested_at": now}
                position = with_order(position, order.model_copy(update=update))
            case EditStop():
                pass  # the wanted stop stands in the slice: that is the intent
    return position


def _with_new_order(position: Position, order: OrderRecord) -> Position:
    """Counts a new bracket or exit; of those that came to nothing only the last few are kept."""
    slices = tuple(
        each.model_copy(update={"attempts": each.attempts + (each.index == order.slice_index)})
        for each in position.slices
    )
    vain = [o for o in position.orders if _came_to_nothing(position, o, order.slice_index)]
    forgotten = {each.client_order_id for each in vain[:-VAIN_KEPT]}
    orders = tuple(o for o in position.orders if o.client_order_id not in forgotten)
    return position.model_copy(update={"slices": slices, "orders": (*orders, order)})


def _came_to_nothing(position: Position, order: OrderRecord, slice_index: int) -> bool:
    return (
        order.slice_index == slice_index
        and order.purpose is not OrderPurpose.ENTRY
        and order.request is not None
        and order.is_closed
        and filled(position, order) == 0
    )
