"""One causal record of a message: versions, reading, gates, decision, journal, orders, result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cli.position_view import summary
from signalfill.domain.entry.proposal import Proposal
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.signal import OPERATOR, Amendment, Signal
from signalfill.domain.values import Value, plain
from signalfill.domain.verdict import ItemKey, Verdict
from signalfill.ports import PositionStore, SignalStore

type Record = dict[str, Any]

_POSITION = re.compile(r"(\d+)-\d+")
_LINK = re.compile(r"https?://(?:\w+\.)?discord(?:app)?\.com/channels/(?:\d+|@me)/(\d+)/(\d+)/?")


def message_of(text: str) -> tuple[str | None, str]:
    """Channel id (if it is known) and message id of a link, a bare id or a position.

    Raises:
        InvalidInputError: it is neither.
    """
    link = _LINK.fullmatch(text.strip())
    if link:
        return link[1], link[2]
    if text.strip().isdecimal():
        return None, text.strip()
    position = _POSITION.fullmatch(text.strip())
    if position:
        return None, position[1]
    raise InvalidInputError(f"{text!r} is neither a message id nor a link to a message")


def tell(
    message: str,
    *,
    watched: Sequence[str],
    signals: SignalStore,
    positions: PositionStore,
) -> Record:
    """Everything we know of the message; its verdicts stand under the (parent) channel.

    Raises:
        InvalidInputError: no version of it was recorded.
    """
    linked, message_id = message_of(message)
    # A link into a thread names the thread: its parent is among the watched.
    for channel_id in dict.fromkeys([*([linked] if linked else []), *watched]):
        verdicts = signals.verdicts(channel_id, message_id)
        if verdicts:
            items = [
                _item(key, signals, positions) for key in signals.items(channel_id, message_id)
            ]
            versions = [_version(each, items, signals) for each in verdicts]
            said = [each for each in items if each["item"]["provenance"]["author_id"] == OPERATOR]
            return {
                "channel_id": channel_id,
                "message_id": message_id,
                "versions": versions,
                "instructions": said,
            }
    raise InvalidInputError(
        f"no version of message {message_id} was recorded: is its channel watched "
        "(signalfill channels), and can the bot see it (signalfill doctor)?"
    )


def _version(verdict: Verdict, items: Sequence[Record], signals: SignalStore) -> Record:
    said = [each for each in items if each["item"]["provenance"]["version"] == verdict.version]
    text = signals.text(verdict.channel_id, verdict.message_id, verdict.version)
    return {**_plain(verdict), "text": text, "items": said}


def _item(key: ItemKey, signals: SignalStore, positions: PositionStore) -> Record:
    item = signals.item(key)
    if item is None:
        raise AssertionError("an item that was listed a moment ago")
    decision, proposal = signals.decision(key), signals.proposal(key)
    position_id = decision.position_id if decision else None
    return {
        "what": "signal" if isinstance(item, Signal) else "amendment",
        "item": _plain(item),
        "pending": signals.is_pending(key),
        "proposal": None if proposal is None else _asked(proposal),
        "decision": None if decision is None else _plain(decision),
        "effects": _effects(item, position_id, positions),
        "position": None if position_id is None else _position(position_id, positions),
    }


def _asked(proposal: Proposal) -> Record:
    return {**_plain(proposal), "question": proposal.question}


def _effects(
    item: Signal | Amendment, position_id: str | None, positions: PositionStore
) -> list[str]:
    """What an amendment changed in its position, as the journal has it."""
    if isinstance(item, Signal) or position_id is None:
        return []
    return [
        entry.text
        for entry in positions.journal(position_id)
        if entry.details.get("amendment_id") == item.amendment_id
    ]


def _position(position_id: str, positions: PositionStore) -> Record | None:
    position = positions.load(position_id)
    if position is None:
        return None
    journal = positions.journal(position_id)
    return {
        **summary(position),
        "orders": [_plain(each) for each in position.orders],
        "fills": [_plain(each) for each in position.fills],
        "plan": _plan(journal),
        "unprotected_seconds": plain(position.unprotected_seconds),
        "journal": [_plain(each) for each in journal],
    }


def _plan(journal: Sequence[JournalEntry]) -> Record | None:
    """As it was made before the first order; None where it was not written down."""
    return next((entry.details for entry in journal if entry.event == "planned"), None)


def _plain(value: Value) -> Record:
    return value.model_dump(mode="json", by_alias=True)
