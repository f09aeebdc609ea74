"""The clock, the queue, the messages that matter, and the way to the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

# Named in annotations only: the parser's cold start does not pay for the trader's values.
if TYPE_CHECKING:
    from signalfill.domain.message import MessageRecord


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def sleep(self, seconds: float) -> None: ...


class MessageQueue(Protocol):
    """The FIFO queue between scraper and parser."""

    def send(self, records: Sequence[MessageRecord]) -> int:
        """Sends in order; returns how many from the front were acknowledged.

        Raises:
            RetryableError: the queue gave no usable answer; any may have been stored.
        """
        ...


class LiveMessage(NamedTuple):
    """A message whose signal has a position that is not closed."""

    channel_id: str
    message_id: str
    thread_id: str | None = None


class LiveMessages(Protocol):
    def live_messages(self) -> Sequence[LiveMessage]:
        """Raises:
        RetryableError: no usable answer now.
        """
        ...


class Notifier(Protocol):
    def notify(self, text: str) -> None:
        """Tells the user.

        Raises:
            RetryableError: not delivered; try again later.
        """
        ...
