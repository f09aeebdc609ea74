"""How the venue misbehaves: named faults, for a number of times or until cleared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

SETTINGS: dict[str, Any] = {
    "duplicate_id": "original",
    "attached_child": "first_fill",
    "parent_cancel": "child_keeps_fills",
    "cancel_lag": 0.02,
    "queue_lag": 0,
    "late_fill": 0,
    "balance_lag": 0,
    "latency": 0,
    "clock_skew": 0,
    "spread": "0.0001",
    "depeg": "1",
    "book": "true",
    "rate_limit": None,
    "rate_limit_public": None,
    "page_size": 250,
    "edit_limit": None,
    "edit_errors": "list",
    "refusal_shape": "named",
    "legacy_create_shape": False,
    "candle_gaps": False,
    "child_refused_at_fill": False,
    "silent_triggers": False,
    "hold_lag": 0,
    "surveillance": 600,
}
"""Lasting behaviours with their defaults; what the venue does not document is one of them.

`depeg` is what one USDC is worth in USD; an untrue `book` says what
nothing trades at; `hold_lag` is how many seconds what a cancel freed cannot be sold; the rate
limits are calls a second (None: no limit); `surveillance` is how many order calls an hour on one
side of a product are written about.
"""

CHOICES = {
    "duplicate_id": {"original", "reject"},
    "attached_child": {"at_accept", "first_fill", "full_fill"},
    "parent_cancel": {"child_keeps_fills", "child_dies"},
    "edit_errors": {"list", "object", "null"},
    "refusal_shape": {"named", "unknown"},
    "book": {"true", "stub", "wide", "stale", "crossed"},
}

ONE_SHOTS = {
    "drop_response_after_accept": "the call takes effect, then the connection breaks",
    "drop_before_accept": "the connection breaks, nothing happened",
    "5xx_after_accept": "the call takes effect, the answer is an error of the server",
    "5xx": "an error of the server, nothing happened",
    "not_json_after_accept": "the call takes effect, the answer is 200 with an empty body",
    "429_html": "throttled, with a page for people",
    "429_json": "throttled",
    "unauthorized": "401 for a good token",
    "404_after_create": "a known order is not found",
    "list_misses_newest": "the newest order is not in the list yet",
    "order_refused": "the order is refused with the reason in `value`",
    "insufficient": "the order is refused for lack of funds",
    "attached_refused": "an order with an attached bracket is refused",
    "cancel_refused": "the cancel is refused with the reason in `value`",
    "cancel_race": "the cancel is accepted, then the order fills",
    "edit_refused": "the edit is refused with the reason in `value`",
    "edit_ignored": "the edit is accepted and changes nothing",
    "odd_fill": "a fill is listed with another `price` or `side` than it had (`value`)",
    "null_shapes": "null where a list or an object is expected",
}
"""Faults that happen `count` times (default 1). `value` of a fault of the wire, where given, is
the end of the path it is for (`orders` means create only); of `null_shapes` the field."""


class UnknownFaultError(ValueError):
    """There is no fault of this name."""


@dataclass(slots=True)
class Fault:
    name: str
    count: int
    value: Any = None


class VenueFaults:
    def __init__(self) -> None:
        self._settings = dict(SETTINGS)
        self._armed: list[Fault] = []

    def set(self, name: str, count: int | None = None, value: object = None) -> None:
        """Arms a one-shot fault for `count` times, or changes a lasting setting.

        Raises:
            UnknownFaultError: the name is neither.
            ValueError: the setting has no such value.
        """
        if value not in CHOICES.get(name, {value}):
            raise ValueError(f"{name} is one of {', '.join(sorted(CHOICES[name]))}")
        if name in SETTINGS:
            self._settings[name] = True if value is None else value
        elif name in ONE_SHOTS:
            self._armed.append(Fault(name, 1 if count is None else count, value))
        else:
            known = ", ".join(sorted([*SETTINGS, *ONE_SHOTS]))
            raise UnknownFaultError(f"no fault is called {name}; there are {known}")

    def clear(self, name: str | None = None) -> None:
        for setting, default in SETTINGS.items():
            if name in {None, setting}:
                self._settings[setting] = default
        self._armed = [fault for fault in self._armed if name not in {None, fault.name}]

    def setting(self, name: str) -> Any:  # noqa: ANN401 - each setting has a type of its own
        return self._settings[name]

    def take(self, name: str) -> Fault | None:
        """One occurrence of the fault, if it is armed."""
        return self._take(name, lambda _value: True)

    def take_at(self, name: str, path: str) -> Fault | None:
        """The same, for a fault that may be armed for paths with a certain end only."""
        return self._take(name, lambda value: value is None or path.endswith(str(value)))

    def take_for(self, name: str, field: str) -> Fault | None:
        """The same, for a fault that may be armed for one field only."""
        return self._take(name, lambda value: value in {None, field})

    def _take(self, name: str, applies: Callable[[Any], bool]) -> Fault | None:
        for fault in self._armed:
            if fault.name == name and fault.count > 0 and applies(fault.value):
                fault.count -= 1
                return fault
        return None

    def state(self) -> dict[str, Any]:
        armed = [asdict(fault) for fault in self._armed if fault.count > 0]
        return {"settings": dict(self._settings), "armed": armed}
