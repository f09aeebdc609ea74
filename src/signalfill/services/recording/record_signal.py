"""Records one verdict for each version of a message, with the signals and amendments in it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime

from signalfill.domain.errors import VersionConflictError
from signalfill.domain.message import FIRST_VERSION, MessageRecord
from signalfill.domain.signal import Reading
from signalfill.domain.verdict import Verdict
from signalfill.parsing import PARSER_VERSION, parse
from signalfill.ports import Clock, SignalStore
from signalfill.services.recording.compare_versions import Comparison, compare_versions

logger = logging.getLogger(__name__)

_ATTEMPTS = 5


def record_message(
    record: MessageRecord,
    *,
    signals: SignalStore,
    clock: Clock,
    parse: Callable[[str], Reading] = parse,
    settings_version: int = 0,
) -> Verdict:
    """Records this version once; a replay returns the verdict of the first time.

    `parse` reads with the words that this version of the settings teaches. A first version is
    written without asking whether it is new: the write finds out.

    Raises:
        VersionConflictError: other versions of the message kept being recorded.
    """
    seems_new = record.version == FIRST_VERSION
    for _ in range(_ATTEMPTS - 1):
        try:
            return _record_once(
                record, signals, clock, parse, settings_version, seems_new=seems_new
            )
        except VersionConflictError:
            logger.info("newer version found", extra={"message_id": record.message_id})
            seems_new = False
    return _record_once(record, signals, clock, parse, settings_version)


def _record_once(
    record: MessageRecord,
    signals: SignalStore,
    clock: Clock,
    parse: Callable[[str], Reading],
    settings_version: int,
    *,
    seems_new: bool = False,
) -> Verdict:
    message = (record.home_channel_id, record.message_id)
    head = None if seems_new else signals.head(*message)
    versions = signals.verdicts(*message) if head else []
    known = next((each for each in versions if each.version == record.version), None)
    if known is not None:
        return known
    now = clock.now()
    finding = compare_versions(record, head=head, earlier=versions, parsed_at=now, parse=parse)
    verdict = _verdict(record, finding, now, settings_version)
    recorded = signals.record(
        verdict,
        # What was deleted at Discord does not come to us again.
        text="" if head and head.deleted else record.content,
        signals=finding.signals,
        amendments=finding.amendments,
        head=finding.head,
        previous_head=head,
    )
    return verdict if recorded else signals.verdict(*message, record.version) or verdict


def _verdict(
    record: MessageRecord, finding: Comparison, now: datetime, settings_version: int
) -> Verdict:
    content = record.content.encode()
    return Verdict(
        channel_id=record.home_channel_id,
        message_id=record.message_id,
        version=record.version,
        kind=finding.kind,
        reason=finding.reason,
        parser_version=PARSER_VERSION,
        settings_version=settings_version,
        reading=finding.reading,
        author_id=record.author_id,
        origin=record.origin,
        content_sha256=hashlib.sha256(content).hexdigest() if content else "",
        posted_at=record.posted_at,
        received_at=record.received_at,
        parsed_at=now,
    )
