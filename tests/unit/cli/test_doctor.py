from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

import pytest

from cli.checks.coinbase import (
    check_balance,
    check_clock,
    check_fees,
    check_key,
    no_key,
)
from cli.checks.deployment import check_flags, check_positions, check_settings
from cli.checks.entry import check_entry
from cli.checks.finding import Finding, good, guarded
from cli.checks.holdings import check_holdings, check_orphans
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.domain.control import Control, Flags
from signalfill.domain.errors import HaltedError
from signalfill.domain.order import OrderKind, OrderRequest, OrderSide, Refused
from signalfill.domain.product import FeeRates, KeyPermissions
from signalfill.domain.settings import AccountSettings, Settings
from tests.fakes.venue import FakeVenue, product
from tests.fakes.world import World, settings
from tests.unit.cli.operator import Operator, refuses
from tests.unit.parsing.teachings import words


class VenueWithKey(FakeVenue):
    """Its key may do what the test says."""

    def __init__(self, world: World, **permissions: bool) -> None:
        super().__init__(world.clock)
        self._permissions = {"can_view": True, "can_trade": True, "can_transfer": False}
        self._permissions |= permissions
        self.portfolio_type = "CONSUMER"

    def key_permissions(self) -> KeyPermissions:
        portfolio = {"portfolio_id": "p1", "portfolio_type": self.portfolio_type}
        return KeyPermissions.model_validate({**self._permissions, **portfolio})


@pytest.fixture
def world() -> World:
    return World()


def problems(findings: Iterable[Finding]) -> list[str]:
    return [each.detail for each in findings if not each.ok]


def remedies(findings: Iterable[Finding]) -> list[str]:
    return [each.remedy for each in findings if each.remedy]


def test_words_that_this_release_cannot_learn_are_told() -> None:
    taught = settings().model_copy(update={"reading": words("stop", "if")})

    found = problems(check_settings(Control(settings=taught, settings_version=1)))

    assert found == ["reading.words.stop.0: 'if' means if already"]


def test_a_key_that_views_and_trades_is_good(world: World) -> None:
    assert problems(check_key(world.venue, settings())) == []


def test_a_key_that_can_transfer_is_refused(world: World) -> None:
    venue = VenueWithKey(world, can_transfer=True)
    assert problems(check_key(venue, settings())) == ["the key can transfer funds out"]


def test_a_key_that_cannot_trade_is_refused(world: World) -> None:
    assert problems(check_key(VenueWithKey(world, can_trade=False), settings())) == [
        "the key may not Trade"
    ]


def test_every_missing_permission_is_named(world: World) -> None:
    venue = VenueWithKey(world, can_view=False, can_trade=False)
    assert problems(check_key(venue, settings())) == ["the key may not View nor Trade"]


def test_every_problem_has_a_remedy(world: World) -> None:
    venue = VenueWithKey(world, can_trade=False, can_transfer=True)
    assert len(remedies(check_key(venue, settings()))) == 2


def test_the_default_portfolio_is_refused(world: World) -> None:
    venue = VenueWithKey(world)
    venue.portfolio_type = "DEFAULT"
    found = problems(check_key(venue, settings()))
    assert found == ["p1 (DEFAULT): your own coins are within reach of a bot and of a leaked key"]


def test_a_default_portfolio_whose_coins_are_listed_is_good(world: World) -> None:
    venue = VenueWithKey(world)
    venue.portfolio_type = "DEFAULT"
    made = Settings(account=AccountSettings(untouchable=("DOGE",)))
    assert problems(check_key(venue, made)) == []


def test_money_in_the_quote_wallet_is_good(world: World) -> None:
    assert problems(check_balance(world.venue, settings())) == []


def test_money_in_another_wallet_names_the_setting(world: World) -> None:
    made = Settings(account=AccountSettings(quote="USDC"))
    found = list(check_balance(world.venue, made))
    assert problems(found) == ["0 USDC, but 10000 USD"]
    assert remedies(found) == ["set account.quote: USD"]


def test_no_money_at_all_is_a_problem(world: World) -> None:
    empty = FakeVenue(world.clock, cash="0")
    assert problems(check_balance(empty, settings())) == ["0 USD"]


