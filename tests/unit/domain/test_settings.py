from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from signalfill.domain.base_map import names_of
from signalfill.domain.rules import Mode, Rules
from signalfill.domain.settings import Settings
from signalfill.services.operating.worst_loss import Loss, json_schema, worst_loss

CHANNEL = "123456789"
OTHER = "987654321"


def settings(*, account: dict[str, str] | None = None, **channels: dict[str, Any]) -> Settings:
    return Settings.model_validate(
        {
            "account": account or {},
            "channels": {
                channel_id.removeprefix("c"): {
                    "name": "a",
                    "allowed_author_ids": ["11111"],
                    **channel,
                }
                for channel_id, channel in channels.items()
            },
        }
    )


ANSWERED = {"access": "invited", "terms_permit_automation": "unknown"}


def live(**more: object) -> dict[str, Any]:
    return {**ANSWERED, "rules": {"mode": "live"}, **more}


@pytest.mark.parametrize(
    ("text", "value"), [("0.5 %", "0.005"), ("0.5%", "0.005"), ("0.005", "0.005"), ("100 %", "1")]
)
def test_a_fraction_may_be_written_as_percent(text: str, value: str) -> None:
    assert Rules.model_validate({"risk_fraction": text}).risk_fraction == Decimal(value)


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("2m", 120), ("24h", 86400), ("7d", 604800)]
)
def test_a_duration_has_a_unit(text: str, seconds: int) -> None:
    assert Rules.model_validate({"entry_expiry": text}).entry_expiry == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["5", "1.5h", "-1h", "h"])
def test_a_duration_without_a_clear_unit_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Rules.model_validate({"entry_expiry": text})


@pytest.mark.parametrize("text", ["x %", "%", "101 %", "-1 %", "NaN %"])
def test_a_fraction_outside_its_range_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Rules.model_validate({"risk_fraction": text})


def test_a_float_is_refused() -> None:
    with pytest.raises(ValidationError, match="never a float"):
        Rules.model_validate({"risk_fraction": 0.005})


def test_a_negative_reward_is_refused() -> None:
    with pytest.raises(ValidationError):
        Rules.model_validate({"min_reward_risk": "-1"})


def test_a_fresh_deployment_is_on_paper() -> None:
    assert Settings().defaults.mode is Mode.PAPER


def test_a_channel_overrides_single_rules() -> None:
    made = settings(c123456789={"rules": {"max_spread": "1 %"}})
    assert made.rules_for(CHANNEL) == made.defaults.model_copy(
        update={"max_spread": Decimal("0.01")}
    )


def test_an_unwatched_channel_has_the_defaults() -> None:
    assert Settings().rules_for(CHANNEL) == Rules()


def test_an_unknown_override_is_refused() -> None:
    with pytest.raises(ValidationError):
        settings(c123456789={"rules": {"foo": "1"}})


def test_live_needs_somebody_who_may_speak() -> None:
    with pytest.raises(ValidationError, match="an empty list means nobody"):
        settings(c123456789=live(allowed_author_ids=[]))


def test_paper_may_listen_to_anybody() -> None:
    assert settings(c123456789={"allowed_author_ids": []}).channels


def test_settings_survive_the_way_through_json() -> None:
    made = settings(account={"max_loss": "500"}, c123456789=live(max_loss="70"))
    assert Settings.model_validate_json(made.model_dump_json(by_alias=True)) == made


def test_nobody_watched_loses_nothing() -> None:
    nothing = worst_loss(Settings(), Mode.LIVE)
    assert {nothing.position.fraction, nothing.account.fraction, nothing.day.fraction} == {0}


def test_one_position_loses_its_risk_and_the_gap_on_its_notional() -> None:
    loss = worst_loss(settings(c123456789=live()), Mode.LIVE).position
    assert loss.fraction == Decimal("0.005") + Decimal("0.05") * Decimal("0.10")


def test_paper_channels_are_no_part_of_the_live_loss() -> None:
    assert worst_loss(settings(c123456789={}), Mode.LIVE).account.fraction == 0


def test_the_boldest_channel_counts_for_every_open_position() -> None:
    bold = live(rules={"mode": "live", "risk_fraction": "1.5 %"})
    loss = worst_loss(settings(c123456789=bold, c987654321=live()), Mode.LIVE)
    assert loss.account.fraction == 5 * Decimal("0.02")


def test_the_day_limit_bounds_every_position() -> None:
    bold = live(rules={"mode": "live", "risk_fraction": "10 %"})
    assert worst_loss(settings(c123456789=bold), Mode.LIVE).position.fraction == Decimal("0.02")


def test_the_account_limit_caps_the_loss() -> None:
    loss = worst_loss(settings(account={"max_loss": "300"}, c123456789=live()), Mode.LIVE)
    assert loss.account.amount(Decimal(1_000_000)) == 300


