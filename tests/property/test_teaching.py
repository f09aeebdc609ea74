"""Whatever a user teaches: nothing raises, no doubt disappears, and reading stays cheap."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from signalfill.domain.signal import ReadingKind
from signalfill.domain.teaching import Teaching, Template, WordKind
from signalfill.parsing import parse
from signalfill.parsing.check_examples import refusals
from signalfill.parsing.teaching import learn, teach
from tests.noise.generate import generate

_PIECES = (
    "if", "not", "wait", "until", "stop", "entry", "long", "short", "sell", "buy", "target", "now",
    "sol", "btc", "moon", "lambo", "quux", "zed", "无", "如果", "止损", "做多", "если", "стоп", "5",
    "10x", "tp1", "{coin}", "{entry}", "{stop}", "{targets}", "{side}", "{", "}", "\n", "-", ":",
    "=", "$", "#", "🚀", "**", "`",
)  # fmt: skip
_WORDS = st.sampled_from(_PIECES)
_SPEECH = st.lists(_WORDS | st.text(max_size=4), max_size=8).map(lambda said: " ".join(said) or "x")


def spoken(most: int) -> st.SearchStrategy[str]:
    return _SPEECH.map(lambda text: text.strip()[:most].strip() or "x")


_PHRASES = st.lists(spoken(60), max_size=3).map(tuple)
_TEMPLATES = st.builds(Template, layout=_SPEECH, example=_SPEECH)
_TEACHINGS = st.builds(
    Teaching,
    words=st.dictionaries(st.sampled_from(WordKind), _PHRASES, max_size=4),
    coins=st.dictionaries(spoken(20), st.just("ETH"), max_size=2),
    ignore=st.lists(spoken(200), max_size=3).map(tuple),
    templates=st.lists(_TEMPLATES, max_size=2).map(tuple),
)


@given(_TEACHINGS, _SPEECH)
@settings(max_examples=300, deadline=None)
def test_no_teaching_and_no_text_raises(teaching: Teaching, text: str) -> None:
    lexicon, _ = learn((teaching, teaching))
    list(refusals(teaching))

    assert parse(text, lexicon).reason


_DOUBTED = (
    "if BTC holds 60000 SOL long 145 stop 138",
    "SOL long 145 stop 138 only after the retest",
    "wait, SOL long 145 stop 138",
    "do not SOL long 145 stop 138",
    "yesterday SOL long 145 stop 138",
    "imagine SOL long 145 stop 138",
    "SOL long 145 stop 158",
    "если SOL лонг 145 стоп 138",
    "如果 SOL 做多 进场 145 止损 138",
)


@given(_TEACHINGS, st.sampled_from(_DOUBTED))
@settings(max_examples=400, deadline=None)
def test_no_words_make_a_doubted_call_tradable(teaching: Teaching, text: str) -> None:
    spoken = Teaching(words=teaching.words, coins=teaching.coins, ignore=teaching.ignore)
    reading = parse(text, teach(spoken).lexicon)

    assert reading.kind is not ReadingKind.SIGNAL or all(s.problems for s in reading.signals)


_PRICES = st.decimals("0.0001", "90000", places=4).map(lambda price: format(price, "f"))
_LAYOUTS = ("{coin} {side} in {entry} out {targets} cut {stop}", "{coin} {side} {entry} {stop}")


@given(st.sampled_from(_LAYOUTS), st.sampled_from(["long", "short"]), _PRICES, _PRICES, _PRICES)
@settings(max_examples=300, deadline=None)
def test_a_template_makes_nothing_tradable_whose_prices_disagree(
    layout: str, side: str, entry: str, stop: str, target: str
) -> None:
    lexicon = teach(Teaching(templates=(Template(layout=layout, example="x"),))).lexicon
    text = layout.format(coin="SOL", side=side, entry=entry, stop=stop, targets=target)
    sign = 1 if side == "long" else -1

    for signal in parse(text, lexicon).signals:
        if not signal.problems:
            assert (Decimal(entry) - Decimal(stop)) * sign > 0
            assert signal.stop_loss is not None
            assert Decimal(signal.stop_loss) == Decimal(stop)
            assert [Decimal(each) for each in signal.entry.prices] == [Decimal(entry)]


TAUGHT = Teaching(
    words={WordKind.STOP: ("notbremse",), WordKind.LONG: ("auf gehts",)},
    ignore=("Brought to you by our team", "由我们的团队为您带来"),
    templates=tuple(
        Template(layout=layout, example="x")
        for layout in (
            *_LAYOUTS,
            "{coin}\n{side}\n{entry}\n{stop}",
            "Nr {id} {coin} {entry} x {stop}",
        )
    ),
)


def test_a_channel_that_was_taught_much_trades_no_noise() -> None:
    lexicon = teach(TAUGHT).lexicon
    traded = [
        each
        for each in generate(2_000, seed=3)
        if any(not signal.problems for signal in parse(each.text, lexicon).signals)
    ]

    assert traded == []
