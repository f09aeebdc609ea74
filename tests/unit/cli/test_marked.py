from __future__ import annotations

import pytest
from rich.cells import cell_len

from cli.code_words import WORDS
from cli.marked import call_text, conclusions, explain, harmless, instruction_text
from signalfill.domain.signal import Problem
from signalfill.parsing import parse

CARD = "BTC/USDT LONG\nEntry 60000\nSL 58000\nTP 62000"


def shown(text: str, *, kept: bool = True) -> list[str]:
    return list(explain(parse(text), text if kept else None))


def test_every_problem_has_a_sentence() -> None:
    assert [each for each in Problem if each not in WORDS] == []


def test_a_strangers_text_cannot_command_the_terminal() -> None:
    assert harmless("\x1b[2Ja\x07b\u202ec\td\ne") == "\ufffd[2Ja\ufffdb\ufffdc    d\ne"


def test_the_text_is_wrapped_by_its_width_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")

    lines = shown(CARD + "\n" + "宽字符" * 60)

    assert max(map(cell_len, lines)) <= 50
    assert "".join(lines).count("宽") == 60


def test_a_long_message_is_shown_around_what_was_read() -> None:
    lines = shown(CARD + "\nso much to tell" * 60)

    assert "  … 59 lines in which nothing was read" in lines
    assert "  | TP 62000[5]" in lines
    assert len(lines) < 20


def test_a_message_without_end_does_not_fill_the_screen() -> None:
    text = CARD + "\n" + "\n".join(f"chat line {number}" for number in range(60))

    assert "more" in shown(text)[-1]
    assert max(map(len, conclusions(parse(text)))) < 400


def test_columns_of_wide_characters_stand_below_each_other() -> None:
    rows = [line for line in shown("大饼 做多 60000 止损 58000") if line.startswith("  [")]

    assert len({cell_len(row[: row.rindex("  ")]) for row in rows}) == 1


def test_several_calls_are_counted() -> None:
    lines = shown("BTC/USDT long 60000 sl 58000\n\nETH/USDT short 2500 sl 2600")

    assert any("call 2: stop" in line for line in lines)


def test_without_the_text_nothing_is_marked() -> None:
    assert [line for line in shown(CARD, kept=False) if "[" in line or "|" in line] == []


def test_what_a_call_says_fits_in_a_line() -> None:
    text = "SOL long 145-142\nSL 138 on 4h close below\nTP 150, 158\n10x"

    assert call_text(parse(text).signals[0]) == (
        "SOL long, zone 145, 142, targets 150, 158, stop 138 on a 4h close, 10x"
    )


def test_what_an_instruction_says_fits_in_a_line() -> None:
    (amendment,) = parse("SOL: move stop to 140").amendments

    assert instruction_text(amendment) == "move stop SOL, to 140"
