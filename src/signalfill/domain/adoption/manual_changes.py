"""Changes that the user made at the venue: accepted, never reverted (pure; decision 81)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from signalfill.domain.by_hand import left_by_hand
from signalfill.domain.holding import (
    books_agree,
    held,
    is_in_flight,
    is_sellable,
    orders_of,
)
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.order import (
    CLIENT_ORDER_ID_PREFIX,
    OPEN,
    VenueOrder,
    entry_side,
)
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import Quote, floor_to
from signalfill.domain.step import Note
from signalfill.domain.values import plain


def adopt_moved_brackets(before: Position, after: Position, notes: list[Note]) -> Position:
    """Adopts stops and targets that the user moved: neither what they were nor what we want."""
    known = {order.client_order_id: order for order in before.orders}
    for order in after.orders:
        old = known.get(order.client_order_id)
        if old is None or order.purpose is not OrderPurpose.PROTECTION or order.is_closed:
            continue
        if order.stop_triggered or old.stop_price is None:
            continue
        after = _adopted(after, old, order, notes)
    return after


def _adopted(position: Position, old: OrderRecord, now: OrderRecord, notes: list[Note]) -> Position:
    wanted = next(each for each in position.slices if each.index == now.slice_index)
    update: dict[str, Decimal] = {}
    ours = {old.stop_price, old.edited_to, wanted.stop_price}
    if now.stop_price is not None and now.stop_price not in ours:
        update["stop_price"] = now.stop_price
    if now.limit_price is not None and now.limit_price not in {
        old.limit_price,
        wanted.take_profit_price,
    }:
        update["take_profit_price"] = now.limit_price
    if not update:
        return position
    what = ", ".join(f"{name} {plain(price)}" for name, price in update.items())
    text = f"slice {wanted.index} was changed at the venue by hand and is kept so: {what}"
    notes.append(Note(Event.ADOPTED, text, notice=NoticeKind.QUESTION))
    slices = tuple(
        each.model_copy(update=update) if each is wanted else each for each in position.slices
    )
    return position.model_copy(update={"slices": slices})


def missing_base(positions: Sequence[Position], total: Decimal) -> Decimal:
    """How much of a coin our books hold and the account does not have."""
    ours = sum((held(position) for position in positions), Decimal(0))
    return max(ours - total, Decimal(0))


def may_explain_a_gap(position: Position) -> bool:
    """Whether an order of ours may have sold without our knowing yet."""
    return not books_agree(position) or any(
        is_in_flight(position, order) for order in position.orders
    )


def charge_sale(
    position: Position, size: Decimal, quote: Quote, *, now: datetime
) -> tuple[Position, Note]:
    """Books what the user sold, at the present bid: the true price is not known.

    It is taken from slices that no bracket holds: what a bracket holds is still there.
    """
    charged, left = position, floor_to(size, position.base_increment)
    for each in position.slices:
        part = min(left, uncovered(position, each.index))
        if part > 0:
            price = quote.to_exit(position.side)
            charged = left_by_hand(charged, each.index, part, price, now)
            left -= part
    text = (
        f"{plain(size - left)} {position.signal.base} left the account by hand: booked to this, "
        f"the newest position, at {plain(quote.to_exit(position.side))}. "
        "If you meant another one, close it: signalfill close POSITION"
    )
    note = Note(Event.SOLD_BY_HAND, text, notice=NoticeKind.QUESTION)
    return charged.model_copy(update={"missing_since": None}), note


def uncovered(position: Position, slice_index: int | None = None) -> Decimal:
    """Base size in our books that no live bracket holds at the venue, and that may be gone."""
    if slice_index is None:
        return sum((uncovered(position, each.index) for each in position.slices), Decimal(0))
    brackets = orders_of(position, OrderPurpose.PROTECTION, slice_index)
    covered = sum((g.base_size - g.filled_size for g in brackets if g.status in OPEN), Decimal(0))
    return max(held(position, slice_index) - covered, Decimal(0))


def held_by_others(
    same_coin: Sequence[Position], orders: Sequence[VenueOrder], total: Decimal
) -> Decimal:
    """How much of what the positions hold is bound by resting orders that are not ours.

    Other coins of the same kind in the account serve the user's orders first.
    """
    ours = sum((held(position) for position in same_coin), Decimal(0))
    bound = sum((_remaining(o) for o in orders if _is_foreign(o, same_coin)), Decimal(0))
    return min(max(bound - max(total - ours, Decimal(0)), Decimal(0)), ours)


def _remaining(order: VenueOrder) -> Decimal:
    return max((order.base_size or Decimal(0)) - order.filled_size, Decimal(0))


def _is_foreign(order: VenueOrder, same_coin: Sequence[Position]) -> bool:
    position = same_coin[0]
    if order.product_id != position.product_id or order.side is entry_side(position.side):
        return False
    known = {each.venue_order_id for p in same_coin for each in p.orders} - {None}
    is_ours = order.client_order_id.startswith(CLIENT_ORDER_ID_PREFIX)
    return not is_ours and not {order.venue_order_id, order.originating_order_id} & known


def mark_user_managed(
    position: Position, bound: Decimal, price: Decimal, now: datetime
) -> tuple[Position, Note] | None:
    """The position left to the user, or taken up again; None where nothing changes."""
    is_managed = position.user_managed_since is not None
    free = uncovered(position) - bound
    is_bound = is_sellable(position, bound, price) and not is_sellable(position, free, price)
    if is_bound and not is_managed and position.naked_since is not None:
        text = (
            f"an order of yours holds the {plain(bound)} {position.signal.base} of this position: "
            "it is left alone and has no stop of ours. Cancel your order, and it is guarded again"
        )
        note = Note(Event.USER_MANAGED, text, notice=NoticeKind.QUESTION)
        return position.model_copy(update={"user_managed_since": now}), note
    if is_managed and not is_bound:
        note = Note(Event.TAKEN_UP_AGAIN, "no order of yours holds its coins any more")
        return position.model_copy(update={"user_managed_since": None}), note
    return None


def newest_suspect(positions: Sequence[Position], quote: Quote) -> Position | None:
    """The position that a sale is charged to where several could explain it."""
    suspects = [p for p in positions if is_sellable(p, uncovered(p), quote.to_exit(p.side))]
    return max(suspects, key=lambda p: p.created_at, default=None)
