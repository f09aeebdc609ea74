"""Invariant 6: stops go up only, never to the bid; and nothing is sold without a cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from signalfill.domain.adoption.our_orders import cause_of
from signalfill.domain.order import OrderKind, OrderSide
from signalfill.domain.signal import Amendment, AmendmentAction, Signal
from signalfill.domain.verdict import DecisionKind
from tests.simulation.meter import Part
from tests.simulation.venue import Call
from tests.simulation.world import SimulatedWorld

ZERO = Decimal(0)
NEAR = Decimal("0.003")
REFUSED_GUARDS = 3
RESENDS = timedelta(seconds=60)
"""An exit may be sent again within this, whatever the price has done since it was decided."""
SALES = {AmendmentAction.CLOSE, AmendmentAction.REDUCE}


def stops_differ(world: SimulatedWorld) -> Iterator[str]:
    yield from _sent_at_the_bid(world)
    yield from _went_down(world)
    yield from _sold_without_cause(world)


def moved_above_the_bid(world: SimulatedWorld) -> Iterator[str]:
    """Asked before the market moves: since the last look the bid was what it is now."""
    for position in world.positions.positions(include_closed=True):
        bid = world.bid(position.product_id)
        for each in position.slices:
            part = (position.position_id, each.index)
            before = world.wanted_stops.get(part, each.stop_price)
            world.wanted_stops[part] = each.stop_price
            nearest = world.nearest_targets.get(part, each.take_profit_price)
            world.nearest_targets[part] = min(nearest, each.take_profit_price)
            step = world.venue.engine.markets[position.product_id].product.price_increment
            # A stop that is written in coarser steps than before is not moved.
            if each.stop_price - before >= step and each.stop_price >= bid:
                yield f"the stop of {part} was moved to {each.stop_price}, the bid is {bid}"


def _sent_at_the_bid(world: SimulatedWorld) -> Iterator[str]:
    for call in world.venue.log:
        stop = call.request.stop_price if call.request is not None else call.stop_price
        if stop is not None and call.bid is not None and stop >= call.bid:
            yield f"a stop at {stop} was sent while the bid was {call.bid}"


def _went_down(world: SimulatedWorld) -> Iterator[str]:
    """Only by hand does a stop go down."""
    best: dict[Part, Decimal] = {}
    for call in world.venue.log:
        part, stop = whose_stop(world, call)
        if part is None or stop is None or part[0] in world.hand_moved:
            continue
        if stop < best.get(part, ZERO):
            yield f"the stop of slice {part[1]} of {part[0]} went from {best[part]} to {stop}"
        best[part] = max(stop, best.get(part, ZERO))


def whose_stop(world: SimulatedWorld, call: Call) -> tuple[Part | None, Decimal | None]:
    """Whose stop the call sets, and where."""
    if call.what == "edit":
        order = world.venue.engine.orders.get(call.order_id)
        return (world.meter.part_of(order) if order else None), call.stop_price
    if call.request is None:
        return None, None
    attached = call.request.attached
    stop = call.request.stop_price if attached is None else attached.stop_price
    return _part(call), stop


def _part(call: Call) -> Part | None:
    cause = cause_of(call.request.client_order_id) if call.request is not None else None
    return None if cause is None else (cause.position_id, cause.slice_index)


def _sold_without_cause(world: SimulatedWorld) -> Iterator[str]:
    asked = _asked_to_sell(world)
    stops: dict[Part, Decimal] = defaultdict(Decimal)
    refused: dict[Part, int] = defaultdict(int)
    for call in world.venue.log:
        part, stop = whose_stop(world, call)
        if part is None:
            continue
        stops[part] = max(stops[part], stop or ZERO)
        request = call.request
        if request is None or request.side is OrderSide.BUY:
            continue
        if request.kind is OrderKind.BRACKET:
            refused[part] += world.venue.taken(request.client_order_id) is None
            continue
        if part[0] in asked or refused[part] >= REFUSED_GUARDS or _is_stepped_in(world, part):
            continue
        wanted = max(stops[part], world.wanted_stops.get(part, ZERO))
        low, high = world.venue.bids(request.product_id, since=call.at - RESENDS)
        passed = high >= world.nearest_targets.get(part, high) * (1 - NEAR)
        if low > wanted * (1 + NEAR) and not passed:
            yield f"{request.client_order_id} sold at bids of {low} and more, its stop was {wanted}"


def _asked_to_sell(world: SimulatedWorld) -> set[str]:
    """Positions that somebody who may said to close or to reduce, that a breaker sells, whose
    author called the other way, or whose stop counted on a candle that closed beyond it. A part
    that was asked for without saying how much is sold once nobody has answered.
    """
    events = {"flattened", "stopped_on_close", "unsaid_answered"}
    flattened = {
        position_id
        for position_id, entries in world.signals.journal.items()
        if any(entry.event in events for entry in entries.values())
    }
    return flattened | {
        decision.position_id
        for item, decision in world.decided()
        if decision.kind is DecisionKind.APPLIED
        and decision.position_id is not None
        and (decision.code == "closed_by_short" or _is_sale(item))
    }


def _is_sale(item: Signal | Amendment) -> bool:
    return isinstance(item, Amendment) and item.action in SALES


def _is_stepped_in(world: SimulatedWorld, part: Part) -> bool:
    """A stop of it was triggered, or a bracket of it was filled in part, before or later."""
    return any(
        world.meter.part_of(order) == part
        and order.side is OrderSide.SELL
        and order.stop_price is not None
        and (order.triggered or len(order.executions) > 0)
        for order in world.venue.engine.orders.values()
    )
