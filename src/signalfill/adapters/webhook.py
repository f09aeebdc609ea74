"""Notices to a Discord webhook. The URL is a secret: whoever has it can post there."""

from __future__ import annotations

import requests

from signalfill.domain.errors import InvalidInputError, RetryableError

TIMEOUT_SECONDS = (3, 5)
LONGEST_CONTENT = 2000
"""Characters that Discord takes in one message."""


class DiscordWebhook:
    """Posts plain text; mentions are switched off, whatever a message said."""

    def __init__(self, url: str) -> None:
        if not url.startswith(("https://", "http://127.0.0.1:")):
            raise InvalidInputError("the notice webhook is not an https address")
        self._url = url

    def notify(self, text: str) -> None:
        payload = {"content": text[:LONGEST_CONTENT], "allowed_mentions": {"parse": []}}
        try:
            response = requests.post(self._url, json=payload, timeout=TIMEOUT_SECONDS)
        except requests.RequestException as error:
            raise RetryableError(f"notice not delivered: {type(error).__name__}") from None
        if not response.ok:
            raise RetryableError(f"notice not delivered: HTTP {response.status_code}")
