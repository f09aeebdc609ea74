"""Removes sentences that a channel repeats without meaning.

Only whole sentences: a condition in the middle of one is never taken out.
"""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.lexicon.chinese import TRADITIONAL

BOUNDS = {
    C.BREAK, C.LINE, C.PERIOD_MARK, C.EXCLAIM, C.ASK, C.BAR, C.OPENING, C.CLOSING, C.SEMICOLON,
    C.DASH, C.COLON, C.OTHER, C.DONE, C.FAILED, C.ARROW, C.PERSON, C.UP, C.DOWN,
}  # fmt: skip


def without_boilerplate(raw: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with a line break where a sentence was, so that what stood apart stays apart."""
    if not lexicon.sentences:
        return raw
    out: list[Token] = []
    at = 0
    while at < len(raw):
        end = _sentence_end(raw, at, lexicon) if not out or out[-1].concept in BOUNDS else at
        if end == at:
            out.append(raw[at])
            at += 1
            continue
        out.append(Token(C.LINE, "", raw[at].start, raw[end - 1].end, key="ignored"))
        at = end
    return out


def _sentence_end(raw: list[Token], at: int, lexicon: Lexicon) -> int:
    """Where the longest sentence ends that begins here; `at` where none does."""
    for sentence in lexicon.sentences.get(token_key(raw[at]), ()):
        end = at + len(sentence)
        bounded = end >= len(raw) or raw[end].concept in BOUNDS
        if (
            bounded
            and all(
                token_key(token) == key for token, key in zip(raw[at:end], sentence, strict=False)
            )
            and end <= len(raw)
        ):
            return end
    return at


def token_key(token: Token) -> str:
    """What makes two tokens the same, however they are written."""
    if token.concept == C.BREAK:
        return "\n"
    if token.key == "han":
        return token.text.translate(TRADITIONAL)
    return token.key if token.concept == C.WORD else token.text.casefold()
