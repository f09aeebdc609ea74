"""Layouts that a user drew: what they read, and what they can never read away."""

from __future__ import annotations

import pytest

from signalfill.domain.signal import ReadingKind
from signalfill.domain.teaching import Teaching, Template
from signalfill.parsing import parse
from signalfill.parsing.check_examples import refusals
from signalfill.parsing.teaching import learn
from tests.unit.parsing.teachings import call, objections, taught, template

SLANG = template("{coin} {side}\nin {entry} out {targets} cut {stop}")


@pytest.mark.parametrize(
    ("text", "entry", "targets"),
    [
        ("SOL LONG\nin 142.5 out 150 cut 136.8", ("142.5",), ("150",)),
        ("#SOL long\nIN 142.5 OUT 150/158 CUT 136.8", ("142.5",), ("150", "158")),
        ("**SOL/USDT**  Buy\n\nin $142.5 out 150, 158 & 160 cut $136.8", ("142.5",),
         ("150", "158", "160")),
        ("SOL long\nin 142-145 out 150 cut 136.8", ("142", "145"), ("150",)),
        ("SOL long\nin now out 150 cut 136.8", (), ("150",)),
        ("SOL long\nin 142.5 out 1) 150 2) 158 cut 136.8", ("142.5",), ("150", "158")),
        ("GM all\nSOL long\nin 142.5 out 150 cut 136.8\nNFA", ("142.5",), ("150",)),
    ],
)  # fmt: skip
def test_a_layout_is_read_by_its_template(
    text: str, entry: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    said = call(text, SLANG)

    assert (said.base, said.side, said.stop_loss) == ("SOL", "long", "136.8")
    assert (said.entry.prices, said.take_profits) == (entry, targets)
    assert said.problems == ()


def test_evidence_names_the_template() -> None:
    reading = taught("SOL LONG\nin 142.5 out 150 cut 136.8", SLANG)
    rules = {each.field: each.rule for each in reading.evidence}

    assert rules["signals.0.stop_loss"] == "by a template of the channel"


@pytest.mark.parametrize(
    "text",
    [
        "SOL LONG\nin 142.5 out 150",
        "SOL LONG\nin 142.5 out 150 cut 136.8 maybe",
        "so SOL LONG\nin 142.5 out 150 cut 136.8",
        "SOL LONG\nin 142.5 out cut 136.8",
        "SOL LONG\nin 142.5 out 150 cut",
        "if LONG\nin 142.5 out 150 cut 136.8",
        "SOL HODL\nin 142.5 out 150 cut 136.8",
        "SOL LONG\nin 142.5 and 8 more out 150 cut 136.8",
    ],
)
def test_all_of_it_or_nothing(text: str) -> None:
    assert taught(text, SLANG) == parse(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("SOL LONG\nin 142.5 out 150 cut 146", "inconsistent_prices"),
        ("SOL LONG\nin 142.5 out 140 cut 136", "inconsistent_prices"),
        ("SOL LONG\nin 142.5 out 5% cut 136", "percent_targets"),
        ("SOL LONG\nin 142.5 out 150 cut 4%", "percent_stop"),
        ("SOL LONG\nin 142.5 out 150 cut 136\nonly if BTC holds 60000", "conditional"),
        ("Wait for my word\nSOL LONG\nin 142.5 out 150 cut 136", "conditional"),
        ("SOL LONG\nin 142.5 out 150 cut 136\n139", "unclear"),
        ("SOL/BTC LONG\nin 0.0025 out 0.003 cut 0.002", "btc_quoted"),
        ("SOL LONG\nin 142.5 out 150 cut 136\nrejected setup", "unclear"),
    ],
)
def test_what_a_template_fits_is_doubted_like_any_other(text: str, problem: str) -> None:
    assert problem in call(text, SLANG).problems


@pytest.mark.parametrize(
    ("layout", "text", "problem"),
    [
        ("if {coin} holds\nin {entry} out {stop}", "if SOL holds\nin 142 out 136", "conditional"),
        ("{coin} test signal\nin {entry} out {stop}", "SOL test signal\nin 142 out 136", "unclear"),
        ("{coin} in above {entry} out {stop}", "SOL in above 142 out 136", "conditional"),
    ],
)
def test_a_doubt_among_the_fixed_words_stays(layout: str, text: str, problem: str) -> None:
    assert problem in call(text, template(layout)).problems


@pytest.mark.parametrize(
    "layout",
    [
        "{coin} hit {targets} was in {entry} out {stop}",
        "CLOSED {coin} {side} in {entry} tp {targets} out {stop}",
        "cancel {coin} {side} in {entry} tp {targets} out {stop}",
    ],
)
def test_a_result_drawn_as_a_template_is_no_call(layout: str) -> None:
    values = {"coin": "SOL", "side": "long", "entry": "142", "targets": "150", "stop": "136"}
    text = layout.format(**values)

    reading = taught(text, template(layout))

    assert reading.kind is not ReadingKind.SIGNAL or all(s.problems for s in reading.signals)


