"""What authors do, and what of it must be seen in the tables after a sweep without faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from signalfill.domain.control import Flags
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.rules import Mode, UnfilledEntries
from signalfill.domain.settings import Settings
from signalfill.domain.signal import Amendment
from signalfill.domain.verdict import DecisionKind
from tests.simulation.world import SimulatedWorld, Swept

FAR = Decimal("0.015")
BEFORE_POSTING = timedelta(minutes=11)


def obeyed(world: SimulatedWorld) -> Iterator[str]:
    """After a sweep that nothing went wrong in, of what no other invocation held."""
    swept = world.clean_sweep()
    if swept is None or world.venue.halts or any(f.halted for f in flags_since(world, swept)):
        return
    for position in world.positions.positions():
        if position.mode is Mode.LIVE and position.position_id not in swept.held:
            yield from _outlived(world, position, swept)
            yield from _stopped(world, position, swept)


def flags_since(world: SimulatedWorld, swept: Swept) -> list[Flags]:
    """Those in force when it began, and all that were set since."""
    return _since(world.flag_history, swept)


def settings_since(world: SimulatedWorld, swept: Swept) -> list[Settings]:
    """Those in force when it began, and all that were pushed since."""
    return _since(world.settings_history, swept)


def _since[T](history: Sequence[tuple[datetime, T]], swept: Swept) -> list[T]:
    began_at = swept.invocation.began_at
    before = [each for at, each in history if at <= began_at]
    return [before[-1], *(each for at, each in history if at > began_at)]


def _resting(position: Position, swept: Swept) -> Iterator[OrderRecord]:
    """Entries that rested already when the sweep began, and that nothing has ended."""
    for order in position.orders:
        if order.purpose is not OrderPurpose.ENTRY or order.is_closed or position.cancel_entries:
            continue
        if order.unwanted is None and order.intended_at < swept.invocation.began_at:
            yield order


def _stopped(world: SimulatedWorld, position: Position, swept: Swept) -> Iterator[str]:
    """Nothing buys on where entries were stopped before the sweep began, and still are."""
    who = position.signal.provenance
    flags = flags_since(world, swept)
    settings = settings_since(world, swept)
    modes = [each.rules_for(who.channel_id, who.speaker_id).mode for each in settings]
    is_paused = all(each.paused or who.channel_id in each.paused_channels for each in flags)
    is_empty = all(not o.filled_size for o in position.orders)
    is_latched = all(each.stops_account(Mode.LIVE) for each in flags)
    is_off = all(mode.account is not Mode.LIVE for mode in modes)
    if is_latched or is_off or (is_paused and is_empty):
        for order in _resting(position, swept):
            yield f"{order.client_order_id} still rests although entries were stopped"


def _outlived(world: SimulatedWorld, position: Position, swept: Swept) -> Iterator[str]:
    """No entry waits for a move that is over. Settings may have been pushed since the sweep."""
    who = position.signal.provenance
    settings = settings_since(world, swept)
    in_force = [each.rules_for(who.channel_id, who.speaker_id) for each in settings]
    if any(rules.unfilled_after_target is UnfilledEntries.KEEP for rules in in_force):
        return
    if position.product_id in swept.misled:
        return  # a price that nobody should believe ends nothing
    bid, _ = world.venue.bids(position.product_id, since=swept.invocation.began_at)
    for order in _resting(position, swept):
        cause = position.slices[order.slice_index].added_by
        first = min(s.take_profit_price for s in position.slices if s.added_by == cause)
        if bid >= first:
            yield f"{order.client_order_id} still rests, its first target {first} is passed: {bid}"


def sold_at_levels(world: SimulatedWorld) -> Iterator[str]:
    """What named a price that never traded about then, nor lay on the losing side, sold nothing."""
    for item, decision in world.decided():
        if not isinstance(item, Amendment) or item.named_price is None:
            continue
        position = world.positions.load(decision.position_id or "")
        if decision.kind is not DecisionKind.APPLIED or position is None:
            continue
        if position.mode is not Mode.LIVE:
            continue
        since = item.provenance.posted_at - BEFORE_POSTING
        low, high = world.venue.bids(position.product_id, since=since)
        is_near = low * (1 - FAR) <= item.named_price <= high * (1 + FAR)
        is_lost = item.named_price <= position.entry_price * (1 + FAR)
        if not is_near and not (is_lost and high < item.named_price):
            yield f"{item.amendment_id} at {item.named_price} acted, bids were {low} to {high}"
