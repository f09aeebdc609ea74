from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signalfill.adapters.history import json_stream
from signalfill.adapters.history.json_stream import BrokenJsonError, JsonStream

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


class Slow(io.StringIO):
    """Gives a few characters at a time, so that everything is cut somewhere."""

    def read(self, size: int | None = -1) -> str:
        del size
        return super().read(3)


def stream(text: str) -> JsonStream:
    return JsonStream(Slow(text))


@given(JSON)
def test_a_value_is_what_the_whole_text_says_wherever_it_was_cut(value: object) -> None:
    assert stream(json.dumps(value, ensure_ascii=False)).value() == value


@given(st.dictionaries(st.text(), st.lists(JSON, max_size=3), max_size=4))
def test_members_and_elements_are_met_in_order(value: dict[str, list[Any]]) -> None:
    found: list[tuple[str, Any]] = []
    walked = stream(json.dumps(value, indent=1))
    for name in walked.members():
        found += [(name, walked.value()) for _ in walked.elements()]

    assert found == [(name, each) for name, listed in value.items() for each in listed]


def test_what_its_caller_leaves_alone_is_passed_over() -> None:
    walked = stream('{"a": [[1], {"b": 2}], "c": {"d": [3]}, "e": "f,]}", "g": 4}')

    assert [walked.value() for name in walked.members() if name == "g"] == [4]


def test_a_number_is_whole_where_the_text_is_cut_inside_it() -> None:
    assert stream("[1234567890]").value() == [1234567890]
    assert stream("1234567890").value() == 1234567890


@pytest.mark.parametrize("text", ["", "{", '{"a"', '{"a": [1, 2', '{"a": 1,', "[1 2]", "{a: 1}"])
def test_what_breaks_off_or_is_no_json_is_said(text: str) -> None:
    walked = stream(text)
    with pytest.raises(BrokenJsonError):
        walked.value()


@pytest.mark.parametrize("text", ["[1, 2", "[1 2]", "[1,, 2]", '[1, "'])
def test_what_stands_before_a_fault_is_kept(text: str) -> None:
    walked = stream(text)
    values = (walked.value() for _ in walked.elements())

    assert next(values) == 1
    with pytest.raises(BrokenJsonError):
        list(values)


def test_a_fault_names_its_place() -> None:
    walked = stream('[1, 2, "three", {x}]')
    with pytest.raises(BrokenJsonError, match="is no JSON at character 16"):
        list(walked.value() for _ in walked.elements())  # noqa: C400 - each is taken at its place


def test_a_depth_that_no_message_has_is_a_fault() -> None:
    with pytest.raises(BrokenJsonError):
        JsonStream(io.StringIO("[" * 200_000)).value()


def test_a_value_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LARGEST_VALUE", 1000)
    endless = JsonStream(io.StringIO('"' + "a" * 3_000_000))
    with pytest.raises(BrokenJsonError, match="larger than any message"):
        endless.value()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r'"a\x0Bb"', "a\x0bb"),
        (r'"a\\x0B"', r"a\x0B"),
        (r'"\\\x1F\x00"', "\\\x1f\x00"),
        (r'["\x0B", "\\x41", "\x01"]', ["\x0b", r"\x41", "\x01"]),
    ],
)
def test_control_characters_as_telegram_writes_them_are_read(written: str, meant: object) -> None:
    assert stream(written).value() == meant


def test_a_fault_after_an_odd_escape_is_no_endless_repair() -> None:
    with pytest.raises(BrokenJsonError):
        stream(r'"\x0B\q"').value()
