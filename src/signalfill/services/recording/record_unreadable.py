"""Records a verdict for a queued record that cannot be read, so that it blocks no channel."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import from_json

from signalfill.domain.errors import InvalidInputError
from signalfill.domain.message import MessageRecord
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.verdict import Verdict, VerdictKind
from signalfill.parsing import PARSER_VERSION
from signalfill.ports import Clock, SignalStore

UNREADABLE_CHANNEL = "unreadable"
_KEPT_CHARACTERS = 50_000


def decode_record(body: str) -> MessageRecord:
    """The queued record. Of a newer release's record, what is not known is left out.

    Raises:
        InvalidInputError: names the fields that are wrong, never their content.
    """
    try:
        return MessageRecord.model_validate_json(body, extra="ignore" if _is_newer(body) else None)
    except ValidationError as error:
        wrong = sorted({".".join(map(str, each["loc"])) or "not JSON" for each in error.errors()})
        raise InvalidInputError(f"not a message record: {', '.join(wrong)}") from None


def _is_newer(body: str) -> bool:
    try:
        schema = from_json(body)["schema"]
        return bool(schema > SCHEMAS["message"])
    except (ValueError, LookupError, TypeError):
        return False  # no record at all, or one that does not say


def record_unreadable(
    queue_message_id: str, body: str, *, reason: str, signals: SignalStore, clock: Clock
) -> Verdict:
    """Keeps the body for whoever is alarmed.

    The message itself stays unrecorded: sent again to a release that can read it, it is new.
    """
    verdict = Verdict(
        channel_id=UNREADABLE_CHANNEL,
        message_id=queue_message_id,
        version="0",
        kind=VerdictKind.UNREADABLE,
        reason=reason,
        parser_version=PARSER_VERSION,
        parsed_at=clock.now(),
    )
    signals.record(verdict, text=body[:_KEPT_CHARACTERS])
    return verdict
