"""A bulkhead: what fails in one position, account or look stays there.

Invariant 5: one position's fault stops nobody else's care. Our own errors say that a call may
succeed later; any other is a fault of code or data, which no waiting mends: it is alarmed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from signalfill.domain.errors import SignalfillError

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Bulkhead:
    """Counts of one sweep: `failed` are all, `unexpected` those that are no error of ours."""

    failed: int = 0
    unexpected: int = 0

    @contextmanager
    def around(self, what: str, **ids: str) -> Iterator[None]:
        """Ends the block at its first error, and nothing else.

        `what` and the ids are logged: "position not managed", position_id=...
        """
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are cared for
            self.note(what, error, **ids)

    def note(self, what: str, error: Exception, **ids: str) -> None:
        """Counts and logs an error that was caught elsewhere."""
        self.failed += 1
        if isinstance(error, SignalfillError):
            logger.warning("%s: %s", what, error, extra=ids)
            return
        self.unexpected += 1
        logger.error("%s: unexpected %s", what, type(error).__name__, exc_info=error, extra=ids)
