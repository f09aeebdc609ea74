"""The floor under the branches of the pure rooms and the services holds each room by itself."""

from __future__ import annotations

from typing import Any

from tests.coverage_floor import ROOMS, shortfalls


def seen(*, covered: int, of: int) -> dict[str, Any]:
    summary = {
        "covered_branches": covered,
        "num_branches": of,
        "missing_branches": of - covered,
    }
    return {"summary": summary, "missing_branches": [[7, 9]] if covered < of else []}


def files(**special: dict[str, Any]) -> dict[str, Any]:
    """Every room well covered, but for those named."""
    rooms = {room: seen(covered=100, of=100) for room in ROOMS} | special
    return {f"src/signalfill/{room}/one.py": each for room, each in rooms.items()}


def test_rooms_at_the_floor_pass() -> None:
    assert list(shortfalls(files(domain=seen(covered=95, of=100)))) == []


def test_a_room_below_it_is_named_with_what_nothing_took() -> None:
    (told,) = shortfalls(files(parsing=seen(covered=94, of=100)))

    assert told == "parsing is below 95 %:\n  src/signalfill/parsing/one.py: 7->9"


def test_one_room_does_not_pay_for_another() -> None:
    told = list(shortfalls(files(matching=seen(covered=1, of=100), domain=seen(covered=1, of=1))))

    assert [each.partition(" ")[0] for each in told] == ["matching"]


def test_what_is_held_elsewhere_does_not_count() -> None:
    replay = {"src/signalfill/services/replaying/one.py": seen(covered=0, of=1000)}

    assert list(shortfalls(files() | replay)) == []


def test_a_room_that_was_not_measured_is_no_room_that_passed() -> None:
    assert len(list(shortfalls({}))) == len(ROOMS)
