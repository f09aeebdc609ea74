"""One causal record of a message: versions, reading, gates, decision, journal, orders, result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cli.position_view import summary
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.signal import Amendment, Signal
from signalfill.domain.values import Value
from signalfill.domain.verdict import ItemKey, Verdict
from signalfill.ports import PositionStore, SignalStore

_LINK = re.compile(r"https?://(?:\w+\.)?discord(?:app)?\.com/channels/(?:\d+|@me)/(\d+)/(\d+)/?")


def message_of(text: str) -> tuple[str | None, str]:
    """Channel id (if it is known) and message id of a link or a bare id.

    Raises:
        InvalidInputError: it is neither.
    """
    link = _LINK.fullmatch(text.strip())
    if link:
        return link[1], link[2]
    if text.strip().isdecimal():
        return None, text.strip()
    raise InvalidInputError(f"{text!r} is neither a message id nor a link to a message")


def tell(
    message: str,
    *,
    watched: Sequence[str],
    signals: SignalStore,
    positions: PositionStore,
) -> dict[str, Any]:
    """Everything we know of the message; its verdicts stand under the (parent) channel.

    Raises:
        InvalidInputError: no version of it was recorded.
    """
    linked, message_id = message_of(message)
    # A link into a thread names the thread: its parent is among the watched.
    for channel_id in dict.fromkeys([*([linked] if linked else []), *watched]):
        verdicts = signals.verdicts(channel_id, message_id)
        if verdicts:
            versions = [_version(each, signals, positions) for each in verdicts]
            return {"channel_id": channel_id, "message_id": message_id, "versions": versions}
    raise InvalidInputError(
        f"no version of message {message_id} was recorded: is its channel watched "
        "(signalfill channels), and can the bot see it (signalfill doctor)?"
    )


def _version(verdict: Verdict, signals: SignalStore, positions: PositionStore) -> dict[str, Any]:
    items = [_item(key, item, signals, positions) for key, item in _items(verdict, signals)]
    return {**_plain(verdict), "items": items}


def _items(verdict: Verdict, signals: SignalStore) -> Iterator[tuple[ItemKey, Signal | Amendment]]:
    """The typed items; a reading that was not tradable left none."""
    reading = verdict.reading
    counts = {
        "S": len(reading.signals) if reading else 0,
        # A deletion says nothing, and is an amendment all the same.
        "A": max(len(reading.amendments) if reading else 0, 1),
    }
    for mark, count in counts.items():
        for index in range(count):
            sort_key = f"{verdict.message_id}#{verdict.version}#{mark}{index}"
            key = ItemKey(channel_id=verdict.channel_id, sort_key=sort_key)
            item = signals.item(key)
            if item is not None:
                yield key, item


def _item(
    key: ItemKey, item: Signal | Amendment, signals: SignalStore, positions: PositionStore
) -> dict[str, Any]:
    decision = signals.decision(key)
    position_id = decision.position_id if decision else None
    return {
        "what": "signal" if isinstance(item, Signal) else "amendment",
        "item": _plain(item),
        "pending": signals.is_pending(key),
        "decision": None if decision is None else _plain(decision),
        "position": None if position_id is None else _position(position_id, positions),
    }


def _position(position_id: str, positions: PositionStore) -> dict[str, Any] | None:
    position = positions.load(position_id)
    if position is None:
        return None
    return {
        **summary(position),
        "orders": [_plain(each) for each in position.orders],
        "fills": [_plain(each) for each in position.fills],
        "journal": [_plain(each) for each in positions.journal(position_id)],
    }


def _plain(value: Value) -> dict[str, Any]:
    return value.model_dump(mode="json", by_alias=True)
