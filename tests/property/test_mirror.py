"""All arithmetic holds for both sides: a short is a long seen upside down (decision 61)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalfill.domain.account.breaker import Prices, day_result
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.amendments.amending import amend
from signalfill.domain.control import Control
from signalfill.domain.entry.gates import Early, _sides_of_prices
from signalfill.domain.entry.market_gates import (
    Market,
    _run_away,
    _stop_not_touched,
    _target_not_passed,
)
from signalfill.domain.entry.opening import new_position
from signalfill.domain.holding import average_entry_price, held, realized_pnl, with_order
from signalfill.domain.order import Fill, OrderStatus, entry_side
from signalfill.domain.planning.plan import Means, Plan, make_plan
from signalfill.domain.planning.sizing import loss_at_stop, worst_case_loss
from signalfill.domain.position import OrderPurpose, OrderRecord, Position
from signalfill.domain.product import FeeRates, PriceRange, Quote
from signalfill.domain.protection.lifecycle import decide
from signalfill.domain.protection.stops import trail
from signalfill.domain.rules import AfterTarget
from signalfill.domain.settings import AccountSettings
from signalfill.domain.side import Side
from signalfill.domain.signal import AmendmentAction, EntryKind, Signal
from tests.fakes.clock import START
from tests.fakes.venue import product
from tests.fakes.world import World, settings
from tests.property import mirroring as mirrored

WORLD = World()
WHOLE = product(price_increment=Decimal(1), base_increment=Decimal("0.01"))
FREE = FeeRates(maker=Decimal(0), taker=Decimal(0))
MEANS = Means(equity=Decimal(1_000_000), available=Decimal(10**9), fees=FREE)
RULES = mirrored.FREE_OF_SCALE
GUARD_STATES = ("none", "in flight", "live", "elsewhere", "triggered", "partly", "done")


def whole(low: int, high: int) -> st.SearchStrategy[Decimal]:
    """Even ones: the stop's buffer, a fraction of the price, never lies between two of them."""
    return st.integers((low + 1) // 2, high // 2).map(lambda half: Decimal(2 * half))


@st.composite
def longs(draw: st.DrawFn) -> Signal:
    kind = draw(st.sampled_from(EntryKind))
    most = 1 if kind is EntryKind.LIMIT else 3
    entries = draw(st.lists(whole(980, 1010), min_size=1, max_size=most, unique=True))
    return WORLD.signal(
        entry_kind=kind,
        entry_prices=tuple(entries),
        stop_loss=draw(whole(900, 979)),
        take_profits=tuple(draw(st.lists(whole(1011, 1200), max_size=5))),
    )


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    last = draw(whole(850, 1250))
    return Quote(product_id="BTC-USD", bid=last, ask=last, at=START)


def planned(signal: Signal, quote: Quote) -> object:
    return make_plan(signal, rules=RULES, product=WHOLE, quote=quote, means=MEANS)


@given(longs(), quotes())
def test_a_short_gets_the_plan_of_the_long_upside_down(signal: Signal, quote: Quote) -> None:
    long = planned(signal, quote)
    short = planned(mirrored.signal(signal), mirrored.quote(quote))

    if isinstance(long, Plan):
        assert isinstance(short, Plan)
        assert mirrored.plan(short).slices == long.slices
        assert (short.reward_risk, mirrored.price(short.stop_price)) == (
            long.reward_risk,
            long.stop_price,
        )
    else:
        assert getattr(short, "gate", None) == getattr(long, "gate", "")


def market(signal: Signal, quote: Quote, seen: PriceRange) -> Market:
    return Market(
        signal=signal,
        rules=RULES,
        account=AccountSettings(),
        watch=AccountWatch(account="live"),
        dollars=Decimal(1),
        product=WHOLE,
        quote=quote,
        since_posting=seen,
        call_book=WORLD.positions.call_book("live", "BTC-USD"),
        now=START,
    )


@given(longs(), quotes(), whole(850, 1000), whole(1000, 1250))
def test_gates_refuse_a_short_where_they_refuse_the_long(
    signal: Signal, quote: Quote, low: Decimal, high: Decimal
) -> None:
    seen = PriceRange(low=low, high=high, open=Decimal(1000))
    long = market(signal, quote, seen)
    short = market(mirrored.signal(signal), mirrored.quote(quote), mirrored.price_range(seen))

    for gate in (_stop_not_touched, _target_not_passed, _run_away):
        assert gate(short).passed is gate(long).passed


@given(longs(), st.booleans())
def test_prices_on_the_wrong_side_are_wrong_for_both(signal: Signal, is_wrong: bool) -> None:
    stop = Decimal(1300) if is_wrong else signal.stop_loss
    long = signal.model_copy(update={"stop_loss": stop})
    control = Control(settings=settings())

    for each in (long, mirrored.signal(long)):
        early = Early(signal=each, control=control, now=START)
        assert _sides_of_prices(early).passed is not is_wrong


@given(whole(900, 999), whole(1001, 1100), whole(1, 50))
def test_the_worst_case_counts_the_way_to_the_stop_whichever_way_it_is(
    low: Decimal, high: Decimal, size: Decimal
) -> None:
    fees = FeeRates(maker=Decimal("0.001"), taker=Decimal("0.002"))
    long, short = ({"entry": high, "stop": low}, {"entry": low, "stop": high})

    assert loss_at_stop(size, **long, fees=fees) == loss_at_stop(size, **short, fees=fees)
    assert worst_case_loss(size, **short, fees=fees, gap=Decimal(0)) > size * (high - low)


@st.composite
def positions(draw: st.DrawFn) -> Position:
    """A long in one of the many ways it can stand, with orders and fills that say so."""
    signal = WORLD.signal(
        entry_prices=(Decimal(1000),),
        stop_loss=draw(whole(900, 980)),
        take_profits=tuple(draw(st.lists(whole(1060, 1200), min_size=1, max_size=4))),
    )
    plan = planned(signal, Quote(product_id="BTC-USD", bid=AXIS, ask=AXIS, at=START))
    assert isinstance(plan, Plan)
    position = new_position(
        signal, plan, WHOLE, settings=settings(), day_equity=Decimal(10_000), now=START
    )
    for entry in position.orders:
        position = draw(standing(position, entry))
    wanted = draw(st.none() | whole(900, 1150))
    return position.model_copy(
        update={
            "pending_stop": wanted,
            "close_requested": draw(st.booleans()),
            "cancel_entries": draw(st.booleans()),
        }
    )


AXIS = mirrored.AXIS


@st.composite
def standing(draw: st.DrawFn, position: Position, entry: OrderRecord) -> Position:
    size = draw(st.sampled_from([Decimal(0), entry.base_size / 2, entry.base_size]))
    size = WHOLE.floor_size(size)
    status = OrderStatus.FILLED if size == entry.base_size else draw(st.sampled_from(OrderStatus))
    entry = entry.model_copy(
        update={"status": status, "venue_order_id": f"v-{entry.slice_index}", "filled_size": size}
    )
    position = with_order(position, entry)
    if size > 0:
        position = filled_at(position, entry, size, Decimal(1000))
    return draw(guarded(position, entry, size))


@st.composite
def guarded(draw: st.DrawFn, position: Position, entry: OrderRecord, size: Decimal) -> Position:
    how = draw(st.sampled_from(GUARD_STATES))
    if how == "none" or size <= 0:
        return position
    part = position.slices[entry.slice_index]
    done = {"done": size, "partly": WHOLE.floor_size(size / 2)}.get(how, Decimal(0))
    statuses = {"in flight": OrderStatus.SUBMITTED, "done": OrderStatus.FILLED}
    bracket = OrderRecord(
        client_order_id=f"{entry.client_order_id}/child",
        purpose=OrderPurpose.PROTECTION,
        slice_index=entry.slice_index,
        side=entry.side.opposite,
        parent_id=entry.client_order_id,
        status=statuses.get(how, OrderStatus.ACCEPTED),
        venue_order_id=f"g-{entry.slice_index}",
        base_size=size,
        filled_size=done,
        limit_price=part.take_profit_price + (10 if how == "elsewhere" else 0),
        stop_price=part.stop_price - (10 if how == "elsewhere" else 0),
        stop_triggered=how == "triggered",
        intended_at=START,
    )
    position = with_order(position, bracket)
    return filled_at(position, bracket, done, part.take_profit_price) if done > 0 else position


def filled_at(position: Position, order: OrderRecord, size: Decimal, price: Decimal) -> Position:
    fill = Fill(
        trade_id=f"t-{order.venue_order_id}",
        venue_order_id=order.venue_order_id or "",
        product_id="BTC-USD",
        side=order.side,
        price=price,
        base_size=size,
        commission=Decimal(0),
        filled_at=START,
    )
    return position.model_copy(update={"fills": (*position.fills, fill)})


@given(positions(), quotes(), st.sampled_from([0, 3, 30]))
def test_a_short_is_managed_as_the_long_upside_down(
    long: Position, quote: Quote, seconds: int
) -> None:
    now = START + timedelta(seconds=seconds)

    ours = decide(long, quote, now=now, rules=RULES)
    theirs = decide(mirrored.position(long), mirrored.quote(quote), now=now, rules=RULES)

    reflected = mirrored.position(theirs.position)
    assert reflected.slices == ours.position.slices
    assert (reflected.state, reflected.pending_stop) == (
        ours.position.state,
        ours.position.pending_stop,
    )
    assert mirrored.actions(ours.actions) == [
        _reflected(each) for each in mirrored.actions(theirs.actions)
    ]


def _reflected(said: tuple[object, ...]) -> tuple[object, ...]:
    kept = 3 if len(said) > 3 else 2
    turned = (mirrored.maybe(each) for each in said[kept:])  # type: ignore[arg-type]
    return (*said[:kept], *turned)


@given(positions())
def test_a_short_has_made_what_the_long_has_made(long: Position) -> None:
    short = mirrored.position(long)
    quote = Quote(product_id="BTC-USD", bid=Decimal(1020), ask=Decimal(1020), at=START)
    watch = AccountWatch(account="live")

    made = [
        day_result(watch, [each], Prices({"BTC-USD": at}, Decimal(1), START)).pnl
        for each, at in ((long, quote), (short, mirrored.quote(quote)))
    ]

    assert made[0] == made[1]
    assert held(short) == held(long)
    assert average_entry_price(short) == mirrored.maybe(average_entry_price(long))


@given(positions())
def test_what_a_short_realised_is_its_proceeds_less_its_costs(long: Position) -> None:
    short = mirrored.position(long)

    out = [fill for fill in short.fills if fill.side is not entry_side(Side.SHORT)]
    gained = sum(((Decimal(1000) - fill.price) * fill.base_size for fill in out), Decimal(0))

    assert realized_pnl(short) - held(short) * 1000 == gained


@given(positions(), whole(850, 1150), st.sampled_from(["price", "entry", "tp1"]))
def test_an_amendment_means_the_same_to_both(long: Position, level: Decimal, word: str) -> None:
    short = mirrored.position(long)
    to = {"price": (str(level), str(mirrored.price(level)))}.get(word, (word, word))

    done = [
        amend(each, WORLD.amendment(AmendmentAction.MOVE_STOP, to=text), now=START)
        for each, text in zip((long, short), to, strict=True)
    ]

    assert done[0].decision.code == done[1].decision.code
    assert mirrored.maybe(done[1].position.pending_stop) == done[0].position.pending_stop


@given(positions(), whole(1100, 1200), st.sampled_from(["0.25", "0.5", "1"]))
def test_targets_and_reductions_mean_the_same_to_both(
    long: Position, target: Decimal, fraction: str
) -> None:
    short = mirrored.position(long)
    asked: list[tuple[AmendmentAction, dict[str, str | None], dict[str, str | None]]] = [
        (AmendmentAction.SET_TARGETS, {"to": str(target)}, {"to": str(mirrored.price(target))}),
        (AmendmentAction.REDUCE, {"fraction": fraction}, {"fraction": fraction}),
    ]
    for action, ours, theirs in asked:
        of_long = amend(long, WORLD.amendment(action, None, **ours), now=START)
        of_short = amend(short, WORLD.amendment(action, None, **theirs), now=START)

        assert mirrored.position(of_short.position).slices == of_long.position.slices


@pytest.mark.parametrize(
    ("side", "price", "stop"), [(Side.LONG, 1100, 1067), (Side.SHORT, 900, 927)]
)
def test_a_stop_trails_behind_the_price_on_either_side(side: Side, price: int, stop: int) -> None:
    long = WORLD.signal(entry_prices=(Decimal(1000),), stop_loss=Decimal(950), take_profits=())
    signal = long if side is Side.LONG else mirrored.signal(long)
    at = Quote(product_id="BTC-USD", bid=AXIS, ask=AXIS, at=START)
    plan = planned(signal, at)
    assert isinstance(plan, Plan)
    opened = new_position(
        signal, plan, WHOLE, settings=settings(), day_equity=Decimal(10_000), now=START
    )
    entry = opened.orders[0].model_copy(update={"venue_order_id": "v-0"})
    position = filled_at(with_order(opened, entry), entry, entry.base_size, Decimal(1000))
    position = position.model_copy(update={"targets_counted": 1})
    rules = RULES.model_copy(update={"after_first_target": AfterTarget.TRAIL})
    now = at.model_copy(update={"bid": Decimal(price), "ask": Decimal(price)})

    assert trail(position, rules, now, now=START, notes=[]).pending_stop == stop
