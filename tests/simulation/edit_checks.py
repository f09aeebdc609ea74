"""Edited and deleted messages: acted on by the difference, call by call."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from signalfill.domain.codes import DecisionCode
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.domain.rules import Rules
from signalfill.domain.signal import (
    EDITED,
    Amendment,
    AmendmentAction,
    AmendmentReading,
    Problem,
    Signal,
    SignalReading,
)
from signalfill.domain.verdict import DecisionKind, Verdict, VerdictKind
from tests.simulation.world import SimulatedWorld

ZERO = Decimal(0)
UNSAID = Rules().reduce_unsaid or ZERO
SALES = {AmendmentAction.CLOSE, AmendmentAction.REDUCE}
_COMPUTED = {Problem.PERCENT_STOP, Problem.PERCENT_TARGETS}
LARGEST_ADDITION = Decimal("0.5")
"""What the settings of a simulated world give at most, of the first size."""


def never_on_top(world: SimulatedWorld) -> Iterator[str]:
    for position in world.positions.positions(include_closed=True):
        yield from _sold_once(world, position)
        yield from _added_once(position)


def _sold_once(world: SimulatedWorld, position: Position) -> Iterator[str]:
    """However often a message was edited, it sells what its boldest version says, no more."""
    touched = {
        (item.provenance.channel_id, item.provenance.message_id)
        for item, decision in world.decided()
        if decision.position_id == position.position_id
        and (decision.kind is DecisionKind.APPLIED or decision.code == DecisionCode.NO_FRACTION)
        and isinstance(item, Amendment)
    }
    boldest = (
        max(map(_fractions, world.signals.verdicts(*where)), default=ZERO) for where in touched
    )
    asked = sum((each.sell_size for each in position.slices), ZERO)
    bought = sum((_may_hold(position, each.index) for each in position.slices), ZERO)
    allowed = bought * sum(boldest, ZERO)
    if asked > allowed + position.base_increment * len(position.slices):
        yield f"{position.position_id} is to sell {asked}, its messages say {allowed}"


def _fractions(verdict: Verdict) -> Decimal:
    said = verdict.reading.amendments if verdict.reading is not None else ()
    sales = (_part(each) for each in said if each.action in SALES)
    return sum(sales, ZERO)


def _part(said: AmendmentReading) -> Decimal:
    """What silence sells, where a reduction names no part; a close without one sells by closing."""
    if said.fraction is not None:
        return Decimal(said.fraction)
    return UNSAID if said.action is AmendmentAction.REDUCE else ZERO


def _added_once(position: Position) -> Iterator[str]:
    planned = sum((s.base_size for s in position.slices if s.added_by is None), ZERO)
    by_message: dict[str, Decimal] = {}
    for each in position.slices:
        if each.added_by is not None:
            said_in = each.added_by.partition("-")[0]
            size = _may_hold(position, each.index)
            by_message[said_in] = by_message.get(said_in, ZERO) + size
    most = planned * LARGEST_ADDITION + position.base_increment * len(position.slices)
    for said_in, size in by_message.items():
        if size > most:
            yield f"{position.position_id}: message {said_in} adds {size} to {planned}"


def _may_hold(position: Position, index: int) -> Decimal:
    """What was bought, by orders or by fills: an order may vanish after it did."""
    orders = [o for o in position.orders if o.slice_index == index]
    entries = [o for o in orders if o.purpose is OrderPurpose.ENTRY]
    ids = {o.venue_order_id for o in entries}
    by_fills = sum((f.base_size for f in position.fills if f.venue_order_id in ids), ZERO)
    by_orders = sum((o.filled_size if o.is_closed else o.base_size for o in entries), ZERO)
    return max(by_fills, by_orders)


def calls_stand(world: SimulatedWorld) -> Iterator[str]:
    """What a version still calls is not taken back, and what it calls anew is decided."""
    messages = dict.fromkeys((r.home_channel_id, r.message_id) for r in world.records)
    for where in messages:
        items = [world.signals.item(key) for key in world.signals.items(*where)]
        for verdict in world.signals.verdicts(*where):
            bases = {each.base for each in _typed(verdict)}
            for item in items:
                if isinstance(item, Amendment) and _takes_a_call_back(item, verdict, bases):
                    yield f"{item.amendment_id} takes back {item.base}, which is still called"
            called = {s.base for s in items if isinstance(s, Signal)}
            for base in bases - called:
                yield f"{base} of message {where[1]} never reached the trader"


def _takes_a_call_back(item: Amendment, verdict: Verdict, bases: set[str | None]) -> bool:
    is_its = item.provenance.version == verdict.version and item.cause == EDITED
    return is_its and not item.earlier_ids and item.base in bases


def _typed(verdict: Verdict) -> list[SignalReading]:
    if verdict.kind is not VerdictKind.SIGNAL or verdict.reading is None:
        return []
    return [each for each in verdict.reading.signals if set(each.problems) <= _COMPUTED]


def entries_are_those_said(world: SimulatedWorld) -> Iterator[str]:
    """Once all is quiet: nothing rests that was never filled and is said otherwise by now."""
    for position in world.positions.positions():
        if position.state is not PositionState.OPENING or position.cancel_entries:
            continue
        who = position.signal.provenance
        verdicts = world.signals.verdicts(who.channel_id, who.message_id)
        said = [v for v in verdicts if v.kind is not VerdictKind.STALE]
        if said[-1].kind not in {VerdictKind.SIGNAL, VerdictKind.NONE, VerdictKind.DELETED}:
            continue
        named = [
            tuple(map(Decimal, each.entry.prices))
            for each in _typed(said[-1])
            if each.base == position.signal.base
        ]
        if position.signal.entry_prices not in named:
            yield f"{position.position_id} rests at {position.signal.entry_prices}, said is {named}"
