"""Which channels there are and who speaks in them: the settings file that will be pushed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox.aws.tools import clean_environment, run


@dataclass(frozen=True)
class Room:
    """A channel of the stand-in Discord; `author_id` may speak in it."""

    name: str
    channel_id: str
    author_id: str


def rooms_of(file: Path) -> dict[str, Room]:
    """The channels that the settings name, by name."""
    channels = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["channels"]  # noqa: S506 - text only
    rooms = (
        Room(each["name"], channel_id, each["allowed_author_ids"][0])
        for channel_id, each in channels.items()
    )
    return {room.name: room for room in rooms}


def push_settings(file: Path, environment: Mapping[str, str], log: Path) -> None:
    """As the operator does: `signalfill settings push`.

    Raises:
        SandboxError: the file is not usable; the message ends with what the command said.
    """
    command = [sys.executable, "-m", "cli.main", "settings", "push", str(file), "--yes"]
    run(command, environment=clean_environment(**environment), log=log)
