"""How often the reader does things, and what settings tell it to read."""

from __future__ import annotations

from dataclasses import dataclass

from signalfill.adapters.discord.supervisor import FIRST_RETRY_SECONDS, TOKEN_SECONDS
from signalfill.domain.settings import Settings
from signalfill.ports import ControlStore


@dataclass(frozen=True)
class Pace:
    """Tests are in a hurry."""

    settings_seconds: float = 60.0
    metrics_seconds: float = 60.0
    sweep_seconds: float = 30.0
    sweep_grace_seconds: float = 5.0
    recheck_seconds: float = 300.0
    probe_seconds: float = 3600.0
    canary_seconds: float = 120.0
    first_canary_seconds: float = 30.0
    token_seconds: float = TOKEN_SECONDS
    retry_seconds: float = FIRST_RETRY_SECONDS
    heartbeat_timeout_seconds: float = 60.0
    identify_pause_seconds: float = 5.0
    outbox_capacity: int = 2000


def watched(control: ControlStore) -> list[str]:
    """Every channel that settings name: one that is off has its verdicts too."""
    return list(control.current().settings.channels)


def by_roles(settings: Settings) -> list[str]:
    """The channels where a role may make somebody speak."""
    return [key for key, channel in settings.channels.items() if channel.allowed_role_ids]
