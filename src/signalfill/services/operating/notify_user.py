"""Tells the user what the journal marks as news; an undelivered notice never blocks trading."""

from __future__ import annotations

from collections.abc import Callable

from signalfill.domain.journal import JournalEntry, NoticeKind
from signalfill.domain.settings import AccountSettings
from signalfill.ports import Clock, Notifier, PositionStore

_HEADINGS = {
    NoticeKind.ENTRY: "Entry",
    NoticeKind.EXIT: "Exit",
    NoticeKind.REFUSAL: "Not traded",
    NoticeKind.UNPROTECTED: "Without a stop",
    NoticeKind.EMERGENCY: "Emergency exit",
    NoticeKind.UNKNOWN: "Order unknown",
    NoticeKind.QUESTION: "Please decide",
    NoticeKind.OVERRUN: "Beyond the reserve",
    NoticeKind.BREAKER: "Breaker",
    NoticeKind.DIGEST: "Daily digest",
}


def notify_user(
    entry: JournalEntry,
    *,
    positions: PositionStore,
    notifier: Notifier,
    settings: Callable[[], AccountSettings],
    clock: Clock,
) -> bool:
    """Sends a journal entry's notice once; False where there is none or it was sent before.

    Refusals are told where the settings want them; they are read for refusals alone.

    Raises:
        RetryableError: not delivered; the same entry may be sent again.
    """
    if entry.notice is None:
        return False
    if entry.notice is NoticeKind.REFUSAL and not settings().notify_refusals:
        return False
    notice_id = f"{entry.position_id}/{entry.entry_id}"
    if positions.is_notice_sent(notice_id):
        return False
    notifier.notify(notice_text(entry, entry.notice))
    positions.mark_notice_sent(notice_id, now=clock.now())
    return True


def notice_text(entry: JournalEntry, kind: NoticeKind) -> str:
    """What it is and of what; what is to be typed stands in a line of its own."""
    about = "" if kind in {NoticeKind.DIGEST, NoticeKind.BREAKER} else f" ({entry.position_id})"
    lines = [f"**{_HEADINGS[kind]}**{about}: {entry.text}"]
    return "\n".join([*lines, *(f"`{each}`" for each in _commands(entry, kind))])


def _commands(entry: JournalEntry, kind: NoticeKind) -> list[str]:
    """Every question names the command that answers it."""
    position_id, answers = entry.position_id, entry.details.get("answers")
    if answers:
        return [str(each) for each in answers]
    match kind:
        case NoticeKind.QUESTION:
            message_id = position_id.partition("-")[0]
            return [f"signalfill close {position_id}", f"signalfill why {message_id}"]
        case NoticeKind.UNPROTECTED | NoticeKind.EMERGENCY | NoticeKind.UNKNOWN:
            return ["signalfill positions"]
        case NoticeKind.BREAKER:
            return ["signalfill resume --breaker"]
    return []
