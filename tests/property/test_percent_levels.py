"""Stops and targets in percent or R, computed from any entries on either side."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from signalfill.domain.percent_level import fraction_of, is_computable
from signalfill.domain.planning.percent_levels import with_computed_levels
from signalfill.domain.product import Quote
from signalfill.domain.rules import Rules
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind
from tests.fakes.clock import START
from tests.fakes.world import World

WORLD = World()
QUOTE = Quote(product_id="BTC-USD", bid=Decimal(99), ask=Decimal(100), at=START)
PRICES = st.decimals(Decimal("0.5"), Decimal(5000), places=4)
SHARES = st.decimals(Decimal("0.1"), Decimal("49.9"), places=1)
RISKS = st.decimals(Decimal("0.5"), Decimal(9), places=1)


@given(
    entries=st.lists(PRICES, min_size=1, max_size=4, unique=True),
    side=st.sampled_from(Side),
    stop=SHARES,
    targets=st.lists(SHARES, min_size=1, max_size=4),
)
def test_levels_in_percent_lie_beyond_every_entry(
    entries: list[Decimal], side: Side, stop: Decimal, targets: list[Decimal]
) -> None:
    signal = WORLD.signal(
        side=side,
        entry_kind=EntryKind.LADDER,
        entry_prices=tuple(entries),
        stop_loss=None,
        take_profits=(),
        percent_stop=f"{stop}%",
        percent_targets=tuple(f"{each}%" for each in targets),
    )

    priced = with_computed_levels(signal, Rules(), QUOTE)

    assert priced.stop_loss is not None
    assert priced.stop_loss > 0
    assert all(side.is_ahead(entry, priced.stop_loss) for entry in entries)
    assert len(priced.take_profits) == len(targets)
    assert all(side.is_ahead(target, entry) for target in priced.take_profits for entry in entries)


@given(
    entries=st.lists(PRICES, min_size=1, max_size=4, unique=True),
    stop=SHARES,
    multiple=RISKS,
)
def test_a_multiple_is_worth_at_least_that_from_every_entry(
    entries: list[Decimal], stop: Decimal, multiple: Decimal
) -> None:
    signal = WORLD.signal(
        entry_kind=EntryKind.LADDER,
        entry_prices=tuple(entries),
        stop_loss=None,
        take_profits=(),
        percent_stop=f"{stop}%",
        percent_targets=(f"{multiple}R",),
    )

    priced = with_computed_levels(signal, Rules(), QUOTE)

    assert priced.stop_loss is not None
    for entry in entries:
        risk = entry - priced.stop_loss
        assert priced.take_profits[0] - entry >= multiple * risk * Decimal("0.999999")


@given(text=st.text(max_size=8))
def test_no_text_but_a_single_percentage_or_multiple_is_computed(text: str) -> None:
    share = fraction_of(text)

    assert share is None or (text.endswith("%") and share >= 0)
    assert not is_computable(text, (), leverage="10")