def test_channel_limits_cap_the_loss_together() -> None:
    made = settings(c123456789=live(max_loss="50"), c987654321=live(max_loss="70"))
    assert worst_loss(made, Mode.LIVE).account.cap == 120


def test_a_position_limit_caps_one_and_all() -> None:
    loss = worst_loss(
        settings(account={"max_loss_per_position": "40"}, c123456789=live()), Mode.LIVE
    )
    assert loss.position.cap == 40
    assert loss.account.cap == 200


def test_a_fixed_value_is_lost_at_most() -> None:
    fixed = live(rules={"mode": "live", "sizing": "fixed_quote", "fixed_quote": "70"})
    assert worst_loss(settings(c123456789=fixed), Mode.LIVE).position.cap == 70


def test_a_value_by_equity_is_lost_at_most() -> None:
    rules = {"mode": "live", "sizing": "equity_fraction", "equity_fraction": "1 %"}
    loss = worst_loss(settings(c123456789=live(rules=rules)), Mode.LIVE)
    assert loss.position == Loss(fraction=Decimal("0.01"))


def test_one_channel_without_a_limit_leaves_the_loss_open() -> None:
    made = settings(c123456789=live(max_loss="50"), c987654321=live())
    assert worst_loss(made, Mode.LIVE).account.cap is None


def test_taking_a_cap_away_raises_the_loss() -> None:
    capped, free = Loss(fraction="0.01", cap="50"), Loss(fraction="0.01")
    assert free.rises_over(capped)
    assert not capped.rises_over(free)


FRACTIONS = st.decimals(0, 1, places=4)
LOSSES = st.builds(Loss, fraction=FRACTIONS, cap=st.none() | st.decimals("0.01", 10_000, places=2))


@given(LOSSES, LOSSES, st.decimals(0, 10_000_000, places=2))
def test_what_does_not_rise_never_costs_more(old: Loss, new: Loss, equity: Decimal) -> None:
    assert new.rises_over(old) or new.amount(equity) <= old.amount(equity)


@pytest.mark.parametrize(
    ("more", "rises"),
    [
        ({}, False),
        ({"max_open_positions": "6"}, True),
        ({"daily_loss_fraction": "3 %"}, True),
        ({"max_loss": "100"}, False),
    ],
)
def test_any_part_that_rises_is_a_rise(more: dict[str, str], rises: bool) -> None:
    old = worst_loss(settings(c123456789=live()), Mode.LIVE)
    new = worst_loss(settings(account=more, c123456789=live()), Mode.LIVE)
    assert new.rises_over(old) is rises


def test_going_live_is_a_rise() -> None:
    old, new = settings(c123456789={}), settings(c123456789=live())
    assert worst_loss(new, Mode.LIVE).rises_over(worst_loss(old, Mode.LIVE))


def test_the_schema_knows_every_setting_by_its_name_in_the_file() -> None:
    assert set(json_schema()["properties"]) == {
        "schema",
        "account",
        "defaults",
        "reading",
        "channels",
    }


@pytest.mark.parametrize("missing", sorted(ANSWERED))
def test_real_money_needs_access_and_terms_answered(missing: str) -> None:
    for mode in ("live", "approve"):
        with pytest.raises(ValidationError, match=f"mode {mode} needs access"):
            settings(c123456789=live(**{missing: None, "rules": {"mode": mode}}))


def test_paper_asks_nothing_about_the_terms() -> None:
    assert settings(c123456789={}).channels[CHANNEL].access is None


def test_terms_that_forbid_automation_are_no_answer() -> None:
    with pytest.raises(ValidationError, match="'yes' or 'unknown'"):
        settings(c123456789=live(terms_permit_automation="no"))


@pytest.mark.parametrize(
    ("base", "refused"),
    [
        ("BTC", None),
        ("DOGE", ("account", "never DOGE")),
        ("SOL", ("channel", "only BTC, ETH, POL")),
        ("ETH", ("author", "never ETH")),
        ("MATIC", None),
        ("1000DOGE", ("account", "never DOGE")),
    ],
)
def test_each_list_of_coins_may_refuse_by_any_name_of_a_coin(
    base: str, refused: tuple[str, str] | None
) -> None:
    lists = Settings.model_validate(
        {
            "account": {"coins": {"never": ["DOGE"]}},
            "channels": {
                CHANNEL: {
                    "name": "alpha",
                    "coins": {"only": ["BTC", "ETH", "POL"]},
                    "authors": {"11111": {"coins": {"never": ["ETH"]}}},
                }
            },
        }
    )

    assert lists.coin_refusal(CHANNEL, "11111", names_of(base)) == refused
