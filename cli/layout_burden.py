"""How often a channel's calls would be asked for their layout, from what was decided of late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from signalfill.ports import LayoutStore, SignalStore


def burden(
    channel_id: str, signals: SignalStore, layouts: LayoutStore, since: datetime
) -> dict[str, Any]:
    """`new`: so many of the `calls` would have been asked, if each question had got a yes."""
    book, _ = layouts.load(channel_id)
    calls = list(_called(channel_id, signals, since))
    return {"confirmed_lines": len(book.known), "calls": len(calls), "new": book.would_ask(calls)}


def _called(channel_id: str, signals: SignalStore, since: datetime) -> Iterator[tuple[str, ...]]:
    """The layouts of the messages whose signals were decided, oldest first."""
    versions = dict.fromkeys(
        tuple(key.sort_key.split("#")[:2])
        for key, _ in signals.decisions(channel_id, since=since)
        if key.is_signal
    )
    for message_id, version in versions:
        verdict = signals.verdict(channel_id, message_id, version)
        if verdict is not None and verdict.reading is not None and verdict.reading.layout:
            yield verdict.reading.layout
