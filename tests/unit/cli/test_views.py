from __future__ import annotations

from decimal import Decimal

from cli.channels import describe
from signalfill.domain.settings import Control, Flags, Settings
from tests.fakes.world import AUTHOR, CHANNEL, settings
from tests.unit.cli.operator import Operator


def reasons(flags: Flags, *, has_key: bool = True, **rules: str) -> list[str]:
    control = Control(settings=settings(**rules), flags=flags)
    because: list[str] = describe(control, has_key=has_key)[0]["because"]
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
    assert describe(Control(settings=made), has_key=False)[0]["may_speak"] == "anybody (paper only)"


def test_a_followed_channel_names_its_origin() -> None:
    channel = {"name": "a", "allowed_webhook_ids": ["55555"], "origin_guild_id": "66666"}
    made = Settings.model_validate({"channels": {CHANNEL: channel}})
    speakers = describe(Control(settings=made), has_key=False)[0]["may_speak"]
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
        "paused: signalfill resume",
        f"paused: signalfill resume --channel {CHANNEL}",
        "breaker latched (losses)",
    ]


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
