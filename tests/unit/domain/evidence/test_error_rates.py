"""What the bounds promise, tried on channels whose truth is known. `make evidence-audit` tries
more of them (`CHANNELS`).
"""

from __future__ import annotations

import os
import random

from signalfill.domain.evidence.standing import FEWEST_DAYS, FEWEST_SIGNALS
from signalfill.domain.evidence.statistics import Moments, corrected, lower_bound, upper_bound
from tests.unit.domain.evidence.channels import looks

CHANNELS = int(os.environ.get("EVIDENCE_CHANNELS", "150"))
A_YEAR = 52


def test_no_more_than_5_percent_of_channels_without_an_edge_are_ever_proven() -> None:
    """Looked at every week for a year, days that move together."""
    wrong = sum(_proven_after(seed, 0.0, A_YEAR) is not None for seed in range(CHANNELS))
    assert wrong <= 0.05 * CHANNELS


def test_the_luckiest_of_ten_channels_is_proven_wrongly_no_more_than_in_5_percent_of_tens() -> None:
    tens = CHANNELS // 3
    alpha = corrected(channels=10)
    wrong = sum(
        any(_proven_after(ten * 10 + each, 0.0, A_YEAR, alpha) is not None for each in range(10))
        for ten in range(tens)
    )
    assert wrong <= 0.05 * tens


def test_without_the_correction_the_luckiest_of_ten_would_be_proven_more_often() -> None:
    """So that the test above can fail: these looks do find lucky channels."""
    tens = CHANNELS // 3
    lucky = [any(_naively_proven(ten * 10 + each) for each in range(10)) for ten in range(tens)]
    assert sum(lucky) > 0.5 * tens


def test_four_of_five_channels_with_an_edge_of_0_3_are_proven_within_350_signals() -> None:
    proven = sum(_proven_after(seed, 0.3, 35) is not None for seed in range(CHANNELS))
    assert proven >= 0.8 * CHANNELS


def test_no_more_than_5_percent_of_channels_without_an_edge_are_ever_called_harmful() -> None:
    wrong = 0
    for seed in range(CHANNELS):
        seen = looks(random.Random(seed), 0.0, number=A_YEAR)
        wrong += any(_is_enough(each) and upper_bound(each) < 0 for each in seen)
    assert wrong <= 0.05 * CHANNELS


def _proven_after(seed: int, mean: float, weeks: int, alpha: float = 0.05) -> int | None:
    for known in looks(random.Random(seed), mean, number=weeks):
        if _is_enough(known) and lower_bound(known, alpha) > 0:
            return known.signals
    return None


def _naively_proven(seed: int) -> bool:
    """By the bound of a single look, as everybody computes it, at every look."""
    seen = looks(random.Random(seed), 0.0, number=A_YEAR)
    return any(_is_enough(each) and each.mean > 1.645 * each.standard_error for each in seen)


def _is_enough(known: Moments) -> bool:
    return known.signals >= FEWEST_SIGNALS and known.days >= FEWEST_DAYS
