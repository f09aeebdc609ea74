"""The made-up market as a store of bars. Its source says what it is: nothing believes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from cli.demo_channel.market import BEGINS, COINS, MINUTES, SEED, DemoCoin, minutes_of
from signalfill.adapters.candles.bars import ColumnBars
from signalfill.adapters.candles.columns import Columns
from signalfill.adapters.candles.spans import minute_of
from signalfill.domain.product import Product
from signalfill.ports.bars import BarsSource

_VOLUME_DIGITS = 4
_FIRST = minute_of(BEGINS)


@dataclass(slots=True)
class DemoStore:
    """`BarStore` (ports/bars.py)."""

    seed: int = SEED
    _known: dict[str, ColumnBars] = field(default_factory=dict)

    def bars(self, product_id: str) -> ColumnBars | None:
        coin = _coin(product_id)
        if coin is None:
            return None
        if product_id not in self._known:
            self._known[product_id] = _bars(coin, self.seed)
        return self._known[product_id]

    def product(self, product_id: str) -> Product | None:
        coin = _coin(product_id)
        return None if coin is None else coin.product

    def is_unlisted(self, product_id: str) -> bool:
        return _coin(product_id) is None


def _coin(product_id: str) -> DemoCoin | None:
    return next((each for each in COINS if each.product.product_id == product_id), None)


def _bars(coin: DemoCoin, seed: int) -> ColumnBars:
    made = minutes_of(coin, seed)
    digits = -int(coin.increment.as_tuple().exponent)
    columns = Columns(
        start=made.number + _FIRST,
        open=made.open,
        high=made.high,
        low=made.low,
        close=made.close,
        volume=(made.volume * 10**_VOLUME_DIGITS).astype("int64"),
        price_digits=digits,
        volume_digits=_VOLUME_DIGITS,
    )
    return ColumnBars(columns, [(_FIRST, _FIRST + MINUTES)], BarsSource.DEMO)
