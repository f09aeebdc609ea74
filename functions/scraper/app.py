"""The reader's door: environment in, every message of the watched channels onto the queue."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError

from functions.scraper.pace import Pace, watched
from functions.scraper.runtime import Scraper
from signalfill.adapters.clock import SystemClock
from signalfill.adapters.discord.check import problems
from signalfill.adapters.discord.client import point_at
from signalfill.adapters.discord.telemetry import log_to
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.live_messages import DynamoLiveMessages
from signalfill.adapters.secrets import SecretsManagerSecrets
from signalfill.adapters.sqs import SqsMessageQueue
from signalfill.config import ScraperEnvironment
from signalfill.domain.errors import InvalidInputError, SignalfillError
from signalfill.ports import ControlStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None, pace: Pace | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scraper", description=__doc__)
    parser.add_argument("--check", action="store_true", help="would it work? exit 1 if not")
    options = parser.parse_args(arguments)
    log_to(sys.stdout)
    try:
        environment = ScraperEnvironment.read(os.environ)
        point_at(environment.discord_api_url, environment.discord_gateway_url)
        dynamo = make_client()
        if options.check:
            control = DynamoControl(environment.control_table, dynamo)
            return _check(token_reader(environment)(), control)
        asyncio.run(_run(environment, dynamo, pace))
    except (SignalfillError, BotoCoreError) as error:
        logger.critical("%s", error)
        return 1
    return 0


def token_reader(environment: ScraperEnvironment) -> Callable[[], str]:
    """Reads the token anew each time: one that was refused may have been replaced.

    Raises:
        InvalidInputError: the environment names none.
    """
    given, arn = environment.discord_token, environment.discord_token_secret_arn
    if given is not None:
        return given.strip
    if arn is None:
        raise InvalidInputError(
            "no Discord token: set SIGNALFILL_DISCORD_TOKEN or SIGNALFILL_DISCORD_TOKEN_SECRET_ARN"
        )
    secrets = SecretsManagerSecrets(SystemClock())
    return lambda: secrets.get(arn).strip()


def _check(token: str, control: ControlStore) -> int:
    found = asyncio.run(problems(token, watched(control)))
    for problem in found:
        logger.error("%s", problem)
    if not found:
        logger.info("token, intents and channels are all right")
    return 1 if found else 0


async def _run(environment: ScraperEnvironment, dynamo: DynamoDBClient, pace: Pace | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    table = environment.positions_table
    scraper = Scraper(
        token_reader(environment),
        queue=SqsMessageQueue(environment.messages_queue_url),
        control=DynamoControl(environment.control_table, dynamo),
        clock=SystemClock(),
        live=None if table is None else DynamoLiveMessages(table, dynamo),
        pace=_pace(pace or Pace(), environment.canary_seconds),
    )
    await scraper.run(stop, health_port=environment.health_port)
    logging.shutdown()
    sys.stdout.flush()
    # A call that the queue never answers would hold up the end of its thread, and so of ours.
    # What it carried lies behind the checkpoint.
    os._exit(0)


def _pace(pace: Pace, canary_seconds: float | None) -> Pace:
    if canary_seconds is None:
        return pace
    first = min(canary_seconds, pace.first_canary_seconds)
    return replace(pace, canary_seconds=canary_seconds, first_canary_seconds=first)


if __name__ == "__main__":
    sys.exit(main())
