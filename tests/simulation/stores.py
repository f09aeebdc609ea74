"""The tables as an invocation meets them: crashes, conflicts, lost answers, lagging indexes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from signalfill.domain.position import Position
from signalfill.domain.verdict import ItemKey
from tests.fakes.positions import InMemoryPositions
from tests.fakes.signals import InMemorySignals
from tests.simulation.fate import Fate

LONGEST_LAG = timedelta(minutes=2)
"""Of an index; DynamoDB's are mostly some milliseconds behind."""
_FENCED = {"create", "save", "save_watch", "set_flags"}
_WRITES = _FENCED | {
    "take_lease",
    "release_lease",
    "add_to_inbox",
    "correct_counter",
    "tell",
    "record",
    "instruct",
    "propose",
    "decide",
    "record_sweep",
}
_INDEXES = {"live_positions", "positions", "closed_positions", "pending"}


class Hostile:
    """Stands before a store: every port method of it passes through `fate`."""

    def __init__(self, store: object, fate: Fate) -> None:
        self._store = store
        self._fate = fate
        self._seen: dict[tuple[str, tuple[object, ...]], tuple[datetime, Sequence[Any]]] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._store, name)
        if name in _WRITES:
            return partial(self._write, name, method)
        if name in _INDEXES:
            return partial(self._index, name, method)
        return partial(self._read, method)

    def _write(self, name: str, method: Callable[..., Any], *args: object, **named: object) -> Any:  # noqa: ANN401 - passed through
        self._fate.before_write(fenced=name in _FENCED)
        answer = method(*args, **named)
        self._fate.after_write()
        return answer

    def _read(self, method: Callable[..., Any], *args: object, **named: object) -> Any:  # noqa: ANN401 - passed through
        self._fate.read()
        return method(*args, **named)

    def _index(self, name: str, method: Callable[..., Any], *args: object) -> Sequence[Any]:
        """An index may show what it showed the last time; what it names is read anew."""
        self._fate.read()
        now, at = list(method(*args)), self._fate.now()
        seen_at, before = self._seen.get((name, args), (at, now))
        self._seen[name, args] = (at, now)
        if at - seen_at > LONGEST_LAG or not self._fate.strikes(self._fate.chances.index_lags):
            return now
        return [self._anew(each) for each in before]

    def _anew(self, each: object) -> object:
        if isinstance(each, Position) and isinstance(self._store, InMemoryPositions):
            return self._store.load(each.position_id)
        return each


class StreamedSignals(InMemorySignals):
    """The signals table: what is added to it comes out of its stream, in order per channel."""

    def __init__(self) -> None:
        super().__init__()
        self.stream: dict[str, list[ItemKey]] = {}

    def add(self, item: Any) -> ItemKey:  # noqa: ANN401 - a signal or an amendment
        key = super().add(item)
        self.stream.setdefault(key.channel_id, []).append(key)
        return key
