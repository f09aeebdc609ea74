"""A seeded stream of messages of which none is a call: nothing in it may be tradable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from tests.noise import phrases
from tests.noise.cards import Card, draw_card, draw_fields


class Noise(NamedTuple):
    kind: str
    text: str


def generate(count: int, *, seed: int) -> Iterator[Noise]:
    random = Random(seed)  # the same seed, the same messages
    kinds = list(KINDS)
    for _ in range(count):
        kind = random.choice(kinds)
        yield Noise(kind, KINDS[kind](random))


def _beside(random: Random, card: Card, before: tuple[str, ...], behind: tuple[str, ...]) -> str:
    joint = random.choice(("\n", "\n\n", " "))
    if random.random() < 0.5:
        return _cased(random, random.choice(before).format(**card.fields)) + joint + card.text
    return card.text + joint + _cased(random, random.choice(behind).format(**card.fields))


def _cased(random: Random, phrase: str) -> str:
    return random.choice((phrase, phrase, phrase.upper(), phrase.capitalize(), phrase.lower()))


def _negated(random: Random) -> str:
    return _beside(random, draw_card(random), phrases.NEGATED_BEFORE, phrases.NEGATED_BEHIND)


def _conditional(random: Random) -> str:
    return _beside(random, draw_card(random), phrases.CONDITIONS_BEFORE, phrases.CONDITIONS_BEHIND)


def _recap(random: Random) -> str:
    card = draw_card(random)
    head = _cased(random, random.choice(phrases.RECAPS))
    more = [draw_card(random).text for _ in range(random.choice((0, 0, 1)))]
    result = random.choice(("", "", "\n" + random.choice(phrases.RESULTS).format(**card.fields)))
    return "\n".join([head, card.text, *more]) + result


def _result(random: Random) -> str:
    behind = (*phrases.RESULTS, *phrases.TICKS)
    return _beside(random, draw_card(random), phrases.RESULTS, behind)


def _quoted(random: Random) -> str:
    card = draw_card(random)
    quote = "\n".join(f"> {line}" for line in card.text.split("\n"))
    return f"{quote}\n{_from(random, phrases.CHAT)}"


def _from(random: Random, table: tuple[str, ...]) -> str:
    return random.choice(table).format(**draw_fields(random))


def _struck(random: Random) -> str:
    card = draw_card(random)
    return "\n".join(f"~~{line}~~" if line else line for line in card.text.split("\n"))


def _stopless(random: Random) -> str:
    """The call less every line that holds its stop, which may be all of it, and some chat."""
    card = draw_card(random)
    lines = [line for line in card.text.split("\n") if card.fields["stop"] not in line]
    return "\n".join([*lines, _from(random, phrases.CHAT)])


def _chat(random: Random) -> str:
    return "\n".join(_from(random, phrases.CHAT) for _ in range(random.randint(1, 4)))


KINDS: dict[str, Callable[[Random], str]] = {
    "chat": _chat,
    "news": lambda random: _from(random, phrases.NEWS),
    "question": lambda random: _from(random, phrases.QUESTIONS),
    "negated": _negated,
    "conditional": _conditional,
    "recap": _recap,
    "result": _result,
    "quoted": _quoted,
    "struck": _struck,
    "stopless": _stopless,
}
