"""Completes the roles of authors, which history leaves out, where the settings ask for roles."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from signalfill.adapters.discord.feed import Feed, History
from signalfill.adapters.discord.text import Json, nested
from signalfill.ports import Clock

KEPT = timedelta(minutes=10)
MAX_KEPT = 1000


class Members:
    """Roles by server and user, fetched at most once in ten minutes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_roles: frozenset[str] = frozenset()
        self._cache: OrderedDict[tuple[str, str], tuple[datetime, Sequence[str]]] = OrderedDict()

    def needed_in(self, channel_ids: Collection[str]) -> None:
        """The channels whose settings allow roles."""
        self._by_roles = frozenset(channel_ids)

    async def complete(self, raw: Json, feed: Feed, history: History) -> Json:
        """The message with its author's present roles, where they are needed and missing.

        Raises:
            RetryableError: Discord gave no usable answer.
        """
        user_id = nested(raw, "author").get("id")
        guild_id = feed.guild_id
        if feed.home_id not in self._by_roles or "member" in raw or "webhook_id" in raw:
            return raw
        if guild_id is None or not isinstance(user_id, str):
            return raw
        return {**raw, "member": {"roles": await self._roles(guild_id, user_id, history)}}

    async def _roles(self, guild_id: str, user_id: str, history: History) -> list[str]:
        key, now = (guild_id, user_id), self._clock.now()
        known = self._cache.get(key)
        if known is None or now - known[0] > KEPT:
            known = self._cache[key] = (now, await history.member_roles(guild_id, user_id))
            if len(self._cache) > MAX_KEPT:
                self._cache.popitem(last=False)
        return list(known[1])
