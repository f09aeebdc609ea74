"""A position that was held for longer than the settings say (pure)."""

from __future__ import annotations

from datetime import datetime

from signalfill.domain.ending import close
from signalfill.domain.holding import average_entry_price, held, orders_of
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.product import rounded_ahead
from signalfill.domain.protection.stops import wanted_stop, with_waiting_stop
from signalfill.domain.rules import AfterHolding, Rules
from signalfill.domain.step import Note
from signalfill.domain.values import plain


def held_since(position: Position) -> datetime | None:
    """When its first entry filled; None before that."""
    entries = {order.venue_order_id for order in orders_of(position, OrderPurpose.ENTRY)}
    moments = [f.filled_at for f in position.fills if f.venue_order_id in entries]
    return min(moments, default=None)


def too_long_at(position: Position, rules: Rules) -> datetime | None:
    """From when on `after_holding` is due; None without a limit, a fill, or where it was done."""
    since = held_since(position)
    over = position.held_too_long or position.state is not PositionState.OPEN
    if rules.max_holding is None or since is None or over:
        return None
    return since + rules.max_holding


def end_holding(position: Position, rules: Rules, now: datetime, notes: list[Note]) -> Position:
    """Once: asks, closes, or moves the stop to the entry; the price decides when it may rest."""
    due = too_long_at(position, rules)
    if due is None or now < due or held(position) <= 0:
        return position
    position = position.model_copy(update={"held_too_long": True})
    hours = rules.max_holding.total_seconds() / 3600 if rules.max_holding else 0
    text = f"held for more than {hours:g} h"
    match rules.after_holding:
        case AfterHolding.ASK:
            answers = [
                f"signalfill close {position.position_id}",
                f"signalfill stop-to-entry {position.position_id}",
            ]
            asked = Note(
                Event.HELD_TOO_LONG,
                f"{position.signal.base}: {text}",
                {"answers": answers},
                NoticeKind.QUESTION,
            )
            notes.append(asked)
            return position
        case AfterHolding.CLOSE:
            notes.append(Note(Event.HELD_TOO_LONG, f"{text}: to be closed"))
            return close(position)
        case AfterHolding.STOP_TO_ENTRY:
            return _to_entry(position, text, notes)


def _to_entry(position: Position, text: str, notes: list[Note]) -> Position:
    entry = average_entry_price(position) or position.entry_price
    stop = rounded_ahead(entry, position.price_increment, position.side)
    if not position.side.is_ahead(stop, wanted_stop(position)):
        notes.append(Note(Event.HELD_TOO_LONG, f"{text}: its stop stands beyond the entry"))
        return position
    notes.append(Note(Event.HELD_TOO_LONG, f"{text}: stop is to move to {plain(stop)}"))
    return with_waiting_stop(position, stop)
