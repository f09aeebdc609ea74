"""The invariants of docs/architecture.md, from tables, the venue's log and what the operator knows.

Independent of the trader: sums are made anew here, from executions and reservations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from signalfill.domain.adoption.our_orders import cause_of
from signalfill.domain.holding import held, is_dust, is_sellable
from signalfill.domain.order import OrderSide
from signalfill.domain.position import Position, PositionState
from signalfill.domain.protection.exits import TOO_LITTLE
from signalfill.domain.rules import Mode
from signalfill.domain.signal import Amendment
from signalfill.domain.verdict import DecisionKind
from tests.simulation.author_checks import obeyed, sold_at_levels
from tests.simulation.budget_checks import budgets_differ, over_limits
from tests.simulation.edit_checks import calls_stand, entries_are_those_said, never_on_top
from tests.simulation.rate_checks import called_too_often
from tests.simulation.stop_checks import moved_above_the_bid, stops_differ
from tests.simulation.venue import Call
from tests.simulation.world import SimulatedWorld

ZERO = Decimal(0)
RESENDS = timedelta(seconds=60)


def always(world: SimulatedWorld) -> Iterator[str]:
    """What holds at any moment, in the middle of faults too."""
    yield from world.turns.bugs
    yield from _books(world)
    yield from budgets_differ(world)
    yield from over_limits(world)
    yield from moved_above_the_bid(world)
    yield from called_too_often(world)
    yield from sold_at_levels(world)
    yield from never_on_top(world)
    yield from calls_stand(world)


def finally_(world: SimulatedWorld) -> Iterator[str]:
    """What holds once faults have stopped and a few sweeps went by."""
    positions = list(world.positions.positions(include_closed=True))
    yield from _every_message_has_its_verdict(world)
    yield from _every_item_is_decided(world)
    yield from _nothing_acted_on_twice(world, positions)
    yield from _nothing_ignored_is_applied(world)
    yield from _no_order_twice(world, positions)
    yield from _every_order_is_known(world, positions)
    yield from _books_are_complete(world, positions)
    yield from _nothing_forgotten(world, positions)
    yield from _covered(world)
    yield from _gates_were_kept(world, positions)
    yield from stops_differ(world)
    yield from entries_are_those_said(world)


def closed(world: SimulatedWorld) -> Iterator[str]:
    """Every position has ended once the market has run through all its levels."""
    for position in world.positions.positions():
        live = [each for each in position.orders if not each.is_closed]
        if live and all(world.venue.has_lost(each.venue_order_id) for each in live):
            continue  # its budget is kept until the entry's expiry
        if not live and _is_too_small_by_the_fall(world, position):
            continue  # stranded: listed, alarmed, and sold once the price allows
        orders = [(each.client_order_id, each.status.value) for each in live]
        yield f"{position.position_id} is still {position.state}: {orders}"
    for order in world.venue.engine.orders.values():
        if not order.is_closed and cause_of(order.ticket.client_order_id):
            yield f"{order.ticket.client_order_id} still rests at the venue"


def _is_too_small_by_the_fall(world: SimulatedWorld, position: Position) -> bool:
    """Whether the venue takes no sale of any slice at the price of now, and the books say so.

    Slices that hold dust, as they would in a position that is closed, are none to be sold.
    """
    bid = world.bid(position.product_id)
    left = [(each, held(position, each.index)) for each in position.slices]
    kept = [(each, size) for each, size in left if not is_dust(position, size, each.index)]
    return bool(kept) and all(
        each.naked_cause == TOO_LITTLE and not is_sellable(position, size, bid)
        for each, size in kept
    )


# --- 1: no message lost, none acted on twice ---


def _every_message_has_its_verdict(world: SimulatedWorld) -> Iterator[str]:
    for record in world.records:
        where = (record.home_channel_id, record.message_id, record.version)
        if world.signals.verdict(*where) is None:
            yield f"message {record.message_id} version {record.version} has no verdict"


def _every_item_is_decided(world: SimulatedWorld) -> Iterator[str]:
    asked = {
        key.channel_id
        for key in world.items()
        if world.signals.decision(key) is None and world.signals.proposal(key) is not None
    }
    for key in world.items():
        # What is said about a plan that waits for its answer waits with it.
        waits = world.signals.proposal(key) is not None
        waits = waits or (not key.is_signal and key.channel_id in asked)
        decision = world.signals.decision(key)
        if decision is None and not waits:
            yield f"{key.sort_key} was never decided"
        if decision is not None and not decision.code:
            yield f"{key.sort_key} was decided without a reason"


def _nothing_ignored_is_applied(world: SimulatedWorld) -> Iterator[str]:
    """What was applied says so in its decision."""
    applied = {
        entry.details["amendment_id"]
        for position in world.positions.positions(include_closed=True)
        for entry in world.positions.journal(position.position_id)
        if entry.event == "amended" and "amendment_id" in entry.details
    }
    for item, decision in world.decided():
        is_applied = isinstance(item, Amendment) and item.amendment_id in applied
        if is_applied and decision.kind is not DecisionKind.APPLIED:
            yield f"{item.provenance.message_id} was {decision.kind} ({decision.code}), yet applied"


def _nothing_acted_on_twice(world: SimulatedWorld, positions: list[Position]) -> Iterator[str]:
    for position in positions:
        ids = position.applied_amendment_ids
        yield from (f"{each} was applied twice" for each, n in Counter(ids).items() if n > 1)
        applied = Counter(
            entry.details["amendment_id"]
            for entry in world.positions.journal(position.position_id)
            if entry.event == "amended" and "amendment_id" in entry.details
        )
        yield from (f"{each} was applied {n} times" for each, n in applied.items() if n > 1)
        trades = [fill.trade_id for fill in position.fills]
        if len(set(trades)) != len(trades):
            yield f"{position.position_id} counts a fill twice"


# --- 2: no order twice ---


def _no_order_twice(world: SimulatedWorld, positions: list[Position]) -> Iterator[str]:
    ids = Counter(o.ticket.client_order_id for o in world.venue.engine.orders.values())
    yield from (f"{each} exists twice" for each, n in ids.items() if n > 1)
    yield from _entries_of_a_slice(world)
    yield from _sent_again(world)
    yield from world.unintended
    yield from _bought_and_sold(world, positions)


def _entries_of_a_slice(world: SimulatedWorld) -> Iterator[str]:
    taken: dict[tuple[str, int], list[str]] = defaultdict(list)
    for order in world.venue.engine.orders.values():
        cause = cause_of(order.ticket.client_order_id)
        if cause is not None and order.side is OrderSide.BUY:
            taken[cause.position_id, cause.slice_index].append(order.ticket.client_order_id)
    for ids in taken.values():
        if len(ids) > 1:
            yield f"one slice was bought by {', '.join(ids)}"


def _sent_again(world: SimulatedWorld) -> Iterator[str]:
    first: dict[str, Call] = {}
    for call in world.venue.log:
        if call.request is None or call.is_no:
            continue
        before = first.setdefault(call.request.client_order_id, call)
        if before is call:
            continue
        name = call.request.client_order_id
        if call.request.side is OrderSide.BUY:
            yield f"entry {name} was sent again"
        elif call.request != before.request:
            yield f"{name} was sent again with other numbers"
        elif call.at - before.at > RESENDS:
            yield f"{name} was sent again after {call.at - before.at}"


def _bought_and_sold(world: SimulatedWorld, positions: list[Position]) -> Iterator[str]:
    bought, sold = _executed(world)
    for position in positions:
        planned = sum((each.base_size for each in position.slices), ZERO)
        name = position.position_id
        if bought[name] > planned:
            yield f"{name} bought {bought[name]} of {planned}"
        if sold[name] > bought[name]:
            yield f"{name} sold {sold[name]} of {bought[name]} bought"


def _nothing_forgotten(world: SimulatedWorld, positions: list[Position]) -> Iterator[str]:
    """What is closed in the books holds no more than dust at the venue, by entry and stop."""
    bought, sold = _executed(world)
    for position in positions:
        is_over = position.state is PositionState.CLOSED and not position.keep_coins
        if not is_over or world.hand_sold:
            continue
        rest = bought[position.position_id] - sold[position.position_id]
        price = min([position.entry_price, *(each.stop_price for each in position.slices)])
        if rest * price >= position.quote_min_size * len(position.slices):
            yield f"{position.position_id} is closed, and {rest} of it is at the venue"


def _executed(world: SimulatedWorld) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    bought: dict[str, Decimal] = defaultdict(Decimal)
    sold: dict[str, Decimal] = defaultdict(Decimal)
    for order in world.venue.engine.orders.values():
        part = world.meter.part_of(order)
        if part is not None:
            (bought if order.is_buy else sold)[part[0]] += order.filled_size
    return bought, sold


def _every_order_is_known(world: SimulatedWorld, positions: list[Position]) -> Iterator[str]:
    known = {order.venue_order_id for position in positions for order in position.orders}
    for order in world.venue.engine.orders.values():
        part = world.meter.part_of(order)
        if part is None or order.order_id in known:
            continue
        if not order.is_closed or order.filled_size > 0:
            yield f"no position knows order {order.ticket.client_order_id} {order.order_id}"


# --- 3: unprotected never unnoticed, never ignored ---


def _covered(world: SimulatedWorld) -> Iterator[str]:
    world.meter.sample()
    for part in world.meter.open:
        yield f"slice {part[1]} of {part[0]} is still without a stop"


def noticed(world: SimulatedWorld) -> Iterator[str]:
    """After a sweep that nothing went wrong in: what is bare stands in the table, with a cause."""
    world.meter.sample()
    swept = world.clean_sweep()
    if swept is None:
        return
    yield from obeyed(world)
    for part, gap in world.meter.open.items():
        position = world.positions.load(part[0])
        seen_since = swept.invocation.began_at - timedelta(seconds=world.habits.list_lag)
        if gap.since >= seen_since or position is None:
            continue
        if position.slices[part[1]].naked_cause is None and part[0] not in swept.held:
            yield f"slice {part[1]} of {part[0]} is without a stop and nobody noticed"


# --- 5: a position is the sum of its fills ---


def _books(world: SimulatedWorld) -> Iterator[str]:
    """What we have booked is what the venue did, to the last increment."""
    executed = {each.trade_id: each for each in world.venue.engine.fills}
    for position in world.positions.positions(include_closed=True):
        if position.mode is not Mode.LIVE:
            continue
        for fill in position.fills:
            if fill.trade_id.startswith("by-hand-"):
                if not world.hand_sold and not position.keep_coins:
                    yield f"{position.position_id} books a sale by hand that nobody made"
                continue
            real = executed.get(fill.trade_id)
            booked = (fill.side, fill.price, fill.base_size, fill.commission)
            if real is None or booked != (real.side, real.price, real.base_size, real.commission):
                yield f"{position.position_id} books {fill.trade_id}, the venue has {real}"


def _books_are_complete(world: SimulatedWorld, positions: list[Position]) -> Iterator[str]:
    booked = {fill.trade_id for position in positions for fill in position.fills}
    for each in world.venue.engine.fills:
        order = world.venue.engine.orders[each.order_id]
        if world.meter.part_of(order) is not None and each.trade_id not in booked:
            yield f"execution {each.trade_id} of {order.ticket.client_order_id} is not booked"


# --- 6, 8: gates ---


def _gates_were_kept(world: SimulatedWorld, positions: list[Position]) -> Iterator[str]:
    by_id = {position.position_id: position for position in positions}
    for call in world.venue.log:
        flags = world.flags_at(call)
        if flags.halted:
            yield f"{call.what} at {call.at} although all was halted"
        if call.request is not None and call.request.side is OrderSide.BUY:
            cause = cause_of(call.request.client_order_id)
            position = by_id.get(cause.position_id) if cause else None
            yield from _entry_was_allowed(world, call, position)


def _entry_was_allowed(
    world: SimulatedWorld, call: Call, position: Position | None
) -> Iterator[str]:
    name = call.request.client_order_id if call.request else ""
    if position is None:
        yield f"{name} belongs to no position"
        return
    channel_id = position.signal.provenance.channel_id
    flags = world.flags_at(call)
    if flags.paused or channel_id in flags.paused_channels or flags.stops_account(Mode.LIVE):
        yield f"{name} was bought while entries were stopped"
    modes = {each.rules_for(channel_id).mode for _, each in world.settings_history}
    if not {mode for mode in modes if mode.account is Mode.LIVE}:
        yield f"{name} spends money in a channel that was never live"
    if modes == {Mode.APPROVE} and position.position_id not in world.approved:
        yield f"{name} was never approved"
