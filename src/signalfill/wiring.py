"""The trader's composition root: builds the adapters and hands them to the services."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from signalfill.adapters.clock import SystemClock
from signalfill.adapters.dynamodb.client import make_client
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.layouts import DynamoLayouts
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.secrets import SecretsManagerSecrets
from signalfill.config import NoticeEnvironment, TraderEnvironment
from signalfill.domain.errors import InvalidInputError
from signalfill.domain.rules import Mode
from signalfill.domain.settings import AccountSettings
from signalfill.ports import Notifier, PositionStore, Venue
from signalfill.services.trading.context import TradingContext

if TYPE_CHECKING:
    from signalfill.services.sweeping.play_twins import TwinTable

TWIN_TIMEOUT_SECONDS = (1.0, 2.0)
"""A twin's price is not worth waiting for."""

READS_AT_ONCE = 8
"""As many as one signal needs: the venue is far away."""


class Trading:
    """What both trading doors share; connections and venues are made once, at first use."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.environment = TraderEnvironment.read(variables)
        self.clock = SystemClock()
        self.client = make_client()
        self._secrets = SecretsManagerSecrets(self.clock)
        self._pool = ThreadPoolExecutor(READS_AT_ONCE)

    def context(self, *, owner: str, lease: timedelta) -> TradingContext:
        """The ports of one invocation; `owner` is what its leases are held by."""
        signals, positions = self.environment.signals_table, self.environment.positions_table
        return TradingContext(
            signals=DynamoSignals(signals, positions, self.client),
            positions=DynamoPositions(positions, signals, self.client),
            control=DynamoControl(self.environment.control_table, self.client),
            layouts=DynamoLayouts(self.environment.control_table, self.client),
            venue_for=self.venue_for,
            clock=self.clock,
            owner=owner,
            lease=lease,
            pool=self._pool,
        )

    def venue_for(self, mode: Mode) -> Venue:
        return self._live if mode.account is Mode.LIVE else self._paper

    @cached_property
    def _live(self) -> Venue:
        # The SDK costs a third of a second: a sweep that finds nothing does without.
        from signalfill.adapters.coinbase.connect import venue_from  # noqa: PLC0415

        return venue_from(self.environment, self._secrets, self.clock)

    @cached_property
    def _paper(self) -> Venue:
        from signalfill.adapters.coinbase.connect import public_market  # noqa: PLC0415
        from signalfill.adapters.paper import paper_venue  # noqa: PLC0415

        market = public_market(self.environment, self.clock)
        control = DynamoControl(self.environment.control_table, self.client)
        return paper_venue(
            market,
            self.environment.positions_table,
            self.client,
            self.clock,
            account=lambda: control.current().settings.account,
        )

    def twins(self, *, owner: str) -> TwinTable:
        """The paper twins of live positions; `owner` is what the leases of results are held by."""
        from signalfill.adapters.dynamodb.paper import DynamoTwins  # noqa: PLC0415
        from signalfill.services.sweeping.play_twins import TwinTable  # noqa: PLC0415

        signals, positions = self.environment.signals_table, self.environment.positions_table
        return TwinTable(
            positions=DynamoPositions(positions, signals, self.client),
            book=DynamoTwins(positions, self.client),
            paper=lambda: self._twin,
            clock=self.clock,
            owner=owner,
        )

    @cached_property
    def _twin(self) -> Venue:
        """Apart from the live venue: its own account, connection and patience."""
        from signalfill.adapters.coinbase.connect import public_market  # noqa: PLC0415
        from signalfill.adapters.paper import twin_venue  # noqa: PLC0415

        control = DynamoControl(self.environment.control_table, self.client)
        return twin_venue(
            public_market(self.environment, self.clock, timeout_seconds=TWIN_TIMEOUT_SECONDS),
            self.environment.positions_table,
            self.client,
            self.clock,
            quote=control.current().settings.account.quote,
            fees=self._live.fee_rates,
        )


class Notices:
    """What the notifying door needs: no venue, no key. Neither webhook nor topic: no notifier."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        environment = NoticeEnvironment.read(variables)
        self.clock = SystemClock()
        client = make_client()
        self.positions: PositionStore = DynamoPositions(environment.positions_table, "", client)
        self._control = DynamoControl(environment.control_table, client)
        self._secrets = SecretsManagerSecrets(self.clock)
        self._environment = environment

    def account_settings(self) -> AccountSettings:
        return self._control.current().settings.account

    def notifier(self) -> Notifier | None:
        url = self._webhook_url()
        # The trading doors share this module and do without `requests` until they trade.
        if url:
            from signalfill.adapters.webhook import DiscordWebhook  # noqa: PLC0415

            return DiscordWebhook(url)
        return self._topic

    @cached_property
    def _topic(self) -> Notifier | None:
        arn = self._environment.notice_topic_arn
        if arn is None:
            return None
        from signalfill.adapters.sns import topic  # noqa: PLC0415

        return topic(arn)

    def _webhook_url(self) -> str | None:
        url, arn = self._environment.notice_webhook_url, self._environment.notice_webhook_secret_arn
        if url is not None or arn is None:
            return url
        try:
            return self._secrets.get(arn)
        except InvalidInputError:
            return None  # the secret was never given a value
