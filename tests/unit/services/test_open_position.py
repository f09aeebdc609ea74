from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.domain.budget import counted
from signalfill.domain.control import Flags
from signalfill.domain.errors import RetryableError
from signalfill.domain.holding import held
from signalfill.domain.message import Origin, OriginKind
from signalfill.domain.order import OrderStatus
from signalfill.domain.position import ExitReason, OrderPurpose, PositionState
from signalfill.domain.product import PriceRange
from signalfill.domain.settings import AccountSettings, Coins
from signalfill.domain.side import Side
from signalfill.domain.signal import AmendmentAction, EntryKind, Signal
from signalfill.domain.verdict import DecisionKind, ItemKey
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.services.trading.open_position import open_position
from tests.fakes.venue import PlaceFault, product
from tests.fakes.world import AUTHOR, CHANNEL, OTHER_CHANNEL, STRANGER, World, settings


def denial(world: World, signal: Signal) -> str:
    decision = world.say(signal)
    assert decision is not None
    assert decision.kind is DecisionKind.DENIED
    assert world.venue.placed == []
    return decision.code


def test_a_signal_becomes_one_resting_entry_for_each_target() -> None:
    world = World()

    position = world.opened()

    assert position.state is PositionState.OPENING
    assert [order.status for order in position.orders] == [OrderStatus.ACCEPTED] * 2
    assert [r.attached and r.attached.take_profit_price for r in world.venue.placed] == [
        Decimal(110),
        Decimal(120),
    ]
    assert {r.attached and r.attached.stop_price for r in world.venue.placed} == {Decimal(95)}


def test_the_same_delivery_again_changes_nothing() -> None:
    world = World()
    key = world.signals.add(world.signal())

    for _ in range(3):
        open_position(key, world.context())

    assert len(world.positions.positions()) == 1
    assert len(world.venue.placed) == 2


def test_the_loss_to_the_stop_with_fees_is_the_risk_that_the_settings_allow() -> None:
    world = World()

    position = world.opened()

    size = sum((each.base_size for each in position.slices), Decimal(0))
    as_maker, as_taker = Decimal(100) * Decimal("0.001"), Decimal(95) * Decimal("0.002")
    loss = size * (Decimal(100) - 95 + as_maker + as_taker)
    assert Decimal("49.99") < loss <= Decimal(50)


def test_the_worst_case_is_reserved_for_the_day() -> None:
    world = World()

    position = world.opened()

    scope = next(r.scope for r in position.reservations if r.scope.endswith("#day"))
    assert world.positions.used([scope])[scope] == pytest.approx(position.worst_case_loss)


def test_a_decision_shows_every_gate_that_was_asked() -> None:
    world = World()

    decision = world.say(world.signal())

    assert decision is not None
    assert [gate.gate for gate in decision.gates][:3] == ["mode", "paused", "author"]
    assert "spread" in {gate.gate for gate in decision.gates}


def test_a_short_is_refused_by_name() -> None:
    world = World()
    short = world.signal(side=Side.SHORT, stop_loss=Decimal(105), take_profits=(Decimal(90),))

    assert denial(world, short) == "short_on_spot"


def test_a_stop_above_the_entry_is_refused() -> None:
    world = World()

    assert denial(world, world.signal(stop_loss=Decimal(101))) == "price_sides"


def test_a_signal_without_a_stop_is_refused() -> None:
    world = World()

    assert denial(world, world.signal(stop_loss=None)) == "no_stop"


def test_a_coin_that_the_venue_does_not_trade_is_refused() -> None:
    world = World()

    assert denial(world, world.signal(base="NOSUCHCOIN")) == "unknown_coin"


def test_a_message_of_forty_hours_ago_is_refused() -> None:
    world = World()
    old = world.signal(world.provenance(age_seconds=40 * 3600))

    assert denial(world, old) == "too_old"


def test_a_market_call_is_refused_after_two_minutes() -> None:
    world = World()
    old = world.signal(world.provenance(age_seconds=121), entry_kind=EntryKind.MARKET)

    assert denial(world, old) == "too_old"


def test_a_stranger_cannot_open_a_position() -> None:
    world = World()

    assert denial(world, world.signal(world.provenance(author_id=STRANGER))) == "author"


def test_a_channel_that_is_not_in_the_settings_is_refused() -> None:
    world = World()
    elsewhere = world.signal(world.provenance(channel_id="700000000000000009"))

    assert denial(world, elsewhere) == "channel_unknown"


