"""What the trader makes of each fault of the venue: real tables, real SDK, stand-in Coinbase.

Whatever happens, nothing is sent twice, what is held is guarded, and the books are the venue's.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from signalfill.domain.holding import held
from signalfill.domain.order import OPEN
from signalfill.domain.position import ExitReason, OrderPurpose, Position, PositionState
from signalfill.domain.settings import AccountSettings
from signalfill.domain.signal import Signal
from signalfill.domain.verdict import ItemKey
from tests.fakes.trader_doors import TraderDoors, opened_doors
from tests.fakes.world import settings

pytestmark = pytest.mark.integration

BTC = "BTC-USD"


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[TraderDoors]:
    with opened_doors(monkeypatch) as doors:
        yield doors


def entered(doors: TraderDoors) -> Signal:
    """Two entries rest at 60000; stop 58800, targets 63000 and 65000."""
    signal = doors.say()
    doors.deliver(signal)
    return signal


BOTH_FEES_IN = Decimal("60603.63")
"""60000 and the stand-in's maker fee of it, by what its taker fee leaves of a sale."""


def filled(doors: TraderDoors) -> Signal:
    signal = entered(doors)
    doors.move("59999")
    return signal


def fault(doors: TraderDoors, name: str, count: int | None = None, value: object = None) -> None:
    doors.stand_in.control.fault(name, count, value)


def brackets(doors: TraderDoors) -> list[dict[str, Any]]:
    """Those that rest at the venue, by their fields."""
    return [
        each["order_configuration"]["trigger_bracket_gtc"] | {"order_id": each["order_id"]}
        for each in doors.orders()
        if each["order_type"] == "BRACKET" and each["status"] == "OPEN"
    ]


def guarded(doors: TraderDoors) -> Decimal:
    return sum((Decimal(each["base_size"]) for each in brackets(doors)), Decimal(0))


def is_guarded(doors: TraderDoors, signal: Signal) -> bool:
    """All that is held has a bracket that rests at the venue, and our books say so."""
    position = doors.position(signal)
    return position.naked_since is None and guarded(doors) == held(position) > 0


def ends_well(doors: TraderDoors, signal: Signal) -> Position:
    """Both targets trade: everything is sold, once, and the books are the venue's."""
    doors.move("63001", "65001", "65001")
    assert doors.differences() == []
    assert doors.position(signal).state is PositionState.CLOSED
    return doors.position(signal)


def ids(doors: TraderDoors) -> list[str]:
    return [each["body"]["client_order_id"] for each in doors.creates()]


# --- what is true is shown later ---


def test_late_fill_protects_at_once_and_closes_only_with_all_fills(doors: TraderDoors) -> None:
    signal = entered(doors)
    fault(doors, "late_fill", value=300)
    doors.move("59999")
    assert (len(doors.position(signal).fills), is_guarded(doors, signal)) == (0, True)

    doors.move("63001", "65001")
    assert doors.position(signal).state is not PositionState.CLOSED

    doors.clock.advance(300)
    doors.sweep()
    assert doors.position(signal).state is PositionState.CLOSED
    assert doors.differences() == []


def test_queue_lag_sends_nothing_again(doors: TraderDoors) -> None:
    fault(doors, "queue_lag", value=150)
    signal = entered(doors)
    doors.sweep()
    assert len(ids(doors)) == 2

    doors.clock.advance(100)
    doors.move("59999")
    # The bracket is there, but queued: what was bought is not protected yet, and we say so.
    assert doors.position(signal).naked_since is not None
    doors.clock.advance(150)
    doors.sweep()
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


def test_404_after_create_is_no_failure(doors: TraderDoors) -> None:
    fault(doors, "404_after_create", 9)
    fault(doors, "list_misses_newest", 9)
    signal = entered(doors)
    doors.sweep()
    assert len(ids(doors)) == 2
    assert {order.is_closed for order in doors.position(signal).orders} == {False}
    doors.stand_in.control.clear_faults()
    doors.move("59999")
    ends_well(doors, signal)


