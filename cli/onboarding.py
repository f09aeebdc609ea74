"""`signalfill channels --discord`: what the bot can see, what it lacks, the lawful ways in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cli.checks.discord import check_token
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.settings import Settings

READABLE = {0: "text", 5: "announcement", 15: "forum"}
FORUM = 15
_HIDDEN = (403, 404)
REVIEW_THRESHOLD = 10_000
NOWHERE = """\
The bot is in no server. Invite it: discord.com/developers/applications, your application, OAuth2,
URL Generator: scope bot, permissions View Channels and Read Message History; whoever may manage
the server opens that URL.
"""
REMEDY = """\
Give the bot's role what it lacks: Edit Channel, Permissions. Without Read Message History what was
posted while the scraper was away is lost, and Discord shows an empty channel instead of an error.
"""
WAYS_IN = f"""\
How to get the messages of a server that is not yours, lawfully (never with your own account):
  invited    its owner or an admin opens your bot's invitation: View Channel, Read Message History
  followed   you follow its announcement channel into a server of your own (Manage Webhooks there);
             only published posts arrive, edits may come hours late
  webhook    the provider posts to a webhook in your server: allow that webhook's id
  forwarded  you forward a post into your own channel with Discord's Forward: its text cannot change
Write the way into the channel's settings as access, and whether the provider's terms allow it as
terms_permit_automation (yes or unknown): approve and live ask for both.
A bot that more than {REVIEW_THRESHOLD:,} people can see needs Discord's review of the message
content intent (90 days to apply, renewed yearly): one big server can be enough; your own, with
followed channels, stays far below."""


class Sight(NamedTuple):
    """One channel as the bot sees it; `lacks` is empty where it can be read."""

    server: str
    channel_id: str
    name: str
    kind: str
    watched: bool
    lacks: str


def look_round(api: DiscordApi, settings: Settings) -> list[Sight]:
    """Every channel in the bot's servers that may hold signals.

    Raises:
        InvalidInputError: Discord does not take the token, or it is a person's.
    """
    for finding in check_token(api):
        if not finding.ok:
            raise InvalidInputError(f"{finding.name}: {finding.detail}; {finding.remedy}")
    _, guilds = api.get("/users/@me/guilds")
    return [sight for guild in guilds or () for sight in _of_guild(api, guild, settings)]


def _of_guild(api: DiscordApi, guild: dict[str, Any], settings: Settings) -> Iterator[Sight]:
    _, channels = api.get(f"/guilds/{guild['id']}/channels")
    for channel in channels or ():
        if channel.get("type") in READABLE:
            channel_id = str(channel["id"])
            yield Sight(
                str(guild.get("name", guild["id"])),
                channel_id,
                str(channel.get("name", "")),
                READABLE[channel["type"]],
                channel_id in settings.channels,
                _lacks(api, channel),
            )


def _lacks(api: DiscordApi, channel: dict[str, Any]) -> str:
    if channel["type"] == FORUM:
        # Its own history is empty: only its posts hold messages.
        status, _ = api.get(f"/channels/{channel['id']}")
        return "View Channel" if status in _HIDDEN else ""
    status, history = api.get(f"/channels/{channel['id']}/messages?limit=1")
    if not isinstance(history, list):
        return "View Channel" if status in _HIDDEN else f"Discord answered {status}"
    # Without the permission Discord answers with an empty list, not with an error.
    return "Read Message History" if channel.get("last_message_id") and not history else ""
