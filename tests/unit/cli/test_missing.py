from __future__ import annotations

import pytest
import yaml

from cli.missing import missing
from signalfill.domain.signal import Problem, Reading, ReadingKind, SignalReading
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


def test_without_the_text_nothing_is_tried_out() -> None:
    text = TRADED.replace("Entry:", "Entry by zork:")

    first, more = missing(parse(text), None, LEXICON)
    assert first.startswith("    not traded as it stands: ")
    assert more.startswith("    traded only if ")


def test_a_stranger_s_words_cannot_command_the_terminal() -> None:
    text = TRADED.replace("Stop:", "plonk\u202e:")

    assert not any("\u202e" in line for line in told(text))


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_says_what_is_missing_and_what_would_mend_it(problem: Problem) -> None:
    signal = SignalReading(base="SOL", problems=(problem,))
    reading = Reading(kind=ReadingKind.SIGNAL, signals=(signal,), reason="a call")

    needs, mended = missing(reading, None, LEXICON)

    how, _, said = needs.strip().partition(": ")
    assert how in {"not traded as it stands", "traded only where the rules allow it"}
    assert len(said.split()) > 3
    assert len(mended.strip().removeprefix("traded only if ").split()) > 3


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (TRADED.replace("Stop: 136\n", ""), "`default_stop` in the channel's rules"),
        (TRADED.replace("136", "5%"), "`percent_levels: compute` held"),
        (TRADED.replace("136", "5-8%"), "single percentages of a price below 50 %"),
        (TRADED.replace("LONG", "LONG 10x").replace("136", "5%"), "no leverage named"),
        (TRADED.replace("#SOL ", ""), "`reading.coins`"),
        ("only if BTC holds\n" + TRADED, "nothing taught lifts one"),
    ],
)
def test_where_no_word_mends_it_the_setting_or_the_limit_is_named(text: str, mended: str) -> None:
    *_, last = told(text)

    assert last.startswith("    traded only if ")
    assert mended in last
