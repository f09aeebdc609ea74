"""What was written blind is kept as it was: it shows what the parser makes of other people's words.

The floors only rise; they are no bars.
"""

from __future__ import annotations

import pytest

from signalfill.parsing import parse
from tests.blind.messages import (
    Blind,
    is_false_action,
    is_false_trade,
    is_read_as_meant,
    read_blind,
)

MESSAGES = read_blind()
LANGUAGES = sorted({message.language for message in MESSAGES})
MOST_FALSE_TRADES, MOST_FALSE_ACTIONS = 7, 3
LEAST_AS_MEANT = 0.89


def test_every_language_has_calls_and_instructions_and_talk() -> None:
    for language in LANGUAGES:
        said = [message.says for message in MESSAGES if message.language == language]

        assert len(said) >= 10
        assert any(" sl " in each for each in said)
        assert any(each.startswith(("close", "reduce")) for each in said)
        assert {"report", "none"} & set(said) or "nothing" in said


def test_no_trade_is_read_that_nobody_called() -> None:
    assert sum(is_false_trade(each, parse(each.text)) for each in MESSAGES) <= MOST_FALSE_TRADES


def test_no_instruction_is_read_that_nobody_gave() -> None:
    assert sum(is_false_action(each, parse(each.text)) for each in MESSAGES) <= MOST_FALSE_ACTIONS


def test_most_messages_are_read_as_they_were_meant() -> None:
    right = sum(is_read_as_meant(each, parse(each.text)) for each in MESSAGES)

    assert right / len(MESSAGES) >= LEAST_AS_MEANT


@pytest.mark.parametrize(
    ("says", "text"),
    [
        ("SOL long limit 140 sl 136 tp 145,150", "SOL long limit 140 sl 136 tp 145 150"),
        ("SOL long market sl 136 close 4h", "SOL long now sl 136 (4h close)"),
        ("reduce SOL 0.5; move_stop SOL entry", "Close half of SOL, move SL to entry"),
        ("close -", "close now"),
        ("none", "gm everyone"),
    ],
)
def test_what_a_message_says_is_compared_with_its_reading(says: str, text: str) -> None:
    assert is_read_as_meant(Blind("english", text, says), parse(text))


def test_another_stop_is_a_false_trade_and_another_coin_a_false_action() -> None:
    call = Blind("english", "SOL long limit 140 sl 135 tp 150", "SOL long limit 140 sl 136 tp 150")
    instruction = Blind("english", "close SOL", "close ETH")

    assert is_false_trade(call, parse(call.text))
    assert is_false_action(instruction, parse(instruction.text))
