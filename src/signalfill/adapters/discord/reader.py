"""What to do with each event: deliver it now, or park it while its channel catches up.

Everything here runs in the gateway's own frame, without awaiting, so that order is kept.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable

from signalfill.adapters.discord.backfill import THREADS, Backfill, is_archived
from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.adapters.discord.feed import Arrival, Feed, History, Outlet
from signalfill.adapters.discord.members import Members
from signalfill.adapters.discord.records import Records
from signalfill.adapters.discord.text import Json
from signalfill.domain.message import MessageEvent
from signalfill.ports import Clock

logger = logging.getLogger(__name__)

MAX_PARKED = 5000
"""Events of all channels together: what is beyond them history has."""


class Reader:
    def __init__(self, *, outlet: Outlet, checkpoints: Checkpoints, clock: Clock) -> None:
        self.records = Records(outlet)
        self.members = Members(clock)
        self.history: History | None = None
        """The present client's; None between clients."""
        self.caught_up_again = asyncio.Event()
        """Set after each connection: what happened meanwhile may be looked for."""
        self.session_began = asyncio.Event()
        """Set by each READY."""
        self._checkpoints = checkpoints
        self._clock = clock
        self._watched: frozenset[str] = frozenset()
        self._feeds: dict[str, Feed] = {}
        self._parents: dict[str, str | None] = {}
        self._backfill: Backfill | None = None
        self._lost_guilds: set[str] = set()
        self.sessions = 0
        """How often READY came."""
        self.dropped = 0
        """Events the park had no room for: messages are fetched again, edits and deletes of
        old ones are looked for."""
        self._changes_lost = False

    def take_dropped(self) -> int:
        dropped, self.dropped = self.dropped, 0
        return dropped

    @property
    def parked(self) -> int:
        return sum(len(feed.parked) for feed in self._feeds.values())

    @property
    def is_caught_up(self) -> bool:
        """Whether all is read; channels that the bot cannot see do not block it."""
        feeds = self._feeds.values()
        return self._backfill is not None and all(each.is_live or each.is_hidden for each in feeds)

    @property
    def watched(self) -> list[str]:
        return sorted(self._watched)

    def feed(self, channel_id: str) -> Feed | None:
        return self._feeds.get(channel_id)

    def feeds_to_sweep(self) -> list[Feed]:
        return [each for each in self._feeds.values() if each.has_history]

    def watches(self, channel_id: str) -> bool:
        return channel_id in self._watched

    def watch(self, channel_ids: Collection[str]) -> None:
        """The channels to read from now on; threads follow their parents."""
        self._watched = frozenset(channel_ids)
        for feed in list(self._feeds.values()):
            if feed.home_id is not None and feed.home_id not in self._watched:
                self._forget(feed)
        for channel_id in self._watched:
            self._follow(channel_id, home_id=channel_id)
        for channel_id, parent_id in list(self._parents.items()):
            if parent_id in self._watched:
                self._follow(channel_id, home_id=parent_id)

    def session_started(self, history: History) -> None:
        """READY: what was posted since the checkpoint is only in history."""
        self.sessions += 1
        self.session_began.set()
        self.history = history
        self._backfill = Backfill(
            history=history,
            checkpoints=self._checkpoints,
            records=self.records,
            members=self.members,
            clock=self._clock,
            is_watched=lambda channel_id: channel_id in self._watched,
        )
        self.session_resumed()

    def session_resumed(self) -> None:
        self._catch_up(lambda _feed: True)
        self.caught_up_again.set()

    def detach(self) -> None:
        """Before the client closes: no history without a client."""
        self._backfill = self.history = None
        for feed in self._feeds.values():
            feed.stop()

    def guild_lost(self, guild_id: str) -> None:
        self._lost_guilds.add(guild_id)

    def guild_seen(self, raw: Json) -> None:
        guild_id = str(raw.get("id"))
        self.channels_seen([*raw.get("channels", ()), *raw.get("threads", ())])
        if guild_id in self._lost_guilds:
            self._lost_guilds.discard(guild_id)
            self._catch_up(lambda feed: feed.guild_id in (guild_id, None))

    def channels_seen(self, raws: Iterable[Json]) -> None:
        for raw in raws:
            is_thread = raw.get("type") in THREADS
            parent_id = str(raw.get("parent_id")) if is_thread else None
            self._parents[str(raw["id"])] = parent_id
            if parent_id in self._watched:
                feed = self._follow(str(raw["id"]), home_id=parent_id)
                feed.is_archived = is_archived(raw)
                self._let_go_of_archived(feed)

    def thread_gone(self, raw: Json) -> None:
        feed = self._feeds.get(str(raw.get("id")))
        if feed is not None and feed.channel_id not in self._watched:
            self._forget(feed)

    def receive(self, event: MessageEvent, raw: Json) -> None:
        feed = self._find(str(raw["channel_id"]))
        if feed is None:
            return
        arrival = Arrival(event, raw, self._clock.now())
        if feed.is_live and self.records.offer(arrival, feed):
            return
        if not feed.park(arrival, has_room=self.parked < MAX_PARKED):
            self.dropped += 1
            self._changes_lost |= event is not MessageEvent.CREATE
        if feed.task is None:
            self._start(feed)

    def _find(self, channel_id: str) -> Feed | None:
        feed = self._feeds.get(channel_id)
        if feed is None and channel_id not in self._parents:
            # Neither channel nor thread was announced: Discord is asked whose it is.
            return self._follow(channel_id, home_id=None)
        return feed

    def _follow(self, channel_id: str, *, home_id: str | None) -> Feed:
        feed = self._feeds.get(channel_id)
        if feed is None:
            feed = self._feeds[channel_id] = Feed(channel_id, home_id)
            self._start(feed)
        return feed

    def _forget(self, feed: Feed) -> None:
        feed.stop()
        del self._feeds[feed.channel_id]

    def _let_go_of_archived(self, feed: Feed) -> None:
        """Nothing can happen in it until it is opened: whatever comes then is looked up anew.

        Its checkpoint stays. A busy forum would otherwise cost memory and calls for ever.
        """
        if feed.is_archived and feed.is_live:
            self._forget(feed)
            self._parents.pop(feed.channel_id, None)

    def _catch_up(self, concerns: Callable[[Feed], bool]) -> None:
        for feed in self._feeds.values():
            if concerns(feed):
                self.catch_up(feed)

    def catch_up(self, feed: Feed) -> None:
        """Parks what comes until history has given what is missing."""
        feed.stop()
        self._start(feed)

    def _start(self, feed: Feed) -> None:
        feed.is_live = False
        if self._backfill is not None:
            feed.task = asyncio.create_task(self._read(feed, self._backfill))

    async def _read(self, feed: Feed, backfill: Backfill) -> None:
        await backfill.run(feed)
        feed.task = None
        self._parents.setdefault(
            feed.channel_id, None if feed.home_id == feed.channel_id else feed.home_id
        )
        if feed.home_id not in self._watched:
            self._forget(feed)
            if feed.channel_id in self._watched:
                logger.warning(
                    "settings name a thread: name its parent channel instead",
                    extra={"channel_id": feed.channel_id, "parent_channel_id": feed.home_id},
                )
            return
        self._let_go_of_archived(feed)
        if self._changes_lost:
            self._changes_lost = False
            self.caught_up_again.set()