def test_mode_off_refuses() -> None:
    world = World(mode="off")

    assert denial(world, world.signal()) == "mode"


@pytest.mark.parametrize(
    "flags",
    [
        Flags(paused=True),
        Flags(halted=True),
        Flags(breaker_latched=True),
        Flags(paused_channels=(CHANNEL,)),
    ],
)
def test_a_pause_a_halt_or_the_breaker_stops_entries(flags: Flags) -> None:
    world = World()
    world.control.set_flags(flags)

    assert denial(world, world.signal()) == "paused"


def test_a_forward_from_another_origin_is_refused_where_one_is_set() -> None:
    world = World()
    plain = settings()
    channel = plain.channels[CHANNEL].model_copy(update={"origin_channel_id": "900000000000000001"})
    world.push(plain.model_copy(update={"channels": {CHANNEL: channel}}))
    origin = Origin(kind=OriginKind.CROSSPOST, channel_id="900000000000000002")

    assert denial(world, world.signal(world.provenance(origin=origin))) == "origin"


@pytest.mark.parametrize(
    "state", ["trading_disabled", "cancel_only", "limit_only", "auction_mode", "view_only"]
)
def test_a_market_that_is_not_wholly_open_is_not_entered(state: str) -> None:
    world = World()
    world.venue.add_product(product("BTC", **{state: True}))

    assert denial(world, world.signal()) == "market_state"


def test_a_wide_spread_is_not_crossed() -> None:
    world = World()
    world.venue.spread = Decimal("0.02")

    assert denial(world, world.signal()) == "spread"


def test_prices_of_another_scale_are_another_thing() -> None:
    world = World()
    thousandfold = world.signal(
        entry_prices=(Decimal(100_000),),
        stop_loss=Decimal(95_000),
        take_profits=(Decimal(110_000),),
    )

    assert denial(world, thousandfold) == "price_frame_mismatch"


def test_a_multiplied_contract_is_divided_into_our_frame() -> None:
    world = World()
    pepe = product("PEPE", base_increment="1", price_increment="0.00000001", base_min_size="1")
    world.venue.add_product(pepe)
    world.venue.price("0.00001", "PEPE-USD")
    signal = world.signal(
        base="1000PEPE",
        entry_prices=(Decimal("0.01"),),
        stop_loss=Decimal("0.0095"),
        take_profits=(Decimal("0.012"),),
    )

    position = world.opened(signal)

    assert position.entry_price == Decimal("0.00001")
    assert position.slices[0].stop_price == Decimal("0.0000095")


def test_a_call_whose_stop_was_touched_meanwhile_is_refused() -> None:
    world = World()
    world.venue.ranges["BTC-USD"] = PriceRange(
        low=Decimal("94.9"), high=Decimal(101), open=Decimal(100)
    )

    assert denial(world, world.signal()) == "stop_touched"


def test_a_call_whose_first_target_was_passed_meanwhile_is_refused() -> None:
    world = World()
    world.venue.ranges["BTC-USD"] = PriceRange(
        low=Decimal(99), high=Decimal(111), open=Decimal(100)
    )

    assert denial(world, world.signal()) == "target_passed"


def test_a_market_call_is_not_chased() -> None:
    world = World()
    world.venue.price("100.8")

    assert denial(world, world.signal(entry_kind=EntryKind.MARKET)) == "run_away"


def test_too_little_reward_for_the_risk_is_refused() -> None:
    world = World()

    assert denial(world, world.signal(take_profits=(Decimal(103),))) == "reward_risk"


def test_what_cannot_be_sold_at_the_stop_is_refused() -> None:
    world = World()
    world.venue.add_product(product(quote_min_size=5000))

    assert denial(world, world.signal()) == "below_minimum"


def test_no_money_is_refused() -> None:
    world = World()
    world.venue.engine.withdraw("USD", Decimal(10_000))

    assert denial(world, world.signal()) == "below_minimum"


def test_a_full_budget_is_refused_and_says_which() -> None:
    world = World()
    world.push(settings().model_copy(update={"account": AccountSettings(max_open_positions=0)}))

    decision = world.say(world.signal())

    assert decision is not None
    assert decision.code == "budget"
    assert "live#positions" in decision.value


