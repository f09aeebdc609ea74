from __future__ import annotations

from decimal import Decimal

from hypothesis import given, reject
from hypothesis import strategies as st

from signalfill.domain.plan import Means, Plan, make_plan
from signalfill.domain.product import FeeRates, Quote
from signalfill.domain.settings import Rules
from signalfill.domain.signal import EntryKind
from tests.fakes.clock import START
from tests.fakes.venue import product
from tests.fakes.world import World

WORLD = World()
INCREMENTS = ("1", "0.1", "0.001", "0.00000001")


def money(low: str, high: str, places: int = 4) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=places, allow_nan=False, allow_infinity=False)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Plan, Means, Rules]:
    """A feasible plan with what it was made from; refusals are other tests' subject."""
    entry = draw(money("0.01", "90000"))
    stop = entry * draw(money("0.5", "0.99"))
    targets = [entry * each for each in draw(st.lists(money("1.05", "3"), min_size=1, max_size=7))]
    means = Means(
        equity=draw(money("50", "1000000", 2)),
        available=draw(money("50", "1000000", 2)),
        fees=FeeRates(maker=draw(money("0", "0.006")), taker=draw(money("0", "0.012"))),
    )
    rules = Rules(
        risk_fraction=draw(money("0.001", "0.05")),
        max_notional_fraction=draw(money("0.01", "1")),
        min_reward_risk=Decimal(0),
    )
    market = product(
        base_increment=draw(st.sampled_from(INCREMENTS)),
        price_increment=draw(st.sampled_from(["0.01", "0.0001"])),
        base_min_size=draw(st.sampled_from(INCREMENTS)),
    )
    signal = WORLD.signal(
        entry_kind=EntryKind.LIMIT,
        entry_prices=(entry,),
        stop_loss=stop,
        take_profits=tuple(targets),
    )
    quote = Quote(product_id="BTC-USD", bid=entry, ask=entry, at=START)
    plan = make_plan(signal, rules=rules, product=market, quote=quote, means=means)
    if not isinstance(plan, Plan):
        reject()
    return plan, means, rules


@given(cases())
def test_the_loss_to_the_stop_never_exceeds_the_risk(case: tuple[Plan, Means, Rules]) -> None:
    plan, means, rules = case
    loss = plan.base_size * (
        plan.entry_price - plan.stop_price + (plan.entry_price + plan.stop_price) * means.fees.taker
    )

    assert loss <= means.equity * rules.risk_fraction


@given(cases())
def test_the_notional_never_exceeds_its_cap_nor_what_can_be_paid(
    case: tuple[Plan, Means, Rules],
) -> None:
    plan, means, rules = case

    assert plan.notional <= means.equity * rules.max_notional_fraction
    assert plan.notional * (1 + means.fees.taker) <= means.available


@given(cases())
def test_every_slice_can_be_sold_at_the_stop(case: tuple[Plan, Means, Rules]) -> None:
    plan, _, _ = case

    assert all(each.base_size * plan.stop_price >= 1 for each in plan.slices)


@given(cases())
def test_targets_rise_above_the_entry_and_the_stop_lies_below(
    case: tuple[Plan, Means, Rules],
) -> None:
    plan, _, _ = case
    targets = [each.take_profit_price for each in plan.slices]

    assert plan.stop_price < plan.entry_price < targets[0]
    assert targets == sorted(set(targets))


@given(cases())
def test_the_worst_case_is_never_less_than_the_loss_at_the_stop(
    case: tuple[Plan, Means, Rules],
) -> None:
    plan, _, _ = case

    assert plan.worst_case_loss >= plan.base_size * (plan.entry_price - plan.stop_price)
