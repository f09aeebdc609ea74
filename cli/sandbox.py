"""`signalfill sandbox`: the world on this machine, to play with from any shell."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cli.demo import containers_option, docker_host
from cli.options import Commands, json_option
from cli.output import print_json
from sandbox import session
from sandbox.aws.tools import SandboxError
from sandbox.controls import CoinbaseControl, DiscordControl
from signalfill.domain.errors import InvalidInputError, SignalfillError

EXPORTED = ("AWS_", "SIGNALFILL_")


def register(commands: Commands) -> None:
    parser = commands.add_parser("sandbox", help="Discord, Coinbase and AWS on this machine")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    json = [json_option()]

    up = actions.add_parser("up", parents=json, help='start it: eval "$(signalfill sandbox up)"')
    up.add_argument("--settings", type=Path, metavar="FILE", help="other channels and rules")
    up.add_argument("--deposit", metavar="USD", help="what the Coinbase account holds")
    up.add_argument("--auth", action="store_true", help="evaluate the functions' role policies")
    containers_option(up)
    up.set_defaults(run=_telling(_up))

    say = actions.add_parser("say", parents=json, help="post a message in a channel")
    say.add_argument("channel", help="name or id")
    say.add_argument("text", help="what to say; - reads it from standard input")
    say.add_argument("--author", metavar="ID", help="default: who may speak in the channel")
    say.add_argument("--reply-to", metavar="MESSAGE_ID")
    say.set_defaults(run=_telling(_say))

    price = actions.add_parser("price", parents=json, help="let a product trade at a price")
    price.add_argument("product", help="such as BTC-USD")
    price.add_argument("price")
    price.set_defaults(run=_telling(_price))

    down = actions.add_parser("down", parents=json, help="stop all of it")
    down.set_defaults(run=_telling(_down))


def _telling(
    run: Callable[[argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """What goes wrong in the sandbox is one line, like everything else."""

    def told(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except SandboxError as error:
            raise SignalfillError(str(error)) from None

    return told


def _up(arguments: argparse.Namespace) -> int:
    options: list[str] = ["--auth"] if arguments.auth else []
    if arguments.settings is not None:
        options += ["--settings", str(arguments.settings.resolve())]
    if arguments.deposit is not None:
        options += ["--deposit", arguments.deposit]
    if (engine := docker_host(arguments)) is not None:
        options += ["--docker-host", engine]
    state = session.up(options, say=lambda line: print(line, file=sys.stderr))
    if arguments.json:
        print_json(state)
        return 0
    for name, value in sorted(state["environment"].items()):
        if name.startswith(EXPORTED):
            print(f"export {name}={shlex.quote(value)}")
    rooms = ", ".join(f"{name} ({room[0]})" for name, room in state["rooms"].items())
    print(f"up; channels: {rooms}", file=sys.stderr)
    return 0


def _say(arguments: argparse.Namespace) -> int:
    state = session.read_state()
    channel_id, author_id = _room(arguments.channel, state["rooms"])
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    with DiscordControl(state["discord_control_url"]) as discord:
        message_id = discord.say(
            channel_id,
            text,
            author_id=arguments.author or author_id,
            reply_to=arguments.reply_to,
        )
    if arguments.json:
        print_json({"message_id": message_id})
    else:
        print(message_id)
    return 0


def _room(name: str, rooms: dict[str, Any]) -> tuple[str, str]:
    for room_name, (channel_id, author_id) in rooms.items():
        if name in {room_name, f"#{room_name}", channel_id}:
            return channel_id, author_id
    raise InvalidInputError(f"no channel {name}; there are {', '.join(rooms)}")


def _price(arguments: argparse.Namespace) -> int:
    state = session.read_state()
    with CoinbaseControl(state["coinbase_control_url"]) as coinbase:
        quote = coinbase.price(arguments.product, arguments.price)
    session.stack_of(state).invoke("OnScheduleFunction", {})
    if arguments.json:
        print_json(quote)
    else:
        print(f"{arguments.product}: bid {quote['bid']}, ask {quote['ask']}")
    return 0


def _down(arguments: argparse.Namespace) -> int:
    session.down()
    if arguments.json:
        print_json({"down": True})
    return 0
