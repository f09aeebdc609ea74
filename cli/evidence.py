"""`signalfill evidence`: where each channel stands by your own records, paper and live."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from cli.options import Commands, world_options
from cli.output import print_columns, print_json
from cli.world import open_world
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.evidence.standing import ChannelEvidence, evidence_of, has_turned
from signalfill.domain.evidence.statistics import SignalR
from signalfill.domain.holding import bought, realized_pnl
from signalfill.domain.position import Position, PositionState
from signalfill.domain.settings import Settings

_R_STEP = Decimal("0.0001")


def register(commands: Commands) -> None:
    command = commands.add_parser(
        "evidence", parents=[world_options()], help="where your channels stand, by your own records"
    )
    command.add_argument("channel", nargs="?", metavar="CHANNEL", help="its id or name alone")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    settings = world.control().current().settings
    outcomes = outcomes_by_channel(world.positions().positions(include_closed=True))
    # All channels that are followed were tried, whichever one is asked for.
    tried = max(len(outcomes), 1)
    wanted = _wanted(arguments.channel, settings, outcomes)
    found = {
        each: evidence_of(outcomes[each], forward=outcomes[each], channels=tried) for each in wanted
    }
    if arguments.json:
        print_json([_as_json(each, found[each], outcomes[each]) for each in wanted])
        return 0
    if not found:
        print("no position has come to its end yet: there is nothing to judge by")
        return 0
    heads = ("channel", "standing", "signals", "days", "R a signal", "above", "below", "needed")
    print_columns(heads, [_row(_name(each, settings), found[each]) for each in wanted])
    for each in wanted:
        turned = has_turned(outcomes[each])
        if turned is not None:
            print(f"{_name(each, settings)} has turned: {turned}")
    return 0


def outcomes_by_channel(positions: Iterable[Position]) -> dict[str, list[SignalR]]:
    """Of positions that are over; one that was never filled made 0 R and counts."""
    found: dict[str, list[SignalR]] = defaultdict(list)
    for each in positions:
        r = r_of(each)
        if r is not None:
            said = each.signal.provenance
            found[said.channel_id].append(SignalR(said.posted_at.date(), r))
    return dict(sorted(found.items()))


def r_of(position: Position) -> Decimal | None:
    """What it made in risks taken; None while it is open, or where its call named no stop.

    The stop of the call counts, not the one that was moved since.
    """
    if position.state is not PositionState.CLOSED:
        return None
    if bought(position) <= 0:
        return Decimal(0)
    if position.twin is not None:
        return position.twin.live_r
    stop = position.signal.stop_loss
    if stop is None:
        return None
    prices = (
        (each.base_size, each.entry_price or position.entry_price) for each in position.slices
    )
    risk = sum((size * abs(price - stop) for size, price in prices), Decimal(0))
    return (realized_pnl(position) / risk).quantize(_R_STEP) if risk else None


def _wanted(asked: str | None, settings: Settings, outcomes: dict[str, Any]) -> list[str]:
    if asked is None:
        return list(outcomes)
    known = [each for each in outcomes if asked in {each, _name(each, settings)}]
    if not known:
        raise InvalidInputError(f"no position of channel {asked} has come to its end yet")
    return known


def _name(channel_id: str, settings: Settings) -> str:
    channel = settings.channels.get(channel_id)
    return channel.name if channel is not None else channel_id


def _row(name: str, evidence: ChannelEvidence) -> tuple[str, ...]:
    needed = (
        "" if evidence.needed is None else f"{max(evidence.needed - evidence.signals, 0):,} more"
    )
    return (
        name,
        evidence.standing.value.replace("_", " "),
        str(evidence.signals),
        str(evidence.days),
        *(_r(each) for each in (evidence.mean, evidence.lower, evidence.upper)),
        needed,
    )


def _r(value: Decimal | None) -> str:
    return "" if value is None else f"{value:+.2f}"


def _as_json(channel_id: str, evidence: ChannelEvidence, outcomes: list[SignalR]) -> dict[str, Any]:
    return {"channel_id": channel_id, **asdict(evidence), "turned": has_turned(outcomes)}
