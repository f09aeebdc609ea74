from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import Any

import pytest

from signalfill.domain.planning.plan import Means, Plan, make_plan, price_of, reward_risk
from signalfill.domain.position import Slice
from signalfill.domain.product import FeeRates, Product, Quote
from signalfill.domain.rules import NoTarget, Rules, Sizing, StopOnClose
from signalfill.domain.side import Side
from signalfill.domain.signal import EntryKind
from signalfill.domain.verdict import GateResult
from tests.fakes.clock import START
from tests.fakes.venue import product
from tests.fakes.world import World

NO_FEES = FeeRates(maker=Decimal(0), taker=Decimal(0))


def attempt(
    *,
    rules: Rules | None = None,
    market: Product | None = None,
    ask: str = "100",
    available: str = "10000",
    max_loss: str | None = None,
    day_share: str | None = None,
    fees: FeeRates = NO_FEES,
    **signal: Any,  # noqa: ANN401 - a signal's fields
) -> Plan | GateResult:
    """Buy BTC at 100, stop 95, targets 110 and 120, with 10,000 and no fees."""
    return make_plan(
        World().signal(**signal),
        rules=rules or Rules(),
        product=market or product(),
        quote=Quote(product_id="BTC-USD", bid=Decimal(ask), ask=Decimal(ask), at=START),
        means=Means(
            equity=Decimal(10_000),
            available=Decimal(available),
            fees=fees,
            max_loss=None if max_loss is None else Decimal(max_loss),
            day_share=None if day_share is None else Decimal(day_share),
        ),
    )


def plan(**case: Any) -> Plan:  # noqa: ANN401 - what `attempt` takes
    made = attempt(**case)
    assert isinstance(made, Plan)
    return made


def refusal(**case: Any) -> str:  # noqa: ANN401 - what `attempt` takes
    made = attempt(**case)
    assert isinstance(made, GateResult)
    assert not made.passed
    return made.gate


def entries(made: Plan) -> list[Decimal]:
    return [price_of(each) for each in made.slices]


def sizes(made: Plan) -> list[Decimal]:
    return [each.base_size for each in made.slices]


def decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, texts))


# --- sizes ---


def test_the_risk_to_the_stop_decides_the_size() -> None:
    assert plan().base_size == 10  # 0.5 % of 10,000 over 5 a coin


def test_a_fixed_size_is_the_value_at_the_entry() -> None:
    assert plan(rules=Rules(sizing=Sizing.FIXED, fixed_quote=Decimal(300))).notional == 300


def test_a_fraction_of_equity_is_the_value_at_the_entry() -> None:
    rules = Rules(sizing=Sizing.EQUITY, equity_fraction=Decimal("0.07"))

    assert plan(rules=rules).notional == 700


@pytest.mark.parametrize("sizing", Sizing)
def test_every_sizing_is_capped(sizing: Sizing) -> None:
    rules = Rules(
        sizing=sizing,
        risk_fraction=Decimal("0.5"),
        fixed_quote=Decimal(5000),
        equity_fraction=Decimal("0.5"),
    )

    made = plan(rules=rules)

    assert made.notional == 1000
    assert "size clamped by max_notional_fraction" in made.notes


def test_a_size_that_cannot_be_paid_is_clamped_and_says_so() -> None:
    made = plan(available="200")

    assert made.notional == 200
    assert "size clamped by funds" in made.notes


def test_a_limit_for_one_position_counts_the_gap() -> None:
    made = plan(max_loss="39")

    assert made.base_size == 4  # 5 to the stop and 5 % of 95, a coin
    assert made.worst_case_loss == 39


def test_no_money_at_all_is_named_funds() -> None:
    assert refusal(available="0") == "funds"


def test_a_risk_too_small_to_be_traded_is_below_the_minimum() -> None:
    assert refusal(market=product(quote_min_size=5000)) == "below_minimum"


def test_leverage_changes_nothing() -> None:
    assert plan(leverage="20") == plan()


# --- entries ---


def test_a_market_call_may_chase_the_ask() -> None:
    made = plan(entry_kind=EntryKind.MARKET, entry_prices=())

    assert entries(made) == [*decimals("100.3", "100.3")]


def test_a_priced_call_far_above_the_market_is_not_overpaid() -> None:
    made = plan(ask="97")

    assert entries(made) == [*decimals("97.29", "97.29")]


def test_a_ladder_has_a_rung_for_each_price_nearest_first() -> None:
    made = plan(entry_kind=EntryKind.LADDER, entry_prices=decimals("98", "100", "96"))

    assert entries(made) == [100, 100, 98, 98, 96, 96]
    assert made.entry_price == Decimal("97.99")  # the mean: what flooring leaves goes lowest


