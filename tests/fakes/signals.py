from __future__ import annotations

from collections.abc import Callable

from signalfill.adapters.memory.signals import MemorySignals


def _always_writes(_operation: str) -> None:
    """The hook of a healthy store."""


class InMemorySignals(MemorySignals):
    """`before_write` is called with the operation's name: it may raise, or let another one in."""

    def __init__(self) -> None:
        super().__init__()
        self.before_write: Callable[[str], None] = _always_writes

    def _writes(self, operation: str) -> None:
        self.before_write(operation)