def test_a_number_behind_the_last_field_is_none_of_its_own() -> None:
    layout = "{coin} {side} in {entry} cut {stop} out {target}"
    said = call("SOL long in 142 cut 136 out 150\n160", template(layout))

    assert (said.take_profits, said.problems) == (("150",), ("unclear",))


def test_a_side_among_the_fixed_words_is_the_side() -> None:
    said = call("sell! SOL 142 cut 150", template("sell! {coin} {entry} cut {stop}"))

    assert (said.side, said.problems) == ("short", ())


def test_a_stop_on_a_candles_close_is_read_from_the_fixed_words() -> None:
    layout = "{coin} {side} in {entry} out on 4h close below {stop}"
    said = call("SOL long in 142 out on 4h close below 136", template(layout))

    assert (said.stop_loss, said.stop_on_close) == ("136", "4h")


def test_positions_alone_tell_entry_stop_and_targets_apart() -> None:
    said = call("SOL long 142 136 150 158", template("{coin} {side} {entry} {stop} {targets}"))

    assert (said.entry.prices, said.stop_loss) == (("142",), "136")
    assert said.take_profits == ("150", "158")


def test_a_number_of_a_message_is_no_price() -> None:
    said = call("Nr 4077 SOL long 142 ko 136", template("Nr {id} {coin} {side} {entry} ko {stop}"))

    assert (said.entry.prices, said.problems) == (("142",), ())


def test_a_number_called_an_id_that_may_be_a_price_is_doubted() -> None:
    said = call("Nr 139 SOL long 142 ko 136", template("Nr {id} {coin} {side} {entry} ko {stop}"))

    assert "unclear" in said.problems


def test_two_calls_in_one_message_are_both_read() -> None:
    text = "SOL LONG\nin 142 out 150 cut 136\nETH LONG\nin 2500 out 2600 cut 2400"

    assert [(s.base, s.stop_loss) for s in taught(text, SLANG).signals] == [
        ("SOL", "136"),
        ("ETH", "2400"),
    ]


def test_a_layout_that_fits_differently_is_tried_after_one_that_does_not() -> None:
    lexicon, _ = learn((SLANG, template("{coin} {side} in {entry} ko {stop}")))

    assert parse("SOL long in 142 ko 136", lexicon).signals[0].stop_loss == "136"
    assert parse("SOL LONG\nin 142 out 150 cut 136", lexicon).signals[0].stop_loss == "136"


@pytest.mark.parametrize(
    ("layout", "why"),
    [
        ("{coin} {side} {entri}", "has the unknown field {entri} (known: {coin}, "),
        ("{coin} {side} {entry}", "needs {stop}"),
        ("{side} {entry} {stop}", "needs {coin}"),
        ("{coin} {coin} {entry} {stop}", "has {coin} twice"),
        ("{coin} {targets} {entry} {stop}", "needs a fixed word between {targets}"),
        ("{coin} {entry} {targets}\n{stop}", "needs a fixed word between {targets}"),
        ("{coin} {entry} {targets} - {stop}", "needs a fixed word between {targets}"),
        ("{coin} {entry {stop}", "has a brace that belongs to no field"),
        ("{coin} {entry} {stop}" + " x" * 200, "has more than 120 words and marks"),
    ],
)
def test_a_layout_that_cannot_work_is_refused(layout: str, why: str) -> None:
    (objection,) = objections(template(layout))

    assert objection.startswith(why)


@pytest.mark.parametrize(
    ("example", "why"),
    [
        ("SOL LONG\nin 142.5 out 150 cut 136.8", ""),
        ("SOL LONG\nin 142.5 out 150", "templates.0.example: is not written in this layout"),
        ("SOL LONG\nin 142.5 out 150 cut 146", "is not tradable (inconsistent_prices)"),
        ("BTC closed\nSOL LONG\nin 142.5 out 150 cut 136.8\nstopped out", "is read as "),
    ],
)
def test_an_example_has_to_become_tradable(example: str, why: str) -> None:
    layout = SLANG.templates[0].layout
    told = [str(each) for each in refusals(template(layout, example))]

    assert (told == []) if not why else (why in told[0])


def test_an_example_may_use_the_words_taught_beside_it() -> None:
    layout = "{coin} {side} in {entry} out {stop}"
    both = Teaching(
        coins={"mama": "ETH"},
        templates=(Template(layout=layout, example="ETH long in 2500 out 2400"),),
    )

    assert list(refusals(both)) == []
