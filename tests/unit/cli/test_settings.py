from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from signalfill.domain.order import OrderKind, OrderRequest, OrderSide
from signalfill.domain.product import KeyPermissions
from signalfill.domain.settings import Settings
from tests.fakes.world import CHANNEL, settings
from tests.unit.cli.operator import Operator

PAPER = f"channels: {{'{CHANNEL}': {{name: alpha}}}}"
BOLDER = PAPER + "\ndefaults: {risk_fraction: 1 %}"


def as_yaml(made: Settings) -> str:
    return yaml.safe_dump(made.model_dump(mode="json", by_alias=True, exclude_none=True))


LIVE = as_yaml(settings())
CALMER = PAPER + "\ndefaults: {risk_fraction: 0.1 %}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.yaml"


@pytest.fixture
def pushed(operator: Operator, path: Path) -> Operator:
    """Version 1 is in force, all on paper."""
    operator.starts_with(Settings.model_validate(yaml.safe_load(PAPER)))
    path.write_text(BOLDER)
    return operator


def test_check_says_good_and_the_worst_loss(operator: Operator, path: Path) -> None:
    path.write_text(PAPER)
    assert operator.types("settings", "check", str(path)) == 0
    assert "good, 1 channels (1 paper)" in operator.said
    assert "worst loss, paper, one position: 100.00 USD (1 % of equity)" in operator.said


TEACHING = (
    PAPER
    + """
reading:
  ignore: [This is not a trading signal]
  templates:
    - {layout: "{coin} {side} in {entry} net {stop}", example: SOL long in 142 net 136}
"""
)


def test_check_shows_what_is_taught_and_what_it_changes(operator: Operator, path: Path) -> None:
    path.write_text(TEACHING)
    operator.types("settings", "check", str(path))

    assert "taught of all channels: 1 sentences, 1 templates" in operator.said
    assert "template 1, after: signal, SOL long, limit 142, no target, stop 136: tradable" in (
        operator.said
    )


def test_check_as_json_has_both_readings(operator: Operator, path: Path) -> None:
    path.write_text(TEACHING)
    (taught,) = operator.reads("settings", "check", str(path))["taught"]

    (example,) = taught["examples"]
    assert [each["stop_loss"] for each in example["after"]["signals"]] == ["136"]
    assert example["before"]["kind"] != "signal" or not example["before"]["signals"][0]["stop_loss"]


def test_check_refuses_with_one_line_and_no_traceback(operator: Operator, path: Path) -> None:
    path.write_text("")
    assert operator.types("settings", "check", str(path)) == 2
    assert operator.complaints.count("\n") == 1
    assert operator.complaints.startswith(f"signalfill: {path}: is empty")


def test_check_as_json_lists_the_findings(operator: Operator, path: Path) -> None:
    path.write_text("account: {quote: DM}")
    assert operator.reads("settings", "check", str(path))["ok"] is False


def test_push_stores_a_new_version(pushed: Operator, path: Path) -> None:
    assert pushed.types("settings", "push", str(path), "--yes") == 0
    assert pushed.control().current().settings_version == 2


def test_push_asks_when_the_worst_loss_rises(pushed: Operator, path: Path) -> None:
    assert pushed.types("settings", "push", str(path), answers=["no"]) == 1
    assert pushed.control().current().settings_version == 1


def test_push_goes_on_after_a_yes(pushed: Operator, path: Path) -> None:
    assert pushed.types("settings", "push", str(path), answers=["yes"]) == 0
    assert pushed.control().current().settings_version == 2


def test_push_without_anybody_to_ask_pushes_nothing(pushed: Operator, path: Path) -> None:
    assert pushed.types("settings", "push", str(path)) == 2
    assert "say --yes" in pushed.complaints
    assert pushed.control().current().settings_version == 1


def test_push_does_not_ask_when_the_worst_loss_falls(pushed: Operator, path: Path) -> None:
    path.write_text(CALMER)
    assert pushed.types("settings", "push", str(path)) == 0


def test_push_shows_old_and_new_in_the_quote_currency(pushed: Operator, path: Path) -> None:
    lines = pushed.reads("settings", "push", str(path), "--yes")["worst_loss"]
    paper = next(each for each in lines if each["account"] == "paper")
    assert (paper["old"], paper["new"]) == (
        "100.00 USD (1 % of equity)",
        "150.00 USD (1.5 % of equity)",
    )


def test_a_change_of_the_quote_currency_is_asked(pushed: Operator, path: Path) -> None:
    path.write_text(PAPER + "\naccount: {quote: EUR}")
    assert pushed.types("settings", "push", str(path)) == 2


