"""What goes over the wire: JSON as Discord writes it, snowflakes, error bodies."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

EPOCH_MILLISECONDS = 1_420_070_400_000

type Json = dict[str, Any]


class Snowflakes:
    """Ids that strictly increase for "now"; one for a given time can be forged."""

    def __init__(self) -> None:
        self._last = 0
        self._forged = 0

    def next(self) -> str:
        now = (int(time.time() * 1000) - EPOCH_MILLISECONDS) << 22
        self._last = max(now, self._last + 1)
        return str(self._last)

    def forge(self, at: datetime) -> str:
        """An id of that moment; ids forged for the same moment increase too."""
        self._forged += 1
        milliseconds = int(at.timestamp() * 1000) - EPOCH_MILLISECONDS
        return str((milliseconds << 22) + self._forged % (1 << 22))


def moment_of(snowflake: str) -> str:
    """The id's time as Discord writes it."""
    seconds = ((int(snowflake) >> 22) + EPOCH_MILLISECONDS) / 1000
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def now_text() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def answer(
    body: object, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    """JSON with the content type exactly `application/json`: the library compares the text."""
    return web.Response(
        body=json.dumps(body).encode(),
        status=status,
        content_type="application/json",
        headers=headers,
    )


def refusal(status: int, code: int, message: str) -> web.Response:
    return answer({"message": message, "code": code}, status=status)


def rate_limited(
    retry_after: float, *, headers: Mapping[str, str] | None = None, is_global: bool = False
) -> web.Response:
    """Without `Via` the library takes a 429 for a ban by the proxy in front of Discord."""
    body = {
        "message": "You are being rate limited.",
        "retry_after": round(retry_after, 3),
        "global": is_global,
    }
    about = {
        "Via": "1.1 google",
        "Retry-After": str(max(1, math.ceil(retry_after))),
        "X-RateLimit-Scope": "global" if is_global else "user",
        **({"X-RateLimit-Global": "true"} if is_global else headers or {}),
    }
    return answer(body, status=429, headers=about)
