"""One run of `learn`: its messages, the words that they are read with, and where answers go."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli.layouts import channel_named
from cli.learn.messages import OldMessage, read_export, read_history
from cli.learn.settings_edit import snippet, write_taught
from cli.settings_file import read_settings
from cli.world import World, open_world
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.settings import Settings
from signalfill.domain.teaching import Teaching
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.teaching import learn as taught_lexicon
from signalfill.services.operating.confirm_layouts import LayoutDesk


class Lesson:
    """By the settings in force, or by the file that is named. Without a channel by no settings."""

    def __init__(self, arguments: argparse.Namespace, *, world: World | None = None) -> None:
        self._file: Path | None = arguments.settings
        self.world = world
        self._version = 0
        self._settings = self._read_settings(arguments)
        self.channel_id = ""
        if arguments.channel is not None:
            self.channel_id = channel_named(self._settings, arguments.channel)

    def _read_settings(self, arguments: argparse.Namespace) -> Settings:
        if arguments.channel is None:
            return Settings() if self._file is None else read_settings(self._file)
        if self.world is None:
            self.world = open_world(arguments)
        if self._file is not None:
            return read_settings(self._file)
        control = self.world.control().current()
        self._version = control.settings_version
        return control.settings

    def messages(self, arguments: argparse.Namespace) -> list[OldMessage]:
        """The export's, or what the bot reads."""
        if arguments.export is not None:
            return read_export(arguments.export)[-arguments.last :]
        if self.world is None:
            raise AssertionError("without an export a channel is named")
        token = self.world.discord_token()
        if token is None:
            raise InvalidInputError("no Discord token is set: give an export instead")
        api = DiscordApi(self.world.environment.discord_api_url, token)
        return read_history(api, self.channel_id, arguments.last)

    @property
    def lexicon(self) -> Lexicon:
        if not self.channel_id:
            return LEXICON
        return taught_lexicon(self._settings.teachings_for(self.channel_id)).lexicon

    def desk(self) -> LayoutDesk | None:
        """None where there is no deployment, or no channel to confirm for."""
        if self.world is None:
            return None
        return LayoutDesk(self.channel_id, self._settings, self._version, self.world.layouts())

    def known(self) -> set[str]:
        desk = self.desk()
        return set() if desk is None else set(desk.book()[0].known)

    def keep(self, teaching: Teaching) -> None:
        """Into the file, checked; without a file it is shown, to be put there."""
        if self._file is None or not self.channel_id:
            print("\nput this into settings.yaml (--settings FILE does it), then push it:")
            print(snippet(self.channel_id or "ID", teaching), end="")
            return
        write_taught(self._file, self.channel_id, teaching)
        self._settings = read_settings(self._file)
        self._version = 0
        print(f"written to {self._file}; in force after: signalfill settings push {self._file}")
