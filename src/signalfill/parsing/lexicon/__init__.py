"""The words of all languages: `LEXICON` is what they mean where nobody taught a channel more."""

from __future__ import annotations

from signalfill.parsing.lexicon.coins import ALSO_WORDS as WORD_NAMES
from signalfill.parsing.lexicon.coins import KNOWN as KNOWN_NAMES
from signalfill.parsing.lexicon.compiled import load
from signalfill.parsing.lexicon.plain import TAGS as TAG_NAMES
from signalfill.parsing.lexicon.words import Lexicon, Meaning

__all__ = ["ALSO_WORDS", "KNOWN", "LEXICON", "TAGS", "Lexicon", "Meaning"]

ALSO_WORDS = frozenset(WORD_NAMES.split())
KNOWN = frozenset(KNOWN_NAMES.split())
TAGS = frozenset(TAG_NAMES.split())


def _lexicon() -> Lexicon:
    compiled = load()
    if compiled is not None:
        return compiled
    # Only here: who finds the compiled tables never loads the words they were made of.
    from signalfill.parsing.lexicon.learning import build  # noqa: PLC0415

    return build()


LEXICON = _lexicon()
