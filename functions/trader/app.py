"""Three doors on one code: a signal arrives, a minute passes, a position has news.

`on_signal` and `on_schedule` share one path and the Coinbase key; `on_position` alone can notify.
"""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.metrics import MetricUnit, single_metric

from signalfill.adapters.dynamodb.canary import canary_sent_at
from signalfill.adapters.dynamodb.items import read_journal_entry
from signalfill.domain.verdict import ItemKey
from signalfill.observability import NAMESPACE, make_logger, make_metrics
from signalfill.services.operating.notify_user import notify_user
from signalfill.services.trading.decide_pending import decide_pending
from signalfill.wiring import Notices, Trading

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from signalfill.services.trading.context import TradingContext

logger = make_logger("trader")
metrics = make_metrics("trader")

CANARY = "CanaryMilliseconds"
LEASE_MARGIN = timedelta(seconds=15)
"""A lease outlives the function's timeout by this."""
SPARE = timedelta(seconds=8)
"""What a sweep leaves of its time for the looks that are under way."""
TWINS_NEED = timedelta(seconds=20)
"""Paper twins are played only where a sweep leaves so much of its time..."""
TWINS_TAKE = timedelta(seconds=5)
"""...and begin no step after this."""


@cache
def trading() -> Trading:
    return Trading(os.environ)


@cache
def notices() -> Notices:
    return Notices(os.environ)


def _remaining(context: LambdaContext) -> timedelta:
    return timedelta(milliseconds=context.get_remaining_time_in_millis())


def _trading_context(context: LambdaContext) -> TradingContext:
    return trading().context(owner=context.aws_request_id, lease=_remaining(context) + LEASE_MARGIN)


def report_canary(sent_at: datetime) -> None:
    """It came the whole way from the reader, and ends here."""
    took = (trading().clock.now() - sent_at) / timedelta(milliseconds=1)
    with single_metric(CANARY, MetricUnit.Milliseconds, took, namespace=NAMESPACE) as metric:
        metric.add_dimension("service", "trader")


@logger.inject_lambda_context
def on_signal(event: dict[str, Any], context: LambdaContext) -> None:
    """Stream of the signals table. A failure raises: the record comes again, then the sweep."""
    trading_context = _trading_context(context)
    for record in event["Records"]:
        image = record["dynamodb"]["NewImage"]
        if (sent_at := canary_sent_at(image)) is not None:
            report_canary(sent_at)
            continue
        key = ItemKey(channel_id=image["channel_id"]["S"], sort_key=image["sort_key"]["S"])
        decision = decide_pending(key, trading_context)
        code = decision.code if decision else "nothing to decide"
        logger.info("item decided", extra={"sort_key": key.sort_key, "code": code})


@logger.inject_lambda_context
@metrics.log_metrics
def on_schedule(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Every minute; goes on to the end of its minute while anything is unprotected or in flight."""
    del event
    # Imported here, as the twins are: a signal's cold start pays for what it needs itself.
    from signalfill.services.sweeping.sweep import sweep  # noqa: PLC0415

    until = trading().clock.now() + _remaining(context) - SPARE
    result = sweep(_trading_context(context), until=until)
    metrics.add_metric("SweepCompleted", MetricUnit.Count, 1)
    metrics.add_metric("UnprotectedSeconds", MetricUnit.Seconds, result.unprotected_seconds)
    metrics.add_metadata("UnprotectedCauses", ", ".join(result.unprotected_causes))
    metrics.add_metric("BreakerLatched", MetricUnit.Count, int(result.breaker_latched))
    metrics.add_metric("SweepFailures", MetricUnit.Count, result.failed)
    unexpected = result.unexpected + _play_twins(context)
    if unexpected:
        metrics.add_metric("UnexpectedErrors", MetricUnit.Count, unexpected)
    return asdict(result)


def _play_twins(context: LambdaContext) -> int:
    """Last of all: what is live was worked on, stored and counted. Says what was unexpected."""
    if _remaining(context) < TWINS_NEED:
        return 0
    from signalfill.services.sweeping.play_twins import play_twins  # noqa: PLC0415

    until = trading().clock.now() + TWINS_TAKE
    return play_twins(trading().twins(owner=context.aws_request_id), until=until).unexpected


@logger.inject_lambda_context
def on_position(event: dict[str, Any], context: LambdaContext) -> None:
    """Stream of the positions table: the journal's news, to the webhook or else to the topic."""
    del context
    notifier = notices().notifier()
    if notifier is None:
        return
    for record in event["Records"]:
        notify_user(
            read_journal_entry(record["dynamodb"]["NewImage"]),
            positions=notices().positions,
            notifier=notifier,
            settings=notices().account_settings,
            clock=notices().clock,
        )
