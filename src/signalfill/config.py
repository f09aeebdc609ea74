"""The environment, read once at the door, complete or the process does not start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from signalfill.domain.errors import InvalidInputError

PREFIX = "SIGNALFILL_"


class Environment(BaseModel):
    """A door's settings: field `messages_queue_url` is `SIGNALFILL_MESSAGES_QUEUE_URL`."""

    # Built at first use: a door reads one of these.
    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        """Empty variables count as absent.

        Raises:
            InvalidInputError: one line that names every variable missing or unusable.
        """
        values = {
            name: variables[PREFIX + name.upper()]
            for name in cls.model_fields
            if variables.get(PREFIX + name.upper())
        }
        try:
            return cls(**values)
        except ValidationError as error:
            wrong = ", ".join(
                f"{PREFIX}{'.'.join(map(str, each['loc'])).upper()} ({each['msg']})"
                for each in error.errors()
            )
            raise InvalidInputError(f"environment not usable: {wrong}") from None


class ScraperEnvironment(Environment):
    discord_token: str | None = None
    discord_token_secret_arn: str | None = None
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str | None = None
    messages_queue_url: str
    control_table: str
    positions_table: str | None = None
    health_port: int | None = None
    canary_seconds: Annotated[float, Field(gt=0)] | None = None


class ParserEnvironment(Environment):
    signals_table: str
    control_table: str


class VenueEnvironment(Environment):
    """How to reach Coinbase; without a key only public prices (paper trading) work."""

    coinbase_base_url: str = "api.coinbase.com"
    coinbase_key: str | None = None
    coinbase_key_secret_arn: str | None = None
    coinbase_ca_bundle: str | None = None


class TraderEnvironment(VenueEnvironment):
    signals_table: str
    positions_table: str
    control_table: str


class NoticeEnvironment(Environment):
    """Where notices go: the webhook if one is set, else the topic."""

    positions_table: str
    control_table: str
    notice_topic_arn: str | None = None
    notice_webhook_url: str | None = None
    notice_webhook_secret_arn: str | None = None


class OperatorEnvironment(VenueEnvironment):
    """What the command line needs; tables may be absent where a command does without."""

    signals_table: str | None = None
    positions_table: str | None = None
    control_table: str | None = None
    discord_token: str | None = None
    discord_token_secret_arn: str | None = None
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str | None = None
    messages_queue_url: str | None = None
