from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from cli.settings_file import read_settings
from signalfill.domain.rules import Mode
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.settings import Settings
from signalfill.domain.teaching import WordKind
from tests.unit.cli.operator import refuses

EXAMPLE = Path(__file__).parents[3] / "infra" / "settings.example.yaml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.yaml"


def read(path: Path, text: str) -> Settings:
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def complaint(path: Path, text: str) -> str:
    return refuses(lambda: read(path, text)).replace(str(path), "FILE")


def test_the_example_is_usable() -> None:
    assert len(read_settings(EXAMPLE).channels) == 2


def test_numbers_never_pass_through_a_float(path: Path) -> None:
    settings = read(path, "defaults: {risk_fraction: 0.00123456789012345678}")
    assert settings.defaults.risk_fraction == Decimal("0.00123456789012345678")


def test_an_id_without_quotes_keeps_every_digit(path: Path) -> None:
    assert (
        "0123456789012345678" in read(path, "channels: {0123456789012345678: {name: a}}").channels
    )


def test_off_is_a_mode_and_not_a_boolean(path: Path) -> None:
    assert read(path, "defaults: {mode: off}").defaults.mode is Mode.OFF


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}", "channels_:"])
def test_what_says_nothing_is_one_line(path: Path, text: str) -> None:
    assert len(complaint(path, text).splitlines()) == 1


def test_an_empty_file_says_what_is_needed(path: Path) -> None:
    assert complaint(path, "").startswith("FILE: is empty; it needs at least `channels:`")


def test_a_missing_file_is_named(path: Path) -> None:
    assert refuses(lambda: read_settings(path)).endswith(
        "cannot be read (No such file or directory)"
    )


def test_a_file_of_other_bytes_is_refused(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    assert refuses(lambda: read_settings(path)).endswith("is not UTF-8 text")


def test_control_characters_are_refused(path: Path) -> None:
    assert complaint(path, "a: \x01") == "FILE: is not YAML text"


def test_a_list_is_not_a_settings_file(path: Path) -> None:
    assert complaint(path, "[a]").startswith("FILE: must be a mapping with the keys schema,")


def test_broken_yaml_names_line_and_column(path: Path) -> None:
    assert complaint(path, "account: [").startswith("FILE: line 1, column 11: ")


def test_a_key_given_twice_is_refused(path: Path) -> None:
    text = "account: {}\naccount: {}"
    assert complaint(path, text) == "FILE: line 2, column 1: the key 'account' is given twice"


def test_a_key_must_be_text(path: Path) -> None:
    assert complaint(path, "? [a]\n: b") == "FILE: line 1, column 3: a key must be text"


def test_a_later_schema_is_refused(path: Path) -> None:
    assert complaint(path, "schema: 99") == f"FILE: schema: must be at most {SCHEMAS['settings']}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("acount: {}", "acount: unknown key; did you mean account? (allowed: schema, account,"),
        ("account: {quote: DM}", "account.quote: must be USD, USDC, EUR or GBP, not 'DM'"),
        (
            "account: {max_open_positions: many}",
            "account.max_open_positions: must be a whole number, not 'many'",
        ),
        ("account: {max_loss: }", "account.max_loss: has no value; give one or remove the line"),
        (
            "account: {flatten_on_breaker: perhaps}",
            "account.flatten_on_breaker: must be true or false, not 'perhaps'",
        ),
        ("account: {max_loss: x}", "account.max_loss: must be a number, not 'x'"),
        (
            "defaults: {mode: lve}",
            "defaults.mode: must be 'off', 'paper', 'approve' or 'live', not 'lve'",
        ),
        (
            "defaults: {entry_expiry: 2 minutes}",
            "defaults.entry_expiry: '2 minutes' is not a duration such as 90s, 2m, 24h or 7d",
        ),
        (
            "defaults: {risk_fraction: 101 %}",
            "defaults.risk_fraction: must be less than or equal to 1, not '101 %'",
        ),
        ("channels: {alpha: {name: a}}", "channels.alpha: must be a Discord id: 5 to 20 digits"),
        ("channels: {123456: {}}", "channels.123456.name: is missing"),
        (
            "channels: {123456: {name: a, allowed_author_ids: 7}}",
            "channels.123456.allowed_author_ids: must be a list, such as [a, b]",
        ),
        (
            "channels: {123456: {name: a, rules: {max_spreat: 1 %}}}",
            "channels.123456.rules.max_spreat: unknown key; did you mean max_spread?",
        ),
        (
            "channels: {123456: {name: a, rules: {max_slices: 5}}}",
            "channels.123456.rules.max_slices: must be less than or equal to 4, not '5'",
        ),
        (
            "channels: {123456: {name: a, rules: {mode: live}}}",
            "channel 123456 (a): mode live needs allowed_author_ids",
        ),
    ],
)
def test_a_wrong_line_is_named_with_what_is_allowed(path: Path, text: str, line: str) -> None:
    assert complaint(path, text).startswith(f"FILE: {line}")


def test_every_finding_has_its_line(path: Path) -> None:
    text = "account: {quote: DM}\ndefaults: {mode: lve, foo: 1}"
    assert len(complaint(path, text).splitlines()) == 3


def test_the_value_of_an_unknown_key_is_never_shown(path: Path) -> None:
    assert "hush" not in complaint(path, "discord_token: hush")


# --- what is taught ---


def test_a_kind_of_word_that_does_not_exist_names_the_likely_one(path: Path) -> None:
    said = complaint(path, "reading: {words: {stpo: [net]}}")

    assert said.startswith("FILE: reading.words.stpo: no such kind of word; did you mean stop?")


def test_each_word_that_cannot_be_learned_is_a_line_with_its_place(path: Path) -> None:
    said = complaint(
        path,
        "reading: {words: {stop: [if, net]}}\n"
        "channels: {'12345': {name: a, reading: {words: {entry: [net]}, ignore: [wait]}}}",
    )

    first, second, third = said.splitlines()
    assert first == "FILE: reading.words.stop.0: 'if' means if already"
    assert second == "FILE: channels.12345.reading.words.entry.0: 'net' means stop already"
    assert third.startswith("FILE: channels.12345.reading.ignore.0: 'wait' is too short")


def test_a_template_without_an_example_is_refused(path: Path) -> None:
    text = "reading: {templates: [{layout: '{coin} {entry} {stop}'}]}"

    assert complaint(path, text) == "FILE: reading.templates.0.example: is missing"


def test_a_key_that_is_no_part_of_a_teaching_names_the_likely_one(path: Path) -> None:
    assert "did you mean words?" in complaint(path, "reading: {wrods: {}}")


def test_a_ticker_is_written_in_capitals(path: Path) -> None:
    said = complaint(path, "reading: {coins: {mama: eth}}")

    assert said.startswith("FILE: reading.coins.mama: must be a coin's ticker in capitals")


def test_a_phrase_beyond_measure_is_refused(path: Path) -> None:
    said = complaint(path, f"reading: {{words: {{stop: [{'a' * 61}]}}}}")

    assert said.startswith("FILE: reading.words.stop.0: must have at most 60 characters, not ")


def test_words_beyond_measure_are_refused(path: Path) -> None:
    many = ", ".join(f"quux{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(60))
    kinds = "\n".join(f"    {kind}: [{many}]" for kind in list(WordKind)[:9])

    assert "more than 500 words" in complaint(path, f"reading:\n  words:\n{kinds}")
