"""A position's item: its fence, its inbox, and the call book beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item, decode, make_item, read_document, stored_form
from signalfill.adapters.dynamodb.writes import Write, put, update
from signalfill.domain.account.watch import AccountWatch
from signalfill.domain.call_book import CallBook
from signalfill.domain.errors import AlreadyDecidedError, VersionConflictError
from signalfill.domain.position import Position, PositionState
from signalfill.domain.values import rfc3339
from signalfill.domain.verdict import ItemKey


def create_write(table: str, position: Position, *, owner: str, lease_until: datetime) -> Write:
    item = make_item(
        "position",
        keys.position(position.position_id),
        position,
        version=position.version,
        live=_partition(position),
        lease_owner=owner,
        lease_until=rfc3339(lease_until),
    )
    return put(
        table,
        item,
        condition="attribute_not_exists(#pk)",
        refusal=AlreadyDecidedError(f"position {position.position_id} exists"),
    )


def _partition(position: Position) -> str:
    """Where the index shows it: among the live ones, or under the day of its end."""
    if position.state is not PositionState.CLOSED:
        return keys.LIVE
    return keys.closed_on((position.closed_at or position.created_at).date())


def save_write(
    table: str, before: Position, saved: Position, *, owner: str, read_inbox: Sequence[ItemKey]
) -> Write:
    """The fence. An update, as the inbox is written by others meanwhile."""
    schema, body = stored_form("position", saved)
    values: dict[str, object] = {
        ":document": body,
        ":schema": schema,
        ":version": saved.version,
        ":before": before.version,
        ":owner": owner,
    }
    expression = "SET #document = :document, #schema = :schema, #version = :version, #live = :live"
    values[":live"] = _partition(saved)
    if read_inbox:
        expression += " DELETE #inbox :read"
        values[":read"] = {keys.inbox_entry(key) for key in read_inbox}
    return update(
        table,
        keys.position(saved.position_id),
        expression,
        condition="#version = :before AND #lease_owner = :owner",
        values=values,
        refusal=VersionConflictError(f"{saved.position_id} was written by somebody else"),
    )


def call_book_write(table: str, book: CallBook) -> Write:
    following = book.model_copy(update={"version": book.version + 1})
    key = keys.call_book(book.account, book.product_id)
    return put(
        table,
        make_item("call_book", key, following, version=following.version),
        condition="#version = :read" if book.version else "attribute_not_exists(#pk)",
        values={":read": book.version} if book.version else None,
        refusal=VersionConflictError("the call book changed meanwhile"),
    )


def watch_write(table: str, watch: AccountWatch) -> Write:
    following = watch.model_copy(update={"version": watch.version + 1})
    return put(
        table,
        make_item("watch", keys.watch(watch.account), following, version=following.version),
        condition="#version = :read" if watch.version else "attribute_not_exists(#pk)",
        values={":read": watch.version} if watch.version else None,
        refusal=VersionConflictError(f"the watch of {watch.account} changed meanwhile"),
    )


def position_of(item: Item) -> Position:
    return read_document(item, Position, accept_newer=True)


def inbox_of(item: Item) -> tuple[ItemKey, ...]:
    entries: set[str] = decode(item["inbox"]) if "inbox" in item else set()
    read = map(keys.from_inbox_entry, entries)
    return tuple(sorted(read, key=lambda key: (key.channel_id, key.sort_key)))
