"""`signalfill pause`, `resume` and `halt`: what the operator switches by hand."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from cli.options import Commands, world_options
from cli.output import ask, print_json
from cli.position_view import is_unprotected, order_text, resting
from cli.put_back import offer, to_be_ended
from cli.world import open_world
from signalfill.domain.control import Control, Flags
from signalfill.domain.errors import InvalidInputError, VersionConflictError
from signalfill.domain.holding import held
from signalfill.domain.position import Position
from signalfill.domain.values import plain
from signalfill.ports import ControlStore

TRIES = 3
"""How often a change is made anew because something else was switched meanwhile."""


def register(commands: Commands) -> None:
    pause = commands.add_parser(
        "pause", parents=[world_options()], help="no new entries; protection goes on"
    )
    pause.add_argument("--channel", metavar="ID", help="this channel alone")
    pause.set_defaults(run=_pause)

    resume = commands.add_parser(
        "resume",
        parents=[world_options()],
        help="lift a halt, or else the pause (or one channel's)",
    )
    resume.add_argument("--channel", metavar="ID", help="this channel alone")
    resume.add_argument("--breaker", action="store_true", help="unlatch the breaker as well")
    resume.add_argument(
        "--put-back", action="store_true", help="put the entries back that the pause canceled"
    )
    resume.set_defaults(run=_resume)

    halt = commands.add_parser(
        "halt", parents=[world_options()], help="no call to the venue but reads, exits neither"
    )
    halt.add_argument("--yes", action="store_true", help="do not ask")
    halt.set_defaults(run=_halt)


def paused(control: Control, channel_id: str | None) -> Flags:
    """The flags with entries stopped, everywhere or in one channel.

    Raises:
        InvalidInputError: the channel is not watched.
    """
    flags = control.flags
    if channel_id is None:
        return flags.model_copy(update={"paused": True})
    _check_watched(control, channel_id)
    channels = tuple(dict.fromkeys((*flags.paused_channels, channel_id)))
    return flags.model_copy(update={"paused_channels": channels})


def resumed(control: Control, channel_id: str | None, *, breaker: bool = False) -> Flags:
    """The flags with the halt lifted, or else the pause, or one channel's pause.

    Under a halt it alone is lifted: who halted and flattened wants nothing bought at once.
    A latched breaker stays unless it is named: it is a decision of its own.
    """
    flags = control.flags
    if channel_id is not None:
        channels = tuple(each for each in flags.paused_channels if each != channel_id)
        return flags.model_copy(update={"paused_channels": channels})
    update: dict[str, Any] = {"halted": False} if flags.halted else {"paused": False}
    if breaker:
        update |= {"breaker_latched": False, "breaker_reason": None, "breaker_accounts": ()}
    return flags.model_copy(update=update)


def left_alone(positions: Sequence[Position]) -> list[dict[str, Any]]:
    """What a halt leaves behind: what rests at the exchange, and what nothing protects."""
    return [
        {
            "position_id": each.position_id,
            "mode": each.mode.value,
            "product_id": each.product_id,
            "held": plain(held(each)),
            "resting": [order_text(order) for order in resting(each)],
            "unprotected": is_unprotected(each),
        }
        for each in positions
    ]


def _check_watched(control: Control, channel_id: str) -> None:
    if channel_id not in control.settings.channels:
        watched = ", ".join(control.settings.channels) or "none"
        raise InvalidInputError(f"channel {channel_id} is not watched (watched: {watched})")


def switched(store: ControlStore, change: Callable[[Control], Flags]) -> Flags:
    """Changes what is in force; a breaker that latches at the same moment is not lost.

    What this release cannot fully read is replaced all the same: the operator's word counts.
    """
    for _ in range(TRIES):
        control = store.current()
        flags = change(control)
        try:
            store.set_flags(flags, replacing=control.flags)
        except VersionConflictError:
            continue
        return flags
    flags = change(store.current())
    store.set_flags(flags)
    return flags


def _pause(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    flags = switched(world.control(), lambda control: paused(control, arguments.channel))
    ended = to_be_ended(world, arguments.channel)
    code = _report(flags, arguments, canceled_entries=ended)
    if ended and not arguments.json:
        print(
            f"{sum(ended.values())} resting entries of {len(ended)} positions that hold nothing "
            "are canceled within a minute; `resume` offers to put them back"
        )
    return code


def _resume(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    flags = switched(
        world.control(),
        lambda control: resumed(control, arguments.channel, breaker=arguments.breaker),
    )
    if flags.halted or flags.paused:
        return _report(flags, arguments)
    return offer(world, arguments, report=lambda more: _report(flags, arguments, **more))


def _halt(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    remains = left_alone(world.positions().positions())
    if not arguments.json:
        _print_remains(remains)
    question = "After a halt nothing is protected, moved or closed any more."
    if not arguments.yes and not ask(question, expected="halt"):
        print("not halted")
        return 1
    store = world.control()
    flags = switched(store, lambda control: control.flags.model_copy(update={"halted": True}))
    return _report(flags, arguments, positions=remains)


def _print_remains(remains: list[dict[str, Any]]) -> None:
    if not remains:
        print("no open positions")
    for each in remains:
        mark = "  UNPROTECTED" if each["unprotected"] else ""
        print(f"{each['position_id']} ({each['mode']}): holds {each['held']}{mark}")
        for order in each["resting"]:
            print(f"    rests at the exchange: {order}")


def _report(flags: Flags, arguments: argparse.Namespace, **more: object) -> int:
    if arguments.json:
        print_json({"flags": flags.model_dump(mode="json"), **more})
        return 0
    states = {
        "HALTED: no call to the venue but reads": flags.halted,
        "paused: no new entries": flags.paused,
        f"paused channels: {', '.join(flags.paused_channels)}": bool(flags.paused_channels),
        f"breaker latched: {flags.breaker_reason or 'no reason kept'}": flags.breaker_latched,
    }
    for text in [text for text, holds in states.items() if holds] or ["entries are allowed"]:
        print(text)
    return 0
