from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from sandbox.discord.faults import RestFault
from sandbox.discord.messages import MessageDraft
from sandbox.discord.server import StandInDiscord
from sandbox.discord.world import Channel
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.adapters.history.discord_channel import ChannelFetch
from signalfill.adapters.history.files import FileHistory
from signalfill.domain.errors import InvalidInputError, RetryableError
from signalfill.domain.history import HistoryKind
from signalfill.domain.message import MessageRecord
from tests.fakes.clock import FakeClock
from tests.integration.cli.conftest import CHANNEL
from tests.unit.adapters.history.exports import chat, export, exported_message, telegram_message
from tests.unit.adapters.history.exports import written as exports

pytestmark = pytest.mark.integration

AUTHOR = "2000000000000000001"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "alpha.jsonl"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def errand(discord: StandInDiscord, clock: FakeClock, path: Path) -> ChannelFetch:
    return ChannelFetch(DiscordApi(discord.api_url, discord.world.token, clock), clock, path)


def say(discord: StandInDiscord, place: Channel, *texts: str) -> None:
    for text in texts:
        discord.post(place, MessageDraft(AUTHOR, text), dispatched=False)


def alpha(discord: StandInDiscord) -> Channel:
    return discord.world.channels[CHANNEL]


def read(path: Path) -> tuple[list[MessageRecord], Any]:
    history = FileHistory([path])
    return list(history.records()), history.summary()


def texts(path: Path) -> list[str]:
    return [each.content for each in read(path)[0]]


def test_a_channel_is_read_whole_over_its_pages(
    discord: StandInDiscord, errand: ChannelFetch, path: Path
) -> None:
    said = [f"call {number}" for number in range(230)]
    say(discord, alpha(discord), *said)

    assert errand.run(CHANNEL) == 230
    records, summary = read(path)
    assert [each.content for each in records] == said
    assert summary.kind is HistoryKind.DISCORD_CHANNEL
    assert (summary.channels[0].name, summary.guild_id) == ("alpha", alpha(discord).guild_id)
    assert summary.exported_at is not None


def test_a_second_run_goes_on_from_there(
    discord: StandInDiscord, errand: ChannelFetch, path: Path, clock: FakeClock
) -> None:
    say(discord, alpha(discord), "one", "two")
    errand.run(CHANNEL)
    assert errand.run(CHANNEL) == 0
    say(discord, alpha(discord), "three")
    clock.advance(hours=1)

    assert errand.run(CHANNEL) == 1
    records, summary = read(path)
    assert [each.content for each in records] == ["one", "two", "three"]
    assert summary.exported_at == clock.now()


def test_a_run_that_was_killed_amid_a_line_loses_nothing(
    discord: StandInDiscord, errand: ChannelFetch, path: Path
) -> None:
    say(discord, alpha(discord), "one", "two")
    errand.run(CHANNEL)
    path.write_bytes(path.read_bytes()[:-10])

    assert errand.run(CHANNEL) == 1
    assert texts(path) == ["one", "two"]


def test_a_run_that_discord_broke_off_goes_on_from_there(
    discord: StandInDiscord, errand: ChannelFetch, path: Path
) -> None:
    say(discord, alpha(discord), *(f"call {number}" for number in range(150)))
    discord.faults.rest = [RestFault("/nowhere")]

    def fail(_: int) -> None:
        discord.faults.rest = [RestFault("/messages", status=503, times=4)]

    with pytest.raises(RetryableError, match="run it again"):
        errand.run(CHANNEL, fail)
    assert errand.run(CHANNEL) == 50
    assert len(texts(path)) == 150


def test_threads_open_and_archived_belong_to_their_channel(
    discord: StandInDiscord, errand: ChannelFetch, path: Path
) -> None:
    world = discord.world
    opened = world.add_channel("open", kind=11, parent_id=CHANNEL)
    closed = world.add_channel("closed", kind=11, parent_id=CHANNEL)
    closed.archived, closed.archived_at = True, "2026-01-01T00:00:00+00:00"
    other = world.add_channel("other")
    foreign = world.add_channel("foreign", kind=11, parent_id=other.id)
    for place in (alpha(discord), opened, closed, foreign):
        say(discord, place, f"in {place.name}")

    errand.run(CHANNEL)
    records, _ = read(path)
    assert {each.content for each in records} == {"in alpha", "in open", "in closed"}
    assert {each.home_channel_id for each in records} == {CHANNEL}


