"""What was gathered of one call while its message is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from signalfill.parsing.concepts import Token


@dataclass(slots=True)
class Price:
    """A number with the field it was read for. `label` counts the labels met so far."""

    value: str
    token: Token
    label: int = 0
    ranged: bool = False


@dataclass(slots=True)
class Draft:
    entries: list[Price] = field(default_factory=list)
    soft_entries: list[Price] = field(default_factory=list)
    quoted: list[Price] = field(default_factory=list)  # soft entries that "Price:" names
    targets: list[Price] = field(default_factory=list)
    stops: list[Price] = field(default_factory=list)
    exits: list[tuple[Token, Price]] = field(default_factory=list)  # with their labels
    exit_lines: bool = False  # a label of leaving has a line of its own
    stop_percent: str | None = None
    stop_on_close: str | None = None
    close_without_timeframe: bool = False
    beyond: bool = False  # below, above or a candle's close was said before the stop's price
    percent_targets: list[str] = field(default_factory=list)
    target_order: list[str] = field(default_factory=list)
    leverages: list[str] = field(default_factory=list)
    market: bool = False
    limit: bool = False
    ordered: bool = False
    more: bool = False
    entry_label: bool = False
    stop_label: bool = False
    target_label: bool = False
    stop_at_entry: bool = False
    start: int = 0
    last_at: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def prices(self) -> list[Price]:
        """All that was read for a field."""
        return [*self.entries, *self.soft_entries, *self.stops, *self.targets]

    @property
    def has_entry(self) -> bool:
        return bool(self.entries or self.soft_entries or self.market)

    @property
    def money_fields(self) -> int:
        """How many of entry, stop and targets hold a number."""
        stop = bool(self.stops or self.stop_percent)
        return bool(self.entries or self.soft_entries) + stop + bool(self.target_order)
