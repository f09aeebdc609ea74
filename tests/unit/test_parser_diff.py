"""Two parsers are told apart by what they would trade."""

from __future__ import annotations

from signalfill.parsing import parse
from tests.benchmarks.parser_diff import KINDS, ROOT, all_texts, differences, read_with

CALL = "SOL long 140 sl 136 tp 150"
OTHER_STOP = "SOL long 140 sl 135 tp 150"
TALK = "gm everyone"


def readings(*texts: str) -> list[dict[str, object]]:
    return [parse(text).model_dump(mode="json") for text in texts]


def test_the_same_trades_are_no_difference() -> None:
    assert differences([("here", CALL)], readings(CALL), readings(CALL)) == []


def test_a_trade_read_otherwise_comes_before_what_one_of_them_trades() -> None:
    texts = [("here", "one"), ("here", "two"), ("here", "three")]

    found = differences(texts, readings(CALL, TALK, CALL), readings(TALK, CALL, OTHER_STOP))

    assert [each.kind for each in found] == list(KINDS)
    assert [each.text for each in found] == ["three", "two", "one"]


def test_the_parser_of_another_folder_reads_in_its_own_process() -> None:
    texts = [CALL, TALK]

    assert read_with(ROOT / "src", texts) == readings(*texts)


def test_our_own_messages_are_among_those_compared() -> None:
    origins = {origin.partition(",")[0] for origin, _ in all_texts()}

    assert {"our messages", "blind", "our layouts", "generated call", "noise"} <= origins
