"""The reader's door: environment in, every message of the watched channels onto the queue."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence

from botocore.exceptions import BotoCoreError

from functions.scraper.runtime import Scraper, watched
from signalfill.adapters.clock import SystemClock
from signalfill.adapters.discord.check import problems
from signalfill.adapters.discord.client import point_at
from signalfill.adapters.discord.telemetry import log_to
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.secrets import SecretsManagerSecrets
from signalfill.adapters.sqs import SqsMessageQueue
from signalfill.config import ScraperEnvironment
from signalfill.domain.errors import InvalidInputError, SignalfillError
from signalfill.ports import ControlStore

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scraper", description=__doc__)
    parser.add_argument("--check", action="store_true", help="would it work? exit 1 if not")
    options = parser.parse_args(arguments)
    log_to(sys.stdout)
    try:
        environment = ScraperEnvironment.read(os.environ)
        point_at(environment.discord_api_url, environment.discord_gateway_url)
        token = _token(environment)
        control = DynamoControl(environment.control_table, make_client())
        if options.check:
            return _check(token, control)
        asyncio.run(_run(environment, token, control))
    except (SignalfillError, BotoCoreError) as error:
        logger.critical("%s", error)
        return 1
    return 0


def _token(environment: ScraperEnvironment) -> str:
    if environment.discord_token is not None:
        return environment.discord_token.strip()
    if environment.discord_token_secret_arn is None:
        raise InvalidInputError(
            "no Discord token: set SIGNALFILL_DISCORD_TOKEN or SIGNALFILL_DISCORD_TOKEN_SECRET_ARN"
        )
    return SecretsManagerSecrets(SystemClock()).get(environment.discord_token_secret_arn).strip()


def _check(token: str, control: ControlStore) -> int:
    found = asyncio.run(problems(token, watched(control)))
    for problem in found:
        logger.error("%s", problem)
    if not found:
        logger.info("token, intents and channels are all right")
    return 1 if found else 0


async def _run(environment: ScraperEnvironment, token: str, control: ControlStore) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    queue = SqsMessageQueue(environment.messages_queue_url)
    scraper = Scraper(token, queue=queue, control=control, clock=SystemClock())
    await scraper.run(stop, health_port=environment.health_port)


if __name__ == "__main__":
    sys.exit(main())
