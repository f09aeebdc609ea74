"""What no reader is told to do: what others do with theirs, and verbs about unknown things."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import ALSO_WORDS, KNOWN

_THEIRS = {"their", "theirs", "his", "her", "whose"}
_PARTICLE = 3
_ARTICLES = {"o"}  # Portuguese; in Spanish it means or


def is_of_others(part: list[Token]) -> bool:
    """`funds reduced their exposure`, `traders who trail their stops`: nobody here is told to."""
    return any(token.key in _THEIRS for token in part) and not any(
        token.concept == C.SYMBOL or (token.key in KNOWN and token.key not in ALSO_WORDS)
        for token in part
    )


def closes_a_period(part: list[Token], at: int) -> bool:
    """`закрывай месяц`, `cierra el año`."""
    behind = _behind(part, at)
    return behind is not None and behind.concept == C.PERIOD and behind.key != "in"


def has_strange_object(part: list[Token], at: int) -> bool:
    """`cerrar sus oficinas`: an unknown thing is no trade."""
    behind = _behind(part, at)
    return (
        behind is not None
        and behind.concept == C.WORD
        and behind.text.islower()
        and not (behind is part[-1] and len(behind.text) <= _PARTICLE)  # "dlu", "ya"
        and behind.key not in KNOWN
    )


def _behind(part: list[Token], at: int) -> Token | None:
    passed = (t for t in part[at + 1 :] if t.concept != C.AT and t.key not in _ARTICLES)
    return next(passed, None)
