"""The hands of a script: what may be done to the stand-ins from any process."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

import requests

from sandbox.aws.tools import SandboxError

TIMEOUT_SECONDS = 10

type Json = dict[str, Any]


class Remote:
    """JSON in and out over one kept connection."""

    def __init__(self, control_url: str) -> None:
        self.control_url = control_url
        self._session = requests.Session()
        self._session.trust_env = False  # loopback: no proxy of the caller's

    def close(self) -> None:
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _post(self, name: str, /, **body: object) -> Json:
        given = {key: value for key, value in body.items() if value is not None}
        url = f"{self.control_url}/{name}"
        return _answer(self._session.post(url, json=given, timeout=TIMEOUT_SECONDS))

    def state(self) -> Json:
        url = f"{self.control_url}/state"
        return _answer(self._session.get(url, timeout=TIMEOUT_SECONDS))


def _answer(response: requests.Response) -> Json:
    """Raises SandboxError where the stand-in does not know what is meant."""
    if not response.ok:
        raise SandboxError(f"the stand-in does not know what this means: {response.text}")
    found: Json = response.json()
    return found


class DiscordControl(Remote):
    """People posting at the stand-in Discord."""

    def add_guild(self, name: str, guild_id: str) -> None:
        self._post("guild", name=name, id=guild_id)

    def add_channel(self, name: str, channel_id: str, guild_id: str) -> None:
        self._post("channel", name=name, id=channel_id, guild_id=guild_id)

    def say(
        self,
        channel_id: str,
        text: str,
        *,
        author_id: str,
        reply_to: str | None = None,
        at: datetime | None = None,
    ) -> str:
        """The new message's id. With `at` in the past it only stands in the history."""
        answer = self._post(
            "post",
            channel_id=channel_id,
            content=text,
            author_id=author_id,
            reply_to=reply_to,
            at=None if at is None else at.isoformat(),
            dispatch=None if at is None else False,
        )
        return str(answer["message_id"])

    def edit(self, channel_id: str, message_id: str, text: str) -> None:
        self._post("edit", channel_id=channel_id, message_id=message_id, content=text)

    def delete(self, channel_id: str, message_id: str) -> None:
        self._post("delete", channel_id=channel_id, message_id=message_id)


class CoinbaseControl(Remote):
    """The market and the owner's hands at the stand-in Coinbase."""

    def price(self, product_id: str, price: str) -> Json:
        return self._post("price", product_id=product_id, price=price)

    def reset_requests(self) -> None:
        """Forgets the log of what was asked so far."""
        self._post("reset_requests")

    def fault(self, name: str, *, count: int | None = None, value: object = None) -> None:
        self._post("fault", name=name, count=count, value=value)
