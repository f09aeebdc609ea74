"""What a source taught goes, where it is left out; what others use too stays."""

from __future__ import annotations

from tests.benchmarks.score import Score, f1_interval, total, wilson
from tests.benchmarks.taught import Entry, entries_in, taught_by_source, without

STOP_LOSS = Entry("phrases", ("stop", "loss"))


def message(source: str, text: str) -> dict[str, str]:
    return {"source": source, "text": text}


def test_a_word_inside_a_phrase_is_used_too() -> None:
    assert {STOP_LOSS, Entry("single", ("stop",))} <= set(entries_in("Stop-Loss: 138"))


def test_chinese_is_used_however_it_is_written() -> None:
    assert Entry("han", ("止损",)) in set(entries_in("止損 138"))


def test_a_source_teaches_what_no_other_source_uses() -> None:
    taught = taught_by_source([message("one", "stop loss 138"), message("two", "stop 138")])

    assert STOP_LOSS in taught["one"]
    assert Entry("single", ("stop",)) not in taught["one"]
    assert taught["two"] == set()


def test_what_a_source_taught_is_unknown_without_it() -> None:
    lexicon = without({STOP_LOSS})

    assert lexicon.meaning_of(("stop", "loss")) is None
    assert lexicon.meaning_of(("stop",)) is not None


def test_an_interval_holds_the_share_and_narrows_with_more_messages() -> None:
    few, many = wilson(5, 10), wilson(500, 1_000)

    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_no_error_in_a_few_hundred_messages_is_no_proof_of_none() -> None:
    assert wilson(0, 300)[1] > 0.01


def test_the_interval_of_f1_holds_the_figure() -> None:
    sources = [Score(hits=hits, said=4, meant=4) for hits in (1, 2, 3, 4)]
    low, high = f1_interval(sources)

    assert low < total(sources).f1 < high
