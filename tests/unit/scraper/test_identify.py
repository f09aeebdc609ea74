from __future__ import annotations

from datetime import timedelta

import pytest

from signalfill.adapters.discord.identify import (
    RESERVE,
    IdentifyBudget,
    IdentifyBudgetSpentError,
    SessionLimit,
)
from tests.fakes.clock import START, FakeClock
from tests.fakes.control import InMemoryControl
from tests.fakes.discord_standin import in_loop

DAY = START.date().isoformat()


def limit(remaining: int) -> SessionLimit:
    return SessionLimit(remaining, reset_after=timedelta(hours=2))


@in_loop
async def test_what_discord_says_is_left_is_never_used_up() -> None:
    control = InMemoryControl()
    with pytest.raises(IdentifyBudgetSpentError) as refused:
        await IdentifyBudget(control, FakeClock()).spend(limit(RESERVE))
    assert (refused.value.until, control.identifies(day=DAY)) == (START + timedelta(hours=2), 0)


@pytest.mark.parametrize("said", [limit(RESERVE + 1), None])
@in_loop
async def test_with_enough_left_or_no_word_from_discord_it_is_counted(
    said: SessionLimit | None,
) -> None:
    control = InMemoryControl()
    await IdentifyBudget(control, FakeClock()).spend(said)
    assert control.identifies(day=DAY) == 1
