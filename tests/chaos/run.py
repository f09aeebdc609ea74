"""`make chaos-scraper`: nothing may be missing, out of order or read twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from tests.chaos.acts import ACTS, Act, settled
from tests.chaos.audit import Audit, audit, missing, missing_deletes
from tests.chaos.stage import stage


async def play(
    *,
    rounds: int,
    seed: int,
    acts: Sequence[Act] = ACTS,
    tell: Callable[[str], None] = lambda _line: None,
) -> Audit:
    """All acts in an order that the seed makes, and what was on the queue at the end of them."""
    async with stage(seed) as here:
        await here.start()
        # Reading has begun: a reader that dies before that has promised nothing yet.
        await here.burst(1)
        await settled(here)
        for act in here.random.sample(acts, len(acts)):
            began = time.monotonic()
            await act(here, rounds)
            await settled(here)
            seconds = time.monotonic() - began
            lacking = len(missing(here)) + len(missing_deletes(here))
            name = act.__name__.replace("_", " ")
            tell(
                f"{name:<37} {here.posted:>6} posted {seconds:>6.1f} s"
                + (f", {lacking} missing so far" if lacking else "")
            )
        # What comes twice or late would come now.
        await asyncio.sleep(2.0)
        return audit(here)
