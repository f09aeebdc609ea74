"""Plays the script on the stage, and waits until the system has done its part."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from sandbox.demo.crash import Victim
from sandbox.demo.messages import Message
from sandbox.demo.screen import Screen
from sandbox.demo.script import (
    Act,
    Crash,
    Milestone,
    Misbehave,
    Post,
    PriceMove,
    Restart,
    Scene,
    StartScraper,
    SweepOnce,
    Until,
)
from sandbox.demo.sweeper import Sweeper
from sandbox.demo.watch import Watch
from sandbox.stage import Stage

STRANGER_ID = "200000000000000999"
POLL_SECONDS = 0.1
SWEEP_AGAIN_SECONDS = 2.0
SWEEP_WITHIN_SECONDS = 90.0
QUIET = frozenset({Milestone.DECIDED, Milestone.PLACED})
"""Reached by the stream alone: the demo does not ask for a sweep."""


class MissedMilestoneError(Exception):
    """The script cannot go on: what it waits for did not happen in time."""


class Director:
    def __init__(
        self,
        stage: Stage,
        messages: dict[str, Message],
        *,
        watch: Watch,
        sweeper: Sweeper,
        screen: Screen,
        victim: Victim | None = None,
    ) -> None:
        self._stage = stage
        self._messages = messages
        self._watch = watch
        self._sweeper = sweeper
        self._screen = screen
        self._victim = victim
        self.late: set[str] = set()
        """Messages posted while a worker was down: their latency tells nothing."""
        self._is_down = False

    def play(self, act: Act) -> None:
        """Raises:
        MissedMilestoneError: an `Until` was not reached.
        """
        match act:
            case Scene(title):
                self._screen.scene(title)
            case Post(key):
                self._post(self._messages[key])
            case PriceMove(product_id, price):
                self._screen.price(product_id, price)
                self._stage.coinbase.price(product_id, price)
                self._sweeper.ask()
            case Until(key, milestone, within):
                self._wait(key, milestone, within)
            case StartScraper():
                self._stage.start_scraper()
            case Crash(key):
                self._crash(key)
            case Misbehave(fault, says, count, value):
                self._screen.doing(f"the venue {says}")
                self._stage.coinbase.fault(fault, count=count, value=value)
            case SweepOnce():
                self._sweep()
            case Restart() if self._victim is not None:
                self._victim.restart()
                self._is_down = False

    def _sweep(self) -> None:
        """Another one may be under way: the second that ends from now on began after now."""
        wanted = self._sweeper.ended + 2
        deadline = time.monotonic() + SWEEP_WITHIN_SECONDS
        while self._sweeper.ended < wanted:
            if time.monotonic() > deadline:
                raise MissedMilestoneError(f"no sweep ended within {SWEEP_WITHIN_SECONDS:.0f} s")
            self._sweeper.ask()
            time.sleep(POLL_SECONDS)

    def _crash(self, key: str) -> None:
        if self._victim is None:
            self._post(self._messages[key])
            return
        self._is_down = True
        self._victim.crash(lambda: self._post(self._messages[key]), lambda: self._has_opened(key))
        self._screen.news("a worker was killed")

    def _has_opened(self, key: str) -> bool:
        self.look()
        return self._watch.rows[key].position is not None

    def _post(self, message: Message) -> None:
        room = self._stage.rooms[message.room]
        self._screen.message(message)
        if message.edits is not None:
            message_id = self._watch.rows[message.edits].message_id
            self._stage.discord.edit(room.channel_id, message_id, message.text)
        elif message.deletes is not None:
            message_id = self._watch.rows[message.deletes].message_id
            self._stage.discord.delete(room.channel_id, message_id)
        else:
            message_id = self._say(message)
        self._watch.add(message, room.channel_id, message_id)

    def _say(self, message: Message) -> str:
        room = self._stage.rooms[message.room]
        hours = message.posted_hours_ago
        at = None if hours is None else datetime.now(UTC) - timedelta(hours=hours)
        author_id = room.author_id if message.author == "author" else STRANGER_ID
        reply_to = message.reply_to and self._watch.rows[message.reply_to].message_id
        if self._is_down or at is not None:
            self.late.add(message.key)
        return self._stage.discord.say(
            room.channel_id, message.text, author_id=author_id, reply_to=reply_to, at=at
        )

    def _wait(self, key: str, milestone: Milestone, within: float) -> None:
        deadline = time.monotonic() + within
        sweep_again = time.monotonic()
        while True:
            self.look()
            if self._watch.rows[key].has_reached(milestone):
                return
            if time.monotonic() > deadline:
                raise MissedMilestoneError(f"{key}: not {milestone} within {within:.0f} s")
            quiet = milestone in QUIET and self._victim is None
            if not quiet and time.monotonic() >= sweep_again:
                self._sweeper.ask()
                sweep_again = time.monotonic() + SWEEP_AGAIN_SECONDS
            time.sleep(POLL_SECONDS)

    def look(self) -> None:
        for line in self._watch.look():
            self._screen.news(line)
