"""`signalfill why`: why a message was traded, or why not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from cli.options import Commands, world_options
from cli.output import print_json
from cli.story import message_of, tell
from cli.world import open_world

type Record = dict[str, Any]


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "why", parents=[world_options()], help="what a message led to, and why"
    )
    parser.add_argument("message", metavar="MESSAGE_ID_OR_LINK")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    message_of(arguments.message)
    world = open_world(arguments)
    story = tell(
        arguments.message,
        watched=list(world.control().current().settings.channels),
        signals=world.signals(),
        positions=world.positions(),
    )
    if arguments.json:
        print_json(story)
        return 0
    for line in in_words(story):
        print(line)
    return 0


def in_words(story: Record) -> Iterator[str]:
    yield f"message {story['message_id']} in channel {story['channel_id']}"
    for version in story["versions"]:
        yield from _version(version)


def _version(version: Record) -> Iterator[str]:
    name = {"0": "as posted", "D": "deleted"}.get(version["version"])
    yield ""
    yield f"{name or 'edited ' + version['version']}, by author {version['author_id'] or '?'}"
    yield f"  received {version['received_at']}, parsed {version['parsed_at']}"
    yield f"  read as {version['kind']}: {version['reason']} (parser {version['parser_version']})"
    for reading in (version["reading"] or {}).get("signals", []):
        yield f"  reading: {_signal_reading(reading)}"
    for reading in (version["reading"] or {}).get("amendments", []):
        yield f"  reading: {_known(reading)}"
    if not version["items"]:
        yield "  nothing to decide"
    for item in version["items"]:
        yield from _item(item)


def _signal_reading(reading: Record) -> str:
    entry = reading["entry"]
    words = [
        reading["base"] or "no coin",
        reading["side"] or "no side",
        f"entry {entry['kind'] or 'none'} {', '.join(entry['prices'])}".rstrip(),
        f"targets {', '.join(reading['take_profits']) or 'none'}",
        f"stop {reading['stop_loss'] or 'none'}",
    ]
    if reading["problems"]:
        words.append(f"problems {', '.join(reading['problems'])}")
    return "; ".join(words)


def _known(fields: Record) -> str:
    return "; ".join(f"{name} {value}" for name, value in fields.items() if value is not None)


def _item(item: Record) -> Iterator[str]:
    decision = item["decision"]
    if decision is None:
        yield f"  {item['what']}: " + ("waits for its decision" if item["pending"] else "undecided")
        return
    limits = " ".join(
        f"({word} {decision[word]})" for word in ("value", "threshold") if decision[word]
    )
    yield f"  {item['what']}: {decision['kind']}, {decision['code']} {limits}".rstrip()
    yield f"    decided {decision['decided_at']}"
    for gate in decision["gates"]:
        yield f"    {'pass' if gate['passed'] else 'STOP'}  {_gate(gate)}"
    if item["position"] is not None:
        yield from _position(item["position"])


def _gate(gate: Record) -> str:
    threshold = f", limit {gate['threshold']}" if gate["threshold"] else ""
    return f"{gate['gate']}: {gate['value'] or '-'}{threshold}"


def _position(position: Record) -> Iterator[str]:
    ending = position["exit_reason"] or "still open"
    yield f"  position {position['position_id']} ({position['mode']}): {position['state']}"
    yield (
        f"    plan: entry {position['entry_price']}; targets {', '.join(position['targets'])}; "
        f"stops {', '.join(position['stops'])}; worst loss {position['worst_case_loss']}"
    )
    yield f"    held {position['held']}, result {position['result']}, {ending}"
    for order in position["orders"]:
        yield f"    order {order['client_order_id']}: {_order(order)}"
    for fill in position["fills"]:
        yield (
            f"    fill {fill['trade_id']}: {fill['side']} {fill['base_size']} at {fill['price']}, "
            f"fee {fill['commission']}, {fill['filled_at']}"
        )
    for entry in position["journal"]:
        yield f"    {entry['at']}  {entry['event']}: {entry['text']}"


def _order(order: Record) -> str:
    words = [order["purpose"], order["side"], f"{order['filled_size']}/{order['base_size']}"]
    for word, name in (("at", "limit_price"), ("stop", "stop_price")):
        if order[name] is not None:
            words += [word, order[name]]
    words.append(order["status"])
    return " ".join(words) + (f" ({order['reason']})" if order["reason"] else "")
