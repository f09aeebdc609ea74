"""Journal entries and decisions: what both tables' transactions carry along."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item, document, make_item
from signalfill.adapters.dynamodb.writes import Write, put, update
from signalfill.domain.errors import AlreadyDecidedError
from signalfill.domain.journal import JournalEntry
from signalfill.domain.verdict import Decision, ItemKey


def journal_writes(table: str, journal: Sequence[JournalEntry]) -> list[Write]:
    # Unconditional: an entry that is there already says the same, and must not keep a
    # position from being saved. A transaction may name each item only once.
    once = {(entry.position_id, entry.entry_id): entry for entry in journal}
    return [put(table, _item(entry)) for entry in once.values()]


def new_entry(table: str, entry: JournalEntry) -> Write:
    """Only where it does not stand yet: what is told again and again is told once."""
    return put(table, _item(entry), condition="attribute_not_exists(#pk)")


def _item(entry: JournalEntry) -> Item:
    return make_item(
        "journal",
        keys.journal_entry(entry.position_id, entry.entry_id),
        entry,
        notice=entry.notice.value if entry.notice else None,
    )


def first_decision(table: str, key: ItemKey, decision: Decision) -> Write:
    """Decides what is undecided, or refuses."""
    return update(
        table,
        keys.signal_item(key),
        "SET #decision = :decision REMOVE #pending, #pending_since",
        condition="attribute_exists(#sort_key) AND attribute_not_exists(#decision)",
        values={":decision": document(decision)},
        refusal=AlreadyDecidedError(f"{key.sort_key} was decided before"),
    )


def first_proposal(table: str, key: ItemKey, proposal: BaseModel) -> Write:
    """Puts a plan beside an undecided signal that has none, or refuses."""
    return update(
        table,
        keys.signal_item(key),
        "SET #proposal = :proposal",
        condition="attribute_exists(#pending) AND attribute_not_exists(#proposal)",
        values={":proposal": document(proposal)},
        refusal=AlreadyDecidedError(f"{key.sort_key} was decided or proposed before"),
    )


def decision_along(table: str, key: ItemKey, decision: Decision) -> Write:
    """Decides what is undecided and never refuses: it must not keep a position unsaved."""
    return update(
        table,
        keys.signal_item(key),
        "SET #decision = if_not_exists(#decision, :decision) REMOVE #pending, #pending_since",
        values={":decision": document(decision)},
    )
