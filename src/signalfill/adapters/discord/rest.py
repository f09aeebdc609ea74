"""Plain reads of Discord's REST with a bot's token, as slow as Discord wishes."""

from __future__ import annotations

import json
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from signalfill.adapters.discord.tokens import looks_like_a_persons
from signalfill.domain.errors import InvalidInputError, RetryableError
from signalfill.ports import Clock

PORTAL = "https://discord.com/developers/applications"
OF_A_PERSON = "this is a person's token: Discord forbids automating it"
USE_A_BOT = f"{PORTAL}: make an application with a bot, use the bot's token"
TIMEOUT_SECONDS = 10
LONGEST_WAIT = 120.0
"""Seconds. Who is asked to wait longer has asked for far too much."""

_USER_AGENT = "DiscordBot (https://discord.com, 1.0)"
_THROTTLED = 429
_TRIES = 5


class DiscordApi:
    """Without a clock a refusal to answer so soon is the caller's to see."""

    def __init__(self, base_url: str, token: str, clock: Clock | None = None) -> None:
        # What is not printable would be shown by the error that refuses it as a header.
        if not (token.isascii() and token.isprintable()) or " " in token:
            raise InvalidInputError("the Discord token holds characters that no token has")
        if looks_like_a_persons(token):
            raise InvalidInputError(f"the Discord token: {OF_A_PERSON}; {USE_A_BOT}")
        if not base_url.startswith(("https://", "http://")):
            raise InvalidInputError("SIGNALFILL_DISCORD_API_URL must be an http or https address")
        self._base_url = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bot {token}", "User-Agent": _USER_AGENT}
        self._clock = clock

    def get(self, path: str) -> tuple[int, Any]:
        """Status and body; the body is None where there is none to read.

        With a clock it waits as Discord's headers ask for, before the limit and behind it.

        Raises:
            RetryableError: Discord answered with neither JSON nor a refusal.
        """
        for _ in range(_TRIES):
            status, body, headers = self._ask(path)
            if self._clock is None:
                return status, body
            if status != _THROTTLED:
                # The bucket's last call: the next one would be refused.
                if headers.get("X-RateLimit-Remaining") == "0":
                    self._clock.sleep(_seconds(headers, "X-RateLimit-Reset-After"))
                return status, body
            self._clock.sleep(max(_seconds(headers, "Retry-After"), 1.0))
        raise RetryableError("Discord asks to wait, again and again: try later")

    def _ask(self, path: str) -> tuple[int, Any, Message]:
        request = Request(self._base_url + path, headers=self._headers)  # noqa: S310 - checked above
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - checked above
                return int(answer.status), json.load(answer), answer.headers
        except HTTPError as error:
            error.close()
            return error.code, None, error.headers
        except ValueError:
            raise RetryableError("Discord's answer is not JSON") from None


def _seconds(headers: Message, name: str) -> float:
    try:
        return min(max(float(headers.get(name) or 0), 0.0), LONGEST_WAIT)
    except ValueError:
        return 0.0
