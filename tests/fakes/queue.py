from __future__ import annotations

from collections.abc import Sequence

from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageRecord


class InMemoryQueue:
    """A FIFO queue that drops what it has seen before, as SQS does.

    `room` is how many records of the next sends it still acknowledges; None is no limit.
    """

    def __init__(self) -> None:
        self.records: list[MessageRecord] = []
        self.failing = False
        self.room: int | None = None
        self._seen: set[str] = set()

    def send(self, records: Sequence[MessageRecord]) -> int:
        if self.failing:
            raise RetryableError("the queue gave no answer")
        taken = records if self.room is None else records[: self.room]
        if self.room is not None:
            self.room -= len(taken)
        for record in taken:
            if record.deduplication_id not in self._seen:
                self._seen.add(record.deduplication_id)
                self.records.append(record)
        return len(taken)