def test_fees_are_shown_both_ways(world: World) -> None:
    assert next(check_fees(world.venue)).detail == (
        "maker 0.1 %, taker 0.2 %; a target 4 % above and a stop 2 % below the entry "
        "(2 : 1) are 1.65 : 1 after fees"
    )


def test_the_fee_tier_is_named(world: World) -> None:
    class Tiered(FakeVenue):
        def fee_rates(self) -> FeeRates:
            return FeeRates(maker=Decimal("0.006"), taker=Decimal("0.012"), tier="Intro 1")

    detail = next(check_fees(Tiered(world.clock))).detail
    assert detail.startswith("tier Intro 1: maker 0.6 %, taker 1.2 %;")
    assert detail.endswith("are 0.74 : 1 after fees")


@pytest.mark.parametrize(("seconds", "count"), [(0, 0), (10, 0), (11, 1), (-11, 1)])
def test_a_clock_may_be_ten_seconds_off(world: World, seconds: int, count: int) -> None:
    now = world.clock.now() + timedelta(seconds=seconds)
    assert len(problems(check_clock(world.venue, now))) == count


def test_orders_of_known_positions_are_good(world: World) -> None:
    world.opened()
    assert problems(check_orphans(world.venue, world.positions)) == []


def test_an_order_of_ours_that_no_position_knows_is_a_problem(world: World) -> None:
    world.venue.place(order("sf1-lost-0-e1"))
    found = problems(check_orphans(world.venue, world.positions))
    assert found[0].startswith("orders of ours that no position knows: ")


def test_an_order_by_hand_is_none_of_our_business(world: World) -> None:
    world.venue.place(order("by-hand"))
    assert problems(check_orphans(world.venue, world.positions)) == []


def test_what_our_positions_bought_is_expected(world: World) -> None:
    world.opened()
    world.move("99")
    assert problems(check_holdings(world.venue, world.positions, settings())) == []


def test_a_coin_that_we_did_not_buy_is_a_problem(world: World) -> None:
    world.venue.engine.deposit("DOGE", Decimal(5))
    found = list(check_holdings(world.venue, world.positions, settings()))
    assert problems(found) == ["coins that no position of ours bought: DOGE"]
    assert "--adopt-holdings" in remedies(found)[0]


def test_an_untouchable_coin_is_left_alone(world: World) -> None:
    world.venue.engine.deposit("DOGE", Decimal(5))
    made = Settings(account=AccountSettings(untouchable=("DOGE",)))
    assert problems(check_holdings(world.venue, world.positions, made)) == []


def test_the_venue_would_take_our_entry(world: World) -> None:
    found = list(check_entry(world.venue, settings()))
    assert problems(found) == []
    assert found[-1].detail.endswith("with its attached bracket on BTC-USD")
    assert world.venue.placed == []


def test_a_product_that_takes_no_entries_says_why(world: World) -> None:
    world.venue.add_product(product(cancel_only=True))
    assert problems(check_entry(world.venue, settings()))[0] == (
        "BTC-USD takes no entries: cancel_only"
    )


def test_a_quote_currency_without_a_product_is_a_problem(world: World) -> None:
    made = Settings(account=AccountSettings(quote="EUR"))
    assert problems(check_entry(world.venue, made)) == ["BTC-EUR is not traded here"]


def test_a_market_without_a_book_is_a_problem(world: World) -> None:
    empty = FakeVenue(world.clock)
    assert problems(check_entry(empty, settings())) == ["BTC-USD shows no order book"]


def test_a_venue_that_refuses_the_attached_bracket_is_a_problem(world: World) -> None:
    class Bare(FakeVenue):
        def preview(self, request: OrderRequest) -> Refused | None:
            return Refused(reason="PREVIEW_INVALID_ORDER_TYPE") if request.attached else None

    venue = Bare(world.clock)
    venue.price("100")
    assert problems(check_entry(venue, settings())) == [
        "the venue takes the entry but not its attached bracket: INVALID_ORDER_TYPE"
    ]


