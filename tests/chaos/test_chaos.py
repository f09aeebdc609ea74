from __future__ import annotations

import asyncio

import pytest

from tests.chaos import acts
from tests.chaos.run import play

pytestmark = pytest.mark.integration

SHORT = (
    acts.the_line_is_cut,
    acts.it_is_killed,
    acts.it_is_killed_while_the_queue_is_away,
    acts.history_stumbles,
    acts.a_channel_is_purged,
    acts.the_gateway_is_deaf,
    acts.single_events_are_lost,
    acts.the_queue_is_away,
    acts.the_queue_is_unsteady,
    acts.a_deployment_overlaps,
)


def test_whatever_happens_to_the_reader_nothing_is_missing_or_out_of_order() -> None:
    found = asyncio.run(play(rounds=4, seed=1, acts=SHORT))
    assert found.is_clean, found