def test_balance_lag_makes_nobody_a_seller(doors: TraderDoors) -> None:
    signal = entered(doors)
    doors.sweep()
    fault(doors, "balance_lag", value=40)
    doors.stand_in.control.price(BTC, "59999")
    for _ in range(4):
        doors.sweep(seconds=5)
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


# --- no answer, and no ---


@pytest.mark.parametrize("name", ["429_html", "429_json"])
def test_a_throttled_entry_is_sent_again_under_its_id(doors: TraderDoors, name: str) -> None:
    fault(doors, name, 1, "brokerage/orders")
    signal = entered(doors)
    assert (len(ids(doors)), len(set(ids(doors)))) == (3, 2)
    doors.move("59999")
    assert is_guarded(doors, signal)


@pytest.mark.parametrize("word", ["COMMANDER_REJECTED_NEW_ORDER", "MISSING_PRODUCT_PRICE_BOOK"])
def test_an_entry_refused_for_the_moment_is_tried_again(doors: TraderDoors, word: str) -> None:
    fault(doors, "order_refused", 1, word)
    signal = entered(doors)
    assert (len(ids(doors)), len(set(ids(doors)))) == (3, 2)
    doors.move("59999")
    ends_well(doors, signal)


@pytest.mark.parametrize("word", ["TRADING_DISABLED", "INVALID_PRICE_PRECISION", "A_NEW_WORD"])
def test_an_entry_refused_for_good_is_not_tried_again(doors: TraderDoors, word: str) -> None:
    fault(doors, "order_refused", 1, word)
    signal = entered(doors)
    doors.sweep()
    assert len(ids(doors)) == 1
    position = doors.position(signal)
    assert (position.state, position.exit_reason) == (PositionState.CLOSED, ExitReason.REFUSED)


def test_a_reason_that_hides_in_the_preview_is_told(doors: TraderDoors) -> None:
    fault(doors, "refusal_shape", value="unknown")
    fault(doors, "order_refused", 1, "INVALID_LIMIT_PRICE")
    signal = entered(doors)
    assert doors.position(signal).orders[0].reason == "PREVIEW_INVALID_LIMIT_PRICE"


def test_insufficient_on_an_exit_looks_again_and_sells(doors: TraderDoors) -> None:
    signal = filled(doors)
    fault(doors, "insufficient", 2)
    fault(doors, "gap_through_stop", value=brackets(doors)[0]["order_id"])
    for _ in range(4):
        doors.sweep()
    assert doors.position(signal).state is PositionState.CLOSED
    assert len(ids(doors)) == len(set(ids(doors)))
    assert doors.differences() == []


def test_a_repeated_id_that_is_rejected_is_searched_for(doors: TraderDoors) -> None:
    signal = filled(doors)
    fault(doors, "duplicate_id", value="reject")
    fault(doors, "drop_response_after_accept", 1, "brokerage/orders")
    fault(doors, "gap_through_stop", value=brackets(doors)[0]["order_id"])
    for _ in range(4):
        doors.sweep()
    assert doors.position(signal).state is PositionState.CLOSED
    assert doors.differences() == []


# --- cancels and edits ---


def test_cancel_race_is_a_position_like_any_other(doors: TraderDoors) -> None:
    signal = entered(doors)
    doors.sweep()
    fault(doors, "cancel_race", 9)
    doors.clock.advance(25 * 3600)
    doors.sweep()
    doors.sweep()
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


def test_cancel_refused_is_asked_again(doors: TraderDoors) -> None:
    signal = entered(doors)
    doors.sweep()
    fault(doors, "cancel_refused", 2)
    doors.clock.advance(25 * 3600)
    for _ in range(3):
        doors.sweep()
    position = doors.position(signal)
    assert (position.state, position.exit_reason) == (PositionState.CLOSED, ExitReason.EXPIRED)


