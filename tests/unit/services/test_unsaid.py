"""What becomes of a follow-up that says to sell a part and not how much."""

from __future__ import annotations

from decimal import Decimal

import pytest

from signalfill.domain.amendments.amending import amend
from signalfill.domain.holding import bought, held
from signalfill.domain.journal import NoticeKind
from signalfill.domain.position import Position
from signalfill.domain.signal import AmendmentAction
from tests.fakes.world import World, settings
from tests.unit.services.author import Author


def asked(reduce_unsaid: str = "25 %") -> tuple[World, Position]:
    """A filled position whose author says `take some`."""
    world = World(reduce_unsaid=reduce_unsaid)
    position = world.opened()
    world.move("99.5", "104")
    world.say(world.amendment(AmendmentAction.REDUCE))
    return world, position


def left(world: World, position: Position) -> Decimal:
    """The part of what was bought that is still held."""
    now = world.position(position.position_id)
    return (held(now) / bought(now)).quantize(Decimal("0.001"))


def events(world: World, position: Position) -> list[str]:
    return [each.event for each in world.positions.journal(position.position_id)]


def wait(world: World, minutes: int) -> None:
    for _ in range(minutes):
        world.move("104")


def test_the_operator_is_asked_how_much_and_told_what_silence_means() -> None:
    world, position = asked()

    (entry,) = [
        each
        for each in world.positions.journal(position.position_id)
        if each.event == "part_unsaid"
    ]
    assert entry.notice is NoticeKind.QUESTION
    assert "25% unless you say otherwise within 5 min" in entry.text
    assert entry.details["answers"][0] == f"signalfill reduce {position.position_id} 25%"
    assert left(world, position) == 1


def test_silence_sells_a_small_part_once() -> None:
    world, position = asked()

    wait(world, 20)

    assert left(world, position) == Decimal("0.75")
    assert events(world, position).count("unsaid_answered") == 1
    assert world.position(position.position_id).naked_since is None


def test_an_answer_of_ones_own_takes_the_place_of_silence() -> None:
    world, position = asked()

    world.say(world.amendment(AmendmentAction.REDUCE, fraction="0.5"))
    wait(world, 20)

    assert left(world, position) == Decimal("0.5")


def test_an_edit_that_names_the_part_takes_the_place_of_silence() -> None:
    world, position = asked()
    first = world.position(position.position_id).unsaid
    assert first is not None

    edited = world.amendment(AmendmentAction.REDUCE, fraction="0.1").model_copy(
        update={"earlier_ids": (first.amendment.amendment_id,)}
    )
    world.say(edited)
    wait(world, 20)

    assert left(world, position) == Decimal("0.9")


def test_nothing_more_is_sold_where_a_target_of_ours_has_just_sold() -> None:
    world = World(after_first_target="stay")
    position = world.opened()
    world.move("99.5", "110.5", "109")

    world.say(world.amendment(AmendmentAction.REDUCE))
    for _ in range(20):
        world.move("109")

    assert left(world, position) == Decimal("0.5")
    assert "unsaid_answered" in events(world, position)


def test_a_sleeping_operator_is_not_asked_what_silence_answers() -> None:
    world = World()
    account = settings().account.model_copy(update={"awake": "1-2"})
    world.push(settings().model_copy(update={"account": account}))
    position = world.opened()
    world.move("99.5", "104")

    world.say(world.amendment(AmendmentAction.REDUCE))

    assert left(world, position) == Decimal("0.75")
    assert "part_unsaid" not in events(world, position)


def test_off_only_asks() -> None:
    world, position = asked(reduce_unsaid="off")

    wait(world, 20)

    assert left(world, position) == 1
    assert events(world, position).count("part_unsaid") == 1


def test_more_than_all_of_it_is_asked_about_and_nothing_is_sold() -> None:
    world = World()
    position = world.opened()
    world.move("99.5", "104")

    decision = world.say(world.amendment(AmendmentAction.REDUCE, fraction="1.5"))
    wait(world, 10)

    assert decision is not None
    assert decision.code == "no_fraction"
    assert left(world, position) == 1


def test_a_reduction_of_what_is_being_closed_asks_nothing() -> None:
    world = World()
    position = world.opened()
    world.move("99.5", "104")
    closing = amend(
        world.position(position.position_id).model_copy(update={"close_requested": True}),
        world.amendment(AmendmentAction.REDUCE),
        now=world.clock.now(),
    )

    assert closing.decision.code == "sold_already"
    assert closing.position.unsaid is None


def test_what_a_later_version_replaced_is_not_followed_any_more() -> None:
    world = World()
    position = world.opened()
    world.move("99.5", "104")
    said = world.amendment(AmendmentAction.CLOSE)
    present = world.position(position.position_id)

    over = amend(
        present.model_copy(update={"revised_ids": (said.amendment_id,)}),
        said,
        now=world.clock.now(),
    )

    assert over.decision.code == "superseded"
    assert not over.position.close_requested


def test_a_close_meanwhile_needs_no_answer() -> None:
    world, position = asked()

    world.say(world.amendment(AmendmentAction.CLOSE))
    wait(world, 10)

    assert "unsaid_answered" not in events(world, position)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("BTC close 40% here", "0.6"), ("gm all", "1"), (None, "1")],
)
def test_what_its_message_says_by_then_counts(words: str | None, expected: str) -> None:
    world = World()
    author = Author(world)
    call = author.post("BTC/USDT LONG\nEntry: 100\nTP1: 110\nTP2: 120\nSL: 95")
    (position,) = author.positions(call)
    world.move("99.5", "104")
    asked = author.post("Take some profit on BTC here")

    if words is None:
        author.delete(asked)
    else:
        author.edit(asked, words)
    wait(world, 10)

    assert left(world, position) == Decimal(expected)
