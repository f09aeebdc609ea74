"""How the parser reads a source that taught it nothing: `python -m tests.benchmarks.held_out`.

No rule and no weight is fitted to data; what was learned from messages are words. So for each
source of the corpus every word of the trade that only this source uses is taken out of the
lexicon, and its messages are read without them. That is harsher than a new source is: where one
source alone writes in a language, nearly all its words of the trade go. A language's own words
for if, not, wait, and the like were not learned from messages: they stay.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NamedTuple

from signalfill.parsing import parse
from signalfill.parsing.annotate import annotate
from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.lexicon.chinese import TRADITIONAL
from signalfill.parsing.normalize import normalize
from signalfill.parsing.scan import scan
from tests.benchmarks.parsing import CORPUS
from tests.benchmarks.result import Figure, informative

type Message = dict[str, Any]

_OF_THE_LANGUAGE = {
    *(Concept.IF, Concept.NOT, Concept.WAIT, Concept.TRIGGER, Concept.HYPOTHESIS),
    *(Concept.DISCLAIMED, Concept.WATCH, Concept.RECAP, Concept.NOISE, Concept.AT),
    *(Concept.TO, Concept.OR, Concept.AND, Concept.BELOW, Concept.ABOVE),
}


class Score(NamedTuple):
    """Counts, so that the scores of sources add up."""

    messages: int
    kinds: int
    tradable: int
    right: int
    false_trades: int


def score(messages: Sequence[Message], rules: ModuleType, lexicon: Lexicon = LEXICON) -> Score:
    kinds = tradable = right = false_trades = 0
    for message in messages:
        label = message["label"]
        reading = parse(message["text"], lexicon).model_dump(mode="json")
        expected, got = rules.tradable(label), rules.tradable(reading)
        backing, said = (Counter(map(rules.core, each)) for each in (expected, got))
        false_trades += bool(said - backing)
        kinds += label["kind"] == reading["kind"]
        tradable += bool(expected)
        wanted, given = (Counter(map(rules.whole, each)) for each in (expected, got))
        right += bool(expected) and wanted == given
    return Score(len(messages), kinds, tradable, right, false_trades)


def words_of(text: str) -> set[str]:
    """The words and phrases of the lexicon that a message uses."""
    tokens = annotate(scan(normalize(text).text, 1_500))
    learned = [token for token in tokens if token.concept not in _OF_THE_LANGUAGE]
    return {each.text.translate(TRADITIONAL) if each.key == "han" else each.key for each in learned}


def unlearned(words: set[str]) -> Lexicon:
    """The lexicon less these words."""
    return Lexicon(
        {word: meaning for word, meaning in LEXICON.single.items() if word not in words},
        {
            first: [each for each in options if " ".join((first, *each[0])) not in words]
            for first, options in LEXICON.phrases.items()
        },
        {text: meaning for text, meaning in LEXICON.han.items() if text not in words},
        LEXICON.nicknames,
    )


def by_source() -> dict[str, tuple[Score, Score]]:
    """For each source its score as it is, and without the words that only it uses."""
    spec = importlib.util.spec_from_file_location("score", CORPUS.with_name("score.py"))
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CORPUS)
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    sources: dict[str, list[Message]] = defaultdict(list)
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        sources[message["source"]].append(message)
    words = {
        name: {word for message in messages for word in words_of(message["text"])}
        for name, messages in sources.items()
    }
    scores = {}
    for name, messages in sources.items():
        others = set().union(*(used for other, used in words.items() if other != name))
        held_out = score(messages, rules, unlearned(words[name] - others))
        scores[name] = (score(messages, rules), held_out)
    return scores


def measure() -> list[Figure]:
    if not CORPUS.exists():
        return []
    scores = by_source()
    figures = [_figure(f"  {name}", *scores[name]) for name in sorted(scores)]
    known, held_out = (
        Score(*map(sum, zip(*(pair[at] for pair in scores.values()), strict=True))) for at in (0, 1)
    )
    return [
        _figure("read with → without the words of that source alone", known, held_out),
        *figures,
    ]


def _figure(what: str, known: Score, held_out: Score) -> Figure:
    return informative(
        what,
        f"right {known.right} → {held_out.right} of {known.tradable}, "
        f"kind {known.kinds} → {held_out.kinds} of {known.messages}, "
        f"false trades {known.false_trades} → {held_out.false_trades}",
    )


if __name__ == "__main__":
    for figure in measure():
        print(f"{figure.what}: {figure.value}")  # noqa: T201 - a benchmark prints its figures
