from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import pytest
import yaml

from cli.learn.settings_edit import snippet, with_taught, write_taught
from cli.settings_file import read_settings
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.teaching import Teaching, WordKind

CHANNEL = "100000000000000001"
TAUGHT = Teaching(words={WordKind.STOP: ("plonk",)}, ignore=("join us today friends",))
EXAMPLE = Path("infra/settings.example.yaml").read_text(encoding="utf-8")


def test_everything_else_stays_comments_included() -> None:
    after = with_taught(EXAMPLE, CHANNEL, TAUGHT)

    changes = [each for each in ndiff(EXAMPLE.splitlines(), after.splitlines()) if each[0] != " "]
    assert changes == [
        "+     reading:",
        "+       words:",
        "+         stop:",
        '+           - "plonk"',
        "+       ignore:",
        '+         - "join us today friends"',
    ]


def test_what_was_taught_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")

    write_taught(path, "100000000000000002", TAUGHT)

    reading = read_settings(path).channels["100000000000000002"].reading
    assert reading.words[WordKind.STOP] == ("safety net", "plonk")


def test_the_same_is_not_added_twice() -> None:
    once = with_taught(EXAMPLE, CHANNEL, TAUGHT)

    assert with_taught(once, CHANNEL, TAUGHT) == once


@pytest.mark.parametrize("phrase", ["a: b", "# no comment", "yes", "{x", "- y", 'say "it"', "&z"])
def test_a_stranger_s_words_are_quoted(phrase: str) -> None:
    taught = Teaching(words={WordKind.STOP: (phrase,)})

    written = yaml.safe_load(snippet(CHANNEL, taught))
    assert written["channels"][CHANNEL]["reading"]["words"]["stop"] == [phrase]


def test_a_list_in_line_with_its_key_stays_there() -> None:
    text = (
        f'channels:\n  "{CHANNEL}":\n    name: a\n    allowed_author_ids:\n    - "200000000001"\n'
    )

    assert '        stop:\n        - "plonk"\n' in with_taught(text, CHANNEL, TAUGHT)


def test_a_channel_that_is_not_there_is_named() -> None:
    with pytest.raises(InvalidInputError, match="no channel 42"):
        with_taught(EXAMPLE, "42", TAUGHT)


def test_a_file_that_would_not_stay_as_it_is_is_left_alone_and_told_what_to_add(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.yaml"
    text = f'channels:\n      "{CHANNEL}":   {{name: a}}\n'
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InvalidInputError, match='- "plonk"'):
        write_taught(path, CHANNEL, TAUGHT)
    assert path.read_text(encoding="utf-8") == text