def test_live_losses_are_shown_at_present_equity(pushed: Operator, path: Path) -> None:
    path.write_text(LIVE)
    lines = pushed.reads("settings", "push", str(path), "--yes")["worst_loss"]
    assert lines[0]["new"] == "100.00 USD (1 % of equity)"


def test_live_losses_are_fractions_without_a_key(pushed: Operator, path: Path) -> None:
    pushed.coinbase_key = None
    pushed.starts_with(settings())
    path.write_text(LIVE)
    lines = pushed.reads("settings", "push", str(path), "--yes")["worst_loss"]
    assert lines[0]["new"] == "1 % of equity"


def test_what_show_prints_can_be_pushed_again(pushed: Operator, path: Path) -> None:
    pushed.types("settings", "push", str(path), "--yes")
    pushed.types("settings", "show")
    path.write_text(pushed.said)
    pushed.types("settings", "push", str(path))
    assert pushed.control().settings_version(3) == pushed.control().settings_version(2)


def test_show_tells_which_version_it_is(pushed: Operator) -> None:
    pushed.types("settings", "show")
    assert pushed.said.startswith("# version 1, in force\n")


def test_show_finds_an_earlier_version(pushed: Operator, path: Path) -> None:
    pushed.types("settings", "push", str(path), "--yes")
    pushed.types("settings", "show", "--version", "1")
    assert pushed.said.startswith("# version 1, not in force\n")


def test_show_refuses_a_version_that_never_was(pushed: Operator) -> None:
    assert pushed.types("settings", "show", "--version", "9") == 2


def test_show_before_the_first_push_shows_defaults(operator: Operator) -> None:
    operator.starts_with(None)
    operator.types("settings", "show")
    assert operator.said.startswith("# nothing pushed yet: the defaults\n")


def test_history_lists_every_version_newest_first(pushed: Operator, path: Path) -> None:
    pushed.types("settings", "push", str(path), "--yes")
    assert [each["version"] for each in pushed.reads("settings", "history")] == [2, 1]


def test_schema_gives_a_channel_the_same_rules_as_the_defaults(operator: Operator) -> None:
    schema = operator.reads("settings", "schema")
    rules = schema["$defs"]["ChannelSettings"]["properties"]["rules"]
    assert rules["$ref"] == schema["properties"]["defaults"]["$ref"]


# --- turning a channel live ---


def lost_order() -> OrderRequest:
    return OrderRequest(
        client_order_id="sf1-lost-0-e1",
        product_id="BTC-USD",
        side=OrderSide.BUY,
        kind=OrderKind.LIMIT_GTC,
        base_size=Decimal(1),
        limit_price=Decimal(50),
    )


@pytest.mark.parametrize("mode", ["live", "approve"])
def test_a_channel_does_not_turn_live_while_an_order_of_ours_is_unknown(
    operator: Operator, path: Path, mode: str
) -> None:
    operator.starts_with(settings(mode="paper"))
    operator.world.venue.place(lost_order())
    path.write_text(as_yaml(settings(mode=mode)))

    assert operator.types("settings", "push", str(path), "--yes") == 2
    assert "would turn live" in operator.complaints
    assert "orders of ours that no position knows" in operator.complaints
    assert len(operator.control().settings_history()) == 1


def test_a_channel_does_not_turn_live_with_a_key_that_can_transfer(
    operator: Operator, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.starts_with(settings(mode="paper"))
    permissions = KeyPermissions(can_view=True, can_trade=True, can_transfer=True)
    monkeypatch.setattr(operator.world.venue, "key_permissions", lambda: permissions)
    path.write_text(LIVE)

    assert operator.types("settings", "push", str(path), "--yes") == 2
    assert "the key can transfer funds out" in operator.complaints


def test_a_channel_does_not_turn_live_in_an_account_that_cannot_be_looked_at(
    operator: Operator, path: Path
) -> None:
    operator.starts_with(settings(mode="paper"))
    operator.coinbase_key = None
    path.write_text(LIVE)

    assert operator.types("settings", "push", str(path), "--yes") == 2
    assert "no key is set" in operator.complaints


def test_a_channel_that_is_live_already_may_be_changed(operator: Operator, path: Path) -> None:
    operator.starts_with(settings())
    operator.world.venue.place(lost_order())
    path.write_text(as_yaml(settings(max_slices="2")))

    assert operator.types("settings", "push", str(path), "--yes") == 0


def test_from_approve_to_live_is_no_turn(operator: Operator, path: Path) -> None:
    operator.starts_with(settings(mode="approve"))
    operator.coinbase_key = None
    path.write_text(LIVE)

    assert operator.types("settings", "push", str(path), "--yes") == 0
