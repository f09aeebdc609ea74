"""Load the paper account, let the market go on, act, save: the one path of every paper call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from threading import Lock

from pydantic import ValidationError

from signalfill.adapters.paper.account import PaperAccount, PaperSession, opened
from signalfill.adapters.paper.prices import PriceSource, look
from signalfill.adapters.paper.store import PaperStore
from signalfill.domain.errors import (
    RetryableError,
    VenueUnavailableError,
    VersionConflictError,
)
from signalfill.domain.product import FeeRates
from signalfill.ports import Clock

# Public prices are cached this long at the source: looking again sees the same.
PRICE_AGE = timedelta(seconds=1)
# A look without consequence is stored so seldom: until then the candles are read again.
_LOOK_AGE = timedelta(minutes=5)
_TRIES = 5


class SaveUnansweredError(RetryableError):
    """The change may be stored or not."""


class PaperTransactions:
    """`opening` says currency and balance of an account that is not there yet.

    Orders that closed longer than `keep` ago are forgotten. `latency` is how long the market
    took to answer the last look.
    """

    def __init__(
        self,
        prices: PriceSource,
        store: PaperStore,
        clock: Clock,
        fees: Callable[[], FeeRates],
        opening: Callable[[], tuple[str, Decimal]],
        *,
        keep: timedelta,
    ) -> None:
        self._prices = prices
        self._store = store
        self._clock = clock
        self._fees = fees
        self._opening = opening
        self._keep = keep
        self._looked_at: dict[str, datetime] = {}
        self.latency = timedelta()
        # A sweep looks at several positions at once: they would only be in each other's way.
        self._one_at_a_time = Lock()

    def run[T](self, act: Callable[[PaperSession], T], *, product_id: str | None = None) -> T:
        """Acts on the account as the market has left it; `product_id` is looked at in any case.

        Raises:
            VenueUnavailableError: no prices, or nothing could be stored: nothing happened.
            SaveUnansweredError: whether it happened is not known.
        """
        with self._one_at_a_time:
            return self._run(act, product_id)

    def _run[T](self, act: Callable[[PaperSession], T], product_id: str | None) -> T:
        for _ in range(_TRIES):
            account, version = self._load()
            before = _weight(account)
            now = self._clock.now()
            due = self._due(account, version, now)
            session = PaperSession(account, self._fees())
            self._look(session, {product_id} if product_id else set(), account.open_products, now)
            session.engine.expire(now)
            result = act(session)
            after = session.account(now, keep=self._keep)
            if not due and _weight(after) == before:
                return result
            if self._save(after, version):
                return result
        raise VenueUnavailableError("the paper account is busy")

    def _load(self) -> tuple[PaperAccount, int]:
        try:
            document, version = self._store.load()
        except RetryableError as error:
            raise VenueUnavailableError(f"the paper account was not read: {error}") from None
        if document is None:
            return opened(*self._opening()), version
        try:
            # A newer release may have added something: play money goes on without it.
            return PaperAccount.model_validate_json(document, extra="ignore"), version
        except ValidationError:
            raise VenueUnavailableError("the stored paper account is not readable") from None

    def _due(self, account: PaperAccount, version: int, now: datetime) -> bool:
        oldest = min((look.at for look in account.looks.values()), default=now)
        return version == 0 or now - oldest > _LOOK_AGE

    def _look(
        self, session: PaperSession, surely: set[str], open_products: Iterable[str], now: datetime
    ) -> None:
        for product_id in sorted(surely.union(open_products)):
            last = self._looked_at.get(product_id)
            if product_id in surely or last is None or now - last >= PRICE_AGE:
                began = self._clock.now()
                look(session, self._prices, product_id, now)
                self.latency = self._clock.now() - began
                self._looked_at[product_id] = now

    def _save(self, account: PaperAccount, version: int) -> bool:
        try:
            self._store.save(account.model_dump_json(by_alias=True), version)
        except VersionConflictError:
            return False
        except RetryableError as error:
            raise SaveUnansweredError("the paper account may not be stored") from error
        return True


def _weight(account: PaperAccount) -> str:
    """What must not get lost: everything but where the market was last seen."""
    return account.model_dump_json(exclude={"looks"})
