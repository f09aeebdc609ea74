from __future__ import annotations

from decimal import Decimal

import pytest

from cli.channel_view import Known, Record, describe
from signalfill.domain.control import Control, Flags
from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings
from tests.fakes.world import AUTHOR, CHANNEL, settings
from tests.unit.cli.operator import Operator


def shown(flags: Flags, *, has_key: bool = True, **rules: str) -> Record:
    control = Control(settings=settings(**rules), flags=flags)
    return describe(control, Known(has_key=has_key))[0]


def reasons(flags: Flags, *, has_key: bool = True, **rules: str) -> list[str]:
    because: list[str] = shown(flags, has_key=has_key, **rules)["because"]
    return because


def test_channels_names_who_may_speak(operator: Operator) -> None:
    assert operator.reads("channels")[0]["may_speak"] == f"authors {AUTHOR}"


def test_channels_shows_one_line_for_each(operator: Operator) -> None:
    operator.types("channels")
    assert len(operator.said.splitlines()) == 3


def test_channels_says_when_nobody_is_watched(operator: Operator) -> None:
    operator.starts_with(None)
    operator.types("channels")
    assert operator.said == "no channel is watched: signalfill settings push FILE\n"


def test_a_channel_without_a_list_listens_to_anybody_on_paper() -> None:
    made = Settings.model_validate({"channels": {CHANNEL: {"name": "a"}}})
    assert (
        describe(Control(settings=made), Known(has_key=False))[0]["may_speak"]
        == "anybody (paper only)"
    )


def test_a_followed_channel_names_its_origin() -> None:
    channel = {"name": "a", "allowed_webhook_ids": ["55555"], "origin_guild_id": "66666"}
    made = Settings.model_validate({"channels": {CHANNEL: channel}})
    speakers = describe(Control(settings=made), Known(has_key=False))[0]["may_speak"]
    assert speakers == "webhooks 55555; from 66666/*"


def test_an_effective_channel_has_no_reasons() -> None:
    assert reasons(Flags()) == []


def test_a_live_channel_needs_a_key() -> None:
    assert reasons(Flags(), has_key=False) == ["no Coinbase key is set"]


def test_a_paper_channel_needs_no_key() -> None:
    assert reasons(Flags(), has_key=False, mode="paper") == []


def test_every_obstacle_is_named() -> None:
    flags = Flags(
        paused=True,
        halted=True,
        paused_channels=(CHANNEL,),
        breaker_latched=True,
        breaker_reason="losses",
    )
    assert reasons(flags, mode="off") == [
        "mode is off",
        "halted: signalfill resume",
        "breaker latched (losses): signalfill resume --breaker",
        "paused: signalfill resume",
        f"paused: signalfill resume --channel {CHANNEL}",
    ]


@pytest.mark.parametrize(
    ("flags", "rules", "effective"),
    [
        (Flags(), {}, "live"),
        (Flags(), {"mode": "approve"}, "approve"),
        (Flags(), {"mode": "paper"}, "paper"),
        (Flags(paused=True, halted=True), {"mode": "off"}, "off"),
        (Flags(paused=True, halted=True), {}, "halted"),
        (Flags(paused=True, breaker_latched=True), {}, "breaker"),
        (Flags(breaker_latched=True, breaker_accounts=(Mode.PAPER,)), {}, "live"),
        (
            Flags(breaker_latched=True, breaker_accounts=(Mode.LIVE,)),
            {"mode": "approve"},
            "breaker",
        ),
        (Flags(paused=True), {}, "paused"),
        (Flags(paused_channels=(CHANNEL,)), {}, "paused"),
    ],
)
def test_the_effective_mode_is_what_a_signal_meets(
    flags: Flags, rules: dict[str, str], effective: str
) -> None:
    assert shown(flags, has_key=True, **rules)["effective"] == effective


def test_a_channel_that_the_bot_cannot_read_is_unseen() -> None:
    known = Known(has_key=True, unseen={CHANNEL: "the bot cannot see it"})
    found = describe(Control(settings=settings()), known)[0]
    assert (found["effective"], found["because"]) == (
        "unseen",
        ["the bot cannot see it: signalfill doctor"],
    )


def test_channels_counts_what_was_refused_and_why(operator: Operator) -> None:
    operator.world.opened()
    operator.world.say(operator.world.signal(stop_loss=None))
    operator.types("channels")
    assert "alpha, 7 days: 2 signals: 1 traded, 1 no_stop\n" in operator.said


def test_the_tally_looks_back_as_far_as_is_asked(operator: Operator) -> None:
    operator.world.opened()
    operator.world.clock.advance(hours=25)
    assert operator.reads("channels", "--days", "1")[0]["opened"] == 0
    assert operator.reads("channels", "--days", "2")[0]["opened"] == 1


def test_channels_says_that_plans_wait(operator: Operator) -> None:
    operator.world.push(settings(mode="approve"))
    operator.world.say(operator.world.signal())
    operator.types("channels")
    assert "alpha: 1 plans wait for your answer (signalfill approve)" in operator.said


def test_channels_says_that_a_channel_is_on_trial(operator: Operator) -> None:
    operator.world.push(settings(trial_positions="10"))
    operator.types("channels")
    assert "alpha: live position 1 of this channel: the first 10 have 25 % of" in operator.said


def test_positions_are_empty_at_first(operator: Operator) -> None:
    operator.types("positions")
    assert operator.said == "no open positions\n"


def test_a_resting_position_holds_nothing(operator: Operator) -> None:
    operator.world.opened()
    assert operator.reads("positions")[0]["held"] == "0"


def test_a_filled_position_shows_what_it_holds(operator: Operator) -> None:
    operator.world.opened()
    operator.world.move("99")
    shown = operator.reads("positions")[0]
    assert (shown["state"], shown["average_entry_price"], shown["stops"], shown["unprotected"]) == (
        "OPEN",
        "100",
        ["95", "95"],
        None,
    )


def test_what_is_still_held_counts_at_cost(operator: Operator) -> None:
    operator.world.opened()
    operator.world.move("99")
    fills = operator.world.positions.positions()[0].fills
    fees = sum(fill.commission for fill in fills)
    assert Decimal(operator.reads("positions")[0]["result"]) == -fees


def test_a_target_that_filled_counts_as_gain(operator: Operator) -> None:
    operator.world.opened()
    operator.world.move("99", "111")
    assert Decimal(operator.reads("positions")[0]["result"]) > 0


def test_a_closed_position_holds_a_plain_zero(operator: Operator) -> None:
    operator.world.opened()
    operator.world.move("99", "94")
    assert operator.reads("positions", "--all")[0]["held"] == "0"


def test_a_closed_position_is_shown_only_with_all(operator: Operator) -> None:
    operator.world.opened()
    operator.world.move("99", "94")
    assert operator.reads("positions") == []
    assert operator.reads("positions", "--all")[0]["exit_reason"] == "stop_loss"


def test_positions_as_text_are_one_line_each(operator: Operator) -> None:
    operator.world.opened()
    operator.types("positions")
    assert len(operator.said.splitlines()) == 2


def test_positions_show_by_how_much_live_and_paper_differ(operator: Operator) -> None:
    position = operator.world.opened()
    operator.world.move("99", "94")
    operator.twin_ended(position.position_id, live="-1.2", paper="-1.05")
    operator.types("positions", "--all")
    assert " -0.15 R" in operator.said
    (shown,) = operator.reads("positions", "--all")
    assert shown["paper_twin"] == {"live_r": "-1.2", "paper_r": "-1.05", "difference_r": "-0.15"}
