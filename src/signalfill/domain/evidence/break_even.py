"""What a subscription's price asks of a channel, in R and in money at the reader's size (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MONTHS = {
    "week": Decimal(12) / Decimal(52),
    "month": Decimal(1),
    "quarter": Decimal(3),
    "year": Decimal(12),
}
"""How many months each period of a price lasts."""
DAYS_IN_MONTH = Decimal("30.4375")


@dataclass(frozen=True, slots=True)
class MonthlyVerdict:
    """A month of following the channel, in quote currency unless it says R.

    `made` is what `mean_r` would bring before the subscription, `left` after it. `needed_r` a
    signal pays for it at this size; `needed_equity` is the size at which `mean_r` does (None
    where no size would).
    """

    signals: Decimal
    risk: Decimal
    price: Decimal
    mean_r: Decimal
    made: Decimal
    left: Decimal
    needed_r: Decimal | None
    needed_equity: Decimal | None


def monthly_verdict(
    *,
    mean_r: Decimal,
    signals: int,
    days: int,
    equity: Decimal,
    risk_fraction: Decimal,
    price: Decimal = Decimal(0),
) -> MonthlyVerdict:
    """`signals` came within `days` calendar days; each risks `risk_fraction` of `equity`.

    `mean_r` is of one signal, those that were not filled or refused among them; `price` of a
    month, in quote currency.
    """
    monthly = Decimal(signals) * DAYS_IN_MONTH / max(days, 1)
    risk = equity * risk_fraction
    made = mean_r * monthly * risk
    a_month_of_r = monthly * risk
    share = mean_r * monthly * risk_fraction
    return MonthlyVerdict(
        signals=monthly,
        risk=risk,
        price=price,
        mean_r=mean_r,
        made=made,
        left=made - price,
        needed_r=price / a_month_of_r if a_month_of_r > 0 else None,
        needed_equity=price / share if share > 0 else None,
    )
