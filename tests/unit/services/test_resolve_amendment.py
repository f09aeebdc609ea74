"""Which position a follow-up speaks of: reply, thread, own message, then author, coin and time."""

from __future__ import annotations

import pytest

from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import AmendmentAction, Provenance
from signalfill.domain.verdict import Decision
from signalfill.services.trading.open_position import open_position
from signalfill.services.trading.route_amendment import route_amendment
from tests.fakes.venue import product
from tests.fakes.world import AUTHOR, CHANNEL, STRANGER, World, settings

HELPER = "800000000000000002"


def code(decision: Decision | None) -> str:
    assert decision is not None
    return decision.code


@pytest.fixture
def world() -> World:
    """Two authors may call in the channel; ETH is traded beside BTC."""
    world = World()
    present = settings()
    channel = present.channels[CHANNEL].model_copy(update={"allowed_author_ids": (AUTHOR, HELPER)})
    world.push(present.model_copy(update={"channels": {CHANNEL: channel}}))
    world.venue.add_product(product("ETH"))
    world.venue.price("100", "ETH-USD")
    return world


def say(
    world: World, action: AmendmentAction, who: Provenance | None = None, **fields: str | None
) -> Decision | None:
    return world.say(world.amendment(action, who, **fields))


def message_of(position: Position) -> str:
    return position.signal.provenance.message_id


def state(world: World, position: Position) -> PositionState:
    return world.position(position.position_id).state


def closed_and_open_again(world: World) -> tuple[Position, Position]:
    """A BTC call that is over, and a later one of the same author that lives."""
    first = world.opened()
    say(world, AmendmentAction.CLOSE)
    world.clock.advance(hours=2)
    world.venue.price("100")
    return first, world.opened()


# --- author, coin and time ---


def test_an_author_means_his_own_position_beside_anothers(world: World) -> None:
    world.opened(world.signal(world.provenance(author_id=HELPER), base="ETH"))
    own = world.opened()

    assert code(say(world, AmendmentAction.CLOSE, base=None)) == "close"
    assert state(world, own) is PositionState.CLOSED


def test_who_may_amend_others_calls_means_his_own_first(world: World) -> None:
    present = world.control.current().settings
    channel = present.channels[CHANNEL].model_copy(update={"amendment_author_ids": (HELPER,)})
    world.push(present.model_copy(update={"channels": {CHANNEL: channel}}))
    own = world.opened(world.signal(world.provenance(author_id=HELPER), base="ETH"))
    other = world.opened()

    helper = world.provenance(author_id=HELPER)
    assert code(say(world, AmendmentAction.CLOSE, helper, base=None)) == "close"
    assert state(world, own) is PositionState.CLOSED
    assert state(world, other) is not PositionState.CLOSED


def test_a_stranger_among_several_positions_raises_no_question(world: World) -> None:
    world.opened(world.signal(world.provenance(author_id=HELPER), base="ETH"))
    world.opened()
    stranger = world.provenance(author_id=STRANGER)

    assert code(say(world, AmendmentAction.CLOSE, stranger, base=None)) == "not_the_author"


def test_words_of_before_a_call_do_not_speak_of_it(world: World) -> None:
    earlier = world.provenance(age_seconds=600)
    position = world.opened()

    assert code(say(world, AmendmentAction.CLOSE, earlier)) == "no_position"
    assert state(world, position) is not PositionState.CLOSED


def test_an_instruction_edited_into_an_old_message_counts_from_its_edit(world: World) -> None:
    old = world.provenance(age_seconds=600)
    position = world.opened()
    edited = old.model_copy(
        update={"version": "2026-11-23T12:00:00.000000Z", "received_at": world.clock.now()}
    )

    assert code(say(world, AmendmentAction.CLOSE, edited)) == "close"
    assert state(world, position) is PositionState.CLOSED


# --- replies ---


def test_a_reply_to_a_call_that_is_over_closes_no_other_one(world: World) -> None:
    first, second = closed_and_open_again(world)
    reply = world.provenance(reply_to=message_of(first))

    assert code(say(world, AmendmentAction.CLOSE, reply)) == "no_position"
    assert state(world, second) is not PositionState.CLOSED


def test_a_reply_to_a_call_that_was_refused_closes_no_other_one(world: World) -> None:
    refused = world.signal(stop_loss=None)
    world.say(refused)
    position = world.opened()
    reply = world.provenance(reply_to=refused.provenance.message_id)

    assert code(say(world, AmendmentAction.CLOSE, reply)) == "no_position"
    assert state(world, position) is not PositionState.CLOSED


