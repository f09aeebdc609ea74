from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, reject
from hypothesis import strategies as st

from signalfill.domain.planning.plan import Means, Plan, make_plan, price_of, worst_case_loss
from signalfill.domain.planning.sizing import entry_fee, loss_at_stop
from signalfill.domain.product import FeeRates, Product, Quote
from signalfill.domain.rules import NoTarget, Rules, Sizing, StopOnClose
from signalfill.domain.signal import EntryKind, Signal
from tests.fakes.clock import START
from tests.fakes.venue import product
from tests.fakes.world import World

WORLD = World()
INCREMENTS = ("1", "0.1", "0.001", "0.00000001")
SPLITS = ("even", "1", "50 %, 30 %, 20 %", "10 %, 90 %", "25 %, 25 %, 25 %, 25 %")


@dataclass(frozen=True)
class Case:
    """A feasible plan with what it was made from; refusals are other tests' subject."""

    plan: Plan
    signal: Signal
    rules: Rules
    product: Product
    quote: Quote
    means: Means


def money(low: str, high: str, places: int = 4) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=places, allow_nan=False, allow_infinity=False)


@st.composite
def all_rules(draw: st.DrawFn) -> Rules:
    return Rules(
        sizing=draw(st.sampled_from(Sizing)),
        risk_fraction=draw(money("0.001", "0.05")),
        fixed_quote=draw(money("10", "5000", 2)),
        equity_fraction=draw(money("0.01", "1")),
        max_notional_fraction=draw(money("0.01", "1")),
        take_profit_split=draw(st.sampled_from(SPLITS)),
        max_slices=draw(st.integers(1, 4)),
        rungs=draw(st.integers(1, 6)),
        zone_rungs=draw(st.integers(1, 6)),
        no_target=draw(st.sampled_from([NoTarget.SYNTHETIC, NoTarget.STOP_ONLY])),
        stop_on_close=draw(st.sampled_from([StopOnClose.HARD, StopOnClose.CATASTROPHE])),
        min_reward_risk=Decimal(0),
    )


