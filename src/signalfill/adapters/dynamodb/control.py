from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from signalfill.adapters.dynamodb import keys
from signalfill.adapters.dynamodb.items import Item, decode, make_item, read_document
from signalfill.adapters.dynamodb.newer_settings import as_far_as_known
from signalfill.adapters.dynamodb.older_settings import as_they_were
from signalfill.adapters.dynamodb.requests import Dynamo
from signalfill.adapters.dynamodb.writes import put, update
from signalfill.domain.control import Control, Flags
from signalfill.domain.errors import InvalidInputError, VersionConflictError
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.settings import Settings
from signalfill.domain.values import rfc3339

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)


class DynamoControl:
    """The control table. The partition CURRENT holds what is in force."""

    def __init__(self, table: str, client: DynamoDBClient) -> None:
        self._table = table
        self._dynamo = Dynamo(client)

    def current(self) -> Control:
        """Settings or flags that this release cannot fully read pause entries: only those."""
        found = self._dynamo.query(self._table, "#pk = :current", {":current": "CURRENT"})
        parts = {item["sk"]["S"]: item for item in found}
        settings, settings_known = _read("settings", parts.get("SETTINGS"), Settings)
        stored_flags, flags_known = _read("flags", parts.get("FLAGS"), Flags)
        flags = stored_flags or Flags()
        if not (settings_known and flags_known):
            logger.error("control not readable by this release, entries are paused")
            flags = flags.model_copy(update={"paused": True})
        return Control(
            settings=settings or Settings(),
            settings_version=_number(parts.get("SETTINGS")),
            settings_readable=settings is not None,
            flags=flags,
        )

    def push_settings(self, settings: Settings, *, pushed_at: datetime, pushed_by: str) -> int:
        before = _number(self._dynamo.get(self._table, keys.current("SETTINGS")))
        number = before + 1
        conflict = VersionConflictError(f"somebody pushed settings version {number} meanwhile")
        about = {"number": number, "pushed_at": rfc3339(pushed_at), "pushed_by": pushed_by}
        stored = make_item("settings", keys.settings_version(number), settings, **about)
        current = make_item("settings", keys.current("SETTINGS"), settings, **about)
        writes = [
            put(self._table, stored, condition="attribute_not_exists(#pk)", refusal=conflict),
            put(
                self._table,
                current,
                condition="#number = :before" if before else "attribute_not_exists(#pk)",
                values={":before": before} if before else None,
                refusal=conflict,
            ),
        ]
        self._dynamo.transact(writes)
        return number

    def settings_history(self) -> Sequence[tuple[int, datetime, str]]:
        found = self._dynamo.query(self._table, "#pk = :settings", {":settings": "SETTINGS"})
        history = [
            (_number(item), datetime.fromisoformat(item["pushed_at"]["S"]), item["pushed_by"]["S"])
            for item in found
        ]
        return history[::-1]

    def settings_version(self, number: int) -> Settings | None:
        item = self._dynamo.get(self._table, keys.settings_version(number))
        return read_document(as_they_were(item), Settings) if item else None

    def set_flags(self, flags: Flags, *, replacing: Flags | None = None) -> None:
        item = make_item("flags", keys.current("FLAGS"), flags)
        if replacing is None:
            self._dynamo.write(put(self._table, item))
            return
        conflict = VersionConflictError("somebody switched something meanwhile")
        before = self._dynamo.get(self._table, keys.current("FLAGS"))
        stored = _read("flags", before, Flags)[0] or Flags()
        # Read as paused where this release does not know all that is in force: switches work on.
        if replacing not in (stored, stored.model_copy(update={"paused": True})):
            raise conflict
        # Compared as it is stored: an earlier release wrote fewer fields.
        condition = "#document = :before" if before else "attribute_not_exists(#pk)"
        values = {":before": decode(before["document"])} if before else None
        self._dynamo.write(
            put(self._table, item, condition=condition, values=values, refusal=conflict)
        )

    def checkpoint(self, channel_id: str) -> str | None:
        item = self._dynamo.get(self._table, keys.checkpoint(channel_id))
        return str(decode(item["message_id"])) if item else None

    def advance_checkpoint(self, channel_id: str, message_id: str) -> None:
        # As a number, so that DynamoDB compares by value: ids grow in length with the years.
        item = make_item("checkpoint", keys.checkpoint(channel_id), message_id=int(message_id))
        forward = put(
            self._table,
            item,
            condition="attribute_not_exists(#pk) OR #message_id < :message_id",
            values={":message_id": int(message_id)},
        )
        try:
            self._dynamo.write(forward)
        except VersionConflictError:
            # The stored one is as far or farther.
            return

    def count_identify(self, *, day: str) -> int:
        count = update(
            self._table,
            keys.identify_count(day),
            "ADD #identifies :one SET #item = :item, #schema = :schema",
            values={":one": 1, ":item": "identify", ":schema": SCHEMAS["identify"]},
        )
        return int(decode(self._dynamo.update(count)["identifies"]))

    def identifies(self, *, day: str) -> int:
        item = self._dynamo.get(self._table, keys.identify_count(day))
        return int(decode(item["identifies"])) if item else 0

    def record_sweep(self, *, completed_at: datetime) -> None:
        item = make_item("sweep", keys.sweep(), completed_at=rfc3339(completed_at))
        self._dynamo.write(put(self._table, item))


def _number(item: Item | None) -> int:
    return int(decode(item["number"])) if item else 0


def _read[Part: (Settings, Flags)](
    kind: str, item: Item | None, model: type[Part]
) -> tuple[Part | None, bool]:
    """The part, None where this release cannot read it; and whether it knows all of it."""
    if item is None:
        return model(), True
    newer = int(decode(item["schema"])) > SCHEMAS[kind]
    if model is Settings:
        item = as_far_as_known(item) if newer else as_they_were(item)
    try:
        return read_document(item, model, accept_newer=newer), not newer
    except InvalidInputError:
        return None, False
