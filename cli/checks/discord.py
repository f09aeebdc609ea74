"""Does Discord know the bot's token, is the content intent on, does the bot see its channels?"""

from __future__ import annotations

from collections.abc import Iterator

from cli.checks.finding import Finding, good, problem
from signalfill.adapters.discord.rest import OF_A_PERSON, PORTAL, USE_A_BOT, DiscordApi
from signalfill.domain.settings import Settings

# Discord's reference, "Application Flags": the intent in the portal, full and limited.
MESSAGE_CONTENT_FLAGS = 1 << 18 | 1 << 19
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 401, 403, 404


def check_token(api: DiscordApi) -> Iterator[Finding]:
    status, user = api.get("/users/@me")
    if status == _UNAUTHORIZED:
        yield problem(
            "discord token",
            "Discord does not know the token",
            f"{PORTAL}: Bot, Reset Token; store the new one in the secret",
        )
        return
    if not isinstance(user, dict):
        yield problem("discord token", f"Discord answered {status}", "try again later")
        return
    if not user.get("bot"):
        yield problem(
            "discord token",
            OF_A_PERSON,
            USE_A_BOT,
        )
        return
    yield good("discord token", f"bot {user.get('username', user.get('id'))}")
    yield from _check_intent(api)


def _check_intent(api: DiscordApi) -> Iterator[Finding]:
    status, application = api.get("/applications/@me")
    if not isinstance(application, dict):
        yield problem("discord intents", f"Discord answered {status}", "try again later")
    elif int(application.get("flags", 0)) & MESSAGE_CONTENT_FLAGS:
        yield good("discord intents", "message content is on")
    else:
        yield problem(
            "discord intents",
            "the bot may not read message content",
            f"{PORTAL}: Bot, Privileged Gateway Intents, Message Content Intent: on",
        )


def unreadable(api: DiscordApi, settings: Settings) -> dict[str, str]:
    """By channel id, why the bot does not read it; channels that it reads are left out."""
    found = {
        channel_id: _check_channel(api, channel_id, channel.guild_id)
        for channel_id, channel in settings.channels.items()
    }
    return {channel_id: each.detail for channel_id, each in found.items() if not each.ok}


def check_channels(api: DiscordApi, settings: Settings) -> Iterator[Finding]:
    for channel_id, channel in settings.channels.items():
        yield _check_channel(api, channel_id, channel.guild_id)


def _check_channel(api: DiscordApi, channel_id: str, guild_id: str | None) -> Finding:
    name = f"discord channel {channel_id}"
    status, channel = api.get(f"/channels/{channel_id}")
    if status == _NOT_FOUND:
        return problem(name, "there is no such channel", "correct the id in the settings")
    if status == _FORBIDDEN:
        return problem(name, "the bot cannot see it", "give the bot's role View Channel there")
    if not isinstance(channel, dict):
        return problem(name, f"Discord answered {status}", "try again later")
    if guild_id is not None and channel.get("guild_id") != guild_id:
        detail = f"it belongs to server {channel.get('guild_id')}, not to {guild_id}"
        return problem(name, detail, "correct the id or guild_id in the settings")
    _, history = api.get(f"/channels/{channel_id}/messages?limit=1")
    # Without the permission Discord answers with an empty list, not with an error.
    if channel.get("last_message_id") and not history:
        remedy = "give the bot's role Read Message History there"
        return problem(name, "the bot sees it but not its history", remedy)
    return good(name, f"#{channel.get('name', '?')} is readable")
