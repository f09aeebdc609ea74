"""Gateway sessions: a numbered buffer of dispatches that outlives its socket."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from dataclasses import dataclass, field

from sandbox.discord.wire import Json

GUILDS = 1 << 0
GUILD_MESSAGES = 1 << 9
MESSAGE_CONTENT = 1 << 15


@dataclass
class GatewaySession:
    intents: int
    replay_limit: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    left_at: float | None = None
    outgoing: asyncio.Queue[Json | None] | None = None
    """The present socket's queue; None while no socket is there."""
    buffer: deque[Json] = field(init=False)

    def __post_init__(self) -> None:
        self.buffer = deque(maxlen=self.replay_limit)

    def dispatch(self, event: str, data: Json) -> None:
        self.sequence += 1
        payload = {"op": 0, "t": event, "s": self.sequence, "d": data}
        self.buffer.append(payload)
        if self.outgoing is not None:
            self.outgoing.put_nowait(payload)

    def can_replay(self, sequence: int) -> bool:
        oldest = self.buffer[0]["s"] if self.buffer else self.sequence + 1
        return sequence >= oldest - 1

    def after(self, sequence: int) -> list[Json]:
        return [payload for payload in self.buffer if payload["s"] > sequence]

    def detach(self) -> None:
        self.outgoing = None
        self.left_at = time.monotonic()


class Sessions:
    """All valid sessions of the token; every one receives every event."""

    def __init__(self, *, seconds_to_live: float = 180.0, replay_limit: int = 20_000) -> None:
        self._sessions: dict[str, GatewaySession] = {}
        self.seconds_to_live = seconds_to_live
        self.replay_limit = replay_limit

    def open(self, intents: int) -> GatewaySession:
        session = GatewaySession(intents, self.replay_limit)
        self._sessions[session.id] = session
        return session

    def find(self, session_id: str) -> GatewaySession | None:
        self._expire()
        return self._sessions.get(session_id)

    def all(self) -> list[GatewaySession]:
        self._expire()
        return list(self._sessions.values())

    def invalidate(self, session_id: str) -> None:
        self._sessions.pop(session_id, None)

    def invalidate_all(self) -> None:
        self._sessions.clear()

    def _expire(self) -> None:
        limit = time.monotonic() - self.seconds_to_live
        self._sessions = {
            key: one
            for key, one in self._sessions.items()
            if one.left_at is None or one.left_at > limit
        }
