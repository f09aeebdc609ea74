"""Notices caused by time, not by an event: lasting alerts and the daily digest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from signalfill.domain.control import Control
from signalfill.domain.errors import SignalfillError
from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.domain.position import Position, PositionState
from signalfill.domain.reporting.digest import Day, digest
from signalfill.domain.reporting.lasting_alerts import lasting_alerts
from signalfill.domain.reporting.tally import Tally, tally
from signalfill.services.trading.context import TradingContext

logger = logging.getLogger(__name__)

DIGESTS = "digest"
"""The journal that the digests stand in."""


def raise_lasting_alerts(positions: Iterable[Position], context: TradingContext) -> None:
    """Each trouble becomes one entry, whose stream record becomes one notice."""
    now = context.clock.now()
    for position in positions:
        for entry in lasting_alerts(position, now=now):
            _unharmed(partial(context.positions.add_journal_entry, entry))


def write_digest(live: Sequence[Position], context: TradingContext, control: Control) -> None:
    """Once a day, from the hour that the settings name on: how yesterday was."""
    hour, now = control.settings.account.digest_hour, context.clock.now()
    if hour is None or now.hour < hour or not control.settings_version:
        return
    _unharmed(lambda: _write_day(now.date() - timedelta(days=1), live, context, control))


def _unharmed(tell: Callable[[], object]) -> None:
    """A notice never blocks trading: the next sweep tries again."""
    try:
        tell()
    except SignalfillError as error:
        logger.warning("not told now: %s", error)


def _write_day(
    day: date, live: Sequence[Position], context: TradingContext, control: Control
) -> None:
    entry_id = day.isoformat()
    if context.positions.has_journal_entry(DIGESTS, entry_id):
        return
    loaded = [context.positions.load(each) for each in context.positions.closed_positions(day)]
    text = digest(
        Day(
            day=day,
            settings=control.settings,
            flags=control.flags,
            closed=[each for each in loaded if each is not None],
            live=[each for each in live if each.state is not PositionState.CLOSED],
            tallies={each: _tally(each, day, context) for each in control.settings.channels},
        )
    )
    context.positions.add_journal_entry(
        JournalEntry(
            position_id=DIGESTS,
            entry_id=entry_id,
            event="digest",
            text=text,
            notice=NoticeKind.DIGEST,
            at=context.clock.now(),
        )
    )


def _tally(channel_id: str, day: date, context: TradingContext) -> Tally:
    """Of what was decided on the day; the message may be older than that."""
    since = datetime.combine(day, time(tzinfo=UTC)) - timedelta(days=1)
    decided = context.signals.decisions(channel_id, since=since)
    return tally((key, each) for key, each in decided if each.decided_at.date() == day)
