from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.amendments.amending import amend
from signalfill.domain.position import ExitReason, PositionState
from signalfill.domain.signal import Amendment, AmendmentAction
from signalfill.domain.verdict import Decision, ItemKey
from signalfill.services.trading.open_position import open_position
from tests.fakes.venue import product
from tests.fakes.world import CHANNEL, OTHER_CHANNEL, STRANGER, World, settings


def code(decision: Decision | None) -> str:
    assert decision is not None
    return decision.code


def test_the_author_closes_the_position_by_naming_the_coin() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")

    decision = world.say(world.amendment(AmendmentAction.CLOSE))

    assert code(decision) == "close"
    assert world.position(position.position_id).exit_reason is ExitReason.SIGNAL_CLOSED


def test_a_close_cancels_an_entry_that_still_rests() -> None:
    world = World()
    position = world.opened()

    world.say(world.amendment(AmendmentAction.CLOSE))

    assert world.position(position.position_id).state is PositionState.CLOSED
    assert not world.venue.open_orders()


def test_a_strangers_close_is_refused() -> None:
    world = World()
    position = world.opened()
    stranger = world.provenance(author_id=STRANGER, reply_to=position.signal.provenance.message_id)

    decision = world.say(world.amendment(AmendmentAction.CLOSE, stranger))

    assert code(decision) == "not_the_author"
    assert world.position(position.position_id).state is PositionState.OPENING


def test_a_listed_helper_may_amend_anothers_signal() -> None:
    world = World()
    position = world.opened()
    present = settings()
    channel = present.channels[CHANNEL].model_copy(update={"amendment_author_ids": (STRANGER,)})
    world.push(present.model_copy(update={"channels": {CHANNEL: channel}}))

    world.say(world.amendment(AmendmentAction.CLOSE, world.provenance(author_id=STRANGER)))

    assert world.position(position.position_id).state is PositionState.CLOSED


def test_close_without_a_coin_closes_nothing_while_two_positions_live() -> None:
    world = World()
    world.opened()
    world.venue.add_product(product("ETH"))
    world.venue.price("100", "ETH-USD")
    world.opened(world.signal(base="ETH"))

    decision = world.say(world.amendment(AmendmentAction.CLOSE, base=None))

    assert code(decision) == "ambiguous"
    assert len(world.positions.positions()) == 2


def test_a_close_in_another_channel_finds_nothing() -> None:
    world = World()
    world.opened()

    decision = world.say(
        world.amendment(AmendmentAction.CLOSE, world.provenance(channel_id=OTHER_CHANNEL))
    )

    assert code(decision) == "no_position"


def test_a_close_that_overtakes_its_signal_withdraws_it() -> None:
    world = World()
    signal = world.signal()
    key = world.signals.add(signal)

    decision = world.say(
        world.amendment(
            AmendmentAction.CLOSE, world.provenance(reply_to=signal.provenance.message_id)
        )
    )

    assert code(decision) == "withdrawn"
    assert open_position(key, world.context()) is None
    assert world.venue.placed == []


def test_a_deleted_message_takes_its_unfilled_entry_along() -> None:
    world = World()
    position = world.opened()
    gone = position.signal.provenance.model_copy(update={"version": "D", "author_id": ""})

    world.say(world.amendment(AmendmentAction.CANCEL, gone, cause="deleted"))

    closed = world.position(position.position_id)
    assert (closed.state, closed.exit_reason) == (PositionState.CLOSED, ExitReason.CANCELED)


def test_a_deleted_message_leaves_a_filled_position_protected() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")
    gone = position.signal.provenance.model_copy(update={"version": "D", "author_id": ""})

    world.say(world.amendment(AmendmentAction.CANCEL, gone, cause="deleted"))

    assert world.position(position.position_id).state is PositionState.OPEN


