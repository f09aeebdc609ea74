"""Stories on the deployed template: the demo's people, prices and milestones, told by tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console

from sandbox.demo import figures
from sandbox.demo.crash import Victim
from sandbox.demo.director import Director
from sandbox.demo.messages import read_messages
from sandbox.demo.row import Row
from sandbox.demo.screen import Screen
from sandbox.demo.script import Act
from sandbox.demo.sweeper import Sweeper
from sandbox.demo.watch import Watch
from sandbox.stage import Stage
from signalfill.domain.position import Position


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

    def doubled_orders(self) -> list[str]:
        return figures.doubled(self.venue["requests"], self.all_positions)
