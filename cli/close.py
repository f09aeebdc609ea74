"""`signalfill close` and `flatten`: out of one position, or of all of them.

The word goes into the position's channel; the trader acts on it as on any amendment. From here
no order is placed.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from cli.follow import follow, in_words
from cli.options import Commands, world_options
from cli.output import ask, print_json
from cli.position_view import summary
from cli.world import World, open_world
from signalfill.domain.amendments.amending import KEEP
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import AmendmentAction
from signalfill.domain.verdict import ItemKey
from signalfill.services.operating.instruct import instruct

_SOLD = "Resting entries are canceled, everything held is sold at the market."
_QUESTIONS = {
    "close": _SOLD,
    "flatten": _SOLD,
    KEEP: "Its orders are canceled, its stop too. Nothing is sold: the coins are yours to guard.",
}
HALTED = "halted: nothing is sold before `signalfill resume`"


def register(commands: Commands) -> None:
    close = commands.add_parser(
        "close", parents=[world_options()], help="cancel a position's entries and sell it"
    )
    close.add_argument("position", metavar="POSITION")
    close.add_argument("--yes", action="store_true", help="do not ask")
    close.add_argument(
        "--keep-coins",
        action="store_true",
        help="sell nothing: its orders end, and the coins are yours, without a stop",
    )
    close.set_defaults(run=_close)

    flatten = commands.add_parser(
        "flatten", parents=[world_options()], help="pause entries and close every position"
    )
    flatten.add_argument("--yes", action="store_true", help="do not ask")
    flatten.set_defaults(run=_flatten)


def _close(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    position = world.positions().load(arguments.position)
    if position is None:
        raise InvalidInputError(f"there is no position {arguments.position}: signalfill positions")
    if position.state is PositionState.CLOSED:
        raise InvalidInputError(f"position {arguments.position} is closed already")
    return _end([position], "keep" if arguments.keep_coins else "close", world, arguments)


def _flatten(arguments: argparse.Namespace) -> int:
    """Entries are paused first: who wants out of everything wants nothing new a second later."""
    world = open_world(arguments)
    return _end(world.positions().positions(), "flatten", world, arguments)


def _end(
    positions: Sequence[Position], word: str, world: World, arguments: argparse.Namespace
) -> int:
    if not arguments.json:
        _print_what_goes(positions)
    question = _QUESTIONS[word]
    if not arguments.yes and not ask(question, expected=word):
        print("nothing closed")
        return 1
    paused = word == "flatten"
    if paused:
        _pause(world)
    said = {each.position_id: _say(each, world, word) for each in positions}
    records = follow(said, world)
    halted = world.control().current().flags.halted
    if arguments.json:
        print_json({"paused": paused, "halted": halted, "positions": records})
        return 0
    for record in records:
        print("\n".join(in_words(record)))
    for text, holds in ((HALTED, halted), ("entries are paused: signalfill resume", paused)):
        if holds:
            print(text)
    return 0


def _print_what_goes(positions: Sequence[Position]) -> None:
    if not positions:
        print("no open positions")
    for each in map(summary, positions):
        print(f"{each['position_id']} ({each['mode']}): {_holding(each)}")


def _holding(shown: dict[str, Any]) -> str:
    return f"{shown['product_id']} {shown['state']}, holds {shown['held']}"


def _pause(world: World) -> None:
    store = world.control()
    store.set_flags(store.current().flags.model_copy(update={"paused": True}))


def _say(position: Position, world: World, word: str) -> ItemKey:
    return instruct(
        AmendmentAction.CLOSE,
        position.signal,
        signals=world.signals(),
        now=world.clock.now(),
        to=KEEP if word == KEEP else None,
    )
