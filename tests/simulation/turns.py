"""Several invocations at once, one step at a time, in an order that the seed decides."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from signalfill.domain.errors import SignalfillError

STAYS = 0.6
"""How often the one that acts takes the next step too."""


class CrashError(BaseException):
    """The process died: nothing after it runs, not even a `finally`."""


@dataclass(eq=False)
class Invocation:
    """One call of a function. Once dead, or past its deadline, it never takes another step."""

    name: str
    act: Callable[[], object]
    began_at: datetime
    deadline: datetime
    is_dead: bool = False
    ended: bool = False
    """Without any error."""
    waits: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)

    def die(self) -> None:
        self.is_dead = True
        raise CrashError


class Turns:
    """Runs invocations; `step` is where another one may go on."""

    def __init__(self, random: Random) -> None:
        self.bugs: list[str] = []
        self._random = random
        self._back = threading.Lock()
        self._local = threading.local()

    @property
    def current(self) -> Invocation | None:
        """Whose step this is; None where the world itself acts."""
        found: Invocation | None = getattr(self._local, "invocation", None)
        return found

    def run(self, invocations: Sequence[Invocation]) -> None:
        if len(invocations) == 1:
            self._run(invocations[0])
            return
        self._back.acquire()
        threads = {each: threading.Thread(target=self._thread, args=[each]) for each in invocations}
        for invocation, thread in threads.items():
            invocation.turn.acquire()
            thread.start()
        waiting = list(invocations)
        while waiting:
            chosen = self._random.choice(waiting)
            chosen.turn.release()
            self._back.acquire()
            if not chosen.waits:
                waiting.remove(chosen)
        self._back.release()
        for thread in threads.values():
            thread.join()

    def _thread(self, invocation: Invocation) -> None:
        invocation.turn.acquire()
        try:
            self._run(invocation)
        finally:
            invocation.waits = False
            self._back.release()

    def _run(self, invocation: Invocation) -> None:
        """An invocation may die or fail; the world goes on. Any other error is a bug."""
        self._local.invocation = invocation
        try:
            invocation.act()
            invocation.ended = True
        except (CrashError, SignalfillError):
            pass
        except Exception:  # noqa: BLE001 - whatever it is, the run reports it
            self.bugs.append(f"{invocation.name} failed:\n{traceback.format_exc(limit=-6)}")
        finally:
            self._local.invocation = None

    def step(self) -> None:
        invocation = self.current
        if invocation is None or threading.current_thread() is threading.main_thread():
            return
        if self._random.random() < STAYS:
            return
        invocation.waits = True
        self._back.release()
        invocation.turn.acquire()
        invocation.waits = False
