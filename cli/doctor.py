"""`signalfill doctor`: everything that must be right before a signal can be traded."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from cli.checks.coinbase import (
    check_balance,
    check_clock,
    check_fees,
    check_key,
    no_key,
)
from cli.checks.deployment import check_flags, check_positions, check_settings, check_signals
from cli.checks.discord import check_channels, check_token
from cli.checks.entry import check_entry
from cli.checks.finding import NEW_KEY, Finding, good, guarded, problem
from cli.checks.holdings import check_holdings, check_orphans, foreign_holdings
from cli.options import Commands, world_options
from cli.output import print_json_line
from cli.world import World, open_world
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.domain.control import Control
from signalfill.domain.errors import InvalidInputError, SignalfillError
from signalfill.domain.settings import Settings

TABLES = "name the deployment with --stack, or set SIGNALFILL_…_TABLE; check AWS credentials"
STORE_IT = "store the bot's token in SIGNALFILL_DISCORD_TOKEN or the stack's secret"
NETWORK = "check the network, then try again"


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "doctor", parents=[world_options()], help="is everything in place? says what to mend"
    )
    parser.add_argument(
        "--adopt-holdings",
        action="store_true",
        help="list the coins that no position of ours bought as untouchable, then look",
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    sound = True
    adopted = _adopt_holdings(world) if arguments.adopt_holdings else []
    for finding in (*adopted, *examine(world)):
        sound = sound and finding.ok
        if arguments.json:
            print_json_line(finding.as_record())
        else:
            print(f"{'ok      ' if finding.ok else 'PROBLEM '} {finding.name}: {finding.detail}")
            if finding.remedy:
                print(f"          remedy: {finding.remedy}")
    return 0 if sound else 1


def _adopt_holdings(world: World) -> list[Finding]:
    """Pushes the settings anew, with these coins in: the file should say so as well."""
    if world.venue is None:
        raise InvalidInputError("no Coinbase key is set: there are no holdings to adopt")
    store = world.control()
    control = store.current()
    if control.settings_version == 0:
        raise InvalidInputError("push settings first: signalfill settings push settings.yaml")
    coins = foreign_holdings(world.venue, world.positions(), control.settings)
    if not coins:
        return []
    settings = with_untouchable(control.settings, coins)
    store.push_settings(settings, pushed_at=datetime.now(UTC), pushed_by=getpass.getuser())
    listed = ", ".join(settings.account.untouchable)
    detail = f"{', '.join(coins)} are left alone from now on"
    keep = f"keep it in your settings file: account.untouchable: [{listed}]"
    return [Finding("coinbase holdings", ok=True, detail=detail, remedy=keep)]


def with_untouchable(settings: Settings, coins: Sequence[str]) -> Settings:
    listed = tuple(dict.fromkeys((*settings.account.untouchable, *coins)))
    account = settings.account.model_copy(update={"untouchable": listed})
    return settings.model_copy(update={"account": account})


def examine(world: World) -> Iterator[Finding]:
    """All findings, in the order in which they should be mended."""
    control = Control()

    def read_control() -> Iterator[Finding]:
        nonlocal control
        control = world.control().current()
        yield good("control table", "reachable")
        yield from check_settings(control)
        yield from check_flags(control)

    yield from guarded("control table", read_control, TABLES)
    yield from guarded("signals table", lambda: check_signals(world.signals()), TABLES)
    yield from guarded("positions table", lambda: check_positions(world.positions()), TABLES)
    yield from guarded("discord token", lambda: _discord(world, control), STORE_IT)
    yield from _coinbase(world, control)


def _discord(world: World, control: Control) -> Iterator[Finding]:
    token = world.discord_token()
    if token is None:
        yield problem("discord token", "no token is set", STORE_IT)
        return
    api = DiscordApi(world.environment.discord_api_url, token)
    findings = list(check_token(api))
    yield from findings
    if findings[0].ok:
        yield from check_channels(api, control.settings)


def _coinbase(world: World, control: Control) -> Iterator[Finding]:
    settings = control.settings
    try:
        has_key, why_not = world.coinbase_key is not None, "no key is set"
    except SignalfillError as error:
        has_key, why_not = False, str(error)
    if not has_key:
        yield no_key(settings, why_not)
        return
    yield from guarded("coinbase key", lambda: _account(world, control), NEW_KEY)


def _account(world: World, control: Control) -> Iterator[Finding]:
    settings, venue = control.settings, world.venue
    if venue is None:
        return
    yield from guarded("clock", lambda: check_clock(venue, datetime.now(UTC)), NETWORK)
    yield from guarded("coinbase key", lambda: check_key(venue, settings), NEW_KEY)
    yield from guarded("coinbase balance", lambda: check_balance(venue, settings), NETWORK)
    yield from guarded("coinbase fees", lambda: check_fees(venue), NETWORK)
    yield from guarded("coinbase entry", lambda: check_entry(venue, settings), NETWORK)
    yield from guarded("coinbase orders", lambda: check_orphans(venue, world.positions()), NETWORK)
    yield from guarded(
        "coinbase holdings", lambda: check_holdings(venue, world.positions(), settings), NETWORK
    )