def test_the_same_coin_in_the_same_channel_is_already_open() -> None:
    world = World()
    world.opened()

    decision = world.say(world.signal(entry_prices=(Decimal(98),), stop_loss=Decimal(93)))

    assert decision is not None
    assert decision.code == "already_open"


def test_the_same_call_from_another_channel_is_one_position() -> None:
    world = World()
    world.opened()

    decision = world.say(world.signal(world.provenance(channel_id=OTHER_CHANNEL)))

    assert decision is not None
    assert decision.code == "same_call"


def test_a_forward_of_a_message_that_was_traded_is_the_same_call() -> None:
    world = World()
    first = world.signal()
    world.opened(first)
    origin = Origin(kind=OriginKind.FORWARD, message_id=first.provenance.message_id)
    world.clock.advance(hours=2)
    again = world.signal(
        world.provenance(channel_id=OTHER_CHANNEL, origin=origin),
        entry_prices=(Decimal(104),),
        stop_loss=Decimal(99),
        take_profits=(Decimal(120),),
    )
    world.venue.price("104")

    decision = world.say(again)

    assert decision is not None
    assert decision.code == "same_call"


def test_a_refused_first_slice_keeps_the_others_from_being_sent() -> None:
    world = World()
    world.venue.place_faults.append(PlaceFault.REFUSED)

    position = world.opened()

    assert world.venue.placed == []
    assert position.state is PositionState.CLOSED
    assert position.exit_reason is ExitReason.REFUSED


def test_an_unanswered_entry_is_found_at_the_venue_and_never_sent_again() -> None:
    world = World()
    world.venue.hide_seconds = 10
    world.venue.place_faults.append(PlaceFault.ANSWER_LOST)

    position = world.opened()
    assert position.orders[0].status is OrderStatus.UNKNOWN
    world.clock.advance(seconds=20)
    world.sweep()

    assert world.position(position.position_id).orders[0].status is OrderStatus.ACCEPTED
    assert world.venue.doubled() == []
    assert len(world.venue.placed) == 2


def test_an_entry_that_never_arrived_is_given_up_only_after_the_venues_window() -> None:
    world = World()
    world.venue.place_faults += [PlaceFault.CALL_LOST, PlaceFault.CALL_LOST]

    position = world.opened()
    world.clock.advance(seconds=30)
    world.sweep(seconds=0)
    assert world.position(position.position_id).state is PositionState.OPENING

    world.clock.advance(seconds=31)
    world.sweep(seconds=0)

    assert world.position(position.position_id).state is PositionState.CLOSED
    assert world.venue.placed == []


def test_a_throttled_order_is_sent_again_under_its_id() -> None:
    world = World()
    world.venue.place_faults.append(PlaceFault.THROTTLED)

    position = world.opened()

    entries = [o for o in position.orders if o.purpose is OrderPurpose.ENTRY]
    assert [order.status for order in entries] == [OrderStatus.ACCEPTED] * 2


def test_a_venue_that_gives_no_answer_leaves_the_signal_pending() -> None:
    world = World()
    key = world.signals.add(world.signal())
    world.venue.is_silent = True

    with pytest.raises(RetryableError):
        open_position(key, world.context())

    assert world.signals.is_pending(key)


def test_a_repost_after_its_deletion_replaces_the_unfilled_entry() -> None:
    world = World()
    first = world.opened()
    gone = first.signal.provenance.model_copy(update={"version": "D", "author_id": ""})
    world.say(world.amendment(AmendmentAction.CANCEL, gone, cause="deleted"))

    decision = world.say(world.signal())

    assert decision is not None
    assert decision.kind is DecisionKind.OPENED


def test_an_edited_message_never_opens_a_second_position() -> None:
    world = World()
    signal = world.signal()
    world.opened(signal)
    world.say(world.amendment(AmendmentAction.CLOSE))
    edited = signal.provenance.model_copy(update={"version": "2026-11-23T12:00:30.000000Z"})

    decision = world.say(world.signal(edited, signal_id=signal.signal_id, stop_loss=Decimal(96)))

    assert decision is not None
    assert decision.code == "already_traded"
    assert len(world.positions.positions(include_closed=True)) == 1


# --- the quote, and the money it is in ---


