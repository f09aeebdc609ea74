"""The objects Discord sends, with the fields that were enough for discord.py 2.7.1."""

from __future__ import annotations

from sandbox.discord.wire import Json, moment_of
from sandbox.discord.world import (
    APPLICATION_ID,
    BOT_ID,
    READ_MESSAGE_HISTORY,
    VIEW_CHANNEL,
    Channel,
    DiscordWorld,
)


def user(user_id: str, *, bot: bool = False, discriminator: str = "0") -> Json:
    return {
        "id": user_id,
        "username": f"user{user_id[-4:]}",
        "global_name": None,
        "discriminator": discriminator,
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


def bot_user(world: DiscordWorld) -> Json:
    return {**user(BOT_ID, bot=not world.bot_is_user), "flags": 0, "verified": True}


def application(world: DiscordWorld) -> Json:
    """Flag 1 << 19: the message content intent is ticked in the portal."""
    return {
        "id": APPLICATION_ID,
        "name": "reader",
        "icon": None,
        "description": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": (1 << 19) if world.content_intent_ticked else 0,
        "owner": user("1000000000000000003"),
        "team": None,
        "summary": "",
    }


def ready(world: DiscordWorld, *, session_id: str, gateway_url: str) -> Json:
    return {
        "v": 10,
        "user": bot_user(world),
        "guilds": [{"id": guild_id, "unavailable": True} for guild_id in world.guilds],
        "session_id": session_id,
        "resume_gateway_url": gateway_url,
        "private_channels": [],
        "session_type": "normal",
        "relationships": [],
        "presences": [],
        "shard": [0, 1],
        "application": {"id": APPLICATION_ID, "flags": application(world)["flags"]},
        "_trace": [],
    }


def channel(one: Channel) -> Json:
    base: Json = {
        "id": one.id,
        "guild_id": one.guild_id,
        "type": one.type,
        "name": one.name,
        "last_message_id": one.last_message_id,
        "rate_limit_per_user": 0,
        "parent_id": one.parent_id,
        "flags": 0,
    }
    if not one.is_thread:
        denied = (0 if one.viewable else VIEW_CHANNEL) | (
            0 if one.history_readable else READ_MESSAGE_HISTORY
        )
        overwrites = [{"id": BOT_ID, "type": 1, "allow": "0", "deny": str(denied)}]
        base |= {"position": 0, "topic": None, "nsfw": False, "permission_overwrites": overwrites}
        return base
    return base | {
        "owner_id": BOT_ID,
        "message_count": len(one.order),
        "member_count": 1,
        "total_message_sent": len(one.order),
        "thread_metadata": {
            "archived": one.archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": one.archived_at or moment_of(one.last_message_id or one.id),
            "locked": False,
            "create_timestamp": moment_of(one.id),
        },
    }


def guild(world: DiscordWorld, guild_id: str) -> Json:
    seen = [
        one
        for one in world.channels.values()
        if one.guild_id == guild_id and world.is_viewable(one) and not one.archived
    ]
    everyone = {
        "id": guild_id,
        "name": "@everyone",
        "permissions": str(VIEW_CHANNEL | READ_MESSAGE_HISTORY),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    member = {
        "user": bot_user(world),
        "roles": [],
        "joined_at": moment_of(guild_id),
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    return {
        "id": guild_id,
        "name": world.guilds[guild_id],
        "owner_id": "1000000000000000003",
        "icon": None,
        "splash": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "system_channel_flags": 0,
        "roles": [everyone],
        "members": [member],
        "channels": [channel(one) for one in seen if not one.is_thread],
        "threads": [channel(one) for one in seen if one.is_thread],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "emojis": [],
        "stickers": [],
        "features": [],
        "member_count": 2,
        "joined_at": moment_of(guild_id),
        "large": False,
        "unavailable": False,
    }
