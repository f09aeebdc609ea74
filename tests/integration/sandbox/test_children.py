from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.aws.tools import SandboxError, clean_environment
from sandbox.children import Child
from sandbox.controls import CoinbaseControl, DiscordControl

pytestmark = pytest.mark.integration


def test_a_stand_in_says_where_it_is_and_does_what_it_is_told(tmp_path: Path) -> None:
    child = Child("sandbox.discord", [], environment=clean_environment(), log=tmp_path / "log")
    try:
        addresses = child.first_line()
        with DiscordControl(addresses["control_url"]) as discord:
            discord.add_guild("Signals", "100000000000000000")
            discord.add_channel("calls", "100000000000000001", "100000000000000000")
            message_id = discord.say("100000000000000001", "hello", author_id="200000000000000001")

            (message,) = discord.state()["messages"]["100000000000000001"]
    finally:
        child.stop()

    assert message["id"] == message_id
    assert not child.is_running


def test_what_the_stand_in_does_not_know_is_said_in_one_line(tmp_path: Path) -> None:
    options = ["--directory", str(tmp_path)]
    child = Child(
        "sandbox.coinbase", options, environment=clean_environment(), log=tmp_path / "log"
    )
    try:
        with (
            CoinbaseControl(child.first_line()["control_url"]) as coinbase,
            pytest.raises(SandboxError, match="NOPE-USD"),
        ):
            coinbase.price("NOPE-USD", "1")
    finally:
        child.stop()


def test_one_that_ends_at_once_names_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = Child("sandbox.coinbase", [], environment=clean_environment(), log=log)
    try:
        with pytest.raises(SandboxError, match=str(log)):
            child.first_line()
    finally:
        child.stop()

    assert "--directory" in log.read_text()


def test_a_killed_one_is_gone_and_stopping_it_is_fine(tmp_path: Path) -> None:
    child = Child("sandbox.discord", [], environment=clean_environment(), log=tmp_path / "log")
    child.first_line()

    child.kill()
    child.stop()

    assert not child.is_running
