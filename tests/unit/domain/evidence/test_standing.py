from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from signalfill.domain.evidence.standing import Standing, evidence_of, has_turned
from signalfill.domain.evidence.statistics import SignalR

FIRST = date(2026, 1, 1)


def _channel(*rs: str, times: int, a_day: int = 1) -> list[SignalR]:
    results = [Decimal(r) for _ in range(times) for r in rs]
    return [SignalR(FIRST + timedelta(days=at // a_day), r) for at, r in enumerate(results)]


GOOD = _channel("1.5", "-1", "1.5", times=60)
BAD = _channel("0.5", "-1", "-1", times=60)


def test_a_good_channel_of_one_s_own_records_is_proven() -> None:
    evidence = evidence_of(GOOD, forward=GOOD)
    assert evidence.standing is Standing.PROVEN
    assert evidence.lower is not None
    assert evidence.lower > 0


def test_an_export_alone_never_proves() -> None:
    evidence = evidence_of(GOOD)
    assert evidence.standing is Standing.NOT_SHOWN
    assert evidence.lacks_own_records


def test_an_export_is_confirmed_by_50_own_signals_as_good_as_it_promises() -> None:
    assert evidence_of(GOOD, forward=GOOD[-51:]).standing is Standing.PROVEN
    assert evidence_of(GOOD, forward=GOOD[-48:]).standing is Standing.NOT_SHOWN


def test_an_export_is_not_confirmed_by_own_signals_that_are_worse_than_it_promises() -> None:
    own = _channel("0.1", "-0.2", times=30)
    assert evidence_of([*GOOD, *own], forward=own).standing is Standing.NOT_SHOWN


def test_a_channel_that_loses_is_harmful_without_any_confirmation() -> None:
    evidence = evidence_of(BAD)
    assert evidence.standing is Standing.HARMFUL
    assert evidence.upper is not None
    assert evidence.upper < 0


def test_what_luck_explains_is_not_shown() -> None:
    even = _channel("1.1", "-1", times=40)
    evidence = evidence_of(even, forward=even)
    assert evidence.standing is Standing.NOT_SHOWN
    assert not evidence.lacks_own_records


@pytest.mark.parametrize(
    ("few", "why"),
    [
        (_channel("1.5", "1.4", times=24), "48 signals"),
        (_channel("1.5", "1.4", times=29, a_day=2), "29 days"),
    ],
)
def test_below_50_signals_of_30_days_there_is_not_enough_to_tell(
    few: list[SignalR], why: str
) -> None:
    evidence = evidence_of(few, forward=few)
    assert evidence.standing is Standing.UNKNOWN, why
    assert not evidence.is_enough_to_tell


def test_nothing_is_unknown_and_has_no_mean() -> None:
    evidence = evidence_of([])
    assert (evidence.standing, evidence.mean, evidence.lower) == (Standing.UNKNOWN, None, None)


def test_tried_channels_and_variants_multiply() -> None:
    evidence = evidence_of(GOOD, channels=4, variants=3)
    assert evidence.tried == 12
    assert evidence.alpha == pytest.approx(0.05 / 12)


def test_a_steady_channel_has_not_turned() -> None:
    assert has_turned(GOOD) is None
    assert has_turned([]) is None


def test_a_channel_that_lost_for_60_days_has_turned() -> None:
    late = [
        SignalR(GOOD[-1].day + timedelta(days=at), Decimal(r))
        for at, r in enumerate(["-1", "-1", "0.5"] * 20, start=1)
    ]
    said = has_turned([*GOOD, *late])
    assert said is not None
    assert "last 60 days" in said


def test_a_channel_that_fell_deeper_than_its_years_do_has_turned() -> None:
    """In one bad week, which 60 days do not show yet."""
    late = [SignalR(GOOD[-1].day + timedelta(days=at), Decimal(-12)) for at in range(1, 4)]
    said = has_turned([*GOOD, *late])
    assert said is not None
    assert "below its best" in said
