from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.contract.real import PLACE, VENUE, real_bench
from tests.contract.venues import BENCHES, SCRIPT, Bench

ON_REAL = os.environ.get(VENUE)


@pytest.fixture(params=[ON_REAL] if ON_REAL else BENCHES)
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Every fact holds for the adapter, for paper and for the fake that other tests use."""
    needed = getattr(request.module, "NEEDS", SCRIPT)
    if ON_REAL:
        made = real_bench(ON_REAL, may_place=bool(os.environ.get(PLACE)))
        if needed not in made.can:
            pytest.skip(f"{ON_REAL} is not for facts that need {needed}")
        yield made
        return
    with BENCHES[request.param]() as made:
        yield made