@st.composite
def signals(draw: st.DrawFn, price: Decimal) -> Signal:
    entries = [price * draw(money("0.9", "1.1")) for _ in range(draw(st.integers(1, 7)))]
    kind = draw(st.sampled_from(EntryKind))
    if kind is EntryKind.LIMIT:
        entries = entries[:1]
    stop = min(entries) * draw(money("0.5", "0.99"))
    tops = draw(st.lists(money("1.05", "3"), max_size=7))
    return WORLD.signal(
        entry_kind=kind,
        entry_prices=tuple(entries),
        stop_loss=stop,
        stop_on_close=draw(st.sampled_from([None, "4h"])),
        take_profits=tuple(max(entries) * top for top in tops),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    price = draw(money("0.01", "90000"))
    signal = draw(signals(price))
    rules = draw(all_rules())
    means = Means(
        equity=draw(money("50", "1000000", 2)),
        available=draw(money("50", "1000000", 2)),
        fees=FeeRates(maker=draw(money("0", "0.006")), taker=draw(money("0", "0.012"))),
        max_loss=draw(st.none() | money("1", "5000", 2)),
    )
    market = product(
        base_increment=draw(st.sampled_from(INCREMENTS)),
        price_increment=draw(st.sampled_from(["0.01", "0.0001"])),
        base_min_size=draw(st.sampled_from(INCREMENTS)),
    )
    ask = price * draw(money("0.95", "1.05"))
    if ask <= (signal.stop_loss or 0):
        reject()  # the gate `stop_touched` refuses it
    quote = Quote(product_id="BTC-USD", bid=ask * Decimal("0.999"), ask=ask, at=START)
    plan = make_plan(signal, rules=rules, product=market, quote=quote, means=means)
    if not isinstance(plan, Plan):
        reject()
    return Case(plan, signal, rules, market, quote, means)


@given(cases())
def test_all_entries_together_lose_no_more_than_the_risk_to_the_stop(case: Case) -> None:
    side, fees = case.signal.side, case.means.fees
    loss = sum(
        loss_at_stop(
            s.base_size,
            entry=price_of(s),
            stop=s.stop_price,
            fees=fees,
            entry_fee=entry_fee(price_of(s), side, case.quote, fees),
        )
        for s in case.plan.slices
    )

    risk = case.means.equity * case.rules.risk_fraction
    assert case.rules.sizing is not Sizing.RISK or loss <= risk


@given(cases())
def test_a_fixed_or_proportional_size_is_never_exceeded(case: Case) -> None:
    wished = {
        Sizing.FIXED: case.rules.fixed_quote,
        Sizing.EQUITY: case.means.equity * case.rules.equity_fraction,
    }

    assert case.plan.notional <= wished.get(case.rules.sizing, case.plan.notional)


@given(cases())
def test_the_notional_never_exceeds_its_cap_nor_what_can_be_paid(case: Case) -> None:
    assert case.plan.notional <= case.means.equity * case.rules.max_notional_fraction
    assert case.plan.notional * (1 + case.means.fees.taker) <= case.means.available


@given(cases())
def test_every_slice_can_be_sold_at_the_stop_after_fees(case: Case) -> None:
    at = case.plan.stop_price * (1 - case.means.fees.taker)

    assert all(case.product.is_sellable(each.base_size, at) for each in case.plan.slices)


@given(cases())
def test_targets_rise_above_every_entry_and_the_stop_lies_below(case: Case) -> None:
    entries = [price_of(each) for each in case.plan.slices]
    targets = [each.take_profit_price for each in case.plan.slices]

    assert 0 < case.plan.stop_price < min(entries)
    assert max(entries) < min(targets)
    for entry in set(entries):
        own = [s.take_profit_price for s in case.plan.slices if s.entry_price == entry]
        assert own == sorted(set(own))


@given(cases())
def test_the_worst_case_covers_every_slice_at_its_own_entry_with_the_full_gap(case: Case) -> None:
    worst = sum(
        worst_case_loss(
            each.base_size,
            entry=price_of(each),
            stop=each.stop_price,
            fees=case.means.fees,
            gap=case.rules.gap_allowance,
        )
        for each in case.plan.slices
    )

    assert case.plan.worst_case_loss == worst
    assert case.means.max_loss is None or worst <= case.means.max_loss


@given(cases())
def test_everything_stands_on_the_venues_increments(case: Case) -> None:
    for each in case.plan.slices:
        assert each.base_size % case.product.base_increment == 0
        for price in (price_of(each), each.stop_price, each.take_profit_price):
            assert price % case.product.price_increment == 0


@given(cases())
def test_the_venues_stop_is_never_tighter_than_a_stop_on_a_close_allows(case: Case) -> None:
    named = case.product.ceil_price(case.signal.stop_loss or Decimal(0))
    wide = (
        case.rules.stop_on_close is StopOnClose.CATASTROPHE
        and case.signal.stop_on_close is not None
    )

    assert case.plan.stop_price < named if wide else case.plan.stop_price == named


@given(cases())
def test_there_are_never_more_slices_than_rungs_times_targets(case: Case) -> None:
    rungs = {price_of(each) for each in case.plan.slices}
    targets = {each.take_profit_price for each in case.plan.slices}

    assert len(case.plan.slices) == len(rungs) * len(targets)
    assert len(rungs) <= 6
    assert len(targets) <= case.rules.max_slices
    assert [each.index for each in case.plan.slices] == list(range(len(case.plan.slices)))


@given(cases())
def test_the_same_case_makes_the_same_plan(case: Case) -> None:
    again = make_plan(
        case.signal, rules=case.rules, product=case.product, quote=case.quote, means=case.means
    )

    assert again == case.plan


@given(cases())
def test_no_entry_pays_more_than_the_signal_names_or_may_be_chased(case: Case) -> None:
    ceiling = case.quote.ask * (1 + case.rules.max_chase)
    named = max(case.signal.entry_prices) * (1 + case.rules.max_chase)

    assert all(price_of(each) <= max(ceiling, named) for each in case.plan.slices)
