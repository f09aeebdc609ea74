"""The lexicon's tables, folded once when the layer is built and only loaded where it runs.

A layer that was built without them folds them at import: slower, with the same outcome. Tables
that were made of other words than those beside them are never used. They are marshalled, as
Python's own compiled modules are: a cold start reads thousands of words, and JSON takes twice as
long. A digest stands in front of them, because what is damaged must not be unmarshalled.
"""

from __future__ import annotations

import hashlib
import marshal
from pathlib import Path

from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon.variants import Forms, Variants
from signalfill.parsing.lexicon.words import Lexicon, Meaning

HOME = Path(__file__).parent
FILE = "compiled.bin"
_FORMAT = 2  # of marshal: without references, so that the same tables are the same bytes
_DIGEST = hashlib.sha256().digest_size


def fingerprint(home: Path = HOME) -> str:
    """Of all that decides over the tables: the words, and how they are folded."""
    digest = hashlib.sha256()
    for source in (home.parent / "concepts.py", *sorted(home.glob("*.py"))):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def dump(lexicon: Lexicon, made_of: str) -> bytes:
    """Few meanings stand behind thousands of words: each word holds its meaning's place."""
    places: dict[Meaning, int] = {}

    def place(meaning: Meaning) -> int:
        return places.setdefault(meaning, len(places))

    tables = {
        "made_of": made_of,
        "single": {word: place(meaning) for word, meaning in lexicon.single.items()},
        "phrases": {
            first: tuple((rest, place(meaning)) for rest, meaning in options)
            for first, options in lexicon.phrases.items()
        },
        "han": {text: place(meaning) for text, meaning in lexicon.han.items()},
        "nicknames": lexicon.nicknames,
        "marked": lexicon.variants.marked,
        "stems": {base: tuple(forms) for base, forms in lexicon.variants.stems.items()},
        "glued": lexicon.variants.glued,
        "meanings": [(meaning.concept.value, meaning.value) for meaning in places],
    }
    marshalled = marshal.dumps(tables, _FORMAT)
    return hashlib.sha256(marshalled).digest() + marshalled


def load(home: Path = HOME) -> Lexicon | None:
    """The compiled lexicon; None where there is none, or it was made of other words."""
    try:
        stored = (home / FILE).read_bytes()
        if hashlib.sha256(stored[_DIGEST:]).digest() != stored[:_DIGEST]:
            return None
        tables = marshal.loads(stored[_DIGEST:])  # noqa: S302 - what this build wrote, to the bit
        if tables["made_of"] != fingerprint(home):
            return None
        known = [Meaning(Concept(concept), value) for concept, value in tables["meanings"]]
        return Lexicon(
            {word: known[at] for word, at in tables["single"].items()},
            {
                first: [(rest, known[at]) for rest, at in options]
                for first, options in tables["phrases"].items()
            },
            {text: known[at] for text, at in tables["han"].items()},
            tables["nicknames"],
            forms=Variants(
                tables["marked"],
                {base: Forms(*forms) for base, forms in tables["stems"].items()},
                tables["glued"],
            ),
        )
    except (OSError, ValueError, LookupError, TypeError):
        return None
