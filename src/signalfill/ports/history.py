"""A channel's past, whoever kept it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

# Named in annotations only: nobody pays for values that he does not handle.
if TYPE_CHECKING:
    from signalfill.domain.history import HistorySummary
    from signalfill.domain.message import MessageRecord


class HistoryReader(Protocol):
    """One history, read piece by piece: never held as a whole."""

    def records(self) -> Iterator[MessageRecord]:
        """Every version that the history knows, in the order in which it came to be.

        `received_at` is from when on this text stood there for certain: when it was posted; of an
        edited message when it was last edited; of a deletion when it was noticed. `posted_at` is
        the message id's moment, `source` is HISTORY. May be read once.

        Raises:
            InvalidInputError: this is no history of the kind, or breaks off.
            RetryableError: its keeper gave no usable answer.
        """
        ...

    def summary(self) -> HistorySummary:
        """What was read and what was not; complete when `records` came to its end."""
        ...
