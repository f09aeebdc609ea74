"""What the reader tells of itself every minute; alarms stand on these names."""

from __future__ import annotations

from signalfill.adapters.discord.reader import Reader
from signalfill.adapters.discord.status import Status
from signalfill.adapters.discord.sweep import Sweep
from signalfill.services.scraping.publish_message import Outbox

type Measures = dict[str, float | list[float]]


def take_measures(status: Status, reader: Reader, sweep: Sweep, outbox: Outbox) -> Measures:
    """Since this was last asked; without a value where there was nothing to measure."""
    connected = status.take_connected_seconds()
    silent = status.silent_seconds
    measures: dict[str, float | list[float] | None] = {
        "ScraperHeartbeat": 1 if connected else 0,
        "ConnectedSeconds": round(connected, 3),
        "messages_sent": status.take_sent(),
        "LagMilliseconds": status.take_lags() or None,
        "LastDispatchAgeSeconds": None if silent is None else round(silent, 3),
        "Parked": reader.parked,
        "outbox_depth": len(outbox),
        "EventsDropped": reader.take_dropped(),
        "SweepFinds": sweep.take_found(),
        "ChannelsUnreadable": status.unreadable_channels,
    }
    return {name: value for name, value in measures.items() if value is not None}
