from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.errors import RetryableError, VersionConflictError
from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.side import Side
from signalfill.domain.signal import (
    Amendment,
    AmendmentAction,
    AmendmentReading,
    EntryKind,
    EntryReading,
    Problem,
    Reading,
    ReadingKind,
    Signal,
    SignalReading,
)
from signalfill.domain.verdict import ItemKey, Verdict, VerdictKind
from signalfill.services.recording.record_signal import record_message
from tests.fakes.clock import START, FakeClock
from tests.fakes.signals import InMemorySignals

CHANNEL = "900000000000000001"
MESSAGE = "910000000000000001"


def call(base: str = "ETH", *, stop: str = "2400", problems: tuple[Problem, ...] = ()) -> Reading:
    return Reading(
        kind=ReadingKind.SIGNAL, signals=(one(base, stop=stop, problems=problems),), reason="signal"
    )


def one(base: str, *, stop: str = "2400", problems: tuple[Problem, ...] = ()) -> SignalReading:
    return SignalReading(
        base=base,
        side=Side.LONG,
        entry=EntryReading(kind=EntryKind.LIMIT, prices=("2500",)),
        take_profits=("2600",),
        stop_loss=stop,
        problems=problems,
    )


def follow_up(*actions: AmendmentAction) -> Reading:
    return Reading(
        kind=ReadingKind.AMENDMENT,
        amendments=tuple(AmendmentReading(action=action, base="ETH") for action in actions),
        reason="amendment",
    )


NOTHING = Reading(kind=ReadingKind.NONE, reason="chat")
READINGS = {
    "ETH did well": Reading(kind=ReadingKind.REPORT, reason="a result"),
    "ETH long": call(),
    "ETH long!": call(stop="2400.0"),
    "ETH long, stop 2450": call(stop="2450"),
    "ETH long, no stop": call(problems=(Problem.NO_STOP,)),
    "ETH long if": call(problems=(Problem.CONDITIONAL,)),
    "ETH and BTC long": Reading(
        kind=ReadingKind.SIGNAL, signals=(one("ETH"), one("BTC")), reason="signal"
    ),
    "close": follow_up(AmendmentAction.CLOSE),
    "half, stop up": follow_up(AmendmentAction.REDUCE, AmendmentAction.MOVE_STOP),
    "half": follow_up(AmendmentAction.REDUCE),
    "close at 160": Reading(
        kind=ReadingKind.AMENDMENT,
        amendments=(AmendmentReading(action=AmendmentAction.CLOSE, named_price=Decimal(160)),),
        reason="amendment",
    ),
    "hi": NOTHING,
    "endless": Reading(
        kind=ReadingKind.SIGNAL, signals=tuple(one(f"C{n}") for n in range(81)), reason="signal"
    ),
}


def parse(text: str) -> Reading:
    return READINGS[text]


class Feed:
    """A parser's surroundings, and the message as it was first posted."""

    def __init__(self) -> None:
        self.signals = InMemorySignals()
        self.clock = FakeClock()

    def post(self, content: str, **changes: object) -> Verdict:
        return self.record(MessageEvent.CREATE, content, **changes)

    def edit(self, content: str, *, minute: int = 1, **changes: object) -> Verdict:
        edited_at = START + timedelta(minutes=minute)
        return self.record(MessageEvent.EDIT, content, edited_at=edited_at, **changes)

    def delete(self) -> Verdict:
        return self.record(MessageEvent.DELETE, "")

    def record(self, event: MessageEvent, content: str, **changes: object) -> Verdict:
        values: dict[str, object] = {
            "event": event,
            "message_id": MESSAGE,
            "channel_id": CHANNEL,
            "author_id": "7",
            "posted_at": START,
            "content": content,
            "received_at": START,
        }
        record = MessageRecord.model_validate(values | changes)
        return record_message(record, signals=self.signals, clock=self.clock, parse=parse)

    def pending(self) -> list[Signal | Amendment]:
        """What waits for the trader, in the order of its keys."""
        items = [self.signals.item(key) for key in self.signals.pending()]
        return [item for item in items if item is not None]


@pytest.fixture
def feed() -> Feed:
    return Feed()


def test_a_signal_is_emitted_with_an_id_of_its_message(feed: Feed) -> None:
    verdict = feed.post("ETH long")

    assert (verdict.kind, verdict.reason) == (VerdictKind.SIGNAL, "signal")
    assert [each.signal_id for each in feed.pending() if isinstance(each, Signal)] == [
        f"{MESSAGE}-0"
    ]


def test_a_first_version_is_written_without_asking_whether_it_is_new(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_message: str) -> None:
        raise AssertionError("nothing has to be read first")

    monkeypatch.setattr(feed.signals, "head", never)
    monkeypatch.setattr(feed.signals, "verdicts", never)

    assert feed.post("ETH long").kind is VerdictKind.SIGNAL


def test_a_first_version_that_comes_after_its_edit_is_stale(feed: Feed) -> None:
    feed.edit("ETH long")

    verdict = feed.post("ETH and BTC long")

    assert (verdict.kind, verdict.reason) == (VerdictKind.STALE, "older_version")
    assert len(feed.pending()) == 1


