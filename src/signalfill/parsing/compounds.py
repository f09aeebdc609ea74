"""Labels that a language writes as one word: `Ingångskurs`, `Einstiegspreis`, `målzon`."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.lexicon import Lexicon

_NOUNS = (
    "kurs", "kursen", "preis", "pris", "prijs", "punkt", "zone", "zon", "nivå", "niveau", "marke",
    "bereich", "område", "price", "level",
)  # fmt: skip
_LABELS = {C.ENTRY, C.STOP, C.TARGET}
_SHORTEST = 4


def compound_label(key: str, lexicon: Lexicon) -> C | None:
    """What the first half of the word labels, where the second half is only `price` or `zone`."""
    if not key.endswith(_NOUNS):
        return None
    for noun in _NOUNS:
        label = key.removesuffix(noun)
        if label == key or len(label) < _SHORTEST:
            continue
        meaning = lexicon.single.get(label) or lexicon.single.get(label.removesuffix("s"))
        if meaning is not None and meaning.concept in _LABELS:
            return meaning.concept
    return None
