"""The invariants, checked by looking at tables and venue only (design.md §2)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from signalfill.domain.budget import counted
from signalfill.domain.human import BY_HAND
from signalfill.domain.order import Fill, OrderSide
from signalfill.domain.position import Position, PositionState
from tests.fakes.world import World

ZERO = Decimal(0)
DUST = Decimal("0.01")
"""Less BTC than the venue's minimum of 1 USD buys at the prices of the runs."""


def violations(world: World) -> list[str]:
    """What does not hold now; the world had time to settle and no faults."""
    positions = list(world.positions.positions(include_closed=True))
    return [
        *_orders_without_a_position(world, positions),
        *_bought_more_than_planned(world, positions),
        *_books_differ(world, positions),
        *_without_a_stop(world, positions),
        *_budgets_differ(world, positions),
    ]


def _owner(client_order_id: str, positions: list[Position]) -> Position | None:
    return next((p for p in positions if client_order_id.startswith(f"sf1-{p.position_id}-")), None)


def _orders_without_a_position(world: World, positions: list[Position]) -> list[str]:
    known = {order.venue_order_id for position in positions for order in position.orders}
    return [
        f"no position knows order {order.ticket.client_order_id or order.order_id}"
        for order in world.venue.engine.orders.values()
        if order.order_id not in known and (not order.is_closed or order.filled_size > 0)
    ]


def _bought_more_than_planned(world: World, positions: list[Position]) -> list[str]:
    bought: dict[str, Decimal] = defaultdict(Decimal)
    for order in world.venue.engine.orders.values():
        owner = _owner(order.ticket.client_order_id, positions)
        if order.side is OrderSide.BUY and owner is not None:
            bought[owner.position_id] += order.filled_size
    return [
        f"{p.position_id} bought {bought[p.position_id]} of {planned}"
        for p in positions
        if bought[p.position_id] > (planned := sum((s.base_size for s in p.slices), ZERO))
    ]


def _books_differ(world: World, positions: list[Position]) -> list[str]:
    ours = sum(
        (
            fill.base_size if fill.side is OrderSide.BUY else -fill.base_size
            for position in positions
            for fill in position.fills
        ),
        ZERO,
    )
    balance = world.venue.balances().get("BTC")
    theirs = balance.total if balance else ZERO
    by_hand = any(o.client_order_id.startswith(BY_HAND) for p in positions for o in p.orders)
    # What was sold by hand is known by its gap alone: less than can be sold is not chased.
    tolerance = DUST if by_hand else ZERO
    agree = abs(ours - theirs) <= tolerance
    return [] if agree else [f"we count {ours} BTC, the venue {theirs}"]


def _without_a_stop(world: World, positions: list[Position]) -> list[str]:
    resting: dict[str, Decimal] = defaultdict(Decimal)
    for order in world.venue.engine.orders.values():
        if order.side is OrderSide.SELL and order.stop_price is not None and order.is_live:
            resting[order.order_id] = order.remaining
    found = []
    for position in positions:
        held = sum(
            (f.base_size if f.side is OrderSide.BUY else -f.base_size for f in position.fills),
            ZERO,
        )
        guarded = sum((resting[o.venue_order_id or ""] for o in position.orders), ZERO)
        if (held - guarded) * 100 >= 1:
            found.append(f"{position.position_id} holds {held}, stops cover {guarded}")
        if held * 100 >= 1 and position.state is PositionState.CLOSED:
            found.append(f"{position.position_id} is closed but holds {held}")
    return found


def _budgets_differ(world: World, positions: list[Position]) -> list[str]:
    """Counters say what is open and what was lost, and never had to be set right for it."""
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for position in positions:
        paid = sum((_cash(fill) for fill in position.fills), ZERO)
        for each in position.reservations:
            if position.state is not PositionState.CLOSED:
                wanted[each.scope] += counted(each.amount)
            elif paid < 0 and each.scope.split("#")[1] in {"day", "loss", "channel", "author"}:
                wanted[each.scope] += counted(-paid)
            else:
                wanted[each.scope] += 0
    used = world.positions.used(list(wanted))
    corrected = [
        f"a counter had to be corrected: {entry.text}"
        for entry in world.positions.journal("account-live")
        if entry.event == "budget_drift"
    ]
    return corrected + [
        f"{scope} says {used[scope]}, should be {amount}"
        for scope, amount in wanted.items()
        if used[scope] != amount
    ]


def _cash(fill: Fill) -> Decimal:
    value = fill.price * fill.base_size
    return (value if fill.side is OrderSide.SELL else -value) - fill.commission
