from __future__ import annotations

import pytest
import yaml

from cli.missing import missing
from signalfill.domain.teaching import Teaching
from signalfill.parsing import parse
from signalfill.parsing.lexicon import LEXICON
from signalfill.parsing.teaching import teach

TRADED = "#SOL LONG\nEntry: 142\nStop: 136\nTargets: 150 - 158"


def told(text: str) -> list[str]:
    return list(missing(parse(text), text, LEXICON, "100000000000000001"))


@pytest.mark.parametrize("text", [TRADED, "close SOL", "TP1 hit ✅", "gm"])
def test_nothing_is_missing_where_nothing_is_held_back(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (TRADED.replace("Stop: 136\n", ""), "no stop is named"),
        (TRADED.replace("#SOL ", ""), "no coin is named"),
        (TRADED.replace("150 -", "139 -"), "the target 139 lies on the wrong side"),
        ("only if BTC holds\n" + TRADED, "not traded as it stands"),
    ],
)
def test_one_sentence_names_what_is_missing(text: str, part: str) -> None:
    first, *more = told(text)

    assert first.startswith("    not traded as it stands: ")
    assert part in first
    assert not any("not traded" in each for each in more)


def test_a_text_with_prices_says_which_words_it_lacks() -> None:
    assert told("SOL\nzork 142\nplonk 136") [0] == (
        "    no call as it stands: no word for an entry and none for a stop is known in it"
    )  # fmt: skip


def snippet_of(text: str) -> Teaching:
    lines = told(text)
    start = next(at for at, line in enumerate(lines) if "readable if" in line)
    written = "\n".join(line for line in lines[start + 1 :] if line.startswith("      "))
    document = yaml.safe_load(written)
    return Teaching.model_validate(document["channels"]["100000000000000001"]["reading"])


@pytest.mark.parametrize(
    "text",
    [
        TRADED.replace("Stop:", "plonk:"),
        TRADED.replace("Entry:", "Entry by zork:"),
    ],
)
def test_the_snippet_makes_exactly_this_message_tradable(text: str) -> None:
    taught, refused = teach(snippet_of(text))

    assert refused == ()
    assert [each.problems for each in parse(text, taught).signals] == [()]


def test_what_it_would_have_to_mean_is_said() -> None:
    assert '    readable if "plonk" means stop; then add to settings.yaml:' in told(
        TRADED.replace("Stop:", "plonk:")
    )


@pytest.mark.parametrize("condition", ["only if it closes above 150", "wait for my signal first"])
def test_no_remedy_lifts_a_condition(condition: str) -> None:
    lines = told(f"{TRADED}\n{condition}")

    assert not any("says nothing" in line or "means nothing" in line for line in lines)


def test_without_the_text_the_sentence_stands_alone() -> None:
    text = TRADED.replace("Entry:", "Entry by zork:")

    (only,) = missing(parse(text), None, LEXICON)
    assert only.startswith("    not traded as it stands: ")


def test_a_stranger_s_words_cannot_command_the_terminal() -> None:
    text = TRADED.replace("Stop:", "plonk\u202e:")

    assert not any("\u202e" in line for line in told(text))