def test_a_reply_to_an_instruction_speaks_of_the_position_that_it_changed(world: World) -> None:
    world.opened(world.signal(base="ETH"))
    position = world.opened()
    world.move("99.5")
    moved = world.amendment(AmendmentAction.MOVE_STOP, to="96")
    world.say(moved)
    reply = world.provenance(reply_to=moved.provenance.message_id)

    assert code(say(world, AmendmentAction.CLOSE, reply, base=None)) == "close"
    assert state(world, position) is PositionState.CLOSED


def test_a_reply_to_chat_is_found_by_author_and_coin(world: World) -> None:
    position = world.opened()
    reply = world.provenance(reply_to="1234567890")

    assert code(say(world, AmendmentAction.CLOSE, reply)) == "close"
    assert state(world, position) is PositionState.CLOSED


def test_a_reply_that_names_another_coin_than_the_call_closes_nothing(world: World) -> None:
    position = world.opened()
    world.opened(world.signal(base="ETH"))
    reply = world.provenance(reply_to=message_of(position))

    assert code(say(world, AmendmentAction.CLOSE, reply, base="ETH")) == "no_position"


def test_a_word_in_the_thread_of_a_call_speaks_of_it(world: World) -> None:
    world.opened(world.signal(base="ETH"))
    position = world.opened()
    inside = world.provenance().model_copy(update={"thread_id": message_of(position)})

    assert code(say(world, AmendmentAction.CLOSE, inside, base=None)) == "close"
    assert state(world, position) is PositionState.CLOSED


def test_an_edit_of_a_call_that_is_over_cancels_no_other_one(world: World) -> None:
    first, second = closed_and_open_again(world)
    edited = first.signal.provenance.model_copy(update={"version": "2026-11-23T12:01:00Z"})

    assert code(say(world, AmendmentAction.CANCEL, edited, cause="edited")) == "no_position"
    assert state(world, second) is not PositionState.CLOSED


# --- a call that waits for its decision ---


def test_an_instruction_waits_for_its_call(world: World) -> None:
    call = world.signals.add(world.signal())
    moved = world.amendment(AmendmentAction.MOVE_STOP, to="96")

    assert world.say(moved) is None

    for _ in range(2):
        world.clock.advance(seconds=40)
        world.sweep()
    position = world.position(f"{call.sort_key.partition('#')[0]}-0")
    assert position.applied_amendment_ids == (moved.amendment_id,)


def test_a_close_withdraws_no_call_that_came_after_it(world: World) -> None:
    earlier = world.provenance(age_seconds=600)
    key = world.signals.add(world.signal())

    assert code(say(world, AmendmentAction.CLOSE, earlier)) == "no_position"
    assert world.signals.is_pending(key)


def test_a_close_knows_its_waiting_call_by_another_name_of_the_coin(world: World) -> None:
    world.signals.add(world.signal(base="1000PEPE"))

    assert code(say(world, AmendmentAction.CLOSE, base="PEPE")) == "withdrawn"


def test_a_close_without_a_coin_withdraws_the_only_call_that_waits(world: World) -> None:
    world.signals.add(world.signal())

    assert code(say(world, AmendmentAction.CLOSE, base=None)) == "withdrawn"


def test_a_close_without_a_coin_withdraws_none_of_several(world: World) -> None:
    keys = [world.signals.add(world.signal(base=base)) for base in ("BTC", "ETH")]

    assert code(say(world, AmendmentAction.CLOSE, base=None)) == "ambiguous"
    assert all(world.signals.is_pending(key) for key in keys)


def test_a_close_of_a_call_that_opens_at_that_moment_stays_open(world: World) -> None:
    key = world.signals.add(world.signal())
    close = world.amendment(AmendmentAction.CLOSE)
    closing = world.signals.add(close)

    def opens_first(operation: str) -> None:
        if operation == "decide":
            world.signals.before_write = lambda _operation: None
            open_position(key, world.context())

    world.signals.before_write = opens_first

    assert route_amendment(closing, world.context()) is None
    assert code(route_amendment(closing, world.context())) == "close"


def test_a_stranger_withdraws_nothing(world: World) -> None:
    key = world.signals.add(world.signal())
    stranger = world.provenance(author_id=STRANGER)

    assert code(say(world, AmendmentAction.CLOSE, stranger)) == "no_position"
    assert world.signals.is_pending(key)
