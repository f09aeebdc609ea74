"""What a pause cancels, and the offer of `resume` to put it back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cli.follow import follow, in_words
from cli.output import ask
from cli.world import World
from signalfill.domain.entry.stopped_entries import PAUSED, resting_entries, why_stopped
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.signal import Signal
from signalfill.domain.values import plain
from signalfill.services.operating.put_back import paused_away, put_back

PUT_BACK = "put back"


def to_be_ended(world: World, channel_id: str | None) -> dict[str, int]:
    """How many entries of which positions the pause ends: those that hold nothing."""
    control = world.control().current()
    return {
        position.position_id: len(resting_entries(position))
        for position in world.positions().positions()
        if channel_id in {None, position.signal.provenance.channel_id}
        and resting_entries(position)
        and why_stopped(position, control) == PAUSED
    }


def offer(
    world: World, arguments: argparse.Namespace, *, report: Callable[[Mapping[str, Any]], int]
) -> int:
    """Tells what the pause had canceled; what the operator wants back goes through the gates."""
    signals, now = world.signals(), world.clock.now()
    found = list(paused_away(world.positions(), signals, now=now, channel_id=arguments.channel))
    names = [each.signal_id for each in found]
    if not found or not _wanted(found, arguments):
        return report({"canceled_entries": names})
    said = {each.signal_id: put_back(each, signals, now=now) for each in found}
    records = follow(said, world, until_closed=False)
    if not arguments.json:
        for record in records:
            print("\n".join(in_words(record)))
    return report({"canceled_entries": names, "put_back": records})


def _wanted(found: Sequence[Signal], arguments: argparse.Namespace) -> bool:
    if arguments.json or arguments.put_back:
        return bool(arguments.put_back)
    print("\n".join(map(_line, found)))
    try:
        question = "The pause canceled these entries. Back they pass the gates of now."
        return ask(question, expected=PUT_BACK)
    except InvalidInputError:
        print("nobody answers here, they stay canceled: signalfill resume --put-back")
        return False


def _line(call: Signal) -> str:
    prices = ", ".join(map(plain, call.entry_prices)) or "market"
    return f"{call.signal_id}: {call.base} {call.side.value} at {prices}"
