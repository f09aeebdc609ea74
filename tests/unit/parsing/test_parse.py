from __future__ import annotations

from signalfill.domain.signal import ReadingKind
from signalfill.parsing import LONGEST_TEXT, PARSER_VERSION, parse


def test_a_text_beyond_the_limit_is_not_read() -> None:
    reading = parse("BTC long 60000 sl 58000 " * (LONGEST_TEXT // 20))

    assert (reading.kind, reading.reason) == (ReadingKind.NONE, "too_long")


def test_a_text_too_dense_to_be_a_call_is_not_read() -> None:
    assert parse("1 " * (LONGEST_TEXT // 2)).reason == "too_dense"


def test_more_calls_than_a_person_makes_at_once_are_not_read() -> None:
    assert parse("BTC long 5 sl 4\n" * 30).reason == "too_dense"


def test_an_empty_text_says_nothing() -> None:
    assert parse("").kind is ReadingKind.NONE


def test_the_reason_names_every_doubt() -> None:
    reason = parse("BTC long 60000 sl 61000 if it breaks").reason

    assert "wrong side" in reason
    assert "only if" in reason


def test_the_version_is_told() -> None:
    assert PARSER_VERSION