@pytest.mark.parametrize("shape", ["list", "object", "null"])
def test_edit_refused_replaces_the_bracket(doors: TraderDoors, shape: str) -> None:
    signal = filled(doors)
    fault(doors, "edit_errors", value=shape)
    fault(doors, "edit_refused", 99)
    doors.move("63001", "63000", "63000")
    (bracket,) = brackets(doors)
    assert Decimal(bracket["stop_trigger_price"]) == BOTH_FEES_IN
    assert is_guarded(doors, signal)


def test_edit_limit_replaces_the_bracket(doors: TraderDoors) -> None:
    signal = filled(doors)
    fault(doors, "edit_limit", value=0)
    doors.move("63001", "63000", "63000")
    (bracket,) = brackets(doors)
    assert Decimal(bracket["stop_trigger_price"]) == BOTH_FEES_IN
    assert is_guarded(doors, signal)


# --- attached brackets ---


def test_attached_refused_lets_nothing_rest_unguarded(doors: TraderDoors) -> None:
    fault(doors, "attached_refused", 99)
    signal = entered(doors)
    doors.move("59999")
    assert doors.orders() == []
    assert doors.position(signal).exit_reason is ExitReason.REFUSED


def test_attached_refused_enters_at_once_and_guards(doors: TraderDoors) -> None:
    fault(doors, "attached_refused", 99)
    signal = doors.say(entry_prices=("60600",))
    doors.deliver(signal)
    doors.sweep()
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


@pytest.mark.parametrize("when", ["at_accept", "first_fill", "full_fill"])
def test_attached_child_protects_whenever_it_appears(doors: TraderDoors, when: str) -> None:
    fault(doors, "attached_child", value=when)
    signal = filled(doors)
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


@pytest.mark.parametrize(
    ("when", "what"),
    [
        ("at_accept", "child_dies"),
        ("first_fill", "child_keeps_fills"),
        ("full_fill", "child_dies"),
    ],
)
def test_parent_cancel_after_a_partial_fill_leaves_nothing_naked(
    doors: TraderDoors, when: str, what: str
) -> None:
    fault(doors, "attached_child", value=when)
    fault(doors, "parent_cancel", value=what)
    signal = entered(doors)
    doors.stand_in.control.price(BTC, "59999", base_size="0.003")
    for _ in range(3):
        doors.sweep()
    doors.clock.advance(25 * 3600)
    for _ in range(4):
        doors.sweep()
    assert held(doors.position(signal)) == Decimal("0.003")
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


def test_child_refused_at_fill_is_replaced_by_a_bracket_of_ours(doors: TraderDoors) -> None:
    fault(doors, "child_refused_at_fill")
    signal = filled(doors)
    doors.sweep()
    guards = [o for o in doors.position(signal).orders if o.purpose is OrderPurpose.PROTECTION]
    assert [o.request is not None for o in guards if o.status in OPEN] == [True, True]
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


# --- brackets that cannot protect ---


def test_bracket_partial_then_drop_is_sold_by_us(doors: TraderDoors) -> None:
    signal = filled(doors)
    fault(doors, "bracket_partial_then_drop", value=brackets(doors)[0]["order_id"])
    for _ in range(3):
        doors.sweep()
    assert doors.position(signal).state is PositionState.CLOSED
    assert doors.differences() == []


def test_gap_through_stop_is_sold_by_us(doors: TraderDoors) -> None:
    signal = filled(doors)
    fault(doors, "gap_through_stop", value=brackets(doors)[0]["order_id"])
    for _ in range(3):
        doors.sweep()
    position = doors.position(signal)
    assert position.state is PositionState.CLOSED
    assert position.unprotected_seconds > 0
    assert doors.differences() == []


def test_auction_cancels_brackets_and_they_come_back_with_the_market(doors: TraderDoors) -> None:
    signal = filled(doors)
    fault(doors, "auction_cancels_brackets", value=BTC)
    doors.sweep()
    doors.sweep()
    assert doors.position(signal).naked_since is not None

    doors.stand_in.control.clear_faults()
    doors.stand_in.control.price(BTC, "59990")
    doors.sweep()
    doors.sweep()
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


