"""Our sample messages are read as a careful reader reads them."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.demo.messages import Message, read_messages
from sandbox.demo.script import SCRIPT, Crash, Post
from signalfill.domain.signal import Reading
from signalfill.parsing import parse

MESSAGES = read_messages()
WITH_TEXT = [each for each in MESSAGES.values() if each.text]


@pytest.mark.parametrize("message", WITH_TEXT, ids=lambda each: each.key)
def test_sample_message_is_read_as_meant(message: Message) -> None:
    found = as_written(parse(message.text))

    assert found["kind"] == message.reading["kind"]
    for section in ("signals", "amendments"):
        wanted: list[dict[str, Any]] = message.reading.get(section, [])
        assert len(found[section]) == len(wanted)
        for one, other in zip(found[section], wanted, strict=True):
            assert {name: one[name] for name in other} == other


@pytest.mark.parametrize("message", WITH_TEXT, ids=lambda each: each.key)
def test_sample_message_has_no_problem_but_the_meant_ones(message: Message) -> None:
    wanted = [each.get("problems", []) for each in message.reading.get("signals", [])]

    found = [[*map(str, each.problems)] for each in parse(message.text).signals]

    assert found == wanted


def test_the_script_posts_every_sample_message_once() -> None:
    assert sorted(act.key for act in SCRIPT if isinstance(act, Post | Crash)) == sorted(MESSAGES)


def test_the_demo_has_enough_messages_in_its_channels() -> None:
    assert len(MESSAGES) >= 24
    assert {each.room for each in MESSAGES.values()} == {"swing-calls", "scalps", "paper-lab"}


def as_written(reading: Reading) -> dict[str, Any]:
    """In the words of the sample files: an entry is its kind and its prices."""
    plain = reading.model_dump(mode="json")
    for signal in plain["signals"]:
        entry = signal["entry"]
        signal |= {"entry": entry["kind"], "prices": entry["prices"]}
        signal["side_implied"] = str(signal["side_implied"]).lower()
    return plain
