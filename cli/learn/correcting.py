"""From what the operator says is wrong to a word that sets it right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cli.learn import dialog
from cli.learn.reread import Way, Wrong, ways
from cli.learn.survey import Read
from cli.marked import conclusions, harmless, print_marked
from signalfill.domain.teaching import Teaching
from signalfill.parsing import parse
from signalfill.parsing.lexicon import Lexicon
from signalfill.parsing.teaching import teach

MOST_WAYS = 5
_ANSWERS = {
    "c": Wrong.COIN,
    "s": Wrong.SIDE,
    "e": Wrong.ENTRY,
    "l": Wrong.STOP,
    "t": Wrong.TARGETS,
    "n": Wrong.NUMBER,
    "r": Wrong.REPORT,
    "i": Wrong.WAITS,
    "d": Wrong.DOUBT,
}
_QUESTION = (
    "what is wrong? [c]oin, [s]ide, [e]ntry, stop [l]oss, [t]argets, a [n]umber that is no level, "
    "it only [r]eports, it waits for something ([i]f), a [d]oubt that is none; [q]uit:"
)
_TICKER = re.compile(r"[A-Z0-9]{1,15}")
_NOTHING = """\
no word that is unknown here sets that right. What the parser reads by words that it knows can be
taught as a template: docs/parsing.md, "To teach it a channel"; or it is a fault of the parser."""


def ask_what_is_wrong(example: Read, others: Sequence[Read], lexicon: Lexicon) -> Teaching | None:
    """What is to be taught for this message to read rightly; None where nothing is found or taken.

    `others` are messages of the channel: how many of them would read otherwise is said.
    """
    while (answer := dialog.choose(_QUESTION, f"{''.join(_ANSWERS)}q")) != "q":
        wrong = _ANSWERS[answer]
        ticker = _ask_ticker() if wrong is Wrong.COIN else ""
        found = ways(example.message.text, wrong, lexicon, ticker=ticker)[:MOST_WAYS]
        if not found:
            print(_NOTHING)
            continue
        taken = choose_way(found, others, lexicon)
        if taken is not None:
            return taken
    return None


def choose_way(found: Sequence[Way], others: Sequence[Read], lexicon: Lexicon) -> Teaching | None:
    letters = "abcdefgh"[: len(found)]
    for letter, way in zip(letters, found, strict=True):
        print(f" {letter})")
        print_marked(_shown(way, others, lexicon))
    answer = dialog.choose(f"teach which? [{'/'.join(letters)}/n]", f"{letters}n")
    return None if answer == "n" else found[letters.index(answer)].teaching


def _shown(way: Way, others: Sequence[Read], lexicon: Lexicon) -> Iterator[str]:
    yield from dialog.in_words(way.teaching)
    yield "  it reads then:"
    yield from (f"  {harmless(line)}" for line in conclusions(way.reading))
    yield from _effects(way.teaching, others, lexicon)


def _effects(teaching: Teaching, others: Sequence[Read], lexicon: Lexicon) -> Iterator[str]:
    """On what else was said in the channel."""
    if not others:
        return
    gained, changed = effects(teaching, others, lexicon)
    yield (
        f"  of {len(others)} messages of the channel {len(gained)} more become tradable, "
        f"{len(changed)} that trade or act today read otherwise"
    )
    for each in changed[-2:]:
        yield from dialog.shown(each)


def effects(
    teaching: Teaching, others: Sequence[Read], lexicon: Lexicon
) -> tuple[list[Read], list[Read]]:
    """The messages that become tradable, and those that trade or act today and read otherwise.

    Both as they read then.
    """
    taught = teach(teaching, lexicon).lexicon
    gained: list[Read] = []
    changed: list[Read] = []
    for each in others:
        after = Read(each.message, parse(each.message.text, taught))
        before, now = each.reading, after.reading
        same = (before.signals, before.amendments) == (now.signals, now.amendments)
        if each.is_tradable or before.amendments or now.amendments:
            changed += [] if same else [after]
        elif after.is_tradable:
            gained.append(after)
    return gained, changed


def _ask_ticker() -> str:
    """Empty: it is only a word too many that was taken for the coin."""
    while True:
        typed = dialog.type_in("which coin is meant (its ticker; empty: no other word)?").upper()
        if not typed or _TICKER.fullmatch(typed):
            return typed
        print("a ticker is letters and digits, such as SOL")
