"""What the house needs from the world, as Protocols. Adapters implement them."""

from signalfill.ports.control import ControlStore, TeachingStore
from signalfill.ports.stores import (
    AdoptionStore,
    Entry,
    LayoutStore,
    PositionStore,
    SignalStore,
    TwinStore,
)
from signalfill.ports.venue import Venue
from signalfill.ports.world import Clock, LiveMessage, LiveMessages, MessageQueue, Notifier

__all__ = [
    "AdoptionStore",
    "Clock",
    "ControlStore",
    "Entry",
    "LayoutStore",
    "LiveMessage",
    "LiveMessages",
    "MessageQueue",
    "Notifier",
    "PositionStore",
    "SignalStore",
    "TeachingStore",
    "TwinStore",
    "Venue",
]