def test_every_signal_of_a_message_is_emitted(feed: Feed) -> None:
    feed.post("ETH and BTC long")

    assert [each.base for each in feed.pending()] == ["ETH", "BTC"]


def test_chat_leaves_a_verdict_and_nothing_else(feed: Feed) -> None:
    verdict = feed.post("hi")

    assert (verdict.kind, verdict.reason) == (VerdictKind.NONE, "chat")
    assert feed.pending() == []


def test_a_signal_without_a_stop_is_left_to_the_trader(feed: Feed) -> None:
    feed.post("ETH long, no stop")

    assert len(feed.pending()) == 1


def test_a_doubtful_signal_stands_in_its_verdict_only(feed: Feed) -> None:
    verdict = feed.post("ETH long if")

    assert verdict.reading == READINGS["ETH long if"]
    assert feed.pending() == []


def test_every_instruction_becomes_an_amendment(feed: Feed) -> None:
    feed.post("half, stop up")

    amendments = [each for each in feed.pending() if isinstance(each, Amendment)]
    assert [each.amendment_id for each in amendments] == [f"{MESSAGE}-0-a0", f"{MESSAGE}-0-a1"]
    assert [each.action for each in amendments] == [
        AmendmentAction.REDUCE,
        AmendmentAction.MOVE_STOP,
    ]


def test_the_price_that_a_close_names_comes_with_its_amendment(feed: Feed) -> None:
    feed.post("close at 160")

    prices = [each.named_price for each in feed.pending() if isinstance(each, Amendment)]
    assert prices == [Decimal(160)]


def test_the_text_is_kept_beside_the_verdict_which_has_its_hash(feed: Feed) -> None:
    verdict = feed.post("ETH long")

    assert feed.signals.texts == {(CHANNEL, MESSAGE, "0"): "ETH long"}
    assert len(verdict.content_sha256) == 64
    assert "ETH long" not in verdict.model_dump_json()


def test_a_replay_gets_the_first_verdict_and_changes_nothing(feed: Feed) -> None:
    first = feed.post("ETH long")
    feed.clock.advance(minutes=5)

    assert feed.post("ETH long") == first
    assert len(feed.pending()) == 1


def test_a_replay_of_an_older_version_gets_its_own_verdict(feed: Feed) -> None:
    first = feed.post("ETH long")
    feed.edit("hi")

    assert feed.post("ETH long") == first


def test_an_edit_with_the_same_numbers_is_unchanged(feed: Feed) -> None:
    feed.post("ETH long")

    verdict = feed.edit("ETH long!")

    assert (verdict.kind, verdict.reason) == (VerdictKind.SIGNAL, "unchanged")
    assert len(feed.pending()) == 1


def test_an_edit_with_other_numbers_is_emitted_under_the_same_id(feed: Feed) -> None:
    feed.post("ETH long")

    verdict = feed.edit("ETH long, stop 2450")

    assert verdict.reason == "signal"
    assert [each.provenance.version for each in feed.pending()] == ["0", verdict.version]
    assert {each.signal_id for each in feed.pending() if isinstance(each, Signal)} == {
        f"{MESSAGE}-0"
    }


def test_a_second_edit_is_held_against_the_first(feed: Feed) -> None:
    feed.post("ETH long")
    feed.edit("ETH long, stop 2450", minute=1)
    feed.edit("ETH long, stop 2450", minute=2)
    assert len(feed.pending()) == 2

    feed.edit("ETH long", minute=3)
    assert len(feed.pending()) == 3


def test_chat_that_is_edited_into_a_signal_is_emitted(feed: Feed) -> None:
    feed.post("hi")
    feed.edit("ETH long")

    assert len(feed.pending()) == 1


def test_a_doubt_that_an_edit_takes_away_is_emitted(feed: Feed) -> None:
    feed.post("ETH long if")
    feed.edit("ETH long")

    assert len(feed.pending()) == 1


def test_an_edit_repeats_no_instruction(feed: Feed) -> None:
    feed.post("half")

    assert feed.edit("half").reason == "unchanged"
    assert len(feed.pending()) == 1


def test_an_edit_that_adds_an_instruction_emits_that_one(feed: Feed) -> None:
    feed.post("half")
    feed.edit("half, stop up")

    actions = [each.action for each in feed.pending() if isinstance(each, Amendment)]
    assert actions == [AmendmentAction.REDUCE, AmendmentAction.MOVE_STOP]


def test_an_older_version_is_recorded_and_not_acted_on(feed: Feed) -> None:
    feed.edit("hi", minute=2)

    verdict = feed.edit("ETH long", minute=1)

    assert (verdict.kind, verdict.reason) == (VerdictKind.STALE, "older_version")
    assert feed.signals.has_version(CHANNEL, MESSAGE, verdict.version)
    assert feed.pending() == []


def test_a_stale_version_does_not_disturb_the_next_edit(feed: Feed) -> None:
    feed.edit("ETH long", minute=2)
    feed.edit("hi", minute=1)

    assert feed.edit("ETH long!", minute=3).reason == "unchanged"


