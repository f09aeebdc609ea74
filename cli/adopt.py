"""`signalfill adopt`: orders of ours that no table knows become positions again."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from cli.options import Commands, world_options
from cli.output import ask, print_json_line
from cli.world import World, open_world
from signalfill.domain.errors import InvalidInputError
from signalfill.services.operating.adopt_orders import Registry, adopt_orders, unknown_orders


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "adopt",
        parents=[world_options()],
        help="rebuild positions from orders of ours at Coinbase that no table knows",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    registry = _registry(world)
    orders = unknown_orders(registry.venue, registry.positions)
    if not orders:
        _say(arguments, "nothing to adopt: every order of ours is known")
        return 0
    for order in orders:
        words = (order.venue_order_id, order.product_id, order.side.value, order.venue_status)
        _say(arguments, f"{order.client_order_id}: {' '.join(words)}")
    question = "They become live positions: protected, counted and closed by the trader."
    if not arguments.yes and not ask(question, expected="adopt"):
        _say(arguments, "nothing adopted")
        return 1
    results = adopt_orders(registry, world.control().current().settings)
    for result in results:
        if arguments.json:
            print_json_line(asdict(result))
        elif result.problem:
            name = result.position_id or ", ".join(result.order_ids)
            print(f"{name}: not adopted: {result.problem}; cancel or sell by hand")
        else:
            print(f"{result.position_id}: {result.what} from {len(result.order_ids)} orders")
    return int(any(result.problem for result in results))


def _registry(world: World) -> Registry:
    if world.venue is None:
        raise InvalidInputError("no Coinbase key is set: there is nothing to adopt from")
    return Registry(
        venue=world.venue,
        positions=world.positions(),
        adoptions=world.adoptions(),
        signals=world.signals(),
        clock=world.clock,
    )


def _say(arguments: argparse.Namespace, text: str) -> None:
    if not arguments.json:
        print(text)
