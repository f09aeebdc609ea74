from __future__ import annotations

from datetime import timedelta

from tests.fakes.clock import START, FakeClock


def test_the_clock_stands_until_it_is_moved() -> None:
    clock = FakeClock()

    assert clock.now() == clock.now() == START
    assert clock.advance(seconds=1, minutes=2) == START + timedelta(seconds=121)


def test_sleeping_moves_the_clock() -> None:
    clock = FakeClock()

    clock.sleep(5)

    assert clock.now() == START + timedelta(seconds=5)


def test_the_clock_can_be_set() -> None:
    clock = FakeClock(START)

    clock.set(START - timedelta(days=1))

    assert clock.now() == START - timedelta(days=1)
