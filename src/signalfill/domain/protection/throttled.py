"""An entry that the venue put off: sent again, unchanged, inside its window (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

from signalfill.domain.actions import Place
from signalfill.domain.holding import orders_of, with_order
from signalfill.domain.journal import Event
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import Quote
from signalfill.domain.protection.refusals import THROTTLED
from signalfill.domain.rules import Rules
from signalfill.domain.signal import EntryKind
from signalfill.domain.step import Note

SHORTEST_PAUSE = timedelta(seconds=5)


def is_throttled(order: OrderRecord) -> bool:
    """Whether the entry was refused unseen and is to be sent again."""
    return order.status is OrderStatus.INITIALIZED and order.reason == THROTTLED


def without_lapsed(position: Position, rules: Rules, now: datetime, notes: list[Note]) -> Position:
    """Ends those that were canceled meanwhile, or whose window is over."""
    for order in orders_of(position, OrderPurpose.ENTRY):
        is_unwanted = position.cancel_entries or order.unwanted is not None
        if is_throttled(order) and (is_unwanted or now >= _window_end(position, order, rules)):
            notes.append(
                Note(Event.ENTRY_LAPSED, f"{order.client_order_id} was never taken: too late")
            )
            refused = order.model_copy(update={"status": OrderStatus.REJECTED})
            position = with_order(position, refused)
    return position


def entries_again(position: Position, quote: Quote, now: datetime) -> list[Place]:
    """The entries to send again now; the pause grows with the time spent trying.

    None is sent when the price is beyond its stop: the call is over.
    """
    return [
        Place(order.model_copy(update={"intended_at": now, "reason": None}))
        for order in orders_of(position, OrderPurpose.ENTRY)
        if is_throttled(order)
        and now - order.intended_at >= _pause(order)
        and position.side.is_ahead(
            quote.to_exit(position.side), position.slices[order.slice_index].stop_price
        )
    ]


def _pause(order: OrderRecord) -> timedelta:
    tried_for = order.intended_at - (order.throttled_since or order.intended_at)
    return max(SHORTEST_PAUSE, tried_for)


def _window_end(position: Position, order: OrderRecord, rules: Rules) -> datetime:
    """As long as the call itself may be acted on; an addition gets the shorter time."""
    if position.slices[order.slice_index].added_by is not None:
        return (order.throttled_since or order.intended_at) + rules.max_signal_age_market
    if position.signal.entry_kind is EntryKind.MARKET:
        return position.signal.provenance.posted_at + rules.max_signal_age_market
    return position.expires_at
