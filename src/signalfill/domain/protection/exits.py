"""Orders that protect a slice or sell it: brackets, and marketable exits ever deeper."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.holding import filled, is_sellable
from signalfill.domain.order import OrderKind, OrderRequest, OrderStatus, entry_side
from signalfill.domain.position import OrderPurpose, OrderRecord, client_order_id
from signalfill.domain.product import floor_to, rounded_ahead, rounded_back
from signalfill.domain.protection.refusals import (
    LONGEST_PAUSE,
    pause_after,
    says_never,
    says_reached,
)
from signalfill.domain.protection.slice_view import View
from signalfill.domain.side import Side

STOP_BUFFER = Decimal("0.001")
"""A stop nearer to the exit's price than this fraction is not sent: it would sell at once."""
AFTER_LAST_DEPTH = timedelta(seconds=30)
"""Retry interval once even the lowest price found no buyer."""
PATIENT_AFTER = 20
"""After so many tries the interval grows again."""
BRACKETS_TRIED = 3
"""After so many final refusals of brackets in a row the slice is sold."""
TOO_LITTLE = "stranded: too little for a sale at this price"
EXIT_DEPTHS = tuple(map(Decimal, ("0.002", "0.005", "0.01", "0.02", "0.05")))
"""How far behind the price each try of an exit goes; the last one is the floor."""


def bracket_or_exit(view: View) -> OrderRecord:
    """A new bracket where price and venue allow one, else a sale at once."""
    return _bracket_order(view, view.held) if _may_have_bracket(view) else exit_order(view)


def bracket_over_rest(view: View, rest: Decimal) -> OrderRecord | None:
    """A bracket over what stays while another part is sold; None where none could rest."""
    fits = is_sellable(view.position, rest, view.slice.stop_price) and _may_have_bracket(view)
    return _bracket_order(view, rest) if fits else None


def _may_have_bracket(view: View) -> bool:
    side = view.position.side
    fits = rests_behind(side, view.slice.stop_price, view.trigger) and side.is_ahead(
        view.slice.take_profit_price, view.price
    )
    tried = _own(view, OrderPurpose.PROTECTION)[-BRACKETS_TRIED:]
    refused = [each for each in tried if says_never(each) or says_reached(each)]
    return fits and len(refused) < BRACKETS_TRIED


def rests_behind(side: Side, stop: Decimal, price: Decimal) -> bool:
    """Whether a stop lies far enough behind the price not to sell at once."""
    return side.is_ahead(side.moved(price, -STOP_BUFFER), stop)


def _own(view: View, *purposes: OrderPurpose) -> list[OrderRecord]:
    """Guards and exits that we sent ourselves, oldest first."""
    return [
        order
        for order in view.position.orders
        if order.slice_index == view.slice.index
        and order.purpose in purposes
        and order.request is not None
    ]


def too_soon(view: View) -> bool:
    """Whether the last try was refused, or found no buyer, too recently for another one."""
    if stranded(view) == TOO_LITTLE:
        return True
    sent = _own(view, OrderPurpose.PROTECTION, OrderPurpose.EXIT)
    if not sent:
        return False
    age = view.now - sent[-1].intended_at
    if sent[-1].status is OrderStatus.REJECTED:
        return age < pause_after(sent)
    in_vain = _tries(view) >= len(EXIT_DEPTHS) and filled(view.position, sent[-1]) == 0
    pause = AFTER_LAST_DEPTH if view.slice.attempts < PATIENT_AFTER else LONGEST_PAUSE
    return in_vain and age < pause


def stranded(view: View) -> str | None:
    """Why the venue takes neither bracket nor sale; None while one of them may succeed.

    The budget stays reserved, the user is told, and tries go on.
    """
    if not is_sellable(view.position, view.leaving or view.held, view.price):
        return TOO_LITTLE
    sent = _own(view, OrderPurpose.PROTECTION, OrderPurpose.EXIT)[-(BRACKETS_TRIED + 1) :]
    refused = [order for order in sent if order.status is OrderStatus.REJECTED]
    if len(refused) <= BRACKETS_TRIED or refused[-1].purpose is not OrderPurpose.EXIT:
        return None
    return f"stranded: the venue refuses to sell ({refused[-1].reason})"


def _bracket_order(view: View, size: Decimal) -> OrderRecord:
    return _record(
        view,
        OrderPurpose.PROTECTION,
        OrderKind.BRACKET,
        size,
        limit_price=view.slice.take_profit_price,
        stop_price=rounded_ahead(
            view.slice.stop_price, view.position.price_increment, view.position.side
        ),
    )


def _tries(view: View) -> int:
    """Exits since the last one that was filled as a whole: only the same sale goes deeper."""
    tried = 0
    for order in reversed(_own(view, OrderPurpose.EXIT)):
        if filled(view.position, order) >= order.base_size:
            break
        tried += 1
    return tried


def exit_order(view: View) -> OrderRecord:
    depth = EXIT_DEPTHS[min(_tries(view), len(EXIT_DEPTHS) - 1)]
    side = view.position.side
    price = rounded_back(side.moved(view.price, -depth), view.position.price_increment, side)
    size = view.leaving or view.held
    return _record(view, OrderPurpose.EXIT, OrderKind.LIMIT_IOC, size, limit_price=price)


def _record(
    view: View,
    purpose: OrderPurpose,
    kind: OrderKind,
    base_size: Decimal,
    *,
    limit_price: Decimal,
    stop_price: Decimal | None = None,
) -> OrderRecord:
    size = floor_to(base_size, view.position.base_increment)
    identity = client_order_id(
        view.position.position_id, view.slice.index, purpose, view.slice.attempts
    )
    request = OrderRequest(
        client_order_id=identity,
        product_id=view.position.product_id,
        side=entry_side(view.position.side).opposite,
        kind=kind,
        base_size=size,
        limit_price=limit_price,
        stop_price=stop_price,
    )
    return OrderRecord(
        client_order_id=identity,
        purpose=purpose,
        slice_index=view.slice.index,
        side=request.side,
        request=request,
        base_size=size,
        limit_price=limit_price,
        stop_price=stop_price,
        intended_at=view.now,
    )
