"""A seeded stream of messages of which none is a call and none instructs.

Nothing in it may be tradable, and hardly anything acted on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from signalfill.domain.signal import AmendmentAction, Reading
from tests.noise import phrases, prose
from tests.noise.cards import Card, draw_card, draw_fields

_ACTING = {
    AmendmentAction.CLOSE,
    AmendmentAction.REDUCE,
    AmendmentAction.MOVE_STOP,
    AmendmentAction.CANCEL,
}


class Noise(NamedTuple):
    kind: str
    text: str


def is_traded(reading: Reading) -> bool:
    return any(not signal.problems for signal in reading.signals)


def is_acted_on(noise: Noise, reading: Reading) -> bool:
    """To cancel a call that takes itself back is right."""
    spared = {AmendmentAction.CANCEL} if noise.kind == "negated" else set()
    return any(each.action in _ACTING - spared for each in reading.amendments)


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


def _sentences(random: Random, *tables: tuple[str, ...]) -> str:
    """Some sentences of each table, as a person's paragraph."""
    drawn = [_from(random, table) for table in tables for _ in range(random.randint(2, 3))]
    random.shuffle(drawn)
    return random.choice((" ", " ", "\n", "\n\n")).join(drawn)


def _listed(
    random: Random, heads: tuple[str, ...], lines: tuple[str, ...], ends: tuple[str, ...] = ("",)
) -> str:
    """A head, the lines of several coins, and an end: what a bot or a secretary posts."""
    body = [_from(random, lines) for _ in range(random.randint(2, 5))]
    return "\n".join([_from(random, heads), *body, _from(random, ends)]).strip()


def _elsewhere(random: Random) -> str:
    return " ".join(random.sample(prose.PROSE_ELSEWHERE, random.randint(1, 2)))


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
    "prose": lambda random: _sentences(random, prose.PROSE, prose.PROSE),
    "prose elsewhere": _elsewhere,
    "advert": lambda random: _sentences(random, prose.ADVERTS),
    "stories": lambda random: _sentences(random, prose.STORIES, prose.PROSE),
    "recap list": lambda random: _listed(
        random, prose.RECAP_HEADS, prose.RECAP_LINES, prose.RECAP_ENDS
    ),
    "status board": lambda random: _listed(random, prose.BOARD_HEADS, prose.BOARD_LINES),
    "bot's note": lambda random: _from(random, prose.BOT_NOTES),
    "exit plan": lambda random: _from(random, prose.EXIT_PLANS),
}
