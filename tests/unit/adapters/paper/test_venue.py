from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from threading import Barrier, BrokenBarrierError

import pytest

from signalfill.adapters.paper.venue import LOWEST_TIER, PaperVenue
from signalfill.domain.errors import VenueUnavailableError
from signalfill.domain.order import (
    Accepted,
    AttachedBracket,
    OrderKind,
    OrderRequest,
    OrderSide,
    OrderStatus,
    Outcome,
    RefusalKind,
    Refused,
    Throttled,
    Unknown,
    VenueOrder,
)
from signalfill.ports import Venue
from tests.fakes.clock import FakeClock
from tests.unit.adapters.paper.fakes import MemoryPaperStore, TapePrices, make_product

BRACKET = AttachedBracket(take_profit_price=Decimal(110), stop_price=Decimal(90))


class World:
    """A paper account that can be restarted; the market trades at 100."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.prices = TapePrices(self.clock)
        self.store = MemoryPaperStore()
        self.prices.trade("100")
        self.clock.advance(seconds=10)
        self.venue = self.restarted()

    def restarted(self) -> PaperVenue:
        return PaperVenue(
            self.prices, self.store, self.clock, opening=lambda: ("USD", Decimal(10_000))
        )

    def trade(self, *prices: str, volume: str = "1000") -> None:
        """Each a second after the other."""
        for price in prices:
            self.clock.advance(seconds=1)
            self.prices.trade(price, volume=volume)
        self.clock.advance(seconds=1)

    def place(self, **changes: object) -> str:
        outcome = self.venue.place(request(**changes))
        assert isinstance(outcome, Accepted)
        return outcome.venue_order_id

    def order(self, venue_order_id: str) -> VenueOrder:
        return self.venue.orders([venue_order_id])[venue_order_id]

    def status(self, venue_order_id: str) -> OrderStatus:
        return self.order(venue_order_id).status


def request(**changes: object) -> OrderRequest:
    values = {
        "client_order_id": "sf1-1-0-e0",
        "product_id": "BTC-USD",
        "side": OrderSide.BUY,
        "kind": OrderKind.LIMIT_GTC,
        "base_size": Decimal(2),
        "limit_price": Decimal(98),
        **changes,
    }
    return OrderRequest.model_validate(values)


@pytest.fixture
def world() -> World:
    return World()


def test_it_is_a_venue(world: World) -> None:
    port: Venue = world.venue
    assert port.fee_rates() == LOWEST_TIER


def test_it_opens_with_the_balance_of_the_settings(world: World) -> None:
    assert world.venue.balances()["USD"].available == 10_000


def test_its_prices_are_the_real_ones(world: World) -> None:
    venue, since = world.venue, world.clock.now()
    product, found = venue.product("BTC-USD"), venue.price_range("BTC-USD", since=since)
    assert product is not None
    assert found is not None
    assert (product.product_id, found.open, venue.quotes(["BTC-USD"])["BTC-USD"].ask) == (
        "BTC-USD",
        Decimal(100),
        Decimal("100.5"),
    )


def test_its_candles_are_the_real_ones(world: World) -> None:
    closes = world.venue.minute_closes("BTC-USD", since=world.clock.now())

    assert [each.price for each in closes] == [Decimal(100)]


def test_it_may_trade_and_never_transfer(world: World) -> None:
    permissions = world.venue.key_permissions()
    assert (permissions.can_trade, permissions.can_transfer) == (True, False)
    assert world.venue.server_time() == world.clock.now()


def test_a_resting_limit_fills_only_when_the_price_trades_through_it(world: World) -> None:
    entry = world.place()
    world.trade("98")
    touched = world.status(entry)
    world.trade("97.99")
    assert (touched, world.status(entry)) == (OrderStatus.ACCEPTED, OrderStatus.FILLED)


def test_a_resting_fill_pays_its_limit_and_the_lowest_tiers_maker_fee(world: World) -> None:
    entry = world.place()
    world.trade("97")
    (fill,) = world.venue.fills([entry])
    assert (fill.price, fill.commission) == (Decimal(98), Decimal("1.176"))


def test_a_taker_pays_the_ask_and_the_lowest_tiers_taker_fee(world: World) -> None:
    order = world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(101))
    (fill,) = world.venue.fills([order])
    assert (fill.price, fill.commission) == (Decimal("100.5"), Decimal("2.412"))


def test_a_marketable_limit_below_the_ask_is_canceled(world: World) -> None:
    order = world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal("100.4"))
    assert world.status(order) is OrderStatus.CANCELED


def test_prices_before_the_order_do_not_fill_it(world: World) -> None:
    world.trade("95", "100")
    entry = world.place()
    world.trade("99")
    assert world.status(entry) is OrderStatus.ACCEPTED


def test_a_new_low_in_the_minute_of_the_order_fills_it(world: World) -> None:
    world.trade("99", "100")
    entry = world.place()
    world.trade("97", "100")
    assert world.status(entry) is OrderStatus.FILLED


def test_a_fill_is_no_larger_than_what_was_traded(world: World) -> None:
    entry = world.place()
    world.trade("97", volume="0.5")
    order = world.order(entry)
    assert (order.status, order.filled_size) == (OrderStatus.PARTIALLY_FILLED, Decimal("0.5"))


def test_of_a_candles_volume_only_the_share_beyond_the_limit_counts(world: World) -> None:
    entry = world.place()
    world.clock.advance(minutes=1)
    world.trade("100", "97", volume="0.5")
    # Of the fall from 100 to 97 a third lay below the limit.
    assert world.order(entry).filled_size == Decimal("0.33333333")


def protected(world: World) -> tuple[str, str]:
    entry = world.place(attached=BRACKET)
    world.trade("97", "100")
    child = world.order(entry).attached_order_id
    assert child is not None
    return entry, child


def test_a_filled_entry_has_its_bracket(world: World) -> None:
    entry, child = protected(world)
    bracket = world.order(child)
    assert (bracket.kind, bracket.base_size, bracket.stop_price, bracket.originating_order_id) == (
        OrderKind.BRACKET,
        Decimal(2),
        Decimal(90),
        entry,
    )


def test_within_one_candle_the_stop_comes_before_the_target(world: World) -> None:
    _, child = protected(world)
    world.clock.advance(minutes=1)
    world.trade("100", "111", "89", "100")
    assert world.order(child).stop_triggered


def test_within_one_candle_a_stop_sells_at_the_worst_price(world: World) -> None:
    _, child = protected(world)
    world.clock.advance(minutes=1)
    world.trade("100", "88.5", "100")
    assert world.venue.fills([child])[0].price == Decimal("88.5")


def test_within_one_candle_a_stop_never_sells_below_its_limit(world: World) -> None:
    _, child = protected(world)
    world.clock.advance(minutes=1)
    world.trade("100", "70", "100")
    assert world.venue.fills([child])[0].price == Decimal("85.5")


def test_a_target_that_is_only_touched_is_not_filled(world: World) -> None:
    _, child = protected(world)
    world.trade("110")
    assert world.status(child) is OrderStatus.ACCEPTED


def test_a_target_traded_through_is_filled_at_its_price(world: World) -> None:
    _, child = protected(world)
    world.trade("110.01")
    assert world.venue.fills([child])[0].price == 110


def test_minutes_between_two_looks_are_replayed_one_by_one(world: World) -> None:
    _, child = protected(world)
    for price in ("95", "111", "80"):
        world.clock.advance(minutes=1)
        world.trade(price)
    assert world.venue.fills([child])[0].price == 110


def test_a_gap_below_the_stop_sells_at_the_open(world: World) -> None:
    _, child = protected(world)
    world.clock.advance(minutes=1)
    world.trade("88")
    assert world.venue.fills([child])[0].price == 88


def test_a_moved_stop_is_in_the_bracket(world: World) -> None:
    _, child = protected(world)
    outcome = world.venue.edit(world.order(child), stop_price=Decimal(96))
    assert (outcome, world.order(child).stop_price) == (
        Accepted(venue_order_id=child),
        Decimal(96),
    )


def test_a_stop_above_the_price_is_refused(world: World) -> None:
    _, child = protected(world)
    outcome = world.venue.edit(world.order(child), stop_price=Decimal(101))
    assert isinstance(outcome, Refused)


def test_an_order_that_shows_no_size_is_not_edited(world: World) -> None:
    _, child = protected(world)
    shown = world.order(child).model_copy(update={"base_size": None})
    outcome = world.venue.edit(shown, stop_price=Decimal(95))
    assert outcome == Refused(reason="ORDER_SHOWS_NO_PRICE_OR_SIZE")


def test_a_canceled_order_frees_its_hold(world: World) -> None:
    entry = world.place()
    held = world.venue.balances()["USD"].hold
    outcome = world.venue.cancel([entry])[entry]
    assert held > 0
    assert isinstance(outcome, Accepted)
    assert world.venue.balances()["USD"].available == 10_000


def test_canceling_a_filled_order_is_refused(world: World) -> None:
    order = world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(101))
    outcome = world.venue.cancel([order])[order]
    assert isinstance(outcome, Refused)
    assert outcome.reason == "ORDER_IS_FULLY_FILLED"


def test_canceling_an_unknown_order_is_refused(world: World) -> None:
    outcome = world.venue.cancel(["nobody"])["nobody"]
    assert isinstance(outcome, Refused)


def test_a_restart_loses_nothing(world: World) -> None:
    entry, child = protected(world)
    before = (
        world.venue.orders([entry, child]),
        world.venue.fills([entry, child]),
        world.venue.balances(),
    )
    again = world.restarted()
    after = (again.orders([entry, child]), again.fills([entry, child]), again.balances())
    assert after == before


def test_what_trades_during_a_restart_is_met_after_it(world: World) -> None:
    entry = world.place()
    world.clock.advance(minutes=3)
    world.trade("97")
    world.clock.advance(hours=2)
    world.trade("120")
    world.venue = world.restarted()
    assert world.status(entry) is OrderStatus.FILLED


def test_the_same_id_twice_is_one_order(world: World) -> None:
    first, second = world.place(), world.place(base_size=Decimal(3))
    assert first == second
    assert len(world.venue.open_orders()) == 1


def test_an_order_is_found_by_our_id(world: World) -> None:
    entry = world.place()
    found = world.venue.find_order("sf1-1-0-e0", product_id="BTC-USD", since=world.clock.now())
    assert found is not None
    assert found.venue_order_id == entry


def test_an_order_that_was_never_placed_is_not_found(world: World) -> None:
    assert world.venue.find_order("sf1-2", product_id="BTC-USD", since=world.clock.now()) is None


@pytest.mark.parametrize(
    ("changes", "reason", "kind"),
    [
        ({"client_order_id": ""}, "INVALID_CLIENT_ORDER_ID", RefusalKind.FINAL),
        ({"product_id": "NO-USD"}, "INVALID_PRODUCT_ID", RefusalKind.FINAL),
        ({"base_size": Decimal(2000)}, "INSUFFICIENT_FUND", RefusalKind.FINAL),
        ({"limit_price": Decimal("98.001")}, "INVALID_PRICE_PRECISION", RefusalKind.CORRECTABLE),
    ],
)
def test_what_the_venue_would_refuse_is_refused(
    world: World, changes: dict[str, object], reason: str, kind: RefusalKind
) -> None:
    outcome = world.venue.place(request(**changes))
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.kind) == (reason, kind)


def test_an_empty_book_refuses_for_now(world: World) -> None:
    world.prices.has_book = False
    outcome = world.venue.place(request())
    assert isinstance(outcome, Refused)
    assert outcome.kind is RefusalKind.TRANSIENT


def test_without_prices_an_order_is_not_looked_at(world: World) -> None:
    world.prices.is_silent = True
    assert world.venue.place(request()) == Throttled()
    world.prices.is_silent = False
    assert world.venue.open_orders() == []


def test_without_prices_orders_cannot_be_read(world: World) -> None:
    entry = world.place()
    world.clock.advance(seconds=5)
    world.prices.is_silent = True
    with pytest.raises(VenueUnavailableError):
        world.venue.orders([entry])


def place_while(world: World, **store: object) -> Outcome:
    world.venue.balances()
    for name, value in store.items():
        setattr(world.store, name, value)
    return world.venue.place(request())


def test_another_invocation_in_between_is_no_second_order(world: World) -> None:
    assert isinstance(place_while(world, conflicts=2), Accepted)
    assert len(world.venue.open_orders()) == 1


def test_an_account_that_stays_busy_takes_no_order(world: World) -> None:
    assert place_while(world, conflicts=99) == Throttled()


def test_looks_of_one_sweep_follow_each_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.venue.balances()
    load, meeting = world.store.load, Barrier(2)

    def together() -> tuple[str | None, int]:
        """Waits for another one that has come as far: there is none."""
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=0.2)
        return load()

    monkeypatch.setattr(world.store, "load", together)
    with ThreadPoolExecutor(2) as pool:
        ids = ("sf1-1-0-e0", "sf1-2-0-e0")
        list(pool.map(lambda each: world.place(client_order_id=each), ids))

    assert meeting.broken


def test_a_save_without_an_answer_is_unknown(world: World) -> None:
    assert place_while(world, answer_lost=True) == Unknown(cause="paper_account_not_stored")


def test_what_traded_is_not_told_before_it_is_stored(world: World) -> None:
    entry = world.place()
    world.trade("97")
    world.store.answer_lost = True
    with pytest.raises(VenueUnavailableError):
        world.venue.orders([entry])


def test_an_account_that_is_not_read_is_not_opened_anew(world: World) -> None:
    world.store.is_silent = True
    with pytest.raises(VenueUnavailableError):
        world.venue.balances()


def test_after_a_save_without_an_answer_the_order_is_found(world: World) -> None:
    place_while(world, answer_lost=True)
    world.store.answer_lost = False
    since = world.clock.now()
    assert world.venue.find_order("sf1-1-0-e0", product_id="BTC-USD", since=since) is not None


def test_a_stored_account_that_cannot_be_read_is_never_replaced(world: World) -> None:
    world.store.document, world.store.version = "{}", 7
    with pytest.raises(VenueUnavailableError, match="not readable"):
        world.venue.balances()
    assert world.store.version == 7


def test_an_auction_cancels_brackets(world: World) -> None:
    _, child = protected(world)
    world.prices.products["BTC-USD"] = make_product(auction_mode=True)
    world.clock.advance(seconds=5)
    assert world.status(child) is OrderStatus.CANCELED


def test_orders_of_a_product_that_disappeared_still_rest(world: World) -> None:
    _, child = protected(world)
    del world.prices.products["BTC-USD"]
    world.trade("80")
    assert world.status(child) is OrderStatus.ACCEPTED


def test_reads_within_a_second_look_at_the_market_once(world: World) -> None:
    entry = world.place()
    world.clock.advance(seconds=5)
    before = world.prices.calls
    world.venue.orders([entry])
    world.venue.fills([entry])
    world.venue.balances()
    assert world.prices.calls == before + 1


def test_a_look_without_consequence_is_seldom_stored(world: World) -> None:
    world.place()
    stored = world.store.version
    world.trade("99")
    world.venue.open_orders()
    soon = world.store.version
    world.clock.advance(minutes=6)
    world.venue.open_orders()
    assert (soon, world.store.version) == (stored, stored + 1)


def test_orders_that_ended_long_ago_are_forgotten(world: World) -> None:
    old = world.place(kind=OrderKind.LIMIT_IOC, limit_price=Decimal(101))
    world.clock.advance(hours=31 * 24)
    world.trade("100")
    world.place(client_order_id="sf1-2-0-e0")
    assert world.venue.orders([old]) == {}
