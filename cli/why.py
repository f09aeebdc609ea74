"""`signalfill why`: why a message was traded, or why not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cli.code_words import WORDS, in_words
from cli.marked import conclusions, explain, print_marked
from cli.missing import missing
from cli.options import Commands, world_options
from cli.output import print_json
from cli.story import message_of, tell
from cli.world import open_world
from signalfill.domain.signal import Reading
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.teaching import learn

type Record = dict[str, Any]

TWIN_WORDS = ("live", "paper", "difference")


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "why", parents=[world_options()], help="what a message led to, and why"
    )
    parser.add_argument("message", metavar="MESSAGE_ID_OR_LINK", help="or a position's id")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    message_of(arguments.message)
    world = open_world(arguments)
    settings = world.control().current().settings
    story = tell(
        arguments.message,
        watched=list(settings.channels),
        signals=world.signals(),
        positions=world.positions(),
    )
    channel_id = story["channel_id"]
    lexicon = learn(settings.teachings_for(channel_id)).lexicon
    for version in story["versions"]:
        version["missing"] = _missing(version, channel_id, lexicon)
    if arguments.json:
        print_json(story)
        return 0
    print_marked(told(story))
    return 0


def _missing(version: Record, channel_id: str, lexicon: Lexicon) -> list[str]:
    """What keeps it from being traded, by the words of now."""
    if version["reading"] is None:
        return []
    reading = Reading.model_validate(version["reading"])
    return list(missing(reading, version["text"], lexicon, channel_id))


def told(story: Record) -> Iterator[str]:
    yield f"message {story['message_id']} in channel {story['channel_id']}"
    for version in story["versions"]:
        yield from _version(version)
    if story["instructions"]:
        yield ""
        yield "said by the operator"
    for item in story["instructions"]:
        yield f"  {item['item']['provenance']['posted_at']}: {item['item']['action']}"
        yield from _item(item)
    yield from _positions(story)


def _version(version: Record) -> Iterator[str]:
    name = {"0": "as posted", "D": "deleted"}.get(version["version"])
    yield ""
    yield f"{name or 'edited ' + version['version']}, by author {version['author_id'] or '?'}"
    yield f"  received {version['received_at']}, parsed {version['parsed_at']}"
    yield f"  read as {version['kind']}: {_reason(version['reason'])} ({_reader(version)})"
    if version["reading"] is not None:
        reading = Reading.model_validate(version["reading"])
        yield from _reading(reading, version["text"], version["missing"])
    if not version["items"]:
        yield "  nothing to decide"
    for item in version["items"]:
        yield from _item(item)


def _reason(reason: str) -> str:
    return in_words(reason.split("; ", maxsplit=1)[0])


def _reader(version: Record) -> str:
    taught = version["settings_version"]
    return f"parser {version['parser_version']}" + (f", settings {taught}" if taught else "")


def _reading(reading: Reading, text: str | None, lacks: list[str]) -> Iterator[str]:
    _, *said = conclusions(reading)
    yield from said
    yield from lacks
    yield ""
    if text is None:
        yield "  the text is not kept any more; what was read of it:"
    yield from explain(reading, text)
    yield ""


def _item(item: Record) -> Iterator[str]:
    decision, proposal = item["decision"], item["proposal"]
    if proposal is not None:
        yield f"  asked {proposal['proposed_at']}: {proposal['question']}"
    if decision is None:
        waits = "your answer" if proposal is not None else "its decision"
        yield f"  {item['what']}: " + (f"waits for {waits}" if item["pending"] else "undecided")
        return
    limits = " ".join(
        f"({word} {decision[word]})" for word in ("value", "threshold") if decision[word]
    )
    yield f"  {item['what']}: {decision['kind']}, {decision['code']} {limits}".rstrip()
    if decision["code"] in WORDS:
        yield f"    {in_words(decision['code'])}"
    yield f"    decided {decision['decided_at']}"
    for gate in decision["gates"]:
        yield f"    {'pass' if gate['passed'] else 'STOP'}  {_gate(gate)}"
    for effect in item["effects"]:
        yield f"    did: {effect}"


def _gate(gate: Record) -> str:
    threshold = f", limit {gate['threshold']}" if gate["threshold"] else ""
    return f"{gate['gate']}: {gate['value'] or '-'}{threshold}"


def _positions(story: Record) -> Iterator[str]:
    """Each once, however many versions and amendments led to it."""
    items = [each for version in story["versions"] for each in version["items"]]
    found = {
        each["position"]["position_id"]: each["position"]
        for each in (*items, *story["instructions"])
        if each["position"] is not None
    }
    for position in found.values():
        yield ""
        yield from _position(position)


def _position(position: Record) -> Iterator[str]:
    yield f"position {position['position_id']} ({position['mode']}): {position['state']}"
    plan = position["plan"] or {}
    slices = plan.get("slices", [])
    targets = [each["take_profit_price"] for each in slices] or position["targets"]
    stops = [each["stop_price"] for each in slices] or position["stops"]
    yield (
        f"  plan: entry {position['entry_price']}; targets {', '.join(targets)}; "
        f"stops {', '.join(stops)}; worst loss {position['worst_case_loss']}"
    )
    if "reward_risk" in plan:
        yield f"    reward/risk {plan['reward_risk']} after fees"
    for note in plan.get("notes", []):
        yield f"    {note}"
    for order in position["orders"]:
        yield f"  order {order['client_order_id']}: {_order(order)}"
        for fill in position["fills"]:
            if fill["venue_order_id"] == order["venue_order_id"]:
                yield f"    fill {fill['trade_id']}: {_fill(fill)}"
    ending = position["exit_reason"] or "still open"
    yield f"  result {position['result']} after fees, held {position['held']}, {ending}"
    if (twin := position["paper_twin"]) is not None:
        words = (f"{name} {Decimal(twin[f'{name}_r']):+.2f} R" for name in TWIN_WORDS)
        yield f"  paper twin: {', '.join(words)}"
    if Decimal(position["unprotected_seconds"]):
        yield f"  without a stop for {position['unprotected_seconds']} s in all"
    yield "  step by step"
    for entry in position["journal"]:
        yield f"    {entry['at']}  {entry['event']}: {entry['text']}{_cause(entry)}"


def _cause(entry: Record) -> str:
    amendment_id = entry["details"].get("amendment_id")
    return f" (by {amendment_id})" if amendment_id else ""


def _fill(fill: Record) -> str:
    size, price = fill["base_size"], fill["price"]
    return f"{fill['side']} {size} at {price}, fee {fill['commission']}, {fill['filled_at']}"


def _order(order: Record) -> str:
    words = [order["purpose"], order["side"], f"{order['filled_size']}/{order['base_size']}"]
    for word, name in (("at", "limit_price"), ("stop", "stop_price")):
        if order[name] is not None:
            words += [word, order[name]]
    words.append(order["status"])
    return " ".join(words) + (f" ({order['reason']})" if order["reason"] else "")
