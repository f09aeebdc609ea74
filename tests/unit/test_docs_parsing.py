"""The walk through teaching a channel does what it says."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from cli.main import main
from signalfill.domain.teaching import WordKind
from signalfill.parsing.templates import FIELDS
from tests.unit.documents import ROOT

PARSING = (ROOT / "docs" / "parsing.md").read_text(encoding="utf-8")
TEACHING = PARSING.partition("## To teach it a channel")[2].partition("\n## ")[0]


def block(name: str) -> str:
    found = re.search(rf"<!-- channel: {name} -->\n```\w+\n(.*?)```", TEACHING, re.DOTALL)
    assert found is not None
    return found[1]


class Walk:
    """A folder with the files of the walk, and the commands that the document names."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]
    ) -> None:
        patch.chdir(folder)
        self._patch, self._capture = patch, capture
        for name in ("message.txt", "settings.yaml"):
            (folder / name).write_text(block(name))

    def types(self, begin: str) -> str:
        """What the command says that begins so; the document names it once."""
        (command,) = re.findall(rf"`(signalfill {begin}[^`]*)`", TEACHING)
        words, _, given = command.partition(" < ")
        text = Path(given).read_text() if given else ""
        self._patch.setattr("sys.stdin", io.StringIO(text))
        assert main(words.split()[1:]) == 0
        return self._capture.readouterr().out


@pytest.fixture
def walk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Walk:
    return Walk(tmp_path, monkeypatch, capsys)


def test_before_the_channel_is_taught_its_message_is_not_read(walk: Walk) -> None:
    assert walk.types("parse --explain <").rstrip() == block("untaught").rstrip()


def test_the_settings_are_good_and_their_example_is_read(walk: Walk) -> None:
    said = walk.types("settings check")

    assert "good, 1 channels" in said
    assert said.endswith(block("check"))


def test_after_it_was_taught_the_message_is_a_call(walk: Walk) -> None:
    assert walk.types("parse --explain --channel").rstrip() == block("taught").rstrip()


def test_the_fields_of_templates_are_named() -> None:
    assert {field for field in FIELDS if f"`{{{field}}}`" not in TEACHING} == set()


def test_the_kinds_of_words_that_are_named_exist() -> None:
    (row,) = re.findall(r"^\| `words` \|(.*?)\|", TEACHING, re.MULTILINE)
    kinds = set(re.findall(r"`([a-z]+)`", row))

    assert kinds <= set(WordKind)
