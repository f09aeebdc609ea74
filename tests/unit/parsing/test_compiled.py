"""The lexicon that a build leaves in the layer is the one that its words make."""

from __future__ import annotations

import hashlib
import marshal
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from signalfill.parsing.lexicon.compiled import FILE, HOME, dump, fingerprint, load
from signalfill.parsing.lexicon.learning import build
from tests.unit.documents import ROOT

PARSING = Path("HouseLayer") / "python" / "signalfill" / "parsing"


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A layer's folder with the words of this release and their compiled tables, made once."""
    built = tmp_path_factory.mktemp("build")
    parsing = built / PARSING
    shutil.copytree(HOME, parsing / "lexicon", ignore=shutil.ignore_patterns("__pycache__", FILE))
    shutil.copy(HOME.parent / "concepts.py", parsing)
    assert compile_in(built) == 0
    return built


@pytest.fixture
def home(layer: Path, tmp_path: Path) -> Path:
    """The lexicon of a copy of it, which a test may damage."""
    shutil.copytree(layer, tmp_path, dirs_exist_ok=True)
    return tmp_path / PARSING / "lexicon"


def compile_in(built: Path) -> int:
    script = ROOT / "infra" / "compile_lexicon.py"
    command = [sys.executable, str(script), str(built)]
    return subprocess.run(command, check=False, capture_output=True).returncode  # noqa: S603 - ours


def test_the_compiled_lexicon_is_the_one_that_the_words_make(home: Path) -> None:
    assert load(home) == build()


def test_the_same_words_always_compile_to_the_same_bytes() -> None:
    assert dump(build(), "words") == dump(build(), "words")


@pytest.mark.parametrize("name", ["english.py", "others.py", "learning.py", "../concepts.py"])
def test_a_lexicon_of_other_words_is_never_used(home: Path, name: str) -> None:
    source = home / name
    source.write_text(source.read_text() + "\n")

    assert load(home) is None


@pytest.mark.parametrize("kept", [0, 10, 32, 1_000])
def test_a_cut_one_is_as_good_as_none(home: Path, kept: int) -> None:
    whole = (home / FILE).read_bytes()
    (home / FILE).write_bytes(whole[:kept])

    assert load(home) is None


def test_one_changed_byte_is_noticed(home: Path) -> None:
    whole = bytearray((home / FILE).read_bytes())
    whole[len(whole) // 2] ^= 1
    (home / FILE).write_bytes(whole)

    assert load(home) is None


@pytest.mark.parametrize("tables", [[], {}, {"made_of": "MADE_OF"}])
def test_other_tables_than_expected_are_as_good_as_none(
    home: Path, tables: list[str] | dict[str, str]
) -> None:
    if isinstance(tables, dict) and tables:
        tables = {"made_of": fingerprint(home)}
    marshalled = marshal.dumps(tables)
    (home / FILE).write_bytes(hashlib.sha256(marshalled).digest() + marshalled)

    assert load(home) is None


def test_where_there_is_none_none_is_loaded(home: Path) -> None:
    (home / FILE).unlink()

    assert load(home) is None


def test_nothing_is_compiled_into_a_layer_with_other_words(home: Path) -> None:
    (home / FILE).unlink()
    (home / "plain.py").write_text('PLAIN = ""')

    assert compile_in(home.parents[3]) == 1
    assert not (home / FILE).exists()


def test_the_source_tree_holds_no_compiled_lexicon() -> None:
    """Who changes a word sees it at once."""
    assert not (HOME / FILE).exists()


def test_both_ways_to_build_compile_it() -> None:
    for builder in (ROOT / "Makefile", ROOT / "sandbox" / "aws" / "stack.py"):
        assert "compile_lexicon.py" in builder.read_text()
