from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import main
from sandbox.coinbase.server import StandInCoinbase
from sandbox.discord.messages import MessageDraft
from sandbox.discord.server import StandInDiscord
from tests.fakes.coinbase_standin import sdk_client
from tests.integration.cli.conftest import CHANNEL
from tests.integration.coinbase_standin.calls import create, limit

BRACKET = {"trigger_bracket_gtc": {"limit_price": "70000", "stop_trigger_price": "57000"}}

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("tables")]


@pytest.fixture
def pushed(tables: None, tmp_path: Path) -> None:  # noqa: ARG001 - they take the settings
    path = tmp_path / "settings.yaml"
    path.write_text(f"channels: {{'{CHANNEL}': {{name: alpha}}}}")
    assert main(["settings", "push", str(path), "--yes"]) == 0


def examine(capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, str]]:
    """Exit status, and what is wrong by name."""
    capsys.readouterr()
    status = main(["doctor", "--json"])
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return status, {each["name"]: each["detail"] for each in findings if each["state"] != "ok"}


@pytest.mark.usefixtures("pushed", "discord", "coinbase")
def test_a_sound_deployment_has_no_problem(capsys: pytest.CaptureFixture[str]) -> None:
    assert examine(capsys) == (0, {})


@pytest.mark.usefixtures("pushed", "coinbase", "discord")
def test_a_wrong_token_is_one_clear_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNALFILL_DISCORD_TOKEN", "wrong-token")
    assert examine(capsys) == (1, {"discord token": "Discord does not know the token"})


