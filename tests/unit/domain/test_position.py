from __future__ import annotations

from itertools import product

import pytest

from signalfill.domain.position import (
    IllegalTransitionError,
    OrderPurpose,
    PositionEvent,
    PositionState,
    client_order_id,
    next_state,
)

TABLE = {
    ("OPENING", "entry_filled"): "OPEN",
    ("OPENING", "close_requested"): "CLOSING",
    ("OPENING", "nothing_left"): "CLOSED",
    ("OPEN", "entry_filled"): "OPEN",
    ("OPEN", "close_requested"): "CLOSING",
    ("OPEN", "nothing_left"): "CLOSED",
    ("CLOSING", "entry_filled"): "CLOSING",
    ("CLOSING", "close_requested"): "CLOSING",
    ("CLOSING", "nothing_left"): "CLOSED",
    ("CLOSED", "entry_filled"): "CLOSING",
    ("CLOSED", "nothing_left"): "CLOSED",
}


@pytest.mark.parametrize(("state", "event"), list(product(PositionState, PositionEvent)))
def test_a_state_and_an_event_lead_where_the_table_says_or_nowhere(
    state: PositionState, event: PositionEvent
) -> None:
    expected = TABLE.get((state.value, event.value))

    if expected is None:
        with pytest.raises(IllegalTransitionError):
            next_state(state, event)
    else:
        assert next_state(state, event).value == expected


def test_no_two_purposes_slices_or_attempts_share_a_client_order_id() -> None:
    ids = [
        client_order_id("1-0", slice_index, purpose, attempt)
        for slice_index, purpose, attempt in product(range(4), OrderPurpose, range(3))
    ]

    assert len(set(ids)) == len(ids)
