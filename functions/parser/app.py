"""The queue's door: every message version is recorded once, with what it says."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import (
    SqsFifoPartialProcessor,
    process_partial_response,
)

from signalfill.adapters.clock import SystemClock
from signalfill.adapters.dynamodb.canary import DynamoCanaries
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.dynamodb.teachings import DynamoTeachings
from signalfill.config import ParserEnvironment
from signalfill.domain.errors import InvalidInputError, RetryableError
from signalfill.domain.message import MessageSource
from signalfill.domain.verdict import Verdict, VerdictKind
from signalfill.observability import make_logger, make_metrics
from signalfill.services.recording.read_taught import TaughtReaders
from signalfill.services.recording.record_signal import record_message
from signalfill.services.recording.record_unreadable import decode_record, record_unreadable

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext
    from mypy_boto3_dynamodb import DynamoDBClient

logger = make_logger("parser")
metrics = make_metrics("parser")
clock = SystemClock()
UNREADABLE = "UnreadableRecords"
processor = SqsFifoPartialProcessor(skip_group_on_error=True)


@cache
def dynamo() -> DynamoDBClient:
    """One for all stores: making it costs a tenth of a cold start."""
    return make_client()


@cache
def signal_store() -> DynamoSignals:
    environment = ParserEnvironment.read(os.environ)
    # The parser decides nothing, so it knows no positions table.
    return DynamoSignals(environment.signals_table, "", dynamo())


@cache
def canaries() -> DynamoCanaries:
    return DynamoCanaries(ParserEnvironment.read(os.environ).signals_table, dynamo())


@cache
def readers() -> TaughtReaders:
    control_table = ParserEnvironment.read(os.environ).control_table
    return TaughtReaders(DynamoTeachings(control_table, dynamo()), clock)


def record_one(record: SQSRecord) -> None:
    """Fails only where the same record may succeed later: its channel waits for it."""
    signals = signal_store()
    try:
        message = decode_record(record.body)
        if message.source is MessageSource.CANARY:
            canaries().pass_on(message)
            return
        reader = readers().of(message.home_channel_id)
        verdict = record_message(
            message,
            signals=signals,
            clock=clock,
            parse=reader,
            settings_version=reader.settings_version,
        )
    except RetryableError as error:
        logger.warning(
            "message not recorded", extra={"queued": record.message_id, "error": str(error)}
        )
        raise
    except Exception as error:  # noqa: BLE001 - whatever a record does to us, the channel goes on
        # An unexpected error's text may hold the message's, so only its kind is told.
        reason = str(error) if isinstance(error, InvalidInputError) else type(error).__name__
        verdict = record_unreadable(
            record.message_id, record.body, reason=reason, signals=signals, clock=clock
        )
    report(verdict)


def report(verdict: Verdict) -> None:
    ids = verdict.model_dump(include={"channel_id", "message_id", "version", "kind", "reason"})
    if verdict.kind is VerdictKind.UNREADABLE:
        metrics.add_metric(UNREADABLE, MetricUnit.Count, 1)
        logger.error("record not read", extra=ids)
    else:
        logger.info("message recorded", extra=ids)


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    # Zero is reported too, so that an alarm can tell "no errors" from "no data".
    metrics.add_metric(UNREADABLE, MetricUnit.Count, 0)
    return process_partial_response(event, record_one, processor, context)
