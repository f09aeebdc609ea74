"""The counters of what may be lost. They are compared and changed by DynamoDB itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item, decode
from signalfill.adapters.dynamodb.writes import Write, update
from signalfill.domain.budget import Release, Reservation, counted
from signalfill.domain.errors import BudgetExceededError
from signalfill.domain.schemas import SCHEMAS

_ADD = "ADD #used :amount SET #item = :item, #schema = :schema"
_KIND: dict[str, object] = {":item": "budget", ":schema": SCHEMAS["budget"]}


def reservation_writes(table: str, reservations: Sequence[Reservation]) -> list[Write]:
    """Adds to each scope while the sum stays within its limit, if it has one."""
    limits: dict[str, Decimal] = {}
    for each in reservations:
        if each.limit is not None:
            limits[each.scope] = min(limits.get(each.scope, each.limit), each.limit)
    sums = _sums(reservations)
    return [_reserve(table, scope, sums[scope], limits.get(scope)) for scope in sums]


def _reserve(table: str, scope: str, amount: Decimal, limit: Decimal | None) -> Write:
    if limit is None:
        return _add(table, scope, amount)
    room = "#used <= :room"
    return update(
        table,
        keys.budget(scope),
        _ADD,
        # A scope never used has room for its limit, and for no more.
        condition=f"attribute_not_exists(#used) OR {room}" if amount <= limit else room,
        values={":amount": amount, ":room": limit - amount, **_KIND},
        refusal=BudgetExceededError(scope),
    )


def release_writes(table: str, releases: Sequence[Release]) -> list[Write]:
    return [_add(table, scope, amount) for scope, amount in _sums(releases).items()]


def _add(table: str, scope: str, amount: Decimal) -> Write:
    return update(table, keys.budget(scope), _ADD, values={":amount": amount, **_KIND})


def correction_write(table: str, scope: str, *, seen: Decimal, to: Decimal) -> Write:
    """Sets the counter, unless anybody counted since it was read."""
    unchanged = "#used = :seen"
    return update(
        table,
        keys.budget(scope),
        "SET #used = :to, #item = :item, #schema = :schema",
        condition=unchanged if seen else f"attribute_not_exists(#used) OR {unchanged}",
        values={":to": to, ":seen": seen, **_KIND},
    )


def _sums(changes: Sequence[Reservation] | Sequence[Release]) -> dict[str, Decimal]:
    """One sum for each scope: a transaction may name each counter only once."""
    sums: dict[str, Decimal] = {}
    for each in changes:
        sums[each.scope] = sums.get(each.scope, Decimal(0)) + counted(each.amount)
    return sums


def read_counter(item: Item) -> tuple[str, Decimal]:
    scope = item["pk"]["S"].removeprefix("B#")
    return scope, Decimal(decode(item["used"]))
