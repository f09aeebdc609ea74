"""How many signals were traded, and what kept the others from it (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pydantic import Field

from signalfill.domain.values import Value
from signalfill.domain.verdict import Decision, DecisionKind, ItemKey


class Tally(Value):
    """`denied`: how many by each gate, the commonest first."""

    opened: int = 0
    denied: dict[str, int] = Field(default_factory=dict)

    @property
    def signals(self) -> int:
        return self.opened + sum(self.denied.values())

    @property
    def in_words(self) -> str:
        parts = [f"{self.signals} signals: {self.opened} traded"]
        parts += [f"{count} {code}" for code, count in self.denied.items()]
        return ", ".join(parts)


def tally(decisions: Iterable[tuple[ItemKey, Decision]]) -> Tally:
    """Of signals alone: edits of what is traded and amendments are no signals of their own."""
    denied: Counter[str] = Counter()
    opened = 0
    for key, decision in decisions:
        if not key.is_signal:
            continue
        opened += decision.kind is DecisionKind.OPENED
        if decision.kind is DecisionKind.DENIED:
            denied[decision.code] += 1
    return Tally(opened=opened, denied=dict(denied.most_common()))
