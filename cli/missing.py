"""In one sentence what stands between a message and a trade, and what would make it readable."""

from __future__ import annotations

from collections.abc import Iterator

from cli.learn.labels import Role, labelled
from cli.learn.remedy import remedies
from cli.learn.settings_edit import snippet
from cli.marked import harmless
from signalfill.domain.percent_level import is_computable
from signalfill.domain.signal import Problem, Reading, ReadingKind, SignalReading
from signalfill.domain.teaching import Teaching, WordKind
from signalfill.parsing.lexicon import Lexicon

_NEEDS = {
    Problem.NO_SYMBOL: "no coin is named",
    Problem.NO_SIDE: "neither long nor short is said, nor do its prices tell",
    Problem.NO_STOP: "no stop is named",
    Problem.BTC_QUOTED: "it is priced in another coin",
    Problem.NOT_CRYPTO: "it is about gold, shares or currencies",
    Problem.PERCENT_STOP: "its stop is a percentage, not a price",
    Problem.PERCENT_TARGETS: "its targets are percentages or multiples, not prices",
}
MENDED = {
    Problem.NO_SYMBOL: "another name of its coin were taught (`reading.coins`)",
    Problem.NO_SIDE: "a word for its side were taught (`reading.words`)",
    Problem.NO_STOP: "`default_stop` in the channel's rules set a stop",
    Problem.INCONSISTENT_PRICES: "a label of these numbers means something else here and is taught",
    Problem.CONDITIONAL: "its author said it again without the condition: nothing taught lifts one",
    Problem.BTC_QUOTED: "it named a price in dollars: only dollar markets are traded",
    Problem.NOT_CRYPTO: "it were about a coin: nothing else is traded",
    Problem.PERCENT_STOP: "`percent_levels: compute` held in the channel's rules (paper has it)",
    Problem.PERCENT_TARGETS: "`percent_levels: compute` held in the channel's rules (paper has it)",
    Problem.UNCLEAR: "a word or sentence that is in the way were taught",
}
"""What would have to be so, by the problem: said where nothing that was tried out mends it."""
_TAUGHT = {
    *(Problem.NO_SYMBOL, Problem.NO_SIDE, Problem.INCONSISTENT_PRICES, Problem.UNCLEAR),
}
_BY_SETTING = {Problem.NO_STOP, Problem.PERCENT_STOP, Problem.PERCENT_TARGETS}
_PERCENT = _BY_SETTING - {Problem.NO_STOP}
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
    unread = reading.kind is ReadingKind.NONE
    if unread and text is not None:
        yield from _unlabelled(text, lexicon)
    if not any(told) and not unread:
        return
    found = [] if text is None else remedies(text, lexicon)
    for teaching in found:
        yield f"    readable if {_if_true(teaching)}; then add to settings.yaml:"
        for line in snippet(channel_id or "ID", teaching).splitlines():
            yield f"      {harmless(line)}"
    if not found:
        yield from dict.fromkeys(_otherwise(each) for each in reading.signals if each.problems)


def _otherwise(signal: SignalReading) -> str:
    """Of a call that nothing tried out makes readable: what each of its problems would need."""
    needs = list(dict.fromkeys(MENDED[each] for each in signal.problems))
    if _is_beyond_computing(signal):
        needs = ["its levels were single percentages of a price below 50 %, and no leverage named"]
    taught = " (signalfill learn --message)" if _TAUGHT & set(signal.problems) else ""
    return f"    traded only if {'; and '.join(needs)}{taught}"


def _is_beyond_computing(signal: SignalReading) -> bool:
    """No price follows from its percentages, whatever the settings say."""
    problems = set(signal.problems)
    stop = signal.stop_loss if Problem.PERCENT_STOP in problems else None
    targets = signal.take_profits if Problem.PERCENT_TARGETS in problems else ()
    return bool(problems & _PERCENT) and not is_computable(stop, targets, leverage=signal.leverage)


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
    by_setting = set(signal.problems) <= _BY_SETTING and not _is_beyond_computing(signal)
    how = "traded only where the rules allow it" if by_setting else "not traded as it stands"
    return f"{how}: {harmless('; '.join(needs))}"


def _if_true(teaching: Teaching) -> str:
    words = [
        f'"{harmless(phrase)}" {_MEANINGS.get(kind, f"means {kind.value}")}'
        for kind, phrases in teaching.words.items()
        for phrase in phrases
    ]
    sentences = [f'"{harmless(each)}" says nothing' for each in teaching.ignore]
    return " and ".join([*words, *sentences])
