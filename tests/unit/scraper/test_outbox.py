from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageRecord
from signalfill.services.scraping import publish_message
from signalfill.services.scraping.publish_message import LANES, Outbox
from tests.fakes.discord_standin import in_loop, until
from tests.unit.scraper.examples import record


class Recorder:
    """A queue that remembers each call; `answers` plan how many records the next ones take."""

    def __init__(self, *answers: int | None) -> None:
        self.calls: list[list[str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self._answers = list(answers)

    def send(self, records: Sequence[MessageRecord]) -> int:
        self.gate.wait(10)
        self.calls.append([each.message_id for each in records])
        answer = self._answers.pop(0) if self._answers else len(records)
        if answer is None:
            raise RetryableError("no answer")
        return answer


IDS = [str(n) for n in range(10_000, 10_025)]


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish_message, "FIRST_BACKOFF_SECONDS", 0.0)


async def delivered(queue: Recorder, ids: Sequence[str], *, content: str = "buy") -> list[str]:
    """What was acknowledged once all of it left."""
    acknowledged: list[MessageRecord] = []
    outbox = Outbox(queue, acknowledged=acknowledged.extend)
    for each in ids:
        assert outbox.offer(record(each, content=content))
    sending = asyncio.create_task(outbox.run())
    await outbox.drained()
    sending.cancel()
    return [each.message_id for each in acknowledged]


@in_loop
async def test_everything_leaves_in_order() -> None:
    queue = Recorder()
    await delivered(queue, IDS)
    assert [each for call in queue.calls for each in call] == IDS


@in_loop
async def test_a_call_carries_at_most_ten_records() -> None:
    queue = Recorder()
    await delivered(queue, IDS)
    assert [len(call) for call in queue.calls] == [10, 10, 5]


@in_loop
async def test_a_call_carries_at_most_what_the_queue_takes() -> None:
    queue = Recorder()
    await delivered(queue, IDS[:4], content="x" * 100_000)
    assert [len(call) for call in queue.calls] == [2, 2]


@in_loop
async def test_a_single_record_leaves_at_once() -> None:
    queue = Recorder()
    await delivered(queue, IDS[:1])
    assert queue.calls == [IDS[:1]]


@in_loop
async def test_only_the_stored_front_leaves() -> None:
    queue = Recorder(3)
    await delivered(queue, IDS[:10])
    assert queue.calls == [IDS[:10], IDS[3:10]]


@in_loop
async def test_records_of_a_call_without_answer_are_sent_again() -> None:
    queue = Recorder(None, None)
    await delivered(queue, IDS[:2])
    assert queue.calls == [IDS[:2]] * 3


@in_loop
async def test_what_is_acknowledged_was_stored() -> None:
    assert await delivered(Recorder(3, None, 7), IDS[:10]) == IDS[:10]


@in_loop
async def test_a_full_outbox_takes_no_more() -> None:
    outbox = Outbox(Recorder(), acknowledged=lambda _records: None, capacity=2)
    assert [outbox.offer(record(each)) for each in IDS[:3]] == [True, True, False]


@in_loop
async def test_old_messages_wait_while_half_of_it_is_full() -> None:
    outbox = Outbox(Recorder(), acknowledged=lambda _records: None, capacity=4)
    waiting = asyncio.create_task(_put(outbox, 3))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (len(outbox), waiting.done()) == (2, False)
    waiting.cancel()


async def _put(outbox: Outbox, count: int) -> None:
    for each in IDS[:count]:
        await outbox.put(record(each))


@in_loop
async def test_what_waits_goes_on_when_there_is_room() -> None:
    queue = Recorder()
    outbox = Outbox(queue, acknowledged=lambda _records: None, capacity=4)
    sending = asyncio.create_task(outbox.run())
    await _put(outbox, 20)
    await outbox.drained()
    sending.cancel()
    assert [each for call in queue.calls for each in call] == IDS[:20]


@in_loop
async def test_what_comes_during_a_call_goes_together_in_the_next() -> None:
    queue = Recorder()
    queue.gate.clear()
    outbox = Outbox(queue, acknowledged=lambda _records: None)
    outbox.offer(record(IDS[0]))
    sending = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    for each in IDS[1:4]:
        outbox.offer(record(each))
    queue.gate.set()
    await outbox.drained()
    sending.cancel()
    assert [each for call in queue.calls for each in call] == IDS[:4]


@in_loop
async def test_a_call_that_hangs_holds_up_no_other_lane() -> None:
    queue = Recorder()
    hanging = _HangingFor(queue, channel="66666")
    outbox = Outbox(hanging, acknowledged=lambda _records: None)
    sending = asyncio.create_task(outbox.run())
    lane = hash("66666") % LANES
    other = next(each for each in map(str, range(1000)) if hash(each) % LANES != lane)
    outbox.offer(record(IDS[0]))
    outbox.offer(record(IDS[1]).model_copy(update={"channel_id": other}))
    await until(lambda: queue.calls == [[IDS[1]]])
    assert len(outbox) == 1
    hanging.gate.set()
    await outbox.drained()
    sending.cancel()


class _HangingFor:
    """Answers nothing about this channel until the gate opens."""

    def __init__(self, queue: Recorder, channel: str) -> None:
        self.gate = threading.Event()
        self._queue = queue
        self._channel = channel

    def send(self, records: Sequence[MessageRecord]) -> int:
        if records[0].channel_id == self._channel:
            self.gate.wait(10)
        return self._queue.send(records)