def test_a_create_after_its_delete_is_stale_and_its_text_is_not_kept(feed: Feed) -> None:
    feed.delete()

    verdict = feed.post("ETH long")

    assert (verdict.kind, verdict.reason) == (VerdictKind.STALE, "deleted_before")
    assert feed.pending() == []
    assert feed.signals.texts == {}


def test_a_delete_cancels_every_signal_the_message_ever_carried(feed: Feed) -> None:
    feed.post("ETH and BTC long")
    feed.edit("ETH long")

    verdict = feed.delete()

    said = [each for each in feed.pending() if isinstance(each, Amendment)]
    cancels = [each for each in said if each.provenance.version == "D"]
    assert verdict.kind is VerdictKind.DELETED
    assert [(each.amendment_id, each.base) for each in cancels] == [
        (f"{MESSAGE}-D-a0", "ETH"),
        (f"{MESSAGE}-D-a1", "BTC"),
    ]
    assert {(each.action, each.cause) for each in cancels} == {(AmendmentAction.CANCEL, "deleted")}


@pytest.mark.parametrize("content", ["hi", "ETH long if", "endless"])
def test_an_edit_that_makes_the_call_no_more_cancels_its_entry(feed: Feed, content: str) -> None:
    feed.post("ETH long")

    verdict = feed.edit(content)

    (cancel,) = [each for each in feed.pending() if isinstance(each, Amendment)]
    assert (cancel.action, cancel.cause, cancel.base) == (AmendmentAction.CANCEL, "edited", "ETH")
    assert cancel.amendment_id == f"{MESSAGE}-{verdict.version}-a0"


def test_an_edit_that_drops_one_of_two_calls_cancels_that_one(feed: Feed) -> None:
    feed.post("ETH and BTC long")
    feed.edit("ETH long")

    cancels = [each.base for each in feed.pending() if isinstance(each, Amendment)]
    assert cancels == ["BTC"]


@pytest.mark.parametrize("content", ["ETH did well", "half"])
def test_a_result_or_an_instruction_written_into_a_call_leaves_it_standing(
    feed: Feed, content: str
) -> None:
    feed.post("ETH long")
    feed.edit(content)

    actions = {each.action for each in feed.pending() if isinstance(each, Amendment)}
    assert AmendmentAction.CANCEL not in actions


def test_a_call_taken_back_twice_is_cancelled_once(feed: Feed) -> None:
    feed.post("ETH long")
    feed.edit("hi", minute=1)
    feed.edit("ETH long if", minute=2)

    assert len([each for each in feed.pending() if isinstance(each, Amendment)]) == 1


def test_a_delete_takes_the_texts_away(feed: Feed) -> None:
    feed.post("ETH long")
    feed.edit("hi")
    feed.delete()

    assert feed.signals.texts == {}


@pytest.mark.parametrize("content", ["hi", "close", "ETH long if"])
def test_a_delete_without_a_signal_cancels_nothing(feed: Feed, content: str) -> None:
    feed.post(content)
    before = feed.pending()

    assert feed.delete().kind is VerdictKind.DELETED
    assert feed.pending() == before


def test_a_delete_of_an_unknown_message_is_recorded(feed: Feed) -> None:
    assert feed.delete().kind is VerdictKind.DELETED
    assert feed.signals.has_version(CHANNEL, MESSAGE, "D")


def test_a_message_that_says_too_much_says_nothing(feed: Feed) -> None:
    verdict = feed.post("endless")

    assert verdict.reason == "too_many"
    assert feed.pending() == []


def test_a_thread_stands_under_its_parent_channel(feed: Feed) -> None:
    feed.post("ETH long", channel_id="5", parent_channel_id=CHANNEL)

    (signal,) = feed.pending()
    assert ItemKey.of(signal).channel_id == CHANNEL
    assert signal.provenance.thread_id == "5"


def meanwhile(feed: Feed, act: Callable[[], object], *, times: int = 1) -> None:
    """Lets `act` happen just before the next writes."""
    left = times

    def interfere(_operation: str) -> None:
        nonlocal left
        if left:
            left -= 1
            act()

    feed.signals.before_write = interfere


def test_a_version_that_comes_between_makes_it_look_again(feed: Feed) -> None:
    meanwhile(feed, lambda: feed.edit("hi"))

    assert feed.post("ETH long").kind is VerdictKind.STALE
    assert feed.pending() == []


def test_the_same_version_recorded_meanwhile_counts_once(feed: Feed) -> None:
    meanwhile(feed, lambda: feed.post("ETH long"))

    assert feed.post("ETH long").kind is VerdictKind.SIGNAL
    assert len(feed.pending()) == 1


def test_endless_conflicts_are_left_to_the_queue(feed: Feed) -> None:
    def lose() -> None:
        raise VersionConflictError("somebody else wrote meanwhile")

    meanwhile(feed, lose, times=99)

    with pytest.raises(RetryableError):
        feed.post("ETH long")
