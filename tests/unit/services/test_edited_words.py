"""Edited messages act by the difference to what was done, instruction by instruction."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.holding import bought, held
from signalfill.domain.message import MessageRecord
from signalfill.domain.position import OrderPurpose, Position, PositionState
from signalfill.services.trading.decide_pending import decide_pending
from tests.fakes.venue import product
from tests.fakes.world import World
from tests.unit.services.author import Author

CALL = "#BTC/USDT LONG\nEntry: 100\nTP1: 110\nTP2: 120\nSL: 95"
ETH = "#ETH/USDT LONG\nEntry: 50\nTP1: 55\nSL: 48"


def begun(**rules: str) -> tuple[World, Author, MessageRecord]:
    usual = {"addition_size": "0.25", "max_notional_fraction": "0.5", "cool_down": "0s"}
    world = World(rules=None, **(usual | rules))
    world.venue.add_product(product("ETH"))
    world.venue.price("50.5", "ETH-USD")
    author = Author(world)
    world.venue.price("101")
    return world, author, author.post(CALL)


def filled(world: World) -> None:
    world.move("99.5", "101")


def the_position(author: Author, call: MessageRecord) -> Position:
    (position,) = author.positions(call)
    return position


def part_held(position: Position) -> Decimal:
    return (held(position) / bought(position)).quantize(Decimal("0.01"))


def resting(position: Position) -> list[tuple[Decimal | None, Decimal]]:
    """Limit and size of what may still be bought, dearest first."""
    sizes: dict[Decimal | None, Decimal] = {}
    for order in position.orders:
        if order.purpose is OrderPurpose.ENTRY and not order.is_closed:
            sizes[order.limit_price] = sizes.get(order.limit_price, Decimal(0)) + order.base_size
    return sorted(sizes.items(), reverse=True, key=lambda pair: pair[0] or Decimal(0))


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        ("close 50% of BTC", "TP1 hit, close 50% of BTC", "0.50"),
        ("close 50% of BTC", "close 50% of BTC!", "0.50"),
        ("close 25% of BTC", "close 50% of BTC", "0.50"),
        ("close 50% of BTC", "close 25% of BTC", "0.50"),
        ("close half", "close half of BTC", "0.50"),
    ],
)
def test_an_edited_reduction_sells_the_difference(first: str, then: str, left: str) -> None:
    world, author, call = begun()
    filled(world)

    said = author.post(first)
    author.edit(said, then)

    assert part_held(the_position(author, call)) == Decimal(left)


def test_a_reduction_edited_into_a_close_closes() -> None:
    world, author, call = begun()
    filled(world)

    said = author.post("close 25% of BTC")
    author.edit(said, "close BTC now")

    assert author.positions(call) == []


def test_a_reduction_taken_out_and_written_again_sells_once() -> None:
    world, author, call = begun()
    filled(world)

    said = author.post("close 50% of BTC")
    author.edit(author.edit(said, "hmm"), "close 50% of BTC")

    assert part_held(the_position(author, call)) == Decimal("0.50")


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        ("close 25% of BTC, close 50% of BTC", "TP1 hit, close half of BTC", "0.25"),
        ("close 20% of BTC", "close 10% of BTC, close 15% of BTC", "0.75"),
        ("close 25% of BTC", "close 25% of BTC, close 50% of BTC", "0.25"),
        ("close 25% of BTC, close 50% of BTC", "close 25% of BTC, close 60% of BTC", "0.15"),
    ],
)
def test_all_reductions_of_a_message_sell_no_more_than_it_says_by_now(
    first: str, then: str, left: str
) -> None:
    world, author, call = begun()
    filled(world)

    said = author.post(first)
    author.edit(said, then)

    assert part_held(the_position(author, call)) == Decimal(left)


def test_two_reductions_of_two_messages_sell_both() -> None:
    world, author, call = begun()
    filled(world)

    author.post("close 25% of BTC")
    author.post("close 25% of BTC")

    assert part_held(the_position(author, call)) == Decimal("0.50")


def test_an_instruction_added_by_an_edit_is_done_beside_the_first() -> None:
    world, author, call = begun()
    filled(world)

    said = author.post("close 25% of BTC")
    author.edit(said, "close 25% of BTC, move SL to 97")

    position = the_position(author, call)
    assert part_held(position) == Decimal("0.75")
    assert {s.stop_price for s in position.slices} == {Decimal(97)}


def test_an_addition_edited_at_another_price_moves() -> None:
    world, author, call = begun()
    filled(world)

    said = author.post("BTC add more at 98")
    ((_, size),) = resting(the_position(author, call))
    author.edit(said, "BTC add more at 98.5")

    assert resting(the_position(author, call)) == [(Decimal("98.5"), size)]


def test_what_an_addition_bought_before_its_edit_is_not_bought_again() -> None:
    world, author, call = begun()
    filled(world)
    said = author.post("BTC add more at 98")
    before = bought(the_position(author, call))
    world.move("97.9", "101")
    after = bought(the_position(author, call))
    assert after > before

    author.edit(said, "BTC add more at 98.5")

    assert resting(the_position(author, call)) == []
    assert author.decisions(said)[-1].code == "already_added"


@pytest.mark.parametrize("text", [None, "good morning"])
def test_an_addition_that_is_said_no_more_is_canceled(text: str | None) -> None:
    world, author, call = begun()
    filled(world)
    said = author.post("BTC add more at 98")

    if text is None:
        author.delete(said)
    else:
        author.edit(said, text)

    position = the_position(author, call)
    assert resting(position) == []
    assert (position.state, part_held(position)) == (PositionState.OPEN, Decimal("1.00"))


def test_what_an_addition_bought_stays_when_its_message_goes() -> None:
    world, author, call = begun()
    filled(world)
    said = author.post("BTC add more at 98")
    world.move("97.9", "101")

    author.delete(said)

    assert part_held(the_position(author, call)) == Decimal("1.00")


def test_a_stop_that_waits_makes_way_for_the_edited_one() -> None:
    world, author, call = begun()
    filled(world)
    said = author.post("BTC move SL to 109")
    assert the_position(author, call).pending_stop == Decimal(109)

    author.edit(said, "BTC move SL to 99")
    world.move("109.5")

    assert {s.stop_price for s in the_position(author, call).slices} == {Decimal(99)}


def test_a_call_written_before_another_leaves_that_one_and_trades() -> None:
    world, author, call = begun()
    before = the_position(author, call)

    author.edit(call, f"{ETH}\n\n{CALL}")

    assert world.position(before.position_id).state is PositionState.OPENING
    assert sorted(p.product_id for p in author.positions(call)) == ["BTC-USD", "ETH-USD"]


def test_a_call_that_is_taken_out_goes_and_the_other_stays() -> None:
    world, author, call = begun()
    author.edit(call, f"{ETH}\n\n{CALL}")

    author.edit(call, CALL)

    assert [p.product_id for p in author.positions(call)] == ["BTC-USD"]
    assert world.position(f"{call.message_id}-0").state is PositionState.OPENING


def test_an_entry_typo_mended_by_an_edit_is_entered_anew() -> None:
    world, author, call = begun()
    first = the_position(author, call)

    author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))

    assert world.position(first.position_id).state is PositionState.CLOSED
    assert {price for price, _ in resting(the_position(author, call))} == {Decimal(99)}


def test_an_entry_edited_back_while_it_ends_is_entered_anew() -> None:
    world, author, call = begun()
    first, cancel = the_position(author, call), world.venue.cancel
    world.venue.cancel = lambda _ids: {}  # type: ignore[method-assign, assignment]
    edited = author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))
    world.venue.cancel = cancel  # type: ignore[method-assign]

    author.edit(edited, CALL)
    world.clock.advance(seconds=30)
    decided_anew(world)
    decided_anew(world)

    assert world.position(first.position_id).state is PositionState.CLOSED
    assert {price for price, _ in resting(the_position(author, call))} == {Decimal(100)}


def test_a_mended_entry_goes_through_the_gates() -> None:
    world, author, call = begun()
    world.venue.price("111")

    author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))

    assert author.positions(call) == []
    assert author.decisions(call)[-1].code == "target_passed"


def test_another_entry_changes_nothing_once_the_first_was_filled() -> None:
    world, author, call = begun()
    filled(world)
    before = the_position(author, call)

    author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))

    after = the_position(author, call)
    assert (after.position_id, bought(after)) == (before.position_id, bought(before))
    assert resting(after) == []


def test_a_mended_entry_of_what_was_traded_and_closed_opens_nothing() -> None:
    world, author, call = begun()
    filled(world)
    author.post("close BTC now")

    author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))

    assert author.positions(call) == []
    assert "already_traded" in {d.code for d in author.decisions(call)}


def test_a_stop_edited_after_the_entry_was_mended_moves_the_position_of_now() -> None:
    world, author, call = begun()
    mended = author.edit(call, CALL.replace("Entry: 100", "Entry: 99.9"))
    world.move("99.5", "101")

    author.edit(mended, CALL.replace("Entry: 100", "Entry: 99.9").replace("SL: 95", "SL: 97"))

    assert {s.stop_price for s in the_position(author, call).slices} == {Decimal(97)}


def test_an_entry_that_fills_while_it_is_mended_stays_and_is_not_doubled() -> None:
    world, author, call = begun()
    first = the_position(author, call)
    cancel = world.venue.cancel

    def fills_first(venue_order_ids: list[str]) -> object:
        world.venue.price("99.5")
        return cancel(venue_order_ids)

    world.venue.cancel = fills_first  # type: ignore[method-assign, assignment]
    author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))

    assert [p.position_id for p in author.positions(call)] == [first.position_id]
    assert bought(the_position(author, call)) > 0


def test_a_coin_mended_by_an_edit_is_entered_and_the_wrong_one_goes() -> None:
    world, author, _ = begun()
    call = author.post(ETH)
    wrong = the_position(author, call)

    author.edit(call, "#SOL/USDT LONG\nEntry: 50\nTP1: 55\nSL: 48")

    assert world.position(wrong.position_id).state is PositionState.CLOSED


def test_a_deletion_takes_the_mended_call_back_too() -> None:
    world, author, call = begun()
    author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))

    author.delete(call)

    assert author.positions(call) == []
    assert world.venue.open_orders() == []


def kept_by_another(world: World, author: Author, call: MessageRecord) -> Position:
    """Its position, which another invocation holds for a minute: edits of it wait."""
    position, now = the_position(author, call), world.clock.now()
    until = now + timedelta(minutes=1)
    world.positions.take_lease(position.position_id, owner="another", now=now, until=until)
    return position


def decided_anew(world: World) -> None:
    """A minute later: what waited is delivered again, then the sweep comes."""
    world.clock.advance(seconds=60)
    for key in world.signals.pending():
        decide_pending(key, world.context())
    world.sweep()


def test_a_deletion_withdraws_the_edited_call_that_waits_for_the_entry_of_before_to_end() -> None:
    world, author, call = begun()
    position = kept_by_another(world, author, call)

    edited = author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))
    author.delete(edited)
    decided_anew(world)

    assert [d.code for d in author.decisions(call)].count("withdrawn") == 1
    assert [p.position_id for p in author.positions(call, live=False)] == [position.position_id]


def test_an_edit_withdraws_the_edited_call_that_waits_for_the_entry_of_before_to_end() -> None:
    world, author, call = begun()
    position = kept_by_another(world, author, call)

    edited = author.edit(call, CALL.replace("Entry: 100", "Entry: 99"))
    author.edit(edited, "good morning all")
    decided_anew(world)

    assert [d.code for d in author.decisions(call)].count("withdrawn") == 1
    assert [p.position_id for p in author.positions(call, live=False)] == [position.position_id]
    assert world.venue.open_orders() == []


def test_an_edit_withdraws_another_coins_call_that_waits_and_the_entry_of_before() -> None:
    world, author, call = begun()
    kept_by_another(world, author, call)

    edited = author.edit(call, ETH)
    author.edit(edited, "good morning all")
    decided_anew(world)

    assert author.positions(call) == []
    assert world.venue.open_orders() == []


@pytest.mark.parametrize(
    ("first", "then", "parts"),
    [
        ("close 50% of BTC", "close 50% of ETH", ["0.50", "0.50"]),
        ("close 50% of BTC", "close 50% of ETH, close 50% of BTC", ["0.50", "0.50"]),
        ("close 50% of BTC, close 25% of ETH", "close 50% of ETH", ["0.50", "0.50"]),
        ("close 50% of BTC", "close 50% of BTC, close ETH", ["0.50", "0"]),
    ],
)
def test_a_coin_that_an_edited_follow_up_names_for_the_first_time_is_acted_on(
    first: str, then: str, parts: list[str]
) -> None:
    world, author, call = begun()
    other = author.post(ETH)
    world.venue.price("49.9", "ETH-USD")
    filled(world)

    said = author.post(first)
    author.edit(said, then)

    left = [part_held(p) for each in (call, other) for p in author.positions(each)]
    assert left == [Decimal(each) for each in parts if each != "0"]


def test_a_close_of_the_wrong_coin_mended_by_an_edit_closes_the_right_one_too() -> None:
    world, author, call = begun()
    other = author.post(ETH)
    world.venue.price("49.9", "ETH-USD")
    filled(world)

    author.edit(author.post("close BTC now"), "close ETH now")

    assert author.positions(call) == author.positions(other) == []


def test_an_old_close_that_named_no_coin_reaches_no_later_position_by_its_edits() -> None:
    world = World(cool_down="0s", same_call_window="0s")
    world.venue.add_product(product("ETH"))
    world.venue.price("50.5", "ETH-USD")
    world.venue.price("101")
    author = Author(world)
    first = author.post(ETH)
    world.venue.price("49.9", "ETH-USD")
    said = author.post("close it now")
    assert author.positions(first) == []
    world.clock.advance(hours=1)
    world.venue.price("50.5", "ETH-USD")
    later = author.post(ETH)
    world.venue.price("49.9", "ETH-USD")
    world.sweep()

    author.edit(author.edit(said, "close it now, close 50% of BTC"), "close ETH now")

    assert part_held(the_position(author, later)) == Decimal("1.00")
