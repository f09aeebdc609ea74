"""A channel as the operator sees it: what a new signal meets there now, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from signalfill.domain.control import Control, Flags
from signalfill.domain.reporting.tally import Tally
from signalfill.domain.rules import Mode
from signalfill.domain.settings import ChannelSettings

NOBODY = "nobody"

type Record = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What the world says of the channels, by id. `unseen`: why the bot cannot read one."""

    has_key: bool
    unseen: Mapping[str, str] = field(default_factory=dict)
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    trials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layouts: Mapping[str, Record] = field(default_factory=dict)


def describe(control: Control, known: Known) -> list[Record]:
    """`effective` is what a new signal meets now; `because` says what differs from the mode."""
    return [
        _describe(channel_id, channel, control, known)
        for channel_id, channel in control.settings.channels.items()
    ]


def _describe(channel_id: str, channel: ChannelSettings, control: Control, known: Known) -> Record:
    mode = control.settings.rules_for(channel_id).mode
    obstacles = _obstacles(channel_id, channel, mode, control.flags, known)
    counted = known.tallies.get(channel_id, Tally())
    return {
        "channel_id": channel_id,
        "name": channel.name,
        "mode": mode.value,
        "effective": obstacles[0][0] if obstacles else mode.value,
        "because": [reason for _, reason in obstacles],
        "may_speak": _speakers(channel, mode),
        "max_loss": None if channel.max_loss is None else f"{channel.max_loss:f}",
        "signals": counted.signals,
        "opened": counted.opened,
        "denied": counted.denied,
        "asked": known.asked.get(channel_id, 0),
        "layouts": known.layouts.get(channel_id, {}),
        "notes": [*known.trials.get(channel_id, ()), *_authors(channel)],
    }


def _authors(channel: ChannelSettings) -> list[str]:
    """What holds for single authors instead of the channel's rules."""
    return [
        f"author {each.name or author_id}: "
        + ", ".join(
            [
                *(f"{name} {value}" for name, value in each.rules.items()),
                *([] if each.max_loss is None else [f"max_loss {each.max_loss:f}"]),
            ]
        )
        for author_id, each in channel.authors.items()
    ]


def _obstacles(
    channel_id: str, channel: ChannelSettings, mode: Mode, flags: Flags, known: Known
) -> list[tuple[str, str]]:
    """The effective mode that each makes and why, the strongest first."""
    latched = f"breaker latched ({flags.breaker_reason or 'no reason kept'})"
    nobody = _speakers(channel, mode) == NOBODY
    unseen = known.unseen.get(channel_id)
    found = [
        (mode is Mode.OFF, "off", "mode is off"),
        (flags.halted, "halted", "halted: signalfill resume"),
        (flags.stops_account(mode.account), "breaker", f"{latched}: signalfill resume --breaker"),
        (flags.paused, "paused", "paused: signalfill resume"),
        (
            channel_id in flags.paused_channels,
            "paused",
            f"paused: signalfill resume --channel {channel_id}",
        ),
        (mode.account is Mode.LIVE and not known.has_key, "no key", "no Coinbase key is set"),
        (mode is not Mode.OFF and nobody, "nobody", "no author, role or webhook may speak"),
        (unseen is not None, "unseen", f"{unseen}: signalfill doctor"),
    ]
    return [(effective, reason) for holds, effective, reason in found if holds]


def _speakers(channel: ChannelSettings, mode: Mode) -> str:
    named = {
        "authors": channel.allowed_author_ids,
        "roles": channel.allowed_role_ids,
        "webhooks": channel.allowed_webhook_ids,
    }
    parts = [f"{kind} {', '.join(ids)}" for kind, ids in named.items() if ids]
    if not parts:
        return "anybody (paper only)" if mode is Mode.PAPER else NOBODY
    if channel.origin_guild_id or channel.origin_channel_id:
        parts.append(f"from {channel.origin_guild_id or '*'}/{channel.origin_channel_id or '*'}")
    return "; ".join(parts)