def test_too_little_money_for_an_entry_is_a_problem(world: World) -> None:
    poor = FakeVenue(world.clock, cash="1")
    poor.price("100")
    found = list(check_entry(poor, settings()))
    assert problems(found) == ["the venue would refuse an entry: INSUFFICIENT_FUND"]
    assert remedies(found) == ["move more of the quote currency into the portfolio"]


def test_holdings_are_adopted_as_untouchable(operator: Operator) -> None:
    operator.world.venue.engine.deposit("DOGE", Decimal(5))
    operator.starts_with(None)
    operator.store.push_settings(settings(), pushed_at=operator.world.clock.now(), pushed_by="me")
    operator.types("doctor", "--adopt-holdings", "--json")
    assert operator.store.current().settings.account.untouchable == ("DOGE",)
    assert "account.untouchable: [DOGE]" in operator.said


def test_nothing_foreign_pushes_nothing(operator: Operator) -> None:
    before = operator.store.current().settings_version
    operator.types("doctor", "--adopt-holdings")
    assert operator.store.current().settings_version == before


def test_holdings_cannot_be_adopted_without_settings(operator: Operator) -> None:
    operator.starts_with(None)
    assert operator.types("doctor", "--adopt-holdings") == 2
    assert "push settings first" in operator.complaints


def test_holdings_cannot_be_adopted_without_a_key(operator: Operator) -> None:
    operator.coinbase_key = None
    assert operator.types("doctor", "--adopt-holdings") == 2


def order(client_order_id: str) -> OrderRequest:
    return OrderRequest(
        client_order_id=client_order_id,
        product_id="BTC-USD",
        side=OrderSide.BUY,
        kind=OrderKind.LIMIT_GTC,
        base_size=Decimal(1),
        limit_price=Decimal(50),
    )


def test_paper_needs_no_key() -> None:
    assert no_key(settings(mode="paper"), "no key is set").ok


def test_live_needs_a_key() -> None:
    assert not no_key(settings(), "no key is set").ok


def test_settings_must_have_been_pushed() -> None:
    assert problems(check_settings(Control())) == ["none were pushed"]


def test_settings_must_name_a_channel() -> None:
    assert problems(check_settings(Control(settings_version=1))) == ["no channel is watched"]


@pytest.mark.parametrize(
    ("flags", "sound"),
    [
        (Flags(), True),
        (Flags(paused=True), True),
        (Flags(halted=True), False),
        (Flags(breaker_latched=True), False),
    ],
)
def test_a_halt_and_a_latched_breaker_are_problems(flags: Flags, sound: bool) -> None:
    assert (problems(check_flags(Control(flags=flags))) == []) is sound


def test_protected_positions_are_good(world: World) -> None:
    world.opened()
    world.move("99")
    assert problems(check_positions(world.positions)) == []


def test_a_refused_key_is_a_finding() -> None:
    def refuse() -> list[Finding]:
        raise HaltedError("401 Unauthorized")

    found = list(guarded("coinbase key", refuse, "make a key"))
    assert problems(found) == ["the key is refused: 401 Unauthorized"]


def test_findings_before_a_failure_are_kept() -> None:
    def fail() -> Iterable[Finding]:
        yield good("a", "b")
        raise ConnectionRefusedError

    assert [each.ok for each in guarded("a", fail, "")] == [True, False]


@pytest.mark.parametrize("token", ["abc\ndef", "abc def", "ab\u00e9"])
def test_an_odd_token_is_refused_without_being_shown(token: str) -> None:
    text = refuses(lambda: DiscordApi("https://discord.com/api/v10", token))
    assert token not in text


def test_a_discord_address_is_http() -> None:
    assert "http" in refuses(lambda: DiscordApi("file:///etc", "abc"))


def test_doctor_says_what_to_mend_and_fails(operator: Operator) -> None:
    operator.world.control.set_flags(Flags(halted=True))
    assert operator.types("doctor") == 1
    assert "PROBLEM  switches: halted: nothing is protected" in operator.said
    assert "remedy: signalfill resume" in operator.said


def test_doctor_as_json_is_one_object_a_line(operator: Operator) -> None:
    operator.types("doctor", "--json")
    assert all(line.startswith('{"name": ') for line in operator.said.splitlines())
