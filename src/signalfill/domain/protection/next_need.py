"""What one slice needs next, so that what it holds never stays unprotected (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.actions import Action, Cancel, EditStop, Need, Place
from signalfill.domain.holding import filled
from signalfill.domain.order import IN_FLIGHT, OPEN, UNCONFIRMED, OrderStatus
from signalfill.domain.position import OrderRecord
from signalfill.domain.product import floor_to
from signalfill.domain.protection.exits import (
    TOO_LITTLE,
    bracket_or_exit,
    bracket_over_rest,
    exit_order,
    rests_behind,
    stranded,
    too_soon,
)
from signalfill.domain.protection.kept_coins import need_of_kept
from signalfill.domain.protection.slice_view import VENUE_PATIENCE, View

RESEND_WINDOW = timedelta(seconds=60)
"""The venue's read-after-write window: within it an unknown exit may be sent again."""
CHILD_NOT_SEEN = "attached bracket not shown yet"
VANISHED = "bracket not shown any more"
TRIGGERED = "stop triggered and not sold yet"
USER_MANAGED = "an order of yours holds the coins: left alone"


def next_need(view: View) -> Need:
    """Sells what is to be sold, and keeps a bracket at the venue over the rest."""
    if view.position.keep_coins:
        return need_of_kept(view.position, view.slice, view.now)
    if view.is_stuck and not view.exits:
        return _stuck(view)
    if view.position.close_requested or view.leaving > 0:
        return _leave(view)
    return _protect(view)


def _stuck(view: View) -> Need:
    """No new order would be taken: the bracket that rests stays, whatever was asked for."""
    covering = _live_brackets(view)
    is_triggered = any(each.stop_triggered or _is_passed(view, each) for each in covering)
    cancels = _cancels(view.entries, view.now) if view.position.close_requested else ()
    return Need(cancels, None if covering and not is_triggered else TOO_LITTLE)


def _leave(view: View) -> Need:
    """Cancel the entry and the brackets, then sell what is free; the rest is guarded meanwhile."""
    rest = floor_to(view.held - view.leaving, view.position.base_increment)
    over_rest = _brackets_within(view, rest)
    in_the_way = [each for each in view.brackets if each not in over_rest]
    cancels = _cancels([*view.entries, *in_the_way], view.now)
    if view.leaving == 0:
        return Need(cancels)
    cause = stranded(view) or "selling as asked"
    if in_the_way or view.exits:
        return Need((*cancels, *_resends(view)), None if _live_brackets(view) else cause)
    if _child_may_still_appear(view) and not view.waited_for(CHILD_NOT_SEEN):
        return Need(cancels, CHILD_NOT_SEEN)
    if too_soon(view):
        return Need((*cancels, *_resends(view)), cause)
    guard = None if over_rest or rest <= 0 else bracket_over_rest(view, rest)
    guards = () if guard is None else (Place(guard),)
    return Need((*cancels, *_resends(view), *guards, Place(exit_order(view))), cause)


def _brackets_within(view: View, rest: Decimal) -> list[OrderRecord]:
    """Brackets that hold no more than what stays: nobody may buy the other part for minutes."""
    ours = [bracket for bracket in view.brackets if bracket.request is not None]
    size = sum((each.base_size - filled(view.position, each) for each in ours), Decimal(0))
    return ours if ours == view.brackets and size <= rest else []


def _protect(view: View) -> Need:
    if view.is_dust:
        # A bracket over nothing could sell what another slice, or the user, holds.
        ended = all(entry.is_closed for entry in view.entries)
        return Need(_cancels(view.brackets, view.now) if ended else ())
    if view.exits:
        return Need(_resends(view), "exit under way")
    covering = _live_brackets(view)
    if covering:
        return _covered(view, covering)
    if view.position.user_managed_since is not None:
        return Need((), USER_MANAGED)
    if any(bracket.not_shown_since and bracket.status in OPEN for bracket in view.brackets):
        return Need((), VANISHED)  # until the venue had its time: two would sell the same coins
    return _unprotected(view, _shown_live(view))


def _shown_live(view: View) -> list[OrderRecord]:
    return [each for each in view.brackets if each.status in OPEN and not each.not_shown_since]


def _live_brackets(view: View) -> list[OrderRecord]:
    """Those read back live, if together they are over all that can be held; else none."""
    live = _shown_live(view)
    covered = sum((g.base_size - filled(view.position, g) for g in live), Decimal(0))
    return live if covered >= floor_to(view.held, view.position.base_increment) else []


def _covered(view: View, covering: list[OrderRecord]) -> Need:
    """A bracket is live; is it one that still protects, and at the wanted stop?"""
    for bracket in covering:
        if bracket.stop_triggered or _is_passed(view, bracket):
            return _step_in(view, bracket, TRIGGERED)
        if filled(view.position, bracket) > 0:
            return _step_in(view, bracket, "bracket partly filled: the venue drops its stop")
    return Need(_replacements(view, covering) or tuple(_stop_moves(view, covering)))


