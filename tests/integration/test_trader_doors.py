"""The trader's doors: stream records and ticks in, orders at the stand-in Coinbase out."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from functions.trader import app
from signalfill.adapters.coinbase.client import CoinbaseClient
from signalfill.adapters.coinbase.tape import CoinbaseTape
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.adapters.paper.venue import PaperVenue
from signalfill.domain.errors import HaltedError, InvalidInputError, SignalfillError
from signalfill.domain.position import ExitReason, PositionState
from signalfill.domain.rules import Mode
from signalfill.domain.verdict import ItemKey
from tests.fakes.trader_doors import Context, TraderDoors, forget, opened_doors
from tests.fakes.world import settings

pytestmark = pytest.mark.integration


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[TraderDoors]:
    with opened_doors(monkeypatch) as doors:
        yield doors


def test_a_signal_rests_as_entries_with_their_brackets_attached(doors: TraderDoors) -> None:
    doors.deliver(doors.say())

    orders = [(each["side"], each["status"]) for each in doors.orders() if not parent(each)]
    assert orders == [("BUY", "OPEN")] * 2
    attached = [each["body"]["attached_order_configuration"] for each in doors.creates()]
    prices = [each["trigger_bracket_gtc"] for each in attached]
    assert prices == [
        {"limit_price": "63000", "stop_trigger_price": "58800"},
        {"limit_price": "65000", "stop_trigger_price": "58800"},
    ]


def parent(order: dict[str, object]) -> object:
    return order.get("originating_order_id")


def test_the_same_record_again_changes_nothing(doors: TraderDoors) -> None:
    signal = doors.say()
    doors.deliver(signal)
    before = doors.position(signal), len(doors.creates())

    doors.deliver(signal)

    assert (doors.position(signal), len(doors.creates())) == before


def test_a_sweep_records_the_fills_and_reads_the_brackets_back(doors: TraderDoors) -> None:
    signal = doors.say()
    doors.deliver(signal)

    doors.move("59999")

    position = doors.position(signal)
    assert len(position.fills) == 2
    assert position.naked_since is None


def test_a_sweep_tells_that_it_was_completed(
    doors: TraderDoors, capsys: pytest.CaptureFixture[str]
) -> None:
    doors.sweep()

    (metric,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    names = ("SweepCompleted", "UnprotectedSeconds", "BreakerLatched", "SweepFailures")
    assert [metric[name] for name in names] == [[1.0], [0.0], [0.0], [0.0]]


def test_a_position_ends_at_its_target_and_then_at_its_stop(doors: TraderDoors) -> None:
    signal = doors.say()
    doors.deliver(signal)

    doors.move("59999", "63001", "59950")

    position = doors.position(signal)
    assert (position.state, position.exit_reason) == (PositionState.CLOSED, ExitReason.STOP_LOSS)


def test_our_books_are_the_venues_at_every_step(doors: TraderDoors) -> None:
    doors.deliver(doors.say())
    found = []
    for price in ("59999", "63001", "59950"):
        doors.move(price)
        found.append(doors.differences())

    assert found == [[], [], []]


@pytest.mark.parametrize(
    "fault", ["drop_response_after_accept", "5xx_after_accept", "not_json_after_accept"]
)
def test_an_order_whose_answer_was_lost_is_not_sent_again(doors: TraderDoors, fault: str) -> None:
    signal = doors.say()
    doors.stand_in.control.fault(fault, 1, "brokerage/orders")
    doors.deliver(signal)
    for _ in range(3):
        doors.sweep()

    assert len(doors.creates()) == 2
    assert doors.differences() == []


def test_an_order_that_never_arrived_is_searched_for_and_not_sent_again(
    doors: TraderDoors,
) -> None:
    doors.stand_in.control.fault("drop_before_accept", 1, "brokerage/orders")
    doors.deliver(doors.say())
    for _ in range(3):
        doors.sweep()

    assert len(doors.creates()) == 2
    assert doors.differences() == []


def test_a_key_that_the_venue_refuses_leaves_the_signal_pending(doors: TraderDoors) -> None:
    signal = doors.say()
    doors.stand_in.control.fault("unauthorized", 99)

    with pytest.raises(SignalfillError):
        doors.deliver(signal)

    assert doors.signals.pending() == [ItemKey.of(signal)]
    assert doors.creates() == []


def test_a_key_that_the_venue_refuses_is_in_no_output(
    doors: TraderDoors, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    signal = doors.say()
    doors.stand_in.control.fault("unauthorized", 99)

    with pytest.raises(HaltedError) as refused:
        doors.deliver(signal)
    doors.sweep()

    captured = capsys.readouterr()
    told = captured.out + captured.err + str([vars(each) for each in caplog.records])
    told += repr(refused.value)
    key = doors.stand_in.key
    secrets = [key["name"], *key["privateKey"].split("\n")[1:-2]]
    assert [secret for secret in secrets if secret in told] == []


def test_a_malformed_key_is_an_error_that_does_not_show_it(
    doors: TraderDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = json.dumps({"name": "organizations/1", "privateKey": "half a key"})
    monkeypatch.setenv("SIGNALFILL_COINBASE_KEY", key)

    with pytest.raises(InvalidInputError) as refused:
        doors.deliver(doors.say())

    assert "half a key" not in str(refused.value)


def test_a_sweep_decides_what_the_stream_could_not(doors: TraderDoors) -> None:
    signal = doors.say()
    doors.stand_in.control.fault("unauthorized", 99)
    with pytest.raises(HaltedError):
        doors.deliver(signal)
    doors.stand_in.control.clear_faults()

    assert doors.sweep()["decided"] == 1
    assert len(doors.creates()) == 2


def test_paper_makes_a_position_and_sends_the_venue_nothing(doors: TraderDoors) -> None:
    doors.push(settings(mode=Mode.PAPER.value))
    signal = doors.say()
    doors.deliver(signal)

    doors.move("59999", "63001")

    position = doors.position(signal)
    assert (position.mode, len(position.fills)) == (Mode.PAPER, 3)
    assert (doors.creates(), doors.orders()) == ([], [])


def test_paper_needs_no_key(doors: TraderDoors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGNALFILL_COINBASE_KEY")
    doors.push(settings(mode=Mode.PAPER.value))
    signal = doors.say()

    doors.deliver(signal)

    assert doors.position(signal).state is PositionState.OPENING


def test_live_without_a_key_refuses_to_work(
    doors: TraderDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SIGNALFILL_COINBASE_KEY")
    signal = doors.say()

    with pytest.raises(SignalfillError):
        doors.deliver(signal)

    assert doors.signals.pending() == [ItemKey.of(signal)]


def test_a_look_without_a_venue_keeps_no_lease(
    doors: TraderDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    signal = doors.say()
    doors.deliver(signal)
    forget()
    with monkeypatch.context() as patch:
        patch.setenv("SIGNALFILL_COINBASE_KEY", "no JSON")
        assert doors.sweep()["failed"] > 0
    forget()

    taken = doors.positions.take_lease(
        signal.signal_id, owner="next", now=doors.clock(), until=doors.clock()
    )
    assert taken is not None


def test_a_refused_key_keeps_no_paper_position_waiting(doors: TraderDoors) -> None:
    live = doors.say()
    doors.deliver(live)
    doors.push(settings(mode=Mode.PAPER.value))
    doors.clock.advance(7200)
    on_paper = doors.say(
        base="ETH", entry_prices=("3300",), stop_loss="3200", take_profits=("3600",)
    )
    doors.deliver(on_paper)
    doors.stand_in.control.fault("unauthorized", 99)

    doors.stand_in.control.price("ETH-USD", "3299")
    doors.sweep()

    assert len(doors.position(on_paper).fills) == 1


def test_a_live_position_ends_with_the_result_of_its_paper_twin(doors: TraderDoors) -> None:
    signal = doors.say()
    doors.deliver(signal)

    doors.sweep()
    doors.move("59999", "59998", "63001", "63002", "65001", "65002")

    result = doors.position(signal).twin
    assert result is not None
    assert result.live_r > 1
    assert abs(result.difference_r) < 1
    assert doors.differences() == []


def test_a_twin_sends_the_venue_no_order(doors: TraderDoors) -> None:
    doors.deliver(doors.say())
    before = len(doors.creates())

    doors.sweep()
    doors.sweep()

    assert len(doors.creates()) == before == 2


def test_a_twin_whose_prices_fail_changes_nothing_live(
    doors: TraderDoors, caplog: pytest.LogCaptureFixture
) -> None:
    signal = doors.say()
    doors.deliver(signal)
    before = doors.position(signal)
    doors.stand_in.control.fault("5xx", 99, "/ticker")

    result = doors.sweep()

    assert result["failed"] == 0
    assert doors.position(signal) == before
    assert "paper twin not played" in caplog.text


def test_a_sweep_that_has_little_time_left_plays_no_twins(
    doors: TraderDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors.deliver(doors.say())
    monkeypatch.setattr(Context, "get_remaining_time_in_millis", lambda _: 19_000)

    doors.sweep()

    assert [each for each in doors.reads() if each.endswith("/ticker")] == []


def test_a_twin_has_a_connection_and_a_patience_of_its_own(doors: TraderDoors) -> None:
    doors.deliver(doors.say())
    doors.sweep()

    live, twin = app.trading()._live, app.trading()._twin
    assert isinstance(live, CoinbaseVenue)
    assert isinstance(twin, PaperVenue)
    market = twin._prices
    assert isinstance(market, CoinbaseTape)
    assert isinstance(market._client, CoinbaseClient)
    assert market._client is not live._client
    assert max(market._client._timeout_seconds) <= 2
