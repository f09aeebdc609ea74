"""The bot's own reading of a channel and its threads, into a file that grows where it ended.

The file is JSON lines: a heading for each run, then a record for each message. What is deleted
at Discord is not there, and of an edited message the text of the day on which it was read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from signalfill.adapters.discord.parse import MessagePlace, edited_moment
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.adapters.discord.text import Json, nested, objects
from signalfill.adapters.history.json_lines import ABOUT
from signalfill.adapters.history.raw_message import read_raw
from signalfill.adapters.history.tally import HistoryTally
from signalfill.domain.errors import InvalidInputError, RetryableError
from signalfill.domain.history import HistoryKind
from signalfill.domain.values import rfc3339
from signalfill.ports import Clock

PAGE = 100
_WITHOUT_MESSAGES = frozenset({15, 16})
"""Forums and media channels: only their threads hold messages."""
_MOST_MEMBERS = 200
"""Whose roles are asked for; more write in no channel of signals."""
_PATIENCE = (1.0, 4.0, 16.0)
_REFUSED = frozenset({401, 403, 404})


class ChannelFetch:
    def __init__(self, api: DiscordApi, clock: Clock, path: Path) -> None:
        self._api = api
        self._clock = clock
        self._path = path
        self._roles: dict[str, list[str]] = {}
        self.tally = HistoryTally(HistoryKind.DISCORD_CHANNEL)

    def run(self, channel_id: str, told: Callable[[int], None] = lambda _: None) -> int:
        """How many messages came to the file; `told` hears of each page.

        Raises:
            InvalidInputError: the bot may not read the channel, or the file is another's.
            RetryableError: Discord gave no usable answer; run it again, it goes on from there.
        """
        channel = self._channel(channel_id)
        newest = self._known(channel_id)
        count = 0
        with self._path.open("a", encoding="utf-8") as file:
            self._head(file, channel)
            for place, last_message_id in self._places(channel):
                after = newest.get(place.channel_id, 0)
                if last_message_id is not None and last_message_id <= after:
                    continue
                for lines in self._pages(place, after, has_messages=last_message_id is not None):
                    file.write("".join(lines))
                    file.flush()
                    count += len(lines)
                    told(len(lines))
        return count

    def _channel(self, channel_id: str) -> Json:
        status, channel = self._get(f"/channels/{channel_id}")
        if status in _REFUSED:
            raise InvalidInputError(
                f"the bot cannot read channel {channel_id}: signalfill channels --discord"
            )
        if not isinstance(channel, dict):
            raise RetryableError(f"Discord answered {status}; run it again, it goes on from there")
        return channel

    def _known(self, channel_id: str) -> dict[str, int]:
        """The newest message of each channel and thread; a line that was cut off is taken away."""
        if not self._path.exists():
            return {}
        newest: dict[str, int] = {}
        end = 0
        with self._path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                end += len(line)
                self._note(line, channel_id, newest)
        os.truncate(self._path, end)
        return newest

    def _note(self, line: bytes, channel_id: str, newest: dict[str, int]) -> None:
        try:
            found = json.loads(line)
            if ABOUT in found:
                mine = found[ABOUT]["channel_id"] == channel_id
            else:
                place = str(found["channel_id"])
                newest[place] = max(newest.get(place, 0), int(found["message_id"]))
                mine = True
        except (ValueError, KeyError, TypeError, RecursionError):
            mine = False
        if not mine:
            raise InvalidInputError(
                f"{self._path}: is no history of channel {channel_id}: name another file"
            )

    def _head(self, file: TextIO, channel: Json) -> None:
        about = {
            "kind": HistoryKind.DISCORD_CHANNEL,
            "channel_id": str(channel.get("id")),
            "guild_id": channel.get("guild_id"),
            "name": channel.get("name"),
            "fetched_at": rfc3339(self._clock.now()),
        }
        file.write(json.dumps({ABOUT: about}) + "\n")

    def _places(self, channel: Json) -> Iterator[tuple[MessagePlace, int | None]]:
        """Each with its newest message as far as Discord tells."""
        guild_id, channel_id = channel.get("guild_id"), str(channel["id"])
        if channel.get("type") not in _WITHOUT_MESSAGES:
            yield MessagePlace(channel_id, None, guild_id), _last(channel)
        if guild_id is None:
            return
        _, active = self._get(f"/guilds/{guild_id}/threads/active")
        for thread in (
            *objects(nested({"": active}, "").get("threads")),
            *self._archived(channel_id),
        ):
            if str(thread.get("parent_id")) == channel_id:
                yield MessagePlace(str(thread["id"]), channel_id, guild_id), _last(thread)

    def _archived(self, channel_id: str) -> Iterator[Json]:
        before = ""
        while True:
            status, page = self._get(
                f"/channels/{channel_id}/threads/archived/public?limit={PAGE}{before}"
            )
            threads = list(_threads(page))
            if status in _REFUSED or not threads:
                return
            yield from threads
            archived_at = nested(threads[-1], "thread_metadata").get("archive_timestamp")
            before = f"&before={archived_at}".replace("+", "%2B")
            if not page.get("has_more"):
                return

    def _pages(
        self, place: MessagePlace, after: int, *, has_messages: bool
    ) -> Iterator[Sequence[str]]:
        """Oldest first. An empty first page of a channel with messages is a missing right."""
        first = after == 0
        while True:
            path = f"/channels/{place.channel_id}/messages?limit={PAGE}&after={after}"
            status, page = self._get(path)
            if not isinstance(page, list):
                raise RetryableError(f"Discord answered {status}; run it again, it goes on")
            if first and has_messages and not page:
                raise InvalidInputError(
                    f"channel {place.channel_id}: the bot sees it but not its history: give its "
                    "role Read Message History there"
                )
            first = False
            ids = [int(each["id"]) for each in objects(page) if str(each.get("id")).isdigit()]
            yield [line for raw in reversed(page) for line in self._line(raw, place)]
            if len(page) < PAGE or not ids:
                return
            after = max(ids)

    def _line(self, raw: Any, place: MessagePlace) -> Iterator[str]:  # noqa: ANN401 - the wire's
        if not isinstance(raw, Mapping):
            self.tally.skipped["not_a_message"] += 1
            return
        author_id = str(nested(raw, "author").get("id"))
        roles = [] if raw.get("webhook_id") else self._roles_of(author_id, place.guild_id)
        whole = {**raw, "member": {"roles": roles}}
        record = read_raw(whole, place, self.tally, edited_moment(raw))
        if record is not None:
            yield record.model_dump_json(by_alias=True) + "\n"

    def _roles_of(self, author_id: str, guild_id: str | None) -> list[str]:
        """Today's: what they were at the time Discord does not tell."""
        if author_id not in self._roles and guild_id and len(self._roles) < _MOST_MEMBERS:
            _, member = self._get(f"/guilds/{guild_id}/members/{author_id}")
            found = member.get("roles") if isinstance(member, dict) else None
            self._roles[author_id] = found if isinstance(found, list) else []
        return self._roles.get(author_id, [])

    def _get(self, path: str) -> tuple[int, Any]:
        """Raises:
        RetryableError: no usable answer, again and again.
        """
        for wait in (*_PATIENCE, None):
            try:
                status, body = self._api.get(path)
            except OSError:
                status, body = 0, None
            if status and status < 500:  # noqa: PLR2004 - above, the fault is Discord's
                return status, body
            if wait is not None:
                self._clock.sleep(wait)
        raise RetryableError("Discord gives no usable answer; run it again, it goes on from there")


def _threads(answer: object) -> Iterator[Json]:
    yield from objects(answer.get("threads") if isinstance(answer, dict) else None)


def _last(channel: Json) -> int | None:
    text = str(channel.get("last_message_id"))
    return int(text) if text.isascii() and text.isdigit() else None
