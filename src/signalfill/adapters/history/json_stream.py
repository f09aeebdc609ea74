"""A JSON document walked from its beginning: one value in memory, however large the whole is.

The standard library's decoder reads one value out of the text that was read so far; if that ends
inside the value, more is read. So what stands before a fault is kept, and the values of a nested
list (`chats.list[].messages[]`) are met in one pass, together with what their list belongs to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

LARGEST_VALUE = 16_000_000
"""Characters. A message with all that belongs to it is some thousand times shorter."""

_CHUNK = 1 << 18
_BLANK = re.compile(r"[ \t\r\n]*")
# Telegram Desktop writes control characters as no JSON does (\x0B): an odd number of \ before x.
_TELEGRAM_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-F]{2})")


class BrokenJsonError(ValueError):
    """The text is no JSON from here on, or ends too early."""


class JsonStream:
    """What comes next is an object, a list or a plain value: the caller says which he expects.

    A member or an element that its caller leaves alone is passed over. `head` was read before.
    """

    def __init__(self, text: TextIO, head: str = "") -> None:
        self._text = text
        self._buffer = head
        self._at = 0
        self._before = 0
        self._taken = 0
        self._ended = False
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """The next character that is not blank; nothing at the end."""
        while True:
            blank = _BLANK.match(self._buffer, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._buffer) or not self._read_on(_CHUNK):
                return self._buffer[self._at : self._at + 1]

    def members(self) -> Iterator[str]:
        """The names of the object that comes next; the value of each is what comes then.

        Raises:
            BrokenJsonError: there is no object, or it breaks off.
        """
        yield from self._parts("{", "}")

    def elements(self) -> Iterator[None]:
        """Stops before each element of the list that comes next.

        Raises:
            BrokenJsonError: there is no list, or it breaks off.
        """
        for _ in self._parts("[", "]"):
            yield

    def value(self) -> Any:  # noqa: ANN401 - whatever the text holds
        """What comes next, whole.

        Raises:
            BrokenJsonError: it is no JSON, breaks off or is larger than any message.
        """
        self._taken += 1
        self.peek()
        size = _CHUNK
        while True:
            try:
                found, end = self._decode()
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._read_on(size):
                    raise self._broken("it breaks off or is no JSON") from None
            else:
                # A number may go on where the text was cut.
                if end < len(self._buffer) or not self._read_on(size):
                    self._at = end
                    return found
            size *= 2
            if len(self._buffer) - self._at > LARGEST_VALUE:
                raise self._broken("it is larger than any message, or no JSON,")

    def _decode(self) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self._buffer, self._at)
        except ValueError:
            rest = self._buffer[self._at :]
            repaired, repairs = _TELEGRAM_ESCAPE.subn(r"\1\\u00\2", rest)
            if not repairs:
                raise
        self._buffer, self._before, self._at = repaired, self._before + self._at, 0
        return self._decoder.raw_decode(self._buffer, self._at)

    def _parts(self, opening: str, closing: str) -> Iterator[str]:
        self._taken += 1
        self._expect(opening)
        if self.peek() == closing:
            self._at += 1
            return
        while True:
            name = self._name() if opening == "{" else ""
            taken = self._taken
            yield name
            if taken == self._taken:
                self._pass_over()
            if self.peek() == closing:
                self._at += 1
                return
            self._expect(",")

    def _name(self) -> str:
        if self.peek() != '"':
            raise self._broken("no name of a member stands")
        name = str(self.value())
        self._expect(":")
        return name

    def _pass_over(self) -> None:
        """Large lists and objects part by part; what is inside those is no larger than a value."""
        match self.peek():
            case "{":
                for _ in self.members():
                    self.value()
            case "[":
                for _ in self.elements():
                    self.value()
            case _:
                self.value()

    def _expect(self, character: str) -> None:
        if self.peek() != character:
            raise self._broken(f"no {character} stands")
        self._at += 1

    def _read_on(self, size: int) -> bool:
        """Whether there was more; what was taken already is let go."""
        if self._ended:
            return False
        more = self._text.read(size)
        self._ended = not more
        self._before += self._at
        self._buffer, self._at = self._buffer[self._at :] + more, 0
        return bool(more)

    def _broken(self, what: str) -> BrokenJsonError:
        if self.peek() == "":
            return BrokenJsonError("it breaks off")
        return BrokenJsonError(f"{what} at character {self._before + self._at:,}")