@pytest.mark.parametrize(
    ("action", "fields", "expected"),
    [
        (AmendmentAction.MOVE_STOP, {"to": "96"}, "move_stop"),
        (AmendmentAction.MOVE_STOP, {"to": "94"}, "stop_not_tighter"),
        (AmendmentAction.MOVE_STOP, {"to": "profit"}, "no_stop_level"),
        (AmendmentAction.REDUCE, {"fraction": "0.5"}, "reduce"),
        (AmendmentAction.CLOSE, {"fraction": "0.5"}, "close"),
        (AmendmentAction.REDUCE, {}, "no_fraction"),
        (AmendmentAction.SET_TARGETS, {"to": "112,125"}, "set_targets"),
        (AmendmentAction.SET_TARGETS, {"to": "98"}, "no_usable_targets"),
        (AmendmentAction.SET_TARGETS, {"to": "moon"}, "no_usable_targets"),
        (AmendmentAction.ADD, {"to": "98"}, "add_without_size"),
        (AmendmentAction.ADD, {}, "add_without_price"),
        (AmendmentAction.OTHER, {}, "needs_a_human"),
    ],
)
def test_each_instruction_to_an_open_position_has_its_answer(
    action: AmendmentAction, fields: dict[str, str], expected: str
) -> None:
    world = World()
    world.opened()
    world.move("99.5")

    assert code(world.say(world.amendment(action, None, **fields))) == expected


def test_a_stop_cannot_move_above_an_entry_that_is_not_filled() -> None:
    world = World()
    world.opened()

    decision = world.say(world.amendment(AmendmentAction.MOVE_STOP, to="101"))

    assert code(decision) == "nothing_filled"


def test_the_same_amendment_delivered_twice_is_applied_once() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")
    amendment = world.amendment(AmendmentAction.MOVE_STOP, to="96")

    world.say(amendment)
    version = world.position(position.position_id).version
    world.say(amendment)

    assert world.position(position.position_id).applied_amendment_ids == (amendment.amendment_id,)
    assert world.position(position.position_id).slices[0].stop_price == Decimal(96)
    assert world.position(position.position_id).version - version <= 1


def test_a_deletion_speaks_of_its_own_message_alone() -> None:
    world = World()
    position = world.opened()
    gone = world.provenance().model_copy(update={"version": "D", "author_id": ""})

    decision = world.say(world.amendment(AmendmentAction.CANCEL, gone, cause="deleted"))

    assert code(decision) == "no_position"
    assert world.position(position.position_id).state is PositionState.OPENING


def test_an_ambiguous_instruction_names_no_close_where_none_was_said() -> None:
    world = World()
    world.opened()
    world.venue.add_product(product("ETH"))
    world.venue.price("100", "ETH-USD")
    world.opened(world.signal(base="ETH"))

    said = world.amendment(AmendmentAction.MOVE_STOP, to="entry", base=None)
    decision = world.say(said)

    assert code(decision) == "ambiguous"
    (entry,) = world.positions.journal(said.amendment_id)
    assert not any("close" in answer for answer in entry.details["answers"])


def test_an_instruction_about_a_position_that_closed_meanwhile_is_ignored() -> None:
    world = World()
    position = world.opened()
    late = world.signals.add(world.amendment(AmendmentAction.MOVE_STOP, to="96"))
    world.say(world.amendment(AmendmentAction.CLOSE))
    closed = world.position(position.position_id)
    item = world.signals.item(late)
    assert isinstance(item, Amendment)

    answered = amend(closed, item, now=world.clock.now())

    assert (answered.position, answered.decision.code) == (closed, "position_closed")


def test_what_cannot_be_read_waits_in_the_inbox_and_keeps_nothing_else_waiting() -> None:
    world = World()
    position = world.opened()
    world.move("99.5")
    lost = ItemKey(channel_id=CHANNEL, sort_key="1#0#A0")
    world.positions.add_to_inbox(position.position_id, lost)

    decision = world.say(world.amendment(AmendmentAction.MOVE_STOP, to="96"))
    again = world.amendment(AmendmentAction.REDUCE, fraction="0.5")

    assert code(decision) == "move_stop"
    assert code(world.say(again)) == "reduce"
