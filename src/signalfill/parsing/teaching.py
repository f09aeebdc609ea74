"""Teach a channel's words to the lexicon, and refuse what would make a doubt disappear.

What is taught is added to that channel's lexicon alone. A phrase may not change what another is
known to mean, nor hide a known word of a doubt, a side or a price inside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from signalfill.domain.teaching import Teaching, taught_by
from signalfill.parsing.annotate import annotate
from signalfill.parsing.boilerplate import BOUNDS, token_key
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.lexicon.words import LayoutTemplate
from signalfill.parsing.normalize import normalize
from signalfill.parsing.scan import scan
from signalfill.parsing.sides import side_of
from signalfill.parsing.taught_words import TaughtEntry, entries, objection
from signalfill.parsing.templates import compile_template

_LONGEST = 100
_FEWEST_WORDS = 3
_FEWEST_HAN = 6
_COUNTED = {
    C.NUMBER, C.INDEX, C.PERCENT, C.TIMES, C.TIMEFRAME, C.MULTIPLE, C.RATE, C.CLOCK, C.SYMBOL,
}  # fmt: skip
_NO_WORD = "cannot be a word: digits, marks and pairs have a meaning of their own"
_CONDITIONS = {C.IF, C.WAIT}
_SOFT = {"weak", "expect"}
_ENTERING = {C.ENTRY, C.MARKET, C.LIMIT, C.OPENED, C.BREAKEVEN, C.REENTER}


class Refusal(NamedTuple):
    """Where in the teaching, and why it was not learned."""

    place: str
    why: str
    phrase: str = ""

    def __str__(self) -> str:
        """`words.stop.0: 'if' means if already`, for who must mend it."""
        said = f"{self.phrase!r} " if self.phrase else ""
        return f"{self.place}: {said}{self.why}"


class Taught(NamedTuple):
    lexicon: Lexicon
    refusals: tuple[Refusal, ...]


def teach(teaching: Teaching, lexicon: Lexicon = LEXICON) -> Taught:
    """The lexicon with all that it could learn, and what it could not."""
    if not teaching:
        return Taught(lexicon, ())
    refusals: list[Refusal] = []
    known = list(_known(teaching, lexicon, refusals))
    pupil = _with(lexicon, known)
    wrong = [each for each in known if not _comes_back(each, pupil)]
    if wrong:
        refusals += [Refusal(each.place, _NO_WORD, each.text) for each in wrong]
        pupil = _with(lexicon, [each for each in known if each not in wrong])
    pupil.templates = (*_templates(teaching, pupil, refusals), *lexicon.templates)
    pupil.sentences = _sentences(teaching, pupil, refusals)
    pupil.taught = taught_by([teaching], before=lexicon.taught)
    return Taught(pupil, tuple(refusals))


def learn(teachings: Iterable[Teaching], lexicon: Lexicon = LEXICON) -> Taught:
    """One after the other, each building on those before; what none could learn is left out."""
    refusals: tuple[Refusal, ...] = ()
    for teaching in teachings:
        lexicon, refused = teach(teaching, lexicon)
        refusals += refused
    return Taught(lexicon, refusals)


def _known(teaching: Teaching, lexicon: Lexicon, refusals: list[Refusal]) -> Iterator[TaughtEntry]:
    for entry in entries(teaching):
        why = objection(entry, lexicon)
        if why:
            refusals.append(Refusal(entry.place, why, entry.text))
        else:
            yield entry


def _with(lexicon: Lexicon, known: list[TaughtEntry]) -> Lexicon:
    single, han, nicknames = dict(lexicon.single), dict(lexicon.han), dict(lexicon.nicknames)
    phrases = {first: list(options) for first, options in lexicon.phrases.items()}
    for entry in known:
        first, *rest = entry.words
        if entry.is_han:
            han[first] = entry.meaning
        elif entry.meaning.concept == C.SYMBOL:
            nicknames[first] = entry.meaning.value
        elif not rest:
            single[first] = entry.meaning
        else:
            options = phrases.setdefault(first, [])
            options.insert(0, (tuple(rest), entry.meaning))
            options.sort(key=lambda option: -len(option[0]))
    return Lexicon(
        single,
        phrases,
        han,
        nicknames,
        lexicon.sentences,
        lexicon.templates,
        forms=lexicon.variants,
    )


def _comes_back(entry: TaughtEntry, pupil: Lexicon) -> bool:
    """Whether the phrase is read as what was taught."""
    tokens = annotate(scan(entry.text, _LONGEST, pupil), pupil)
    concept, value = entry.meaning
    return [each.concept for each in tokens] == [concept] and tokens[0].value.startswith(value)


def _templates(
    teaching: Teaching, pupil: Lexicon, refusals: list[Refusal]
) -> Iterator[LayoutTemplate]:
    for at, each in enumerate(teaching.templates):
        try:
            yield compile_template(each.layout, pupil)
        except ValueError as error:
            refusals.append(Refusal(f"templates.{at}.layout", str(error)))


def _sentences(
    teaching: Teaching, pupil: Lexicon, refusals: list[Refusal]
) -> dict[str, list[tuple[str, ...]]]:
    found = {first: list(known) for first, known in pupil.sentences.items()}
    for at, written in enumerate(teaching.ignore):
        text = normalize(written).text.strip()
        raw = _inner(scan(text, _LONGEST, pupil))
        keys = [token_key(token) for token in raw]
        why = _too_short(raw) or _no_boilerplate(annotate(raw, pupil))
        if why:
            refusals.append(Refusal(f"ignore.{at}", why, text))
        else:
            found.setdefault(keys[0], []).append(tuple(keys))
    for sentences in found.values():
        sentences.sort(key=len, reverse=True)
    return found


def _inner(tokens: list[Token]) -> list[Token]:
    """Without the marks around it."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].concept in BOUNDS:
        start += 1
    while start < end and tokens[end - 1].concept in BOUNDS:
        end -= 1
    return tokens[start:end]


def _too_short(raw: list[Token]) -> str:
    words = sum(token.concept == C.WORD for token in raw)
    han = sum(len(token.text) for token in raw if token.key == "han")
    if words >= _FEWEST_WORDS or han >= _FEWEST_HAN:
        return ""
    return f"is too short: it must be a whole sentence, of {_FEWEST_WORDS} words at least"


def _no_boilerplate(tokens: list[Token]) -> str:
    """Why these words must not leave a message; nothing where they may."""
    found = {token.concept for token in tokens}
    sides = {side_of(token) for token in tokens} - {None}
    entering = len(sides) == 1 or bool(found & _ENTERING)
    if C.BREAK in found:
        return "is more than one line: give each a place of its own in the list"
    if found & _COUNTED:
        return "holds a number or a coin: only fixed words can be ignored"
    if C.TRIGGER in found or (entering and found & {*_CONDITIONS, C.NOT}):
        return "says when to enter, or not to: that is never boilerplate"
    if any(token.concept in _CONDITIONS and token.value not in _SOFT for token in tokens):
        return "holds a condition: what an order waits for is never boilerplate"
    return ""
