"""What a user teaches the parser about a channel: words, names of coins, boilerplate, layouts.

Only the form is checked here. `parsing.teaching` says whether the parser can learn it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from signalfill.domain.values import Value

MOST_PHRASES = 500
MOST_SENTENCES = 50
MOST_TEMPLATES = 20


class WordKind(StrEnum):
    """What a phrase may be taught to mean."""

    LONG = "long"
    SHORT = "short"
    BUY = "buy"
    SELL = "sell"
    SPOT = "spot"
    SIDE = "side"
    ENTRY = "entry"
    MORE = "more"
    MARKET = "market"
    OPENED = "opened"
    LIMIT = "limit"
    STOP = "stop"
    TARGET = "target"
    LEVERAGE = "leverage"
    MARGIN = "margin"
    COIN = "coin"
    PRICE = "price"
    RISK = "risk"
    INFO = "info"
    RATIO = "ratio"
    PERIOD = "period"
    HORIZON = "horizon"
    CLOSE = "close"
    EXIT = "exit"
    CANCEL = "cancel"
    MOVE = "move"
    TRIM = "trim"
    PART = "part"
    REST = "rest"
    BREAKEVEN = "breakeven"
    SECURED = "secured"
    HOLD = "hold"
    ADD = "add"
    CHANGE = "change"
    NEW = "new"
    PROTECT = "protect"
    REENTER = "reenter"
    HIT = "hit"
    FILLED = "filled"
    STOPPED = "stopped"
    PROFIT = "profit"
    LOSS = "loss"
    AVERAGE = "average"
    RECAP = "recap"
    IF = "if"
    WAIT = "wait"
    TRIGGER = "trigger"
    NOT = "not"
    HYPOTHESIS = "hypothesis"
    WATCH = "watch"
    CANDLE = "candle"
    BELOW = "below"
    ABOVE = "above"
    AREA = "area"
    TO = "to"
    AT = "at"
    OR = "or"
    AND = "and"
    VENUE = "venue"
    QUOTE = "quote"
    FOREIGN = "foreign"
    NOISE = "noise"


Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
Ticker = Annotated[str, Field(pattern=r"^[A-Z0-9]{1,15}$")]


class Template(Value):
    """A layout with `{fields}` between its fixed words, and a message that is written in it."""

    layout: Text
    example: Text


class Teaching(Value):
    """Added to what the parser knows, in one channel or in all."""

    words: dict[WordKind, tuple[Phrase, ...]] = Field(default_factory=dict)
    coins: dict[Phrase, Ticker] = Field(default_factory=dict)
    ignore: tuple[Sentence, ...] = Field((), max_length=MOST_SENTENCES)
    templates: tuple[Template, ...] = Field((), max_length=MOST_TEMPLATES)

    @model_validator(mode="after")
    def _is_no_dictionary(self) -> Self:
        if sum(map(len, self.words.values())) + len(self.coins) > MOST_PHRASES:
            raise ValueError(f"more than {MOST_PHRASES} words")
        return self

    def __bool__(self) -> bool:
        return bool(self.words or self.coins or self.ignore or self.templates)


def taught_by(teachings: Iterable[Teaching], *, before: str = "") -> str:
    """A digest of what was taught; empty where nothing was."""
    for teaching in filter(None, teachings):
        written = f"{before}{teaching.model_dump_json()}"
        before = hashlib.sha256(written.encode()).hexdigest()[:8]
    return before


def words_of(parser_version: str, taught: str) -> str:
    """Names the words that a message was read with: the parser's version and what was taught."""
    return f"{parser_version}-{taught}" if taught else parser_version
