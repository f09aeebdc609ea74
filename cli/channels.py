"""`signalfill channels`: which channels are watched, who may speak, what stands in the way."""

from __future__ import annotations

import argparse
from typing import Any

from cli.options import Commands, world_options
from cli.output import print_columns, print_json
from cli.world import World, open_world
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.settings import ChannelSettings, Control, Flags, Mode


def register(commands: Commands) -> None:
    parser = commands.add_parser(
        "channels", parents=[world_options()], help="watched channels and what holds them back"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    channels = describe(world.control().current(), has_key=_has_key(world))
    if arguments.json:
        print_json(channels)
        return 0
    if not channels:
        print("no channel is watched: signalfill settings push FILE")
        return 0
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
    return 0


def _has_key(world: World) -> bool:
    try:
        return world.coinbase_key is not None
    except InvalidInputError:
        # A secret that holds nothing yet: what that means is said channel by channel.
        return False


def describe(control: Control, *, has_key: bool) -> list[dict[str, Any]]:
    """`effective` is what a new signal meets now; `because` says what differs from the mode."""
    return [
        _describe(channel_id, channel, control, has_key=has_key)
        for channel_id, channel in control.settings.channels.items()
    ]


def _describe(
    channel_id: str, channel: ChannelSettings, control: Control, *, has_key: bool
) -> dict[str, Any]:
    mode = control.settings.rules_for(channel_id).mode
    reasons = _reasons(channel_id, mode, control.flags, has_key=has_key)
    return {
        "channel_id": channel_id,
        "name": channel.name,
        "mode": mode.value,
        "effective": "no entries" if reasons else mode.value,
        "because": reasons,
        "may_speak": _speakers(channel, mode),
        "max_loss": None if channel.max_loss is None else f"{channel.max_loss:f}",
    }


def _reasons(channel_id: str, mode: Mode, flags: Flags, *, has_key: bool) -> list[str]:
    found = {
        "mode is off": mode is Mode.OFF,
        "halted: signalfill resume": flags.halted,
        "paused: signalfill resume": flags.paused,
        f"paused: signalfill resume --channel {channel_id}": channel_id in flags.paused_channels,
        f"breaker latched ({flags.breaker_reason or 'no reason kept'})": flags.breaker_latched,
        "no Coinbase key is set": mode is Mode.LIVE and not has_key,
    }
    return [reason for reason, holds in found.items() if holds]


def _speakers(channel: ChannelSettings, mode: Mode) -> str:
    named = {
        "authors": channel.allowed_author_ids,
        "roles": channel.allowed_role_ids,
        "webhooks": channel.allowed_webhook_ids,
    }
    parts = [f"{kind} {', '.join(ids)}" for kind, ids in named.items() if ids]
    if not parts:
        return "anybody (paper only)" if mode is Mode.PAPER else "nobody"
    if channel.origin_guild_id or channel.origin_channel_id:
        parts.append(f"from {channel.origin_guild_id or '*'}/{channel.origin_channel_id or '*'}")
    return "; ".join(parts)
