from __future__ import annotations

from pathlib import Path

import pytest

from signalfill.domain.teaching import Teaching, WordKind
from tests.fakes.world import CHANNEL, settings
from tests.unit.cli.operator import Operator
from tests.unit.cli.test_settings import as_yaml
from tests.unit.services.layouts import CARD, OWN_RULES, PLANK, Channel


@pytest.fixture
def channel(operator: Operator) -> Channel:
    """A live channel in the operator's world; its first call was traded."""
    made = Channel()
    made.world = operator.world
    operator.world.push(settings(**OWN_RULES))
    return made


@pytest.fixture
def confirmed(channel: Channel) -> str:
    """The message that was confirmed."""
    key = channel.post(CARD)
    channel.approve(key)
    return key.sort_key.partition("#")[0]


def test_a_channel_s_layouts_are_shown_with_their_examples(
    operator: Operator, confirmed: str
) -> None:
    assert operator.types("layouts", "alpha") == 0
    assert "4 known lines of 1 confirmed messages; 0 barred as misread" in operator.said
    assert f"{confirmed}: known, brought 4 lines, last used 2026-11-23" in operator.said
    assert "    BTC long, limit 100, targets 110, 120, stop 95" in operator.said
    assert "    | Entry: 100" in operator.said


def test_export_is_for_programs(operator: Operator, confirmed: str) -> None:
    exported = operator.reads("layouts", "export", CHANNEL)

    assert exported["lines"] == 4
    assert [each["message_id"] for each in exported["layouts"]] == [confirmed]


def test_what_is_forgotten_is_asked_again(
    operator: Operator, channel: Channel, confirmed: str
) -> None:
    assert operator.types("layouts", "forget", CHANNEL, confirmed) == 0

    assert operator.world.layouts.examples(CHANNEL) == []
    channel.world.clock.advance(minutes=45)
    assert channel.code(channel.post(CARD.replace("BTC", "ETH"))) != "opened"


def test_all_may_be_forgotten(operator: Operator, confirmed: str) -> None:
    operator.types("layouts", "forget", CHANNEL)

    assert confirmed
    assert not operator.world.layouts.load(CHANNEL)[0].known


def test_what_nothing_was_said_of_cannot_be_forgotten(operator: Operator, confirmed: str) -> None:
    assert operator.types("layouts", "forget", CHANNEL, "42") == 2
    assert "nothing was said of 42" in operator.complaints
    assert confirmed


def test_an_unknown_channel_is_named_with_those_there_are(operator: Operator) -> None:
    assert operator.types("layouts", "gamma") == 2
    assert f"{CHANNEL} (alpha)" in operator.complaints


def test_a_stranger_s_text_cannot_command_the_terminal(
    operator: Operator, channel: Channel
) -> None:
    channel.approve(channel.post(f"{CARD}\n\x1b[2Jzork"))

    operator.types("layouts", CHANNEL)

    assert "\x1b" not in operator.said
    assert "zork" in operator.said


def test_what_was_traded_is_confirmed_in_one_go(operator: Operator, channel: Channel) -> None:
    channel.world.push(settings(unknown_layout="trade", cool_down="0s"))
    for text in (CARD, PLANK):
        channel.close(channel.post(text))

    assert operator.types("layouts", CHANNEL, "--traded", answers=["yes"]) == 0

    assert "2 layouts confirmed, 5 lines" in operator.said
    channel.world.push(settings(**OWN_RULES))
    assert channel.code(channel.post(PLANK)) == "opened"


def test_what_was_traded_stays_unknown_without_a_yes(operator: Operator, channel: Channel) -> None:
    channel.world.push(settings(unknown_layout="trade"))
    channel.post(CARD)

    assert operator.types("layouts", CHANNEL, "--traded", answers=["no"]) == 1
    assert operator.world.layouts.load(CHANNEL)[1] == 0


def test_known_layouts_are_not_asked_again(operator: Operator, confirmed: str) -> None:
    operator.types("layouts", CHANNEL, "--traded")

    assert confirmed
    assert operator.said == "every traded layout is known\n"


def test_a_push_says_what_traded_so_far_and_is_asked_from_now_on(
    operator: Operator, channel: Channel, tmp_path: Path
) -> None:
    channel.world.push(settings(unknown_layout="trade"))
    channel.post(CARD)
    path = tmp_path / "settings.yaml"
    path.write_text(as_yaml(settings(**OWN_RULES)))

    assert operator.types("settings", "push", str(path), "--yes") == 0
    assert "alpha: calls of layouts that you have not confirmed were traded" in operator.said
    assert f"1 layouts traded in the last 90 days: signalfill layouts {CHANNEL}" in operator.said


def test_a_push_says_what_other_words_carry_over(
    operator: Operator, confirmed: str, tmp_path: Path
) -> None:
    path = tmp_path / "settings.yaml"
    taught = {"reading": Teaching(words={WordKind.STOP: ("plank",)})}
    path.write_text(as_yaml(settings(**OWN_RULES).model_copy(update=taught)))

    operator.types("settings", "push", str(path), "--yes")

    assert confirmed
    assert "alpha: 1 confirmed layouts carried over to the new words, 0 to be" in operator.said
