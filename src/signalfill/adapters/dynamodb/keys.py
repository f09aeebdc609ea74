"""Where things stand in the tables; the template declares the same keys and indexes."""

from __future__ import annotations

from datetime import date

from signalfill.adapters.dynamodb.items import Item, encode_all
from signalfill.domain.verdict import ItemKey

PENDING_INDEX = "pending"
LIVE_INDEX = "live"
PENDING = "pending"
LIVE = "live"
"""The index's partition of open positions; closed ones stand under their day."""


def _pair(pk: str, sk: str) -> Item:
    return encode_all({"pk": pk, "sk": sk})


def signal_item(key: ItemKey) -> Item:
    return encode_all({"channel_id": key.channel_id, "sort_key": key.sort_key})


def verdict(channel_id: str, message_id: str, version: str) -> Item:
    return encode_all({"channel_id": channel_id, "sort_key": f"{message_id}#{version}"})


def text(channel_id: str, message_id: str, version: str) -> Item:
    return encode_all({"channel_id": channel_id, "sort_key": f"{message_id}#{version}#TEXT"})


def head(channel_id: str, message_id: str) -> Item:
    return encode_all({"channel_id": channel_id, "sort_key": f"{message_id}#HEAD"})


def position(position_id: str) -> Item:
    return _pair(f"P#{position_id}", "POSITION")


def journal_entry(position_id: str, entry_id: str) -> Item:
    return _pair(f"P#{position_id}", f"J#{entry_id}")


def notice(entry_id: str) -> Item:
    return _pair(f"N#{entry_id}", "NOTICE")


def budget(scope: str) -> Item:
    return _pair(f"B#{scope}", "BUDGET")


def watch(account: str) -> Item:
    return _pair(f"W#{account}", "WATCH")


def closed_on(day: date) -> str:
    """The live index's partition of the positions that were closed on this UTC day."""
    return f"closed#{day.isoformat()}"


def call_book(account: str, product_id: str) -> Item:
    return _pair(f"C#{account}#{product_id}", "CALLS")


def current(part: str) -> Item:
    return _pair("CURRENT", part)


def settings_version(number: int) -> Item:
    return _pair("SETTINGS", f"V#{number:08d}")


def checkpoint(channel_id: str) -> Item:
    return _pair(f"CHECKPOINT#{channel_id}", "CHECKPOINT")


def identify_count(day: str) -> Item:
    return _pair(f"IDENTIFY#{day}", "COUNT")


def sweep() -> Item:
    return _pair("SWEEP", "COMPLETED")


def layouts(channel_id: str) -> str:
    """The partition of a channel's layouts."""
    return f"LAYOUTS#{channel_id}"


def layout_book(channel_id: str) -> Item:
    return _pair(layouts(channel_id), "BOOK")


def layout_example(channel_id: str, message_id: str) -> Item:
    return _pair(layouts(channel_id), f"EXAMPLE#{message_id}")


def item_key(keys: Item) -> ItemKey:
    """The key that an item, an index entry or a stream record of the signals table carries."""
    return ItemKey(channel_id=keys["channel_id"]["S"], sort_key=keys["sort_key"]["S"])


def position_id(keys: Item) -> str:
    return str(keys["pk"]["S"]).removeprefix("P#")


def inbox_entry(key: ItemKey) -> str:
    return f"{key.channel_id}#{key.sort_key}"


def from_inbox_entry(entry: str) -> ItemKey:
    channel_id, _, sort_key = entry.partition("#")
    return ItemKey(channel_id=channel_id, sort_key=sort_key)
