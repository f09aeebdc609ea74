"""The clock, the queue, the messages with a live position, and the way to the user."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

# Named in annotations only: the parser's cold start does not pay for the trader's values.
if TYPE_CHECKING:
    from signalfill.domain.message import MessageRecord


class Clock(Protocol):
    """Time, as a dependency: tests move it by hand."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def sleep(self, seconds: float) -> None: ...


class MessageQueue(Protocol):
    """The FIFO queue between scraper and parser."""

    def send(self, records: Sequence[MessageRecord]) -> int:
        """Sends the records in order; returns how many, counted from the first, were acknowledged.

        Raises:
            RetryableError: no usable answer; any of the records may have been stored.
        """
        ...


class LiveMessage(NamedTuple):
    """A message whose signal has a position that is not closed.

    Attributes:
        channel_id: The channel, or the parent of the thread.
        message_id: Discord's id.
        thread_id: The thread that it stands in. None: the channel itself.
    """

    channel_id: str
    message_id: str
    thread_id: str | None = None


class LiveMessages(Protocol):
    """Which messages the scraper must look at again, because money depends on them."""

    def live_messages(self) -> Sequence[LiveMessage]:
        """All of them, from the positions table.

        Raises:
            RetryableError: no usable answer now.
        """
        ...


class Notifier(Protocol):
    """The way to the user: a webhook or a topic."""

    def notify(self, text: str) -> None:
        """Sends the text to the user.

        Raises:
            RetryableError: not delivered; it may be tried again.
        """
        ...