def test_all_rungs_together_risk_what_one_entry_would() -> None:
    made = plan(entry_kind=EntryKind.LADDER, entry_prices=decimals("98", "100", "96"))

    risk = sum(each.base_size * (price_of(each) - 95) for each in made.slices)
    assert Decimal("29.9") < risk <= 50
    assert made.notional <= 1000


def test_no_more_rungs_than_the_settings_serve() -> None:
    prices = decimals("100", "99", "98", "97")

    made = plan(
        rules=Rules(rungs=2),
        entry_kind=EntryKind.LADDER,
        entry_prices=prices,
        stop_loss=Decimal(90),
    )

    assert set(entries(made)) == {100, 99}


def test_a_zone_is_entered_at_its_near_edge() -> None:
    made = plan(entry_kind=EntryKind.ZONE, entry_prices=decimals("97", "100"))

    assert set(entries(made)) == {100}


def test_a_zone_may_be_divided_evenly() -> None:
    made = plan(
        rules=Rules(zone_rungs=4), entry_kind=EntryKind.ZONE, entry_prices=decimals("97", "100")
    )

    assert list(dict.fromkeys(entries(made))) == [100, 99, 98, 97]


# --- targets ---


def test_the_targets_share_evenly() -> None:
    assert sizes(plan()) == [5, 5]


def test_a_split_gives_each_target_its_part_and_the_last_one_the_rest() -> None:
    rules = Rules.model_validate({"take_profit_split": "50 %, 30 %, 20 %"})

    made = plan(rules=rules, take_profits=decimals("110", "120", "130"))

    assert sizes(made) == [5, 3, 2]


def test_with_fewer_targets_than_parts_the_last_one_sells_all_that_is_left() -> None:
    rules = Rules.model_validate({"take_profit_split": "50 %, 30 %, 20 %"})

    assert sizes(plan(rules=rules)) == [5, 5]


def test_no_more_targets_than_slices_are_served_and_it_is_said() -> None:
    made = plan(take_profits=decimals("110", "112", "114", "116", "118", "120"))

    assert [each.take_profit_price for each in made.slices] == [110, 112, 114, 116]
    assert "6 targets, the nearest 4 are served" in made.notes


def test_targets_below_the_entry_are_no_targets() -> None:
    assert refusal(take_profits=decimals("99")) == "no_target"


def test_without_a_target_one_at_two_risks_is_made_and_marked() -> None:
    made = plan(take_profits=())

    assert [each.take_profit_price for each in made.slices] == [110]
    assert made.slices[0].synthetic_target


def test_without_a_target_the_settings_may_refuse() -> None:
    assert refusal(rules=Rules(no_target=NoTarget.DENY), take_profits=()) == "no_target"


def test_stop_only_puts_the_other_leg_ten_risks_away() -> None:
    made = plan(rules=Rules(no_target=NoTarget.STOP_ONLY), take_profits=())

    assert [each.take_profit_price for each in made.slices] == [150]
    assert made.slices[0].synthetic_target


def test_stop_only_stays_within_twice_the_entry() -> None:
    made = plan(rules=Rules(no_target=NoTarget.STOP_ONLY), take_profits=(), stop_loss=Decimal(60))

    assert made.slices[0].take_profit_price == 200


def test_stop_only_has_no_reward_to_compare() -> None:
    rules = Rules(no_target=NoTarget.STOP_ONLY, min_reward_risk=Decimal(50))

    assert plan(rules=rules, take_profits=()).gates[-1].passed


# --- stops ---


def test_a_stop_on_a_close_stands_at_its_level() -> None:
    assert plan(stop_on_close="4h").stop_price == 95


def test_a_catastrophe_stop_is_wider_and_budgeted_so() -> None:
    made = plan(rules=Rules(stop_on_close=StopOnClose.CATASTROPHE), stop_on_close="4h")

    assert made.stop_price == Decimal("92.5")
    assert made.base_size == Decimal("6.66666666")
    assert made.worst_case_loss == made.base_size * (
        Decimal("7.5") + Decimal("92.5") * Decimal("0.05")
    )
    assert "stop 95 counts on a 4h close: the venue's stop stands at 92.5" in made.notes


