"""The container's command in a hurry, with buffers that a small outage fills."""

from __future__ import annotations

import sys

from functions.scraper.app import main
from functions.scraper.pace import Pace
from signalfill.adapters.discord import backfill, feed, reader
from signalfill.services.scraping import publish_message

HURRY = Pace(
    sweep_seconds=1.0,
    sweep_grace_seconds=0.5,
    recheck_seconds=2.0,
    retry_seconds=0.2,
    heartbeat_timeout_seconds=2.0,
    identify_pause_seconds=0.2,
    outbox_capacity=100,
)

if __name__ == "__main__":
    feed.PARK_CAPACITY = 50
    reader.MAX_PARKED = 300
    backfill.HIDDEN_RETRY_SECONDS = 0.5
    publish_message.LONGEST_BACKOFF_SECONDS = 1.0
    sys.exit(main(pace=HURRY))
