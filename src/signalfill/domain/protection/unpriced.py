"""What a slice may need while no price is believed (pure).

Nothing moves, is canceled or sold. A bracket over bare coins does none of that: the venue holds it
against its last trade, so it is sent by the last trade.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from signalfill.domain.actions import Action, Need, Place
from signalfill.domain.holding import filled, held, orders_of
from signalfill.domain.position import OrderPurpose, Position, Slice
from signalfill.domain.product import Quote
from signalfill.domain.protection.kept_coins import need_of_kept
from signalfill.domain.protection.next_need import next_need
from signalfill.domain.protection.slice_view import View

NO_PRICE = "no usable price"


def need_without_price(position: Position, each: Slice, quote: Quote | None, now: datetime) -> Need:
    """The need at this quote, which is not believed. Its last trade may be known."""
    if position.keep_coins:
        return need_of_kept(position, each, now)
    if quote is not None and quote.last is not None and not position.close_requested:
        traded = quote.model_copy(update={"bid": quote.last, "ask": quote.last})
        need = next_need(View(position, each, traded, now))
        return Need(tuple(filter(_is_bracket, need.actions)), need.naked_cause)
    return Need((), None if is_covered(position, each) else NO_PRICE)


def _is_bracket(action: Action) -> bool:
    return isinstance(action, Place) and action.order.purpose is OrderPurpose.PROTECTION


def is_covered(position: Position, each: Slice) -> bool:
    brackets = orders_of(position, OrderPurpose.PROTECTION, each.index)
    open_sizes = (g.base_size - filled(position, g) for g in brackets if not g.is_closed)
    return held(position, each.index) <= sum(open_sizes, Decimal(0))