def test_a_catastrophe_stop_stays_behind_the_named_one_however_coarse_the_increment() -> None:
    made = plan(
        rules=Rules(stop_on_close=StopOnClose.CATASTROPHE, min_reward_risk=Decimal(0)),
        market=product(price_increment="0.01"),
        ask="0.07452",
        entry_prices=decimals("0.07452"),
        stop_loss=Decimal("0.05667246"),  # 1.5 times as far from 0.07: 0.05000869
        stop_on_close="4h",
        take_profits=decimals("0.1"),
    )

    assert made.stop_price == Decimal("0.05")


def test_a_catastrophe_stop_below_zero_is_refused() -> None:
    rules = Rules(stop_on_close=StopOnClose.CATASTROPHE, catastrophe_factor=Decimal(5))

    assert refusal(rules=rules, stop_on_close="4h", stop_loss=Decimal(70)) == "price_sides"


def test_a_stop_at_or_above_the_entry_is_refused() -> None:
    assert refusal(stop_loss=Decimal(100)) == "price_sides"


# --- what can be traded ---


def test_parts_too_small_to_be_sold_are_merged_the_farthest_first() -> None:
    made = plan(
        market=product(quote_min_size=300), take_profits=decimals("110", "115", "120", "130")
    )

    assert [each.take_profit_price for each in made.slices] == [110, 115, 120]
    assert "1 entries and 4 targets merged into 1 and 3" in made.notes[-1]


def test_the_cut_with_the_most_slices_wins_and_then_the_one_with_more_targets() -> None:
    made = plan(
        market=product(quote_min_size=200),
        entry_kind=EntryKind.LADDER,
        entry_prices=decimals("100", "99"),
        take_profits=decimals("110", "115", "120", "130"),
    )

    assert entries(made) == [100] * 4


def test_the_minimum_holds_at_the_stop_after_the_fee_of_selling_there() -> None:
    exactly = product(quote_min_size=475)
    fees = FeeRates(maker=Decimal(0), taker=Decimal("0.0001"))

    assert len(plan(market=exactly).slices) == 2
    assert len(plan(market=exactly, fees=fees).slices) == 1


def test_whole_coins_leave_nothing_over() -> None:
    market = product(base_increment=1, base_min_size=1)

    made = plan(market=market, take_profits=decimals("110", "120", "130"))

    assert sizes(made) == [3, 3, 4]


# --- what is left to earn ---


def test_the_reward_is_measured_at_the_live_ask() -> None:
    assert plan(ask="98").reward_risk > plan().reward_risk


def test_fees_of_both_legs_and_the_spread_make_the_reward_smaller() -> None:
    fees = FeeRates(maker=Decimal("0.004"), taker=Decimal("0.006"))

    assert plan(fees=fees).reward_risk < plan().reward_risk


def test_a_refusal_shows_what_was_left_and_what_was_asked() -> None:
    made = attempt(take_profits=decimals("103"))

    assert made == GateResult(gate="reward_risk", passed=False, value="0.600", threshold="1.0")


# --- what is left out is said ---


@pytest.mark.parametrize(
    ("case", "note"),
    [
        (
            {"rules": Rules(rungs=2), "entry_prices": decimals("100", "99", "98")},
            "3 entries, the nearest 2 are served",
        ),
        (
            {"ask": "97", "entry_prices": decimals("100", "99", "96")},
            "3 entries become 2: some lie beyond what may be chased",
        ),
        ({"entry_prices": decimals("100", "99", "98")}, None),
    ],
)
def test_entries_of_a_ladder_that_are_not_served_are_named(
    case: dict[str, Any], note: str | None
) -> None:
    made = plan(entry_kind=EntryKind.LADDER, stop_loss=Decimal(90), **case)

    said = [each for each in made.notes if "entries" in each]
    assert said == ([] if note is None else [note])


def test_targets_that_are_dropped_are_named() -> None:
    made = plan(take_profits=decimals("99", "110"))

    assert "not ahead of the entry and dropped as targets: 99" in made.notes


def test_a_refusal_for_want_of_targets_says_which_were_named_and_why_not() -> None:
    made = attempt(take_profits=decimals("99", "98"))

    assert isinstance(made, GateResult)
    assert (made.gate, made.value, made.threshold) == ("no_target", "99, 98", "100")


LEG = FeeRates(maker=Decimal("0.01"), taker=Decimal("0.02"))


def edge(*, fees: FeeRates = NO_FEES, bid: str = "100") -> Decimal:
    """Of one coin bought at 100 for a target at 120 and a stop at 90."""
    each = Slice(
        index=0,
        base_size=Decimal(1),
        entry_price=Decimal(100),
        take_profit_price=Decimal(120),
        stop_price=Decimal(90),
    )
    quote = Quote(product_id="BTC-USD", bid=Decimal(bid), ask=Decimal(100), at=START)
    means = Means(equity=Decimal(10_000), available=Decimal(10_000), fees=fees)
    return reward_risk([each], Side.LONG, quote, means)


