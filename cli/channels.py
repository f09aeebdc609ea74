"""`signalfill channels`: what a signal would meet in each channel now, and what others met."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from cli.channel_view import Known, Record, describe
from cli.checks.discord import unreadable
from cli.layout_burden import burden
from cli.onboarding import NOWHERE, REMEDY, WAYS_IN, look_round
from cli.options import Commands, world_options
from cli.output import print_columns, print_json
from cli.world import World, open_world
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.domain.errors import InvalidInputError, SignalfillError
from signalfill.domain.reporting.tally import Tally, tally
from signalfill.domain.settings import Settings
from signalfill.services.trading.propose import waiting
from signalfill.services.trading.trial_size import trial_of

DAYS = 7


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "channels",
        parents=[world_options()],
        help="watched channels, what holds them back, what was refused",
    )
    parser.add_argument(
        "--days", type=int, default=DAYS, metavar="N", help=f"count the last N days ({DAYS})"
    )
    parser.add_argument(
        "--discord", action="store_true", help="what the bot sees, what it lacks, the ways in"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    if arguments.discord:
        return _ask_discord(world, as_json=arguments.json)
    control = world.control().current()
    known = Known(
        has_key=_has_key(world),
        unseen=_unseen(world, control.settings),
        tallies=_tallies(world, control.settings, days=arguments.days),
        asked=Counter(signal.provenance.channel_id for _, signal, _ in waiting(world.signals())),
        trials=_trials(world, control.settings),
        layouts=_layouts(world, control.settings, days=arguments.days),
    )
    channels = describe(control, known)
    if arguments.json:
        print_json(channels)
        return 0
    if not channels:
        print("no channel is watched: signalfill settings push FILE")
        return 0
    _print_table(channels)
    for each in channels:
        for line in _more(each, arguments.days):
            print(line)
    return 0


def _ask_discord(world: World, *, as_json: bool) -> int:
    token = world.discord_token()
    if token is None:
        raise InvalidInputError("no Discord token is set: store the bot's token, never your own")
    api = DiscordApi(world.environment.discord_api_url, token)
    sights = look_round(api, world.control().current().settings)
    if as_json:
        print_json([each._asdict() for each in sights])
        return 0
    rows = [
        (*each[:4], "yes" if each.watched else "no", each.lacks or "nothing") for each in sights
    ]
    if rows:
        print_columns(("server", "channel", "name", "kind", "watched", "the bot lacks"), rows)
    print()
    if not rows:
        print(NOWHERE)
    if any(each.lacks for each in sights):
        print(REMEDY)
    print(WAYS_IN)
    return 0


def _print_table(channels: list[Record]) -> None:
    rows = [
        (
            each["channel_id"],
            each["name"],
            each["mode"],
            each["effective"],
            "; ".join(each["because"]),
            each["may_speak"],
        )
        for each in channels
    ]
    print_columns(("channel", "name", "mode", "effective", "because", "who may speak"), rows)


def _more(each: Record, days: int) -> Iterator[str]:
    counted = Tally(opened=each["opened"], denied=each["denied"])
    if counted.signals:
        yield f"{each['name']}, {days} days: {counted.in_words}"
    if each["asked"]:
        yield f"{each['name']}: {each['asked']} plans wait for your answer (signalfill approve)"
    layouts = each["layouts"]
    if layouts.get("calls"):
        yield (
            f"{each['name']}, {days} days: {layouts['new']} of {layouts['calls']} calls in layouts "
            f"that are not confirmed: each is one question in mode live (signalfill layouts)"
        )
    for note in each["notes"]:
        yield f"{each['name']}: {note}"


def _has_key(world: World) -> bool:
    try:
        return world.coinbase_key is not None
    except InvalidInputError:
        # A secret that holds nothing yet: what that means is said channel by channel.
        return False


def _unseen(world: World, settings: Settings) -> dict[str, str]:
    """What Discord says against reading a channel; nothing where it cannot be asked."""
    with suppress(SignalfillError, OSError):
        token = world.discord_token()
        if token is not None:
            return unreadable(DiscordApi(world.environment.discord_api_url, token), settings)
    return {}


def _tallies(world: World, settings: Settings, *, days: int) -> dict[str, Tally]:
    since = world.clock.now() - timedelta(days=days)
    signals = world.signals()
    return {each: tally(signals.decisions(each, since=since)) for each in settings.channels}


def _trials(world: World, settings: Settings) -> dict[str, tuple[str, ...]]:
    positions = world.positions()
    found = {
        each: trial_of(settings.rules_for(each), each, positions) for each in settings.channels
    }
    return {each: (trial.note,) if trial else () for each, trial in found.items()}


def _layouts(world: World, settings: Settings, *, days: int) -> dict[str, Record]:
    since = world.clock.now() - timedelta(days=days)
    return {
        each: burden(each, world.signals(), world.layouts(), since) for each in settings.channels
    }
