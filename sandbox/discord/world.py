"""What exists at this Discord: one bot, its guilds, channels, threads and their messages."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field

from sandbox.discord.wire import Json, Snowflakes

BOT_ID = "1000000000000000001"
APPLICATION_ID = "1000000000000000002"
VIEW_CHANNEL = 1 << 10
READ_MESSAGE_HISTORY = 1 << 16
THREAD_TYPES = (10, 11, 12)


@dataclass
class Channel:
    """A text channel, announcement channel, forum or thread with what was posted in it."""

    id: str
    guild_id: str
    name: str
    type: int = 0
    parent_id: str | None = None
    viewable: bool = True
    history_readable: bool = True
    archived: bool = False
    archived_at: str | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)

    @property
    def is_thread(self) -> bool:
        return self.type in THREAD_TYPES

    @property
    def last_message_id(self) -> str | None:
        return str(self.order[-1]) if self.order else None

    def store(self, message: Json) -> None:
        key = int(message["id"])
        if key not in self.messages:
            insort(self.order, key)
        self.messages[key] = message

    def remove(self, message_id: str) -> bool:
        key = int(message_id)
        if self.messages.pop(key, None) is None:
            return False
        self.order.remove(key)
        return True

    def page(self, *, limit: int, before: int | None, after: int | None) -> list[Json]:
        """Newest first; `after` gives the oldest ones after it, `before` the newest before it."""
        if after is not None:
            start = bisect_right(self.order, after)
            keys = self.order[start : start + limit]
        else:
            end = len(self.order) if before is None else bisect_left(self.order, before)
            keys = self.order[max(0, end - limit) : end]
        return [self.messages[key] for key in reversed(keys)]


@dataclass
class DiscordWorld:
    token: str
    snowflakes: Snowflakes = field(default_factory=Snowflakes)
    bot_is_user: bool = False
    content_intent_ticked: bool = True
    guilds: dict[str, str] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    notices: list[Json] = field(default_factory=list)
    member_roles: dict[str, list[str]] = field(default_factory=dict)
    """Of those who are members, by user."""

    def add_guild(self, name: str, guild_id: str | None = None) -> str:
        identity = guild_id or self.snowflakes.next()
        self.guilds[identity] = name
        return identity

    def any_guild(self) -> str:
        """The first guild; made when there is none."""
        return next(iter(self.guilds), None) or self.add_guild("Signals")

    def add_channel(
        self,
        name: str,
        *,
        guild_id: str | None = None,
        channel_id: str | None = None,
        kind: int = 0,
        parent_id: str | None = None,
    ) -> Channel:
        identity = channel_id or self.snowflakes.next()
        if parent_id is not None and parent_id in self.channels and kind in THREAD_TYPES:
            guild_id = self.channels[parent_id].guild_id
        channel = Channel(identity, guild_id or self.any_guild(), name, kind, parent_id)
        self.guilds.setdefault(channel.guild_id, "Signals")
        self.channels[identity] = channel
        return channel

    def is_viewable(self, channel: Channel) -> bool:
        """A thread is seen by who sees its parent."""
        parent = self.channels.get(channel.parent_id or "") if channel.is_thread else None
        return channel.viewable and (parent is None or parent.viewable)