# --- the market, and the owner's hands ---


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("limit_only", "limit_only"),
        ("cancel_only", "cancel_only"),
        ("post_only", "post_only"),
        ("trading_disabled", "trading_disabled"),
        ("auction_cancels_brackets", "auction_mode"),
    ],
)
def test_a_market_state_refuses_entries_by_its_name(
    doors: TraderDoors, name: str, state: str
) -> None:
    fault(doors, name, value=BTC)
    signal = doors.say()
    doors.deliver(signal)
    decision = doors.signals.decision(ItemKey.of(signal))
    assert decision is not None
    assert (decision.code, decision.value) == ("market_state", state)
    assert ids(doors) == []


def test_a_delisted_product_has_no_book_to_enter(doors: TraderDoors) -> None:
    fault(doors, "delisted", value=BTC)
    signal = doors.say()
    doors.deliver(signal)
    decision = doors.signals.decision(ItemKey.of(signal))
    assert decision is not None
    assert (decision.code, decision.value) == ("quote", "no order book")
    assert ids(doors) == []


def test_depeg_refuses_entries_that_spend_the_coin(doors: TraderDoors) -> None:
    account = AccountSettings(quote="USDC")
    doors.push(settings().model_copy(update={"account": account}))
    doors.stand_in.control.deposit("USDC", "10000")
    fault(doors, "depeg", value="0.97")
    signal = doors.say()
    doors.deliver(signal)
    decision = doors.signals.decision(ItemKey.of(signal))
    assert decision is not None
    assert decision.code == "depeg"
    assert ids(doors) == []


def test_manual_sale_ends_the_position_and_sells_nothing_twice(doors: TraderDoors) -> None:
    signal = filled(doors)
    size = held(doors.position(signal))
    for bracket in brackets(doors):
        doors.stand_in.exchange.engine.cancel(bracket["order_id"], doors.clock())
    fault(doors, "manual_sale", value={"product_id": BTC, "base_size": str(size)})
    for _ in range(5):
        doors.sweep()
    position = doors.position(signal)
    assert (position.state, held(position)) == (PositionState.CLOSED, Decimal(0))
    sold = [each for each in doors.orders() if each["side"] == "SELL"]
    assert [each for each in sold if Decimal(each["filled_size"])] == []


@pytest.mark.parametrize(("name", "equity"), [("deposit", 14_000), ("withdrawal", 6_000)])
def test_money_moved_by_hand_is_neither_gain_nor_loss(
    doors: TraderDoors, name: str, equity: int
) -> None:
    signal = entered(doors)
    doors.sweep()
    fault(doors, name, value={"currency": "USD", "amount": "4000"})
    latched = [doors.sweep()["breaker_latched"] for _ in range(4)]
    assert latched == [False] * 4
    assert doors.positions.watch("live").opening_equity == equity
    assert doors.position(signal).state is PositionState.OPENING


# --- shapes and time ---


@pytest.mark.parametrize("field", ["order_configuration", "edit_history", "order", "fills"])
def test_null_shapes_change_nothing(doors: TraderDoors, field: str) -> None:
    signal = entered(doors)
    fault(doors, "null_shapes", 3, field)
    doors.move("59999")
    doors.sweep()
    doors.stand_in.control.clear_faults()
    doors.sweep()
    assert is_guarded(doors, signal)
    ends_well(doors, signal)


def test_clock_skew_halts_with_its_name(
    doors: TraderDoors, caplog: pytest.LogCaptureFixture
) -> None:
    signal = entered(doors)
    fault(doors, "clock_skew", value=-300)
    before = doors.position(signal)
    assert doors.sweep()["failed"] > 0
    assert "clock" in str([vars(each) for each in caplog.records])
    assert doors.position(signal) == before
    fault(doors, "clock_skew", value=0)
    doors.move("59999")
    assert is_guarded(doors, signal)
