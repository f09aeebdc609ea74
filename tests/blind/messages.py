"""Messages in many languages that we wrote before we looked at the parser's words.

`says` is what a careful reader takes from the text, in one line:

    SOL long zone 140,141 sl 136 tp 145,150 close 4h     a call to trade
    reduce SOL 0.5; move_stop SOL entry; close -         instructions ("-": no coin named)
    report · none · nothing                              no call and no instruction; `nothing`
                                                         leaves open what else it is
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

import yaml

from signalfill.domain.signal import AmendmentReading, Reading, SignalReading

HOME = Path(__file__).parents[1] / "messages" / "blind"
QUIET = {"report", "none", "nothing"}
ACTING = {"close", "reduce", "move_stop", "cancel"}


class Blind(NamedTuple):
    language: str
    text: str
    says: str


type Fact = tuple[str, ...]


def read_blind(home: Path = HOME) -> list[Blind]:
    return [
        Blind(file.stem, each["text"], each["says"])
        for file in sorted(home.glob("*.yaml"))
        # BaseLoader: every scalar stays text, so that no price is ever a float.
        for each in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    ]


def is_read_as_meant(message: Blind, reading: Reading) -> bool:
    if message.says in QUIET:
        kind = message.says in {"nothing", reading.kind}
        return kind and not traded(reading) and not instructed(reading)
    return Counter(_said(message.says)) == Counter([*traded(reading), *instructed(reading)])


def is_false_trade(message: Blind, reading: Reading) -> bool:
    """Money would follow what nobody said; targets apart."""
    meant = Counter(fact[:-1] for fact in _said(message.says) if fact[0] == "call")
    return bool(Counter(fact[:-1] for fact in traded(reading)) - meant)


def is_false_action(message: Blind, reading: Reading) -> bool:
    """Harsher than the corpus's rule: an instruction for another coin or action counts too."""
    meant = {fact[:2] for fact in _said(message.says)}
    return any(fact[0] in ACTING and fact[:2] not in meant for fact in instructed(reading))


def traded(reading: Reading) -> list[Fact]:
    return [_call(signal) for signal in reading.signals if not signal.problems]


def instructed(reading: Reading) -> list[Fact]:
    return [_action(each) for each in reading.amendments if each.action != "other"]


def _call(signal: SignalReading) -> Fact:
    priced = "market" if signal.entry.kind == "market" else "priced"
    prices = ",".join(sorted(map(_number, signal.entry.prices)))
    targets = ",".join(map(_number, signal.take_profits))
    close, stop = signal.stop_on_close or "", _number(signal.stop_loss or "")
    return ("call", signal.base or "", signal.side or "", priced, prices, stop, close, targets)


def _action(each: AmendmentReading) -> Fact:
    to = ",".join(_number(part) for part in (each.to or "").split(","))
    return (each.action, each.base or "-", to, _number(each.fraction or ""))


def _said(says: str) -> list[Fact]:
    if says in QUIET:
        return []
    return [_said_once(part.split()) for part in says.split("; ")]


def _said_once(words: list[str]) -> Fact:
    if words[1].rstrip("?") not in {"long", "short"}:
        return _said_action(*words)
    base, side, kind, *rest = words
    prices = rest.pop(0) if rest and rest[0] not in {"sl", "tp", "close"} else ""
    named = dict(zip(rest[::2], rest[1::2], strict=True))
    numbers = {name: list(map(_number, value.split(","))) for name, value in named.items()}
    return (
        "call",
        base,
        side.rstrip("?"),
        "market" if kind == "market" else "priced",
        ",".join(sorted(map(_number, prices.split(",")))),
        ",".join(numbers.get("sl", [""])),
        named.get("close", ""),
        ",".join(numbers.get("tp", [""])),
    )


def _said_action(action: str, base: str, value: str = "") -> Fact:
    fraction = value if action in {"reduce", "close"} else ""
    to = "" if fraction else ",".join(map(_number, value.split(",")))
    return (action, base, to, _number(fraction))


def _number(text: str) -> str:
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text
