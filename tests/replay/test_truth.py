"""Candles never flatter: held against every trade behind them, with stops that stay.

A stop that follows its own entry stands elsewhere in each lane, so that single trades of such
plans cannot be ordered: `make evidence-audit` holds their mean.
"""

from __future__ import annotations

import pytest

from tests.replay.audit import TOLERANCE, bounds_of
from tests.replay.truth import truth_world


@pytest.mark.parametrize("seed", range(5))
def test_the_truth_lies_between_the_bounds(seed: int) -> None:
    world = truth_world(seed, calls=3, after_first_target="stay")

    traded = [bounds for call in world.calls if (bounds := bounds_of(world, call)) is not None]

    assert traded
    for worst, low, high, best in traded:
        assert worst <= low + TOLERANCE
        assert best >= high - TOLERANCE
