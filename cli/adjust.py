"""`signalfill stop`, `stop-to-entry` and `reduce`: what an author may say of a position, by hand.

Each is an instruction like an author's and passes the same judgement: a stop only moves nearer,
and no more is sold than is held. From here no order is placed.
"""

from __future__ import annotations

import argparse
from decimal import Decimal

from cli.follow import BY_SWEEP, Record, follow
from cli.options import Commands, world_options
from cli.output import print_json
from cli.world import World, open_world
from signalfill.domain.amendments.amending import positive
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.percent_level import fraction_of
from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.domain.values import plain
from signalfill.services.operating.instruct import instruct


def register(commands: Commands) -> None:
    stop = commands.add_parser(
        "stop", parents=[world_options()], help="move a position's stop nearer to the price"
    )
    stop.add_argument("position", metavar="POSITION")
    stop.add_argument("price", metavar="PRICE", help="in the quote currency, such as 0.0345")
    stop.set_defaults(run=_stop)

    to_entry = commands.add_parser(
        "stop-to-entry", parents=[world_options()], help="move a position's stop to its entry"
    )
    to_entry.add_argument("position", metavar="POSITION")
    to_entry.set_defaults(run=_stop_to_entry)

    reduce = commands.add_parser(
        "reduce", parents=[world_options()], help="sell a part of a position, the rest is guarded"
    )
    reduce.add_argument("position", metavar="POSITION")
    reduce.add_argument("part", metavar="PART", help="of what was bought: `50%%` or `0.5`")
    reduce.set_defaults(run=_reduce)


def _stop(arguments: argparse.Namespace) -> int:
    if positive(arguments.price) is None:
        raise InvalidInputError(f"{arguments.price!r} is no price above zero, such as 0.0345")
    return _say(arguments, AmendmentAction.MOVE_STOP, to=arguments.price)


def _stop_to_entry(arguments: argparse.Namespace) -> int:
    return _say(arguments, AmendmentAction.MOVE_STOP, to="entry")


def _reduce(arguments: argparse.Namespace) -> int:
    text = arguments.part.replace(" ", "")
    part = fraction_of(text) if text.endswith("%") else positive(text)
    if part is None or not 0 < part <= 1:
        raise InvalidInputError(f"{arguments.part!r} is no part of a position, such as 50% or 0.5")
    return _say(arguments, AmendmentAction.REDUCE, fraction=plain(part.normalize()))


def _say(
    arguments: argparse.Namespace,
    action: AmendmentAction,
    *,
    to: str | None = None,
    fraction: str | None = None,
) -> int:
    world = open_world(arguments)
    position = _live(arguments.position, world)
    key = instruct(
        action,
        position.signal,
        signals=world.signals(),
        now=world.clock.now(),
        to=to,
        fraction=fraction,
    )
    (record,) = follow({position.position_id: key}, world, until_closed=False)
    if arguments.json:
        print_json(record)
    else:
        print("\n".join(_in_words(record)))
        if world.control().current().flags.halted:
            print("halted: nothing is sent before `signalfill resume`")
    return 0


def _live(position_id: str, world: World) -> Position:
    position = world.positions().load(position_id)
    if position is None:
        raise InvalidInputError(f"there is no position {position_id}: signalfill positions")
    if position.state is PositionState.CLOSED:
        raise InvalidInputError(f"position {position_id} is closed already")
    return position


def _in_words(record: Record) -> list[str]:
    """What was decided, then what the position holds and the orders that work for it."""
    name, decision = record["position_id"], record["decision"]
    if decision is None:
        return [f"{name}: {BY_SWEEP}"]
    if decision["kind"] == "ignored":
        return [f"{name}: nothing done, {decision['code']} {decision['value']}".rstrip()]
    lines = [f"{name}: {record['state']}, holds {plain(Decimal(record['held']))}"]
    return lines + [f"    {order}" for order in record["working"]]
