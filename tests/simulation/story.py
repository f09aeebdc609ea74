"""What happened in a run, line by line: for whoever replays a seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from signalfill.domain.values import plain
from tests.simulation.venue import Call
from tests.simulation.world import SimulatedWorld

type Line = tuple[datetime, str]


def story(world: SimulatedWorld) -> Iterator[str]:
    """In the order of the simulated clock; then the positions as the table has them."""
    yield str(world.habits)
    lines = [*_said(world), *_sent(world), *_filled(world), *_written(world), *_swept(world)]
    for at, text in sorted(lines, key=lambda line: line[0]):
        yield f"{at:%H:%M:%S.%f} {text}"
    for position in world.positions.positions(include_closed=True):
        yield f"{position.position_id} {position.mode} {position.state}"
        for each in position.slices:
            cause = each.naked_cause or "no"
            yield f"    slice {each.index}: {plain(each.base_size)}, without a stop: {cause}"
        for order in position.orders:
            done = f"{order.status} {plain(order.filled_size)}"
            yield f"    {order.client_order_id} {order.venue_order_id}: {done} {order.reason or ''}"


def _said(world: SimulatedWorld) -> Iterator[Line]:
    for record in world.records:
        words = record.content.replace("\n", " | ")
        about = f" in reply to {record.reply_to_message_id}" if record.reply_to_message_id else ""
        where = f"{record.channel_id} {record.event} {record.message_id}{about}"
        yield record.received_at, f"said    {where}: {words}"
    for at, flags in world.flag_history:
        yield at, f"flags   {flags.model_dump(mode='json', exclude_defaults=True)}"


def _sent(world: SimulatedWorld) -> Iterator[Line]:
    for call in world.venue.log:
        yield call.at, f"sent    {_call(call)}{f' ({call.fault})' if call.fault else ''}"


def _call(call: Call) -> str:
    request = call.request
    if request is None:
        return f"{call.what} {call.order_id} {call.stop_price or ''}"
    stop = f" stop {plain(request.stop_price)}" if request.stop_price is not None else ""
    size, limit = plain(request.base_size), plain(request.limit_price)
    return f"{request.client_order_id} {request.side} {request.kind} {size} at {limit}{stop}"


def _filled(world: SimulatedWorld) -> Iterator[Line]:
    engine = world.venue.engine
    for fill in engine.fills:
        name = engine.orders[fill.order_id].ticket.client_order_id
        text = f"{name} {fill.order_id}: {fill.side} {plain(fill.base_size)} at {plain(fill.price)}"
        yield fill.at, f"filled  {text}"


def _written(world: SimulatedWorld) -> Iterator[Line]:
    for entries in world.signals.journal.values():
        for entry in entries.values():
            yield entry.at, f"journal {entry.position_id} {entry.event}: {entry.text}"


def _swept(world: SimulatedWorld) -> Iterator[Line]:
    for each in world.sweeps:
        how = "to its end" if each.invocation.ended else "cut off"
        yield each.invocation.began_at, f"sweep   {each.invocation.name} {how}"
