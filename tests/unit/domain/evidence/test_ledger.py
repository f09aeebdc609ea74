from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from signalfill.domain.evidence.ledger import Changed, ChangeKind, changes_of, ledger_of
from signalfill.domain.evidence.results import SignalResult
from signalfill.domain.message import MessageEvent, MessageRecord
from tests.unit.domain.evidence.results import result

POSTED = result().posted_at
CLOSED = POSTED + timedelta(hours=5)


def _trade(message_id: str, r: str) -> SignalResult:
    return result(r, r, signal_id=f"{message_id}-0", closed_at=CLOSED)


def _deleted(hours: int) -> list[Changed]:
    return [Changed(ChangeKind.DELETED, POSTED + timedelta(hours=hours))]


def test_losers_that_were_deleted_after_their_outcome_are_counted_with_their_mean() -> None:
    results = [_trade("1", "-1"), _trade("2", "-1.2"), _trade("3", "-0.8"), _trade("4", "2")]
    ledger = ledger_of(results, {"1": _deleted(6), "2": _deleted(9)})
    assert (ledger.losers.signals, ledger.losers.deleted) == (3, 2)
    assert ledger.losers.mean_taken_back == Decimal("-1.1")
    assert ledger.winners.taken_back == 0


def test_what_was_deleted_before_the_outcome_hid_nothing() -> None:
    assert ledger_of([_trade("1", "-1")], {"1": _deleted(4)}).losers.taken_back == 0


def test_an_edit_after_the_outcome_counts_and_a_deletion_counts_once() -> None:
    edited = Changed(ChangeKind.EDITED, CLOSED)
    results = [_trade("1", "-1"), _trade("2", "-1")]
    ledger = ledger_of(results, {"1": [edited], "2": [edited, *_deleted(7)]})
    assert (ledger.losers.edited, ledger.losers.deleted) == (1, 1)


def test_an_open_trade_has_no_outcome_yet() -> None:
    still_open = result("-1", "-1", signal_id="1-0")
    assert ledger_of([still_open], {"1": _deleted(9)}).losers.signals == 0


def _record(event: MessageEvent, **changes: object) -> MessageRecord:
    given: dict[str, object] = {
        "event": event,
        "message_id": "1",
        "channel_id": "9",
        "author_id": "7",
        "posted_at": POSTED,
        "received_at": CLOSED,
    }
    return MessageRecord.model_validate({**given, **changes})


def test_changes_are_what_came_after_the_first_text() -> None:
    edited_at = POSTED + timedelta(minutes=1)
    records = [
        _record(MessageEvent.CREATE, content="x"),
        _record(MessageEvent.EDIT, content="y", edited_at=edited_at),
        _record(MessageEvent.DELETE),
    ]
    assert changes_of(records) == {
        "1": [Changed(ChangeKind.EDITED, edited_at), Changed(ChangeKind.DELETED, CLOSED)]
    }
