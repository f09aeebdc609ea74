from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from signalfill.domain.budget import Release, Reservation, counted
from signalfill.domain.errors import BudgetExceededError

ZERO = Decimal(0)


class MemoryBudgets:
    """The counters of what is reserved and lost, by scope."""

    def __init__(self) -> None:
        self._used: dict[str, Decimal] = {}

    def reserve(self, reservations: Sequence[Reservation]) -> None:
        """All of them or none.

        Raises:
            BudgetExceededError: a scope has no room (`.scope` names it).
        """
        after: dict[str, Decimal] = {}
        for each in reservations:
            before = after.get(each.scope, self._used.get(each.scope, ZERO))
            after[each.scope] = before + counted(each.amount)
        for each in reservations:
            if each.limit is not None and after[each.scope] > each.limit:
                raise BudgetExceededError(each.scope)
        self._used |= after

    def release(self, releases: Sequence[Release]) -> None:
        for each in releases:
            self._used[each.scope] = self._used.get(each.scope, ZERO) + counted(each.amount)

    def used(self, scopes: Sequence[str]) -> Mapping[str, Decimal]:
        return {scope: self._used.get(scope, ZERO) for scope in scopes}

    def correct(self, scope: str, *, seen: Decimal, to: Decimal) -> bool:
        if self._used.get(scope, ZERO) != seen:
            return False
        self._used[scope] = to
        return True
