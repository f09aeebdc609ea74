from __future__ import annotations

import pytest

from signalfill.adapters.discord.checkpoints import Checkpoints
from signalfill.domain.errors import RetryableError
from signalfill.domain.message import MessageEvent, MessageRecord, MessageSource
from tests.fakes.control import InMemoryControl
from tests.fakes.discord_standin import in_loop
from tests.unit.scraper.examples import record

CHANNEL = "66666"


async def stored_after(*records: MessageRecord) -> str | None:
    control = InMemoryControl()
    checkpoints = Checkpoints(control)
    checkpoints.acknowledged(records)
    await checkpoints.flush()
    return control.checkpoint(CHANNEL)


@in_loop
async def test_an_acknowledged_message_is_the_new_checkpoint() -> None:
    assert await stored_after(record("10001"), record("10002")) == "10002"


@in_loop
async def test_ids_are_compared_as_numbers() -> None:
    assert await stored_after(record("10000"), record("9999")) == "10000"


@pytest.mark.parametrize("event", [MessageEvent.EDIT, MessageEvent.DELETE])
@in_loop
async def test_what_happens_to_an_old_message_moves_no_checkpoint(event: MessageEvent) -> None:
    assert await stored_after(record("10001", event=event)) is None


@in_loop
async def test_what_history_gives_moves_the_checkpoint_though_it_was_edited() -> None:
    edited = record("10001", event=MessageEvent.EDIT)
    from_history = edited.model_copy(update={"source": MessageSource.HISTORY})
    assert await stored_after(from_history) == "10001"


@in_loop
async def test_what_a_sweep_finds_moves_no_checkpoint() -> None:
    swept = record("10001").model_copy(update={"source": MessageSource.SWEEP})
    assert await stored_after(swept) is None


class Unreachable(InMemoryControl):
    def __init__(self) -> None:
        super().__init__()
        self.is_down = True

    def advance_checkpoint(self, channel_id: str, message_id: str) -> None:
        if self.is_down:
            raise RetryableError("no answer")
        super().advance_checkpoint(channel_id, message_id)


@in_loop
async def test_what_could_not_be_stored_is_stored_the_next_time() -> None:
    control = Unreachable()
    checkpoints = Checkpoints(control)
    checkpoints.acknowledged([record("10001")])
    await checkpoints.flush()
    control.is_down = False
    await checkpoints.flush()
    assert control.checkpoint(CHANNEL) == "10001"


@in_loop
async def test_the_stored_position_is_where_a_process_begins() -> None:
    control = InMemoryControl()
    control.advance_checkpoint(CHANNEL, "10001")
    assert await Checkpoints(control).position(CHANNEL) == "10001"


@in_loop
async def test_a_channel_never_seen_has_no_position() -> None:
    assert await Checkpoints(InMemoryControl()).position(CHANNEL) is None