def _is_passed(view: View, bracket: OrderRecord) -> bool:
    """Whether the price is beyond its stop, whatever the venue says of the trigger.

    One that shows no stop is what a triggered bracket goes on as.
    """
    side, stop = view.position.side, bracket.stop_price
    return stop is None or not side.is_ahead(view.price, stop)


def _replacements(view: View, covering: list[OrderRecord]) -> tuple[Cancel, ...]:
    """A bracket at another take-profit than the wanted one makes way for a new one.

    So does one over more than the slice holds: it could sell coins that are not ours.
    """
    wanted = view.slice.take_profit_price
    covered = sum((bracket.base_size for bracket in covering), Decimal(0))
    if covered > view.held and all(entry.is_closed for entry in view.entries):
        return _cancels(covering, view.now)
    # Where price is beyond the wanted one already, the new one is a sale at a better price.
    return _cancels([g for g in covering if g.limit_price not in {None, wanted}], view.now)


def _step_in(view: View, bracket: OrderRecord, cause: str) -> Need:
    """The venue gets its time to finish by itself; then the bracket makes way for an exit."""
    if view.waited_for(cause):
        return Need(_cancels([bracket], view.now), cause)
    return Need((), cause)


def _stop_moves(view: View, covering: list[OrderRecord]) -> list[Action]:
    wanted, side = view.slice.stop_price, view.position.side
    if not rests_behind(side, wanted, view.trigger):
        return []
    moves: list[Action] = []
    for bracket in covering:
        if bracket.stop_price is None or not side.is_ahead(wanted, bracket.stop_price):
            continue
        if bracket.edited_to is not None:
            continue  # what was sent is read back first
        if bracket.edit_refused is None:
            moves.append(EditStop(bracket, wanted))
        else:
            moves += _cancels([bracket], view.now)
    return moves


def _unprotected(view: View, covering: list[OrderRecord]) -> Need:
    """Fills without a full bracket: stop adding, clear the way, bracket or sell."""
    pending = [bracket for bracket in view.brackets if bracket.status in IN_FLIGHT]
    if pending:
        return _wait_for(view, pending)
    # What the venue does not show cannot be canceled either.
    working = [each for each in view.entries if not each.is_closed and not each.not_shown_since]
    # Parent and child are read moments apart: what looks unprotected is looked at once more first.
    is_first_look = view.slice.naked_since is None
    if _child_may_still_appear(view) and not view.waited_for(CHILD_NOT_SEEN):
        return Need(() if is_first_look else _cancels(working, view.now), CHILD_NOT_SEEN)
    cause = stranded(view) or "no live bracket covers the fills"
    if (working or covering) and is_first_look:
        return Need((), cause)
    if working or covering:
        return Need(_cancels([*working, *covering], view.now), cause)
    return Need(() if too_soon(view) else (Place(bracket_or_exit(view)),), cause)


def _child_may_still_appear(view: View) -> bool:
    """An entry that carried a bracket has fills, and its child has not been shown yet.

    Until then nothing is sold: the child may sell as well, and out of whose coins?
    """
    known = {order.parent_id for order in view.position.orders}
    return any(
        filled(view.position, entry) > 0
        and entry.request is not None
        and entry.request.attached is not None
        and entry.client_order_id not in known
        for entry in view.entries
    )


def _wait_for(view: View, pending: list[OrderRecord]) -> Need:
    """A bracket that the venue took and does not show yet gets its read-after-write window."""
    cause = "bracket not live yet"
    waited = view.waited_for(cause, RESEND_WINDOW)
    stuck = [g for g in pending if g.status is OrderStatus.SUBMITTED] if waited else []
    return Need((*_resends(view), *_cancels(stuck, view.now)), cause)


def _cancels(orders: list[OrderRecord], now: datetime) -> tuple[Cancel, ...]:
    """Cancels what can be named at the venue and was not asked for just now."""
    return tuple(
        Cancel(order)
        for order in orders
        if not order.is_closed
        and order.venue_order_id is not None
        and (order.cancel_requested_at is None or now - order.cancel_requested_at >= VENUE_PATIENCE)
    )


def _resends(view: View) -> tuple[Place, ...]:
    """An exit whose answer never came is sent again, identically, within the window.

    Not a bracket whose stop the price has reached meanwhile: it would be a sale.
    """
    side = view.position.side
    return tuple(
        Place(order)
        for order in [*view.brackets, *view.exits]
        if order.status in UNCONFIRMED
        and order.request is not None
        and view.now - order.intended_at < RESEND_WINDOW
        and (order.stop_price is None or rests_behind(side, order.stop_price, view.trigger))
    )