def test_a_forum_holds_its_messages_in_threads(
    discord: StandInDiscord, errand: ChannelFetch, path: Path
) -> None:
    forum = discord.world.add_channel("forum", kind=15)
    post = discord.world.add_channel("BTC", kind=11, parent_id=forum.id)
    say(discord, post, "long")

    assert errand.run(forum.id) == 1
    assert texts(path) == ["long"]


def test_authors_have_the_roles_that_they_have_today(
    discord: StandInDiscord, errand: ChannelFetch, path: Path
) -> None:
    discord.world.member_roles[AUTHOR] = ["31"]
    say(discord, alpha(discord), "one", "two")
    errand.run(CHANNEL)

    assert [each.author_role_ids for each in read(path)[0]] == [("31",), ("31",)]
    assert sum("/members/" in str(each.get("path")) for each in discord.log) == 1


def test_discord_is_asked_as_slowly_as_it_wishes(
    discord: StandInDiscord, errand: ChannelFetch, path: Path, clock: FakeClock
) -> None:
    say(discord, alpha(discord), "one")
    discord.faults.rest = [RestFault("/messages", status=429, times=2, retry_after=30)]
    before = clock.now()
    errand.run(CHANNEL)

    assert (clock.now() - before).total_seconds() >= 60
    assert texts(path) == ["one"]


def test_a_call_that_empties_the_bucket_is_followed_by_a_pause(
    discord: StandInDiscord, clock: FakeClock
) -> None:
    discord.faults.enforce_history_limit = True
    api = DiscordApi(discord.api_url, discord.world.token, clock)
    before = clock.now()
    for _ in range(4):
        api.get(f"/channels/{CHANNEL}/messages?limit=1")
    assert clock.now() == before
    api.get(f"/channels/{CHANNEL}/messages?limit=1")
    assert clock.now() > before


def test_answers_that_tear_are_asked_for_again(
    discord: StandInDiscord, errand: ChannelFetch, path: Path
) -> None:
    say(discord, alpha(discord), "one")
    discord.faults.rest = [RestFault("/messages", reset=True, times=2)]
    errand.run(CHANNEL)

    assert texts(path) == ["one"]


def test_a_channel_that_the_bot_may_not_read_is_said(
    discord: StandInDiscord, errand: ChannelFetch
) -> None:
    with pytest.raises(InvalidInputError, match="cannot read channel 5"):
        errand.run("5")
    say(discord, alpha(discord), "one")
    alpha(discord).history_readable = False
    with pytest.raises(InvalidInputError, match="Read Message History"):
        errand.run(CHANNEL)


@pytest.mark.parametrize("held", ["hello\n", '{"history": {"channel_id": "9"}}\n', "[]\n", "{}\n"])
def test_a_file_of_something_else_is_left_alone(
    errand: ChannelFetch, path: Path, held: str
) -> None:
    path.write_text(held)
    with pytest.raises(InvalidInputError, match="name another file"):
        errand.run(CHANNEL)

    assert path.read_text() == held


@pytest.mark.usefixtures("tables")
def test_the_command_reads_a_channel_into_a_file(
    discord: StandInDiscord, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(discord, alpha(discord), "one", "two")
    assert main(["history", "fetch", CHANNEL, "--out", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["messages"] == 2
    assert main(["history", "fetch", "alpha"]) == 2


def test_show_says_what_is_in_an_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited = exported_message(1, timestampEdited="2026-03-02T14:00:00+00:00")
    notice = exported_message(2, type="8")
    (path,) = exports(tmp_path, export([exported_message(0), edited, notice]))
    assert main(["history", "show", str(path)]) == 0
    told = capsys.readouterr().out

    assert "2, 1 with their last text alone" in told
    assert "skipped   1 Discord's own notices" in told
    assert "nobody can count it" in told


def test_show_of_a_telegram_chat_is_json_for_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = exports(tmp_path, chat([telegram_message(0)]))
    assert main(["history", "show", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert (told["kind"], told["messages"]) == ("telegram", 1)


@pytest.mark.usefixtures("tables")
def test_our_own_records_know_of_deletions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "recorded", CHANNEL]) == 0
    told = capsys.readouterr().out

    assert "kind      recorded" in told
    assert "nobody can count it" not in told
