"""What the doctor says of one thing: good, or what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from signalfill.domain.errors import HaltedError, InvalidInputError, SignalfillError

NEW_KEY = "make a key with View and Trade only (never Transfer) in a portfolio of its own"
CLOCK = "set this machine's clock (NTP)"


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy` is empty where nothing is to be done."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""

    def as_record(self) -> dict[str, str]:
        state = "ok" if self.ok else "problem"
        return {"name": self.name, "state": state, "detail": self.detail, "remedy": self.remedy}


def good(name: str, detail: str) -> Finding:
    return Finding(name, ok=True, detail=detail)


def problem(name: str, detail: str, remedy: str) -> Finding:
    return Finding(name, ok=False, detail=detail, remedy=remedy)


def guarded(name: str, check: Callable[[], Iterable[Finding]], remedy: str) -> Iterator[Finding]:
    """The check's findings; where the world gives no usable answer, that is the finding."""
    try:
        yield from check()
    except HaltedError as error:
        # Whatever was asked for, it is the key, or the clock that signs with it.
        cure = CLOCK if "clock" in str(error) else NEW_KEY
        yield problem(name, f"the key is refused: {_first_line(error)}", cure)
    except InvalidInputError as error:
        yield problem(name, _first_line(error), remedy)
    except (SignalfillError, BotoCoreError, ClientError, OSError) as error:
        yield problem(name, f"no usable answer: {_first_line(error)}", remedy)


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
