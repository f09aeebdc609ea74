"""Which call and which instruction of an edited message is which."""

from __future__ import annotations

from decimal import Decimal

from signalfill.domain.side import Side
from signalfill.domain.signal import (
    AmendmentAction,
    AmendmentReading,
    EntryKind,
    EntryReading,
    Problem,
    Reading,
    ReadingKind,
    SignalReading,
)
from signalfill.domain.versions import MOST_ITEMS, SaidSoFar, with_version
from signalfill.services.trading.replace_entry import is_another_entry
from tests.fakes.world import World

NOTHING = Reading(kind=ReadingKind.NONE, reason="chatter")


def call(*prices: str) -> Reading:
    """BTC at the first price that is given, once for each."""
    calls = tuple(
        SignalReading(
            base="BTC",
            side=Side.LONG,
            entry=EntryReading(kind=EntryKind.LIMIT, prices=(price,)),
            take_profits=("120",),
            stop_loss="80",
        )
        for price in prices
    )
    return Reading(kind=ReadingKind.SIGNAL, signals=calls, reason="signal")


def told(*instructions: AmendmentReading) -> Reading:
    return Reading(kind=ReadingKind.AMENDMENT, amendments=instructions, reason="amendment")


def through(*versions: Reading) -> SaidSoFar:
    provenance = World().provenance()
    said = SaidSoFar()
    for number, reading in enumerate(versions):
        said = with_version(said, reading, provenance, version=str(number))
    return said


def places(ids: tuple[str, ...]) -> list[str]:
    """The ends of ids: the version and place of instructions, the place of calls."""
    return [each.partition("-")[2] for each in ids]


def stop(base: str, to: str) -> AmendmentReading:
    return AmendmentReading(action=AmendmentAction.MOVE_STOP, base=base, to=to)


def part(fraction: str, *, target: int) -> AmendmentReading:
    return AmendmentReading(
        action=AmendmentAction.REDUCE, base="BTC", fraction=fraction, target=target
    )


CLOSE = AmendmentReading(action=AmendmentAction.CLOSE, base="BTC")


def test_a_call_that_comes_back_is_a_new_one_that_knows_the_one_before() -> None:
    said = through(call("100"), NOTHING, call("90"))

    assert [each.signal_id.rpartition("-")[2] for each in said.calls] == ["1"]
    assert places(said.calls[0].earlier_ids) == ["0"]


def test_a_call_that_was_gone_for_two_versions_is_still_known() -> None:
    said = through(call("100"), NOTHING, NOTHING, call("100"))

    assert places(said.calls[0].earlier_ids) == ["0"]


def test_a_call_in_doubt_was_not_made_the_call_of_another_coin() -> None:
    doubted = call("100").signals[0].model_copy(update={"problems": (Problem.INCONSISTENT_PRICES,)})
    of_another = call("100").signals[0].model_copy(update={"base": "ETH"})
    both = call().model_copy(update={"signals": (of_another, doubted)})

    said = through(call("100"), both)

    assert [(each.base, each.earlier_ids) for each in said.calls] == [("ETH", ())]


def test_an_instruction_that_stands_unchanged_keeps_its_id() -> None:
    assert [places(i.ids) for i in through(told(CLOSE), told(CLOSE)).instructions] == [["0-a0"]]


def test_an_instruction_that_was_taken_back_and_comes_again_is_said_anew() -> None:
    again = through(told(CLOSE), NOTHING, told(CLOSE)).instructions

    assert [(places(i.ids), i.stands) for i in again] == [(["0-a0", "2-a0"], True)]


def test_reductions_at_two_targets_are_told_apart_by_their_targets() -> None:
    before = told(part("0.2", target=1), part("0.3", target=2))
    after = through(before, told(part("0.4", target=2), part("0.5", target=1))).instructions

    by_target = {each.reading.target: places(each.ids)[0] for each in after}
    assert by_target == {1: "0-a0", 2: "0-a1"}


def test_stops_of_two_coins_are_told_apart_by_their_coins() -> None:
    before = told(stop("BTC", "100"), stop("ETH", "10"))
    after = through(before, told(stop("ETH", "11"), stop("BTC", "101"))).instructions

    by_coin = {each.reading.base: places(each.ids)[0] for each in after}
    assert by_coin == {"BTC": "0-a0", "ETH": "0-a1"}


def test_a_reduction_that_becomes_a_close_is_one_instruction() -> None:
    after = through(told(part("0.5", target=1)), told(CLOSE)).instructions

    assert [places(each.ids) for each in after] == [["0-a0", "1-a0"]]


def test_a_stop_and_a_close_in_its_place_are_two_instructions() -> None:
    after = through(told(stop("BTC", "100")), told(CLOSE)).instructions

    assert [(places(each.ids), each.stands) for each in after] == [
        (["1-a0"], True),
        (["0-a0"], False),
    ]


def test_an_entry_that_was_filled_is_not_exchanged_for_another() -> None:
    world = World()
    position = world.opened()
    elsewhere = world.signal(entry_prices=(Decimal(90),))

    assert is_another_entry(position, elsewhere)
    world.move("99.5")
    assert not is_another_entry(world.position(position.position_id), elsewhere)


def test_an_instruction_written_into_a_calls_message_leaves_the_call_standing() -> None:
    said = through(call("100"), told(stop("BTC", "100")))

    assert places(tuple(each.signal_id for each in said.calls)) == ["0"]
    assert said.former_calls == ()


def test_a_version_with_more_calls_than_anybody_means_makes_none() -> None:
    many = [str(price) for price in range(101, 102 + MOST_ITEMS)]

    assert through(call("100"), call(*many)).calls == ()
