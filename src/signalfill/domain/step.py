"""The outcome of one look at a position: its intents, the actions, and what to write down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from signalfill.domain.actions import Action
from signalfill.domain.journal import Event, NoticeKind
from signalfill.domain.position import Position


@dataclass(frozen=True, slots=True)
class Note:
    """A journal entry before it has its id and time."""

    event: Event
    text: str
    details: dict[str, Any] = field(default_factory=dict)
    notice: NoticeKind | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The position with its intents recorded, the actions to take, what to write down."""

    position: Position
    actions: tuple[Action, ...] = ()
    notes: tuple[Note, ...] = ()
