"""Sentences of a message that could be ignored: none that holds a condition (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from signalfill.parsing.annotate import annotate
from signalfill.parsing.concepts import Concept
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.normalize import normalize
from signalfill.parsing.scan import scan

_CONDITIONS = {
    *(Concept.IF, Concept.WAIT, Concept.TRIGGER, Concept.HYPOTHESIS, Concept.WATCH),
}
_END = re.compile(r"(?<=[.!?;。！？；])\s+")
_LONGEST = 200
_MOST_TOKENS = 100


def plain_sentences(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Of each line its sentences, then all of it; what else forbids one, `teach` says."""
    for line in text.splitlines():
        written = line.strip()
        parts = [each.strip() for each in _END.split(written)]
        for each in dict.fromkeys((*parts, written)):
            if 0 < len(each) <= _LONGEST and each.isprintable() and _is_plain(each, lexicon):
                yield each


def _is_plain(written: str, lexicon: Lexicon) -> bool:
    tokens = annotate(scan(normalize(written).text, _MOST_TOKENS, lexicon), lexicon)
    return not {token.concept for token in tokens} & _CONDITIONS