def test_a_target_pays_the_makers_fee_and_an_entry_the_takers() -> None:
    gain = Decimal(20) - Decimal("1.2") - 2
    loss = Decimal(10) + Decimal("3.8")

    assert edge(fees=LEG) == (gain / loss).quantize(Decimal("0.001"))


def test_an_entry_that_rests_behind_the_market_pays_the_makers_fee() -> None:
    each = Slice(
        index=0,
        base_size=Decimal(1),
        entry_price=Decimal(100),
        take_profit_price=Decimal(120),
        stop_price=Decimal(90),
    )
    quote = Quote(product_id="BTC-USD", bid=Decimal(101), ask=Decimal(101), at=START)
    means = Means(equity=Decimal(10_000), available=Decimal(10_000), fees=LEG)
    gain = Decimal(20) - Decimal("1.2") - 1
    loss = Decimal(10) + 1 + Decimal("1.8")

    resting = reward_risk([each], Side.LONG, quote, means)

    assert resting == (gain / loss).quantize(Decimal("0.001"))


def test_the_size_of_a_resting_entry_counts_the_makers_fee_and_its_reserve_the_takers() -> None:
    fees = FeeRates(maker=Decimal("0.002"), taker=Decimal("0.01"))

    made = plan(ask="101", fees=fees)

    assert made.base_size == (Decimal(50) / (5 + Decimal("0.2") + Decimal("0.95"))).quantize(
        Decimal("0.00000001"), ROUND_DOWN
    )
    reserved = 5 + 1 + Decimal("0.95") + Decimal("4.75")
    assert made.worst_case_loss == made.base_size * reserved


def test_a_share_of_the_days_limit_makes_room_for_others() -> None:
    made = plan(day_share="39")

    assert made.worst_case_loss == 39
    assert "size clamped by daily_loss_share" in made.notes


def test_a_market_call_is_chased_no_farther_than_a_part_of_its_risk() -> None:
    near = plan(
        rules=Rules(max_chase=Decimal("0.01"), max_chase_risk=Decimal("0.1")),
        entry_kind=EntryKind.MARKET,
        entry_prices=(),
    )

    assert entries(near) == [*decimals("100.5", "100.5")]  # a tenth of the 5 to the stop


def test_a_stop_exits_a_spread_behind_its_price() -> None:
    assert edge(bid="98") < edge()


def test_an_edge_of_exactly_what_the_settings_ask_is_enough() -> None:
    assert plan(rules=Rules(min_reward_risk=plan().reward_risk)).reward_risk == plan().reward_risk


def test_a_fixed_size_is_divided_only_into_what_pays_the_fee_of_its_sale() -> None:
    fixed = Rules(sizing=Sizing.FIXED, fixed_quote=Decimal(1000))
    fees = FeeRates(maker=Decimal(0), taker=Decimal("0.0001"))
    exactly = product(quote_min_size=475)

    assert len(plan(rules=fixed, market=exactly).slices) == 2
    assert len(plan(rules=fixed, market=exactly, fees=fees).slices) == 1


def test_targets_in_percent_are_judged_by_what_is_left_of_them_when_all_rungs_fill() -> None:
    """From 100 and 80 in equal parts 30 % lie at 117, not at 130."""
    ladder = {"entry_kind": EntryKind.LADDER, "entry_prices": (Decimal(100), Decimal(80))}
    levels = {"stop_loss": Decimal(65), "take_profits": (Decimal(130),)}

    in_prices = plan(**ladder, **levels)
    in_percent = plan(**ladder, **levels, percent_targets=("30%",))

    assert in_percent.slices == in_prices.slices
    assert (in_prices.reward_risk, in_percent.reward_risk) == (Decimal("1.6"), Decimal("1.08"))


def test_what_is_bought_can_be_paid_with_its_fee() -> None:
    fees = FeeRates(maker=Decimal(0), taker=Decimal("0.01"))

    made = plan(available="202", fees=fees, rules=Rules(min_reward_risk=Decimal(0)))

    assert made.notional == 200


def test_a_stop_between_two_rungs_is_refused() -> None:
    rungs = decimals("100", "97")

    refused = refusal(entry_kind=EntryKind.LADDER, entry_prices=rungs, stop_loss=Decimal(98))

    assert refused == "price_sides"
