"""Where the deployment is: the operator's composition root, everything opened at first use."""

from __future__ import annotations

import argparse
import os
from functools import cached_property
from typing import TYPE_CHECKING

from cli.stack import with_stack_outputs
from signalfill.adapters.clock import SystemClock
from signalfill.adapters.dynamodb.adoption import DynamoAdoption
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.layouts import DynamoLayouts
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.secrets import SecretsManagerSecrets
from signalfill.config import PREFIX, OperatorEnvironment
from signalfill.domain.errors import InvalidInputError
from signalfill.ports import (
    AdoptionStore,
    Clock,
    ControlStore,
    LayoutStore,
    PositionStore,
    SignalStore,
    Venue,
)

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from signalfill.adapters.history.recorded import RecordedHistory


class World:
    """The tables and the venue that the environment names."""

    def __init__(self, environment: OperatorEnvironment) -> None:
        self.environment = environment
        self.clock: Clock = SystemClock()
        self._secrets = SecretsManagerSecrets(self.clock)

    @cached_property
    def _dynamo(self) -> DynamoDBClient:
        return make_client()

    def control(self) -> ControlStore:
        return DynamoControl(self._named("control_table"), self._dynamo)

    def signals(self) -> SignalStore:
        return DynamoSignals(
            self._named("signals_table"), self._named("positions_table"), self._dynamo
        )

    def positions(self) -> PositionStore:
        return DynamoPositions(
            self._named("positions_table"), self._named("signals_table"), self._dynamo
        )

    def layouts(self) -> LayoutStore:
        return DynamoLayouts(self._named("control_table"), self._dynamo)

    def recorded(self, channel_id: str, *, since: datetime | None = None) -> RecordedHistory:
        """Every version of the channel's messages that our own tables know."""
        from signalfill.adapters.history.recorded import RecordedHistory  # noqa: PLC0415 - seldom

        return RecordedHistory(self._named("signals_table"), self._dynamo, channel_id, since=since)

    def adoptions(self) -> AdoptionStore:
        return DynamoAdoption(self._named("positions_table"), self._dynamo)

    @cached_property
    def coinbase_key(self) -> str | None:
        """The JSON of the key file; None where none was stored yet.

        Raises:
            InvalidInputError: the secret is not there, or not for us to read.
        """
        environment = self.environment
        return self._secret(environment.coinbase_key, environment.coinbase_key_secret_arn)

    @cached_property
    def venue(self) -> Venue | None:
        """The account behind the Coinbase key; None where no key is set.

        Raises:
            InvalidInputError: the key is malformed, or the secret cannot be read.
        """
        if self.coinbase_key is None:
            return None
        # The SDK costs a third of a second that most commands do without.
        from signalfill.adapters.coinbase.connect import venue_from  # noqa: PLC0415

        return venue_from(self.environment, self._secrets, self.clock)

    def discord_token(self) -> str | None:
        environment = self.environment
        return self._secret(environment.discord_token, environment.discord_token_secret_arn)

    def _secret(self, text: str | None, arn: str | None) -> str | None:
        if text is None and arn is not None:
            text = self._secrets.get(arn)
        return text.strip() or None if text else None

    def _named(self, field: str) -> str:
        value: str | None = getattr(self.environment, field)
        if value is None:
            raise InvalidInputError(
                f"{PREFIX}{field.upper()} is not set: set it, or name the stack with --stack"
            )
        return value


def open_world(arguments: argparse.Namespace) -> World:
    """From the environment and, where one is named, the stack's outputs.

    Raises:
        InvalidInputError: a variable is unusable, or there is no such stack.
    """
    variables = dict(os.environ)
    if arguments.stack:
        variables = with_stack_outputs(variables, arguments.stack)
    return World(OperatorEnvironment.read(variables))
