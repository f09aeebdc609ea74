"""Errors that no reconnect can mend: a person must act first."""

from __future__ import annotations

import discord

from signalfill.adapters.discord.tokens import looks_like_a_persons
from signalfill.domain.errors import HaltedError

CREDENTIAL_REFUSED = (
    "Discord refuses the token. It must be a bot's (never a user account's): Developer Portal, "
    "your application, Bot, Reset Token; then store the new one as the Discord token: a secret is "
    "read again within minutes, after a variable's change restart the scraper"
)
NOT_A_BOT = (
    "this is a user account's token. Discord forbids automating user accounts: use a bot's "
    "token (Developer Portal, your application, Bot, Reset Token)"
)
INTENTS_NOT_TICKED = (
    "Discord refuses the message content intent: Developer Portal, your application, Bot, "
    "Privileged Gateway Intents, tick Message Content Intent and restart "
    "the scraper"
)
NEVER_ACCEPTED = "Discord refuses this release's way of connecting: install a newer one"
BY_CLOSE_CODE = {
    4004: CREDENTIAL_REFUSED,
    4010: NEVER_ACCEPTED,
    4011: NEVER_ACCEPTED,
    4012: NEVER_ACCEPTED,
    4013: NEVER_ACCEPTED,
    4014: INTENTS_NOT_TICKED,
}


class FatalCloseError(HaltedError):
    """Stay up and do not reconnect. The text says what to do in Discord's portal."""


def refuse_user_token(token: str) -> None:
    """Refuses a token that looks like a user account's.

    Raises:
        FatalCloseError: it does.
    """
    if looks_like_a_persons(token):
        raise FatalCloseError(NOT_A_BOT)


def fatal_reason(error: Exception) -> str | None:
    """Why this error will not pass; None where trying again may help."""
    if isinstance(error, FatalCloseError):
        return str(error)
    if isinstance(error, discord.LoginFailure):
        return CREDENTIAL_REFUSED
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return INTENTS_NOT_TICKED
    if isinstance(error, discord.ConnectionClosed):
        return BY_CLOSE_CODE.get(error.code)
    return None
