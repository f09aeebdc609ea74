"""`signalfill approve` and `reject`: the operator's word on a plan that waits (mode approve)."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from cli.follow import BY_SWEEP, follow
from cli.options import Commands, world_options
from cli.output import print_json
from cli.position_view import order_text, resting
from cli.world import World, open_world
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.signal import AmendmentAction, Signal
from signalfill.services.operating.instruct import instruct
from signalfill.services.trading.answer_layout import MISREAD, ONCE
from signalfill.services.trading.propose import waiting

SAID_BESIDE = {
    AmendmentAction.APPROVE: (ONCE, "this trade only: its layout stays unknown"),
    AmendmentAction.REJECT: (MISREAD, "it was read wrongly: bar its layout until it is taught"),
}


def register(commands: Commands) -> None:
    words = {
        AmendmentAction.APPROVE: "trade a plan that waits, if all gates let it pass now",
        AmendmentAction.REJECT: "refuse a plan that waits",
    }
    for action, text in words.items():
        parser = commands.add_parser(action.value, parents=[world_options()], help=text)
        parser.add_argument(
            "position", metavar="POSITION", nargs="?", help="without it: what waits for an answer"
        )
        name, more = SAID_BESIDE[action]
        parser.add_argument(
            f"--{name}", dest="to", action="store_const", const=name, default=None, help=more
        )
        parser.set_defaults(run=partial(_run, action=action))


def _run(arguments: argparse.Namespace, *, action: AmendmentAction) -> int:
    world = open_world(arguments)
    if arguments.position is None:
        return _list(world, arguments)
    signal = _asked(arguments.position, world)
    key = instruct(action, signal, signals=world.signals(), now=world.clock.now(), to=arguments.to)
    (record,) = follow({signal.signal_id: key}, world, until_closed=False)
    if arguments.json:
        print_json(record)
    else:
        print(_in_words(record, action, world))
        if arguments.to == MISREAD:
            said = signal.provenance.message_id
            print(
                f"what was read: signalfill why {said}; to teach it, which lifts the bar: "
                f"signalfill learn --message {said} --settings settings.yaml"
            )
    return 0


def _asked(position_id: str, world: World) -> Signal:
    signals = [signal for _, signal, _ in waiting(world.signals())]
    for signal in signals:
        if signal.signal_id == position_id:
            return signal
    others = ", ".join(dict.fromkeys(each.signal_id for each in signals)) or "nothing"
    raise InvalidInputError(
        f"no plan waits for {position_id} (what waits: {others}); "
        f"signalfill why {position_id.partition('-')[0]} tells what became of it"
    )


def _list(world: World, arguments: argparse.Namespace) -> int:
    proposals = [proposal for _, _, proposal in waiting(world.signals())]
    if arguments.json:
        print_json([each.model_dump(mode="json", by_alias=True) for each in proposals])
        return 0
    for each in proposals:
        print(f"{each.position_id}: {each.question}")
    if not proposals:
        print("no plan waits for an answer")
    return 0


def _in_words(record: dict[str, Any], action: AmendmentAction, world: World) -> str:
    name, decision = record["position_id"], record["decision"]
    if decision is None:
        return f"{name}: {BY_SWEEP}"
    if decision["kind"] != "applied":
        return f"{name}: not traded, {decision['code']} {decision['value']}".rstrip()
    position = world.positions().load(name)
    if action is AmendmentAction.REJECT or position is None:
        return f"{name}: rejected" if action is AmendmentAction.REJECT else f"{name}: approved"
    orders = [f"    {order_text(each)}" for each in resting(position)]
    return "\n".join([f"{name}: approved, {position.state.value}", *orders])
