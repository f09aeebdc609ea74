"""The state of one reading of a message from left to right."""

from __future__ import annotations

from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft, Price
from signalfill.parsing.lines import Line, lines_of

LABELS = {C.ENTRY, C.MORE, C.STOP, C.TARGET}
SOFT = "soft"  # an entry field that no label opened: a coin or a side did
MAX_UNKNOWN_WORDS = 3  # strange words that may stand between a label and its number


class ReadingState:
    """Which field is open, and what was gathered so far.

    `unclaimed` are places of numbers without a role, `informed` of those that only inform.
    """

    __slots__ = (
        "_lines",
        "comment_until",
        "draft",
        "drafts",
        "exit_label",
        "field",
        "filled",
        "gap",
        "informed",
        "label",
        "last",
        "line_start",
        "listed",
        "resume",
        "symbol_since",
        "tokens",
        "unclaimed",
    )  # fmt: skip

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.draft = Draft()
        self.drafts = [self.draft]
        self.field: str | None = None
        self.exit_label: Token | None = None
        self.filled = False
        self.gap = 0
        self.label = 0
        self.resume = False
        self.listed = False
        self.last: Price | None = None
        self.comment_until = -1
        self.line_start = 0
        self.symbol_since = False
        self.unclaimed: list[int] = []
        self.informed: list[int] = []
        self._lines: list[Line] = []

    def open(self, name: str) -> None:
        self.field = name
        self.filled = False
        self.gap = 0
        self.label += 1
        self.last = None

    def lines(self) -> list[Line]:
        """For each token the line it stands in; made once, when first asked for."""
        self._lines = self._lines or lines_of(self.tokens)
        return self._lines

    def following(self, at: int) -> Token | None:
        at += 1
        while at < len(self.tokens) and self.tokens[at].concept in {C.COLON, C.DASH, C.AREA}:
            at += 1
        return self.tokens[at] if at < len(self.tokens) else None


def complete(draft: Draft) -> bool:
    return bool(draft.stops or draft.stop_percent) and bool(draft.entries or draft.soft_entries)


def start_call(state: ReadingState, at: int) -> None:
    """The next call begins in the line behind the last price of the one before."""
    start = state.draft.last_at
    while start < at and state.tokens[start].concept != C.BREAK:
        start += 1
    state.draft = Draft(start=start)
    state.drafts.append(state.draft)
    state.symbol_since = False
    state.field = None
