"""Keeps an error within the position, account or look in which it happened.

Invariant 5: one position's fault stops nobody else's care. Our own errors say that a call may
succeed later. Any other error is a fault of code or data that no waiting mends: it raises an alarm.
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
    """Counts the errors of one sweep: `failed` are all, `unexpected` those that are not ours."""

    failed: int = 0
    unexpected: int = 0

    @contextmanager
    def around(self, what: str, **ids: str) -> Iterator[None]:
        """Ends the block at its first error, counts and logs it.

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
            logger.warning(what, extra={**ids, "error": str(error)})
            return
        self.unexpected += 1
        extra = {**ids, "error": type(error).__name__}
        logger.error(what, exc_info=error, extra=extra)