def quoted_in(currency: str, *, cross: str, dollars: str) -> World:
    """BTC at 100 dollars, in an account that keeps `currency`; `cross` tells what that is."""
    world = World()
    price = Decimal(100) if currency == "USDC" else 100 / Decimal(dollars)
    market = product("BTC", product_id=f"BTC-{currency}", quote=currency)
    world.venue.add_product(market)
    world.venue.engine.deposit(currency, Decimal(10_000))
    world.venue.spread = Decimal(0)
    if cross != "BTC":
        for quote, at in (("USD", "1"), (currency, str(1 / Decimal(dollars)))):
            world.venue.add_product(product(cross, product_id=f"{cross}-{quote}", quote=quote))
            world.venue.price(at, f"{cross}-{quote}")
    world.venue.price("100")
    world.venue.price(price, f"BTC-{currency}")
    account = AccountSettings(quote=currency, daily_loss_fraction=Decimal("0.2"))
    world.push(settings().model_copy(update={"account": account}))
    return world


def test_a_dollar_coin_at_its_peg_is_traded() -> None:
    world = quoted_in("USDC", cross="USDT", dollars="0.999")

    position = world.opened()

    assert position.product_id == "BTC-USDC"
    assert position.entry_price == 100


def test_a_dollar_coin_off_its_peg_is_refused() -> None:
    world = quoted_in("USDC", cross="USDT", dollars="0.97")

    assert denial(world, world.signal()) == "depeg"


def test_a_dollar_coin_of_unknown_worth_is_refused() -> None:
    world = quoted_in("USDC", cross="BTC", dollars="1")

    assert denial(world, world.signal()) == "depeg"


def test_dollar_prices_are_converted_for_an_account_in_euros() -> None:
    world = quoted_in("EUR", cross="BTC", dollars="1.25")

    position = world.opened()

    assert position.entry_price == 80
    assert position.slices[0].stop_price == 76
    assert position.price_divisor == Decimal("1.25")


