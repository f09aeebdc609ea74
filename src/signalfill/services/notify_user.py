"""Tells the user what the journal marks as news; an undelivered notice never blocks trading."""

from __future__ import annotations

from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.ports import Clock, Notifier, PositionStore

_HEADINGS = {
    NoticeKind.ENTRY: "Entry",
    NoticeKind.EXIT: "Exit",
    NoticeKind.REFUSAL: "Not traded",
    NoticeKind.UNPROTECTED: "Without a stop",
    NoticeKind.QUESTION: "Please decide",
    NoticeKind.BREAKER: "Breaker",
}


def notify_user(
    entry: JournalEntry, *, positions: PositionStore, notifier: Notifier, clock: Clock
) -> bool:
    """Sends a journal entry's notice once; False where there is none or it was sent before.

    Raises:
        RetryableError: not delivered; the same entry may be sent again.
    """
    notice_id = f"{entry.position_id}/{entry.entry_id}"
    if entry.notice is None or positions.is_notice_sent(notice_id):
        return False
    notifier.notify(f"**{_HEADINGS[entry.notice]}** ({entry.position_id}): {entry.text}")
    positions.mark_notice_sent(notice_id, now=clock.now())
    return True
