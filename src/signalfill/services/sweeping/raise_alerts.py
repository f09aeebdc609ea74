"""Notices caused by time, not by an event: lasting alerts and the daily digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from signalfill.domain.control import Control
from signalfill.domain.journal import Event, JournalEntry, NoticeKind
from signalfill.domain.position import Position, PositionState
from signalfill.domain.reporting.digest import Day, digest
from signalfill.domain.reporting.lasting_alerts import lasting_alerts
from signalfill.domain.reporting.tally import Tally, tally
from signalfill.services.sweeping.bulkhead import Bulkhead
from signalfill.services.trading.context import TradingContext

DIGESTS = "digest"
"""The journal that holds the digests."""


def raise_lasting_alerts(
    positions: Iterable[Position], context: TradingContext, bulkhead: Bulkhead
) -> None:
    """Writes each alert as one journal entry, which becomes one notice.

    What could not be written now is written by the next sweep.
    """
    now = context.clock.now()
    for position in positions:
        with bulkhead.around("alert not raised", position_id=position.position_id):
            for entry in lasting_alerts(position, now=now):
                context.positions.add_journal_entry(entry)


def write_digest(
    live: Sequence[Position], context: TradingContext, control: Control, bulkhead: Bulkhead
) -> None:
    """Writes yesterday's digest, once a day, from the hour that the settings name."""
    hour, now = control.settings.account.digest_hour, context.clock.now()
    if hour is None or now.hour < hour or not control.settings_version:
        return
    day = now.date() - timedelta(days=1)
    with bulkhead.around("digest not written", day=day.isoformat()):
        _write_day(day, live, context, control)


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
            event=Event.DIGEST,
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
