"""What stands against a channel's first step into real money (design: paper by default)."""

from __future__ import annotations

from collections.abc import Iterator

from cli.checks.coinbase import check_key
from cli.checks.finding import NEW_KEY, Finding, guarded, problem
from cli.checks.holdings import check_holdings, check_orphans
from cli.world import World
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings

NETWORK = "check the network, then push again"


def turned_live(old: Settings, new: Settings) -> list[str]:
    """The channels that trade with money from now on and did not before."""
    return [
        channel_id
        for channel_id in new.channels
        if new.rules_for(channel_id).mode.account is Mode.LIVE
        and not (channel_id in old.channels and old.rules_for(channel_id).mode.account is Mode.LIVE)
    ]


def obstacles(world: World, settings: Settings) -> Iterator[Finding]:
    """Why no channel may be turned live now; an account that cannot be looked at is one."""
    try:
        venue, why_not = world.venue, "no key is set: the account cannot be looked at"
    except InvalidInputError as error:
        venue, why_not = None, str(error)
    if venue is None:
        yield problem("coinbase key", why_not, f"{NEW_KEY}, and store it first")
        return
    positions = world.positions()
    findings = [
        *guarded("coinbase key", lambda: check_key(venue, settings), NEW_KEY),
        *guarded("coinbase orders", lambda: check_orphans(venue, positions), NETWORK),
        *guarded("coinbase holdings", lambda: check_holdings(venue, positions, settings), NETWORK),
    ]
    yield from (each for each in findings if not each.ok)
