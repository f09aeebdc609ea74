"""Stops and targets in percent or R, computed from any entries on either side."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from signalfill.domain.holding import average_entry_price
from signalfill.domain.order import Fill, OrderStatus
from signalfill.domain.percent_level import fraction_of, is_computable
from signalfill.domain.planning.percent_levels import with_computed_levels
from signalfill.domain.position import Position
from signalfill.domain.product import Quote
from signalfill.domain.protection.filled_levels import after_fills
from signalfill.domain.rules import Rules
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind, Signal
from signalfill.domain.step import Note
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


def _filled(signal: Signal, at: list[Decimal]) -> Position:
    """All its entries filled whole, each better than its limit by that part."""
    world = World(percent_levels="compute", max_notional_fraction="1", min_reward_risk="0")
    world.venue.price("101")
    world.say(signal)
    position = world.position(signal.signal_id)
    side, fills, orders = position.side, [], []
    for number, order in enumerate(position.orders):
        limit = order.limit_price or position.entry_price
        orders.append(
            order.model_copy(
                update={"status": OrderStatus.FILLED, "venue_order_id": str(number)}
                | {"filled_size": order.base_size}
            )
        )
        fills.append(
            Fill(
                trade_id=str(number),
                venue_order_id=str(number),
                product_id=position.product_id,
                side=order.side,
                price=side.moved(limit, -at[number % len(at)]),
                base_size=order.base_size,
                commission=Decimal(0),
                filled_at=START,
            )
        )
    return position.model_copy(update={"orders": tuple(orders), "fills": tuple(fills)})


def _ranks(position: Position) -> list[int]:
    """Which of the targets each slice has, counted from the nearest."""
    prices = [each.take_profit_price for each in position.slices]
    return [sorted(set(prices)).index(price) for price in prices]


@settings(max_examples=30)
@given(
    entries=st.lists(
        st.decimals(Decimal(91), Decimal(100), places=2), min_size=1, max_size=4, unique=True
    ),
    stop=st.decimals(Decimal("0.5"), Decimal(30), places=1),
    targets=st.lists(st.decimals(Decimal(60), Decimal(99), places=1), min_size=1, max_size=4),
    better=st.lists(st.decimals(Decimal(0), Decimal("0.05"), places=3), min_size=1, max_size=3),
)
def test_levels_that_follow_the_fills_loosen_no_stop_and_lose_no_target(
    entries: list[Decimal], stop: Decimal, targets: list[Decimal], better: list[Decimal]
) -> None:
    levels = tuple(f"{each}%" for each in targets)
    position = _filled(
        WORLD.signal(
            entry_kind=EntryKind.LADDER,
            entry_prices=tuple(entries),
            stop_loss=None,
            take_profits=(),
            percent_stop=f"{stop}%",
            percent_targets=levels,
        ),
        better,
    )
    notes: list[Note] = []

    after = after_fills(position, notes)

    average = average_entry_price(after)
    assert average is not None
    pending = after.pending_stop
    for before, now in zip(position.slices, after.slices, strict=True):
        assert now.stop_price == before.stop_price
        assert now.take_profit_price > average
        assert pending is None or before.stop_price < pending < min(entries)
    ranks = [_ranks(each) for each in (position, after)]
    assert ranks[0] == ranks[1]
    assert after_fills(after, notes) == after