@pytest.mark.parametrize("seconds", [11, -11])
def test_a_quote_of_another_time_is_refused(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    world = World()
    at = world.clock.now() - timedelta(seconds=seconds)
    quote = world.venue.quotes(["BTC-USD"])["BTC-USD"].model_copy(update={"at": at})
    monkeypatch.setattr(world.venue, "quotes", lambda _products: {"BTC-USD": quote})

    assert denial(world, world.signal()) == "quote_age"


# --- stops ---


def test_a_stop_on_a_close_may_be_refused() -> None:
    world = World(stop_on_close="deny")

    assert denial(world, world.signal(stop_on_close="4h")) == "stop_on_close"


def test_a_channels_own_stop_lifts_a_missing_one() -> None:
    world = World(default_stop="4 %")

    position = world.opened(world.signal(stop_loss=None))

    assert {each.stop_price for each in position.slices} == {Decimal(96)}
    assert position.signal.stop_loss == 96


def test_a_channels_own_stop_stands_below_the_lowest_entry() -> None:
    world = World(default_stop="4 %")
    zone = world.signal(
        stop_loss=None, entry_kind=EntryKind.ZONE, entry_prices=(Decimal(100), Decimal(99))
    )

    position = world.opened(zone)

    assert position.slices[0].stop_price == Decimal("95.04")


# --- rungs ---


def ladder_of(world: World) -> Signal:
    return world.signal(entry_kind=EntryKind.LADDER, entry_prices=(Decimal(100), Decimal(98)))


def test_each_rung_and_target_is_an_order_with_its_own_bracket() -> None:
    world = World()

    position = world.opened(ladder_of(world))

    placed = [
        (r.limit_price, r.attached and r.attached.take_profit_price) for r in world.venue.placed
    ]
    assert placed == [
        (Decimal(entry), Decimal(target))
        for entry, target in ((100, 110), (100, 120), (98, 110), (98, 120))
    ]
    assert {each.stop_price for each in position.slices} == {Decimal(95)}


def test_rungs_fill_one_by_one_and_each_is_protected() -> None:
    world = World()
    position = world.opened(ladder_of(world))

    world.move("99.5")
    half = world.position(position.position_id)
    world.move("97.5")
    whole = world.position(position.position_id)

    assert 0 < held(half) < held(whole) == sum(each.base_size for each in whole.slices)
    assert half.naked_since is None
    assert whole.naked_since is None


# --- budgets ---


def limited(**limits: str) -> World:
    world = World()
    values = {"daily_loss_fraction": "20 %", **limits}
    account = AccountSettings.model_validate(values)
    world.push(settings().model_copy(update={"account": account}))
    return world


def second(world: World) -> Signal:
    """From another channel, at another price: not the same call."""
    return world.signal(
        world.provenance(channel_id=OTHER_CHANNEL),
        entry_prices=(Decimal(97),),
        stop_loss=Decimal(92),
    )


@pytest.mark.parametrize(
    ("limit", "scope"),
    [
        ("max_loss", "live#loss"),
        ("max_loss_per_author", f"live#author#{AUTHOR}"),
        ("max_loss_per_coin", "live#coin#BTC"),
    ],
)
def test_two_positions_share_a_limit(limit: str, scope: str) -> None:
    world = limited(**{limit: "150"})
    world.opened()

    decision = world.say(second(world))

    assert decision is not None
    assert decision.code == "budget"
    assert decision.value.startswith(scope)


def test_a_limit_for_each_position_makes_it_smaller() -> None:
    world = limited(max_loss_per_position="20")

    assert world.opened().worst_case_loss <= 20


def test_what_has_no_limit_yet_is_counted_all_the_same() -> None:
    world = World()

    position = world.opened()

    used = world.positions.used(["live#loss", f"live#author#{AUTHOR}", "live#coin#BTC"])
    assert {counted(position.worst_case_loss)} == set(used.values())


def test_the_plans_own_gates_are_shown_too() -> None:
    world = World()

    decision = world.say(world.signal())

    assert decision is not None
    assert [gate.gate for gate in decision.gates][-1] == "reward_risk"


def test_a_ticker_that_means_several_coins_is_refused_by_name() -> None:
    world = World()

    decision = world.say(world.signal(base="NEIRO"))

    assert decision is not None
    assert (decision.code, decision.value) == ("unknown_coin", "ambiguous_ticker")


def test_a_coin_without_an_order_book_is_refused() -> None:
    world = World()
    world.venue.add_product(product("ETH"))

    decision = world.say(world.signal(base="ETH"))

    assert decision is not None
    assert (decision.code, decision.value) == ("quote", "no order book")


def test_a_market_call_without_a_price_has_no_frame_to_compare() -> None:
    world = World()

    decision = world.say(world.signal(entry_kind=EntryKind.MARKET, entry_prices=()))

    assert decision is not None
    frames = [gate for gate in decision.gates if gate.gate == "price_frame_mismatch"]
    assert [(gate.passed, gate.value) for gate in frames] == [(True, "no price named")]


def test_a_signal_its_state_and_its_proposal_are_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    key = world.signals.add(world.signal())
    reads: list[str] = []
    for name in ("entry", "item", "is_pending", "proposal", "decision"):
        counted_read = counting(name, getattr(world.signals, name), reads)
        monkeypatch.setattr(world.signals, name, counted_read)
    world.venue.is_silent = True

    with pytest.raises(RetryableError):
        decide_pending(key, world.context())

    assert reads == ["entry"]


def counting(
    name: str, read: Callable[[ItemKey], object], reads: list[str]
) -> Callable[[ItemKey], object]:
    def counted(key: ItemKey) -> object:
        reads.append(name)
        return read(key)

    return counted


def test_a_coin_that_the_settings_name_never_is_not_entered() -> None:
    world = World()
    account = settings().account.model_copy(update={"coins": Coins(never=("BTC",))})
    world.push(settings().model_copy(update={"account": account}))

    assert denial(world, world.signal()) == "coin_denied"


def test_a_half_size_call_is_half_a_position_and_says_why() -> None:
    whole = World().opened()
    world = World()

    half = world.opened(world.signal(author_size="0.5"))

    assert half.size_part == Decimal("0.5")
    assert abs(half.slices[0].base_size * 2 - whole.slices[0].base_size) < Decimal("0.0000001")


def test_what_opened_a_position_knows_the_spread_of_then() -> None:
    world = World()
    world.venue.show_book("99.95", "100.05")
    decision = world.say(world.signal())

    assert decision is not None
    assert decision.spread == Decimal("0.00099950")


def test_so_does_a_refusal_by_the_market() -> None:
    world = World(max_spread="0.0005")
    world.venue.show_book("99.95", "100.05")
    decision = world.say(world.signal())

    assert decision is not None
    assert [decision.code, decision.spread] == ["spread", Decimal("0.00099950")]


def test_a_refusal_that_asked_for_no_price_knows_none() -> None:
    world = World()
    decision = world.say(world.signal(stop_loss=None))

    assert decision is not None
    assert decision.spread is None
