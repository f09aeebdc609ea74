from __future__ import annotations

from sandbox.demo.figures import Latency, doubled, latency
from signalfill.domain.rules import Mode
from tests.unit.demo.examples import MESSAGE_ID, create_order, position

ENTRY = f"sf1-{MESSAGE_ID}-0-0-e0"
OTHERS = [str(int(MESSAGE_ID) + (number << 22)) for number in range(1, 21)]


def test_no_order_means_no_latency() -> None:
    assert latency([], [MESSAGE_ID]) is None


def test_the_time_is_from_the_message_to_its_first_order() -> None:
    requests = [
        create_order(ENTRY, after_milliseconds=80),
        create_order(f"sf1-{MESSAGE_ID}-0-1-e0", after_milliseconds=120),
    ]

    assert latency(requests, [MESSAGE_ID]) == Latency(80, 1, 80, 80, 80)


def test_the_first_order_with_the_cold_starts_is_told_apart() -> None:
    requests = [create_order(ENTRY, after_milliseconds=900)]
    # Posted 1 to 20 ms after the first message, all ordered 50 ms after it: 49 down to 30 ms.
    requests += [create_order(f"sf1-{each}-0-0-e0", after_milliseconds=50) for each in OTHERS]

    assert latency(requests, [MESSAGE_ID, *OTHERS]) == Latency(900, 20, 39, 48, 49)


def test_what_was_posted_while_a_worker_was_down_does_not_count() -> None:
    assert latency([create_order(ENTRY, after_milliseconds=80)], []) is None


def test_reads_are_no_orders() -> None:
    request = create_order(ENTRY, after_milliseconds=80) | {"method": "GET"}

    assert latency([request], [MESSAGE_ID]) is None


def test_each_entry_sent_once_is_not_doubled() -> None:
    assert doubled([create_order(ENTRY, after_milliseconds=80)], [position()]) == []


def test_an_entry_sent_twice_is_told() -> None:
    requests = [create_order(ENTRY, after_milliseconds=at) for at in (80, 90)]

    assert doubled(requests, [position()]) == [f"order {ENTRY} was sent 2 times"]


def test_an_entry_of_no_position_is_told() -> None:
    assert doubled([create_order("sf1-9-0-0-e0", after_milliseconds=80)], [position()]) == [
        "order sf1-9-0-0-e0 belongs to no live position"
    ]


def test_a_paper_order_that_reached_the_venue_is_told() -> None:
    request = create_order(ENTRY, after_milliseconds=80)

    assert doubled([request], [position(mode=Mode.PAPER)]) != []


def test_an_exit_may_be_sent_again() -> None:
    requests = [create_order("sf1-9-0-0-x0", after_milliseconds=at, side="SELL") for at in (1, 2)]

    assert doubled(requests, []) == []