@pytest.mark.usefixtures("pushed", "coinbase")
def test_a_person_token_is_refused(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.bot_is_user = True
    assert "Discord forbids" in examine(capsys)[1]["discord token"]


@pytest.mark.usefixtures("pushed", "coinbase")
def test_a_missing_intent_is_found(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.content_intent_ticked = False
    assert examine(capsys)[1] == {"discord intents": "the bot may not read message content"}


@pytest.mark.usefixtures("pushed", "coinbase")
def test_a_hidden_channel_is_found(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.channels[CHANNEL].viewable = False
    assert examine(capsys)[1] == {f"discord channel {CHANNEL}": "the bot cannot see it"}


@pytest.mark.usefixtures("pushed", "coinbase")
def test_a_channel_that_never_was_is_found(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    del discord.world.channels[CHANNEL]
    assert examine(capsys)[1] == {f"discord channel {CHANNEL}": "there is no such channel"}


@pytest.mark.usefixtures("coinbase")
def test_a_channel_of_another_server_is_found(
    discord: StandInDiscord, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(f"channels: {{'{CHANNEL}': {{name: alpha, guild_id: '55555'}}}}")
    main(["settings", "push", str(path), "--yes"])
    server = discord.world.channels[CHANNEL].guild_id
    found = examine(capsys)[1]
    assert found == {f"discord channel {CHANNEL}": f"it belongs to server {server}, not to 55555"}


@pytest.mark.usefixtures("pushed", "coinbase")
def test_a_hidden_history_is_found(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    channel = discord.world.channels[CHANNEL]
    discord.post(channel, MessageDraft("hello"), dispatched=False)
    channel.history_readable = False
    found = examine(capsys)[1]
    assert found == {f"discord channel {CHANNEL}": "the bot sees it but not its history"}


@pytest.mark.usefixtures("pushed", "discord", "coinbase")
@pytest.mark.parametrize("key", ["", "no json", "{}", '{"name": "a", "privateKey": "hush"}'])
def test_a_malformed_key_never_shows_itself(
    key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNALFILL_COINBASE_KEY", key)
    status, found = examine(capsys)
    assert (status, set(found)) == ((1, {"coinbase key"}) if key else (0, set()))
    assert "hush" not in str(found)


@pytest.mark.usefixtures("pushed", "discord")
def test_a_venue_that_is_away_is_a_finding(
    coinbase: StandInCoinbase, capsys: pytest.CaptureFixture[str]
) -> None:
    coinbase.stop()
    status, found = examine(capsys)
    assert status == 1
    assert found["coinbase key"].startswith("no usable answer")


@pytest.mark.usefixtures("discord", "coinbase")
def test_settings_that_were_never_pushed_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert examine(capsys)[1] == {"settings": "none were pushed"}


@pytest.mark.usefixtures("discord", "coinbase")
def test_a_missing_table_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNALFILL_SIGNALS_TABLE", "nowhere")
    assert "signals table" in examine(capsys)[1]


@pytest.mark.usefixtures("pushed", "discord")
def test_a_venue_that_takes_no_attached_bracket_is_found(
    coinbase: StandInCoinbase, capsys: pytest.CaptureFixture[str]
) -> None:
    coinbase.control.fault("attached_refused", count=9)
    status, found = examine(capsys)
    assert status == 1
    assert "but not its attached bracket" in found["coinbase entry"]
    assert coinbase.control.state()["orders"] == []


@pytest.mark.usefixtures("pushed", "discord")
def test_the_default_portfolio_and_its_coins_are_found(
    coinbase: StandInCoinbase, capsys: pytest.CaptureFixture[str]
) -> None:
    coinbase.control.permissions(portfolio_type="DEFAULT")
    coinbase.control.deposit("DOGE", "100")
    assert set(examine(capsys)[1]) == {"coinbase portfolio", "coinbase holdings"}


@pytest.mark.usefixtures("pushed", "discord")
def test_adopted_holdings_are_no_problem_any_more(
    coinbase: StandInCoinbase, capsys: pytest.CaptureFixture[str]
) -> None:
    coinbase.control.permissions(portfolio_type="DEFAULT")
    coinbase.control.deposit("DOGE", "100")
    assert main(["doctor", "--adopt-holdings"]) == 0
    assert examine(capsys) == (0, {})


@pytest.mark.usefixtures("pushed", "discord")
def test_an_orphan_is_found_and_adopted(
    coinbase: StandInCoinbase, capsys: pytest.CaptureFixture[str]
) -> None:
    with sdk_client(coinbase) as client:
        create(
            client,
            limit("60000", "0.001"),
            client_order_id=f"sf1-{CHANNEL}-0-0-e0",
            attached_order_configuration=BRACKET,
        )
    found = examine(capsys)[1]
    assert set(found) == {"coinbase orders"}
    assert main(["adopt", "--yes"]) == 0
    assert examine(capsys) == (0, {})


def advice(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str]]:
    """Detail and remedy of each problem."""
    capsys.readouterr()
    main(["doctor", "--json"])
    findings = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {
        each["name"]: (each["detail"], each["remedy"])
        for each in findings
        if each["state"] == "problem"
    }


TROUBLES: dict[str, tuple[Callable[[StandInCoinbase], object], str, str, str]] = {
    "transfer": (
        lambda c: c.control.permissions(can_transfer=True),
        "coinbase key",
        "the key can transfer funds out",
        "never Transfer",
    ),
    "view only": (
        lambda c: c.control.permissions(can_trade=False),
        "coinbase entry",
        "lacks a permission",
        "View and Trade",
    ),
    "clock": (
        lambda c: c.control.fault("clock_skew", value=60),
        "clock",
        "60.0 s from Coinbase's clock",
        "NTP",
    ),
    "clock refused": (
        lambda c: c.control.fault("clock_skew", value=-300),
        "coinbase key",
        "this machine's clock is off by 300 s",
        "NTP",
    ),
    "wallet": (
        lambda c: (c.control.withdrawal("USD", "10000"), c.control.deposit("USDC", "512")),
        "coinbase balance",
        "0 USD, but 512 USDC",
        "set account.quote: USDC",
    ),
    "market": (
        lambda c: c.control.product("BTC-USD", limit_only=True),
        "coinbase product",
        "BTC-USD takes no entries: limit_only",
        "wait",
    ),
}


@pytest.mark.usefixtures("pushed", "discord")
@pytest.mark.parametrize("name", TROUBLES)
def test_every_trouble_of_the_account_has_its_remedy(
    coinbase: StandInCoinbase, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    trouble, finding, detail, remedy = TROUBLES[name]
    trouble(coinbase)
    found = advice(capsys)
    assert detail in found[finding][0]
    assert remedy in found[finding][1]
    assert [each for each in found.values() if not each[1]] == []
