"""In one sentence what stands between a message and a trade, and what would make it readable."""

from __future__ import annotations

from collections.abc import Iterator

from cli.learn.labels import Role, labelled
from cli.learn.remedy import remedies
from cli.learn.settings_edit import snippet
from cli.marked import harmless
from signalfill.domain.signal import Problem, Reading, ReadingKind, SignalReading
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing.lexicon import Lexicon

_NEEDS = {
    Problem.NO_SYMBOL: "no coin is named",
    Problem.NO_SIDE: "neither long nor short is said, nor do its prices tell",
    Problem.NO_STOP: "no stop is named (`default_stop` in the channel's rules would set one)",
    Problem.BTC_QUOTED: "it is priced in another coin, and only dollar markets are traded",
    Problem.NOT_CRYPTO: "it is about gold, shares or currencies",
    Problem.PERCENT_STOP: "its stop is a percentage, not a price",
    Problem.PERCENT_TARGETS: "its targets are percentages or multiples, not prices",
}
# What the parser says of these is in them already.
_SAID = {
    "no coin is named", "neither said nor implied", "no stop is given", "priced in another coin",
    "gold, shares or currencies are named", "the stop is a percentage",
    "targets are percentages or multiples",
}  # fmt: skip
_GENERAL = {
    Problem.INCONSISTENT_PRICES: "its prices do not agree",
    Problem.CONDITIONAL: "it holds only if something happens first",
    Problem.UNCLEAR: "a careful reader would ask back",
}
_MOST_REASONS = 4
_NEEDED = {Role.ENTRY: "an entry", Role.STOP: "a stop"}
_FEWEST_PRICES = 2
_MEANINGS = {WordKind.NOISE: "means nothing here"}


def missing(
    reading: Reading, text: str | None, lexicon: Lexicon, channel_id: str | None = None
) -> Iterator[str]:
    """Nothing where nothing is missing. Without the text nothing can be tried out."""
    told = list(dict.fromkeys(_sentence(each, reading) for each in reading.signals))
    yield from (f"    {each}" for each in told if each)
    if text is None:
        return
    unread = reading.kind is ReadingKind.NONE
    if unread:
        yield from _unlabelled(text, lexicon)
    if any(told) or unread:
        for teaching in remedies(text, lexicon):
            yield f"    readable if {_if_true(teaching)}; then add to settings.yaml:"
            for line in snippet(channel_id or "ID", teaching).splitlines():
                yield f"      {harmless(line)}"


def _unlabelled(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Of a text with prices that is no call: which of the words that a call needs it lacks."""
    prices = labelled(text, lexicon).prices
    roles = {label.role for label, _ in prices}
    lacking = [name for role, name in _NEEDED.items() if role not in roles]
    if len(prices) >= _FEWEST_PRICES and lacking:
        words = " and none for ".join(lacking)
        yield f"    no call as it stands: no word for {words} is known in it"


def _sentence(signal: SignalReading, reading: Reading) -> str:
    if not signal.problems:
        return ""
    reasons = [each for each in reading.reason.split("; ")[1:] if each not in _SAID]
    needs = [_NEEDS[each] for each in signal.problems if each in _NEEDS]
    doubted = [_GENERAL[each] for each in signal.problems if each in _GENERAL]
    if doubted:
        needs += reasons[:_MOST_REASONS] or doubted
    return f"not traded as it stands: {harmless('; '.join(needs))}"


def _if_true(teaching: Teaching) -> str:
    words = [
        f'"{harmless(phrase)}" {_MEANINGS.get(kind, f"means {kind.value}")}'
        for kind, phrases in teaching.words.items()
        for phrase in phrases
    ]
    sentences = [f'"{harmless(each)}" says nothing' for each in teaching.ignore]
    return " and ".join([*words, *sentences])
