from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import main
from sandbox.discord.messages import MessageDraft
from sandbox.discord.server import StandInDiscord
from tests.integration.cli.conftest import CHANNEL

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("tables")]


def sights(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert main(["channels", "--discord", "--json"]) == 0
    return {each["name"]: each for each in json.loads(capsys.readouterr().out)}


def test_every_channel_of_the_bots_servers_is_listed(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.add_channel("forum", kind=15)
    found = sights(capsys)
    assert (found["alpha"]["lacks"], found["forum"]["kind"]) == ("", "forum")


def test_what_the_bot_lacks_is_named(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.add_channel("hidden").viewable = False
    mute = discord.world.add_channel("mute")
    mute.history_readable = False
    discord.post(mute, MessageDraft("1", "hello"), dispatched=False)
    found = sights(capsys)
    assert found["hidden"]["lacks"] == "View Channel"
    assert found["mute"]["lacks"] == "Read Message History"


@pytest.mark.usefixtures("discord")
def test_watched_channels_are_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(f"channels: {{'{CHANNEL}': {{name: alpha}}}}")
    assert main(["settings", "push", str(path), "--yes"]) == 0
    assert sights(capsys)["alpha"]["watched"]


@pytest.mark.usefixtures("discord")
def test_the_lawful_ways_in_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["channels", "--discord"]) == 0
    told = capsys.readouterr().out
    assert all(word in told for word in ("invited", "followed", "webhook", "forwarded", "10,000"))


def test_a_persons_token_is_refused(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.bot_is_user = True
    assert main(["channels", "--discord"]) == 2
    assert "person's token" in capsys.readouterr().err


def test_a_persons_token_known_by_its_look_is_sent_nowhere(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGNALFILL_DISCORD_TOKEN", "mfa.made-up")
    assert main(["channels", "--discord"]) == 2
    told = capsys.readouterr().err
    assert ("person's token" in told, "made-up" in told) == (True, False)
    assert discord.noted("rest") == []


def test_a_forum_that_the_bot_may_not_see_lacks_that(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.add_channel("forum", kind=15).viewable = False
    assert sights(capsys)["forum"]["lacks"] == "View Channel"


def test_a_bot_without_a_server_is_told_how_to_invite_it(
    discord: StandInDiscord, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.guilds.clear()
    assert main(["channels", "--discord"]) == 0
    assert "URL Generator" in capsys.readouterr().out
