"""Stories on the deployed template: the demo's people, prices and milestones, told by tests."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from sandbox.aws.tools import clean_environment, run
from sandbox.demo import figures
from sandbox.demo.crash import Victim
from sandbox.demo.director import Director
from sandbox.demo.messages import read_messages
from sandbox.demo.row import Row
from sandbox.demo.screen import Screen
from sandbox.demo.script import Act
from sandbox.demo.sweeper import Sweeper
from sandbox.demo.watch import Watch
from sandbox.settings import push_settings
from sandbox.stage import Stage
from signalfill.domain.position import Position
from signalfill.domain.verdict import ItemKey


class Theatre:
    """One stage for all stories: each uses coins of its own."""

    def __init__(self, stage: Stage, sweeper: Sweeper) -> None:
        self.stage = stage
        self.watch = Watch(stage.stack)
        self._sweeper = sweeper
        self._screen = Screen(0, Console(quiet=True))

    def play(self, *acts: Act, victim: Victim | None = None) -> Mapping[str, Row]:
        """What became of the messages; raises MissedMilestoneError where the story stops."""
        director = Director(
            self.stage,
            read_messages(),
            watch=self.watch,
            sweeper=self._sweeper,
            screen=self._screen,
            victim=victim,
        )
        for act in acts:
            director.play(act)
        return self.watch.rows

    def position(self, key: str) -> Position:
        position = self.watch.rows[key].position
        assert position is not None
        return position

    @property
    def all_positions(self) -> Sequence[Position]:
        return self.watch.positions.positions(include_closed=True)

    @property
    def venue(self) -> dict[str, Any]:
        return self.stage.coinbase.state()

    def push(self, directory: Path, **defaults: str) -> None:
        """The settings in force with other defaults."""
        written = self.stage.plan.settings_file.read_text(encoding="utf-8")
        settings = yaml.load(written, Loader=yaml.BaseLoader)  # noqa: S506 - text only
        settings["defaults"] |= defaults
        file = directory / "settings.yaml"
        file.write_text(yaml.safe_dump(settings), encoding="utf-8")
        push_settings(file, self.stage.environment, directory / "push.log")

    def say(self, room: str, text: str) -> ItemKey:
        """The key of the call that the message makes."""
        place = self.stage.rooms[room]
        message_id = self.stage.discord.say(place.channel_id, text, author_id=place.author_id)
        return ItemKey(channel_id=place.channel_id, sort_key=f"{message_id}#0#S0")

    def becomes(self, key: ItemKey) -> str:
        """What the trader decides about it, or `asked`, within a while."""
        signals = self.watch.signals
        for _ in range(600):
            decision = signals.decision(key)
            if decision is not None:
                return decision.code
            if signals.proposal(key) is not None:
                return "asked"
            time.sleep(0.1)
        return "nothing"

    def answer(self, word: str, key: ItemKey, directory: Path) -> None:
        position_id = f"{key.sort_key.partition('#')[0]}-0"
        command = [sys.executable, "-m", "cli.main", word, position_id]
        environment = clean_environment(**self.stage.environment)
        run(command, environment=environment, log=directory / "answer.log")

    def doubled_orders(self) -> list[str]:
        return figures.doubled(self.venue["requests"], self.all_positions)
