"""Old and new worst loss side by side, in the quote currency where equity is known."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cli.output import percent
from signalfill.domain.holding import open_value
from signalfill.domain.rules import Mode
from signalfill.domain.settings import Settings
from signalfill.ports import PositionStore, Venue
from signalfill.services.operating.worst_loss import ACCOUNTS, Loss, worst_loss

LINES = {"position": "one position", "account": "all open positions", "day": "one day"}

type Comparison = dict[str, Any]


def live_equity(venue: Venue, positions: PositionStore, settings: Settings) -> Decimal:
    """Quote currency and what our own live positions are worth now.

    Raises:
        SignalfillError: the venue refuses the key or gives no usable answer.
    """
    balance = venue.balances().get(settings.account.quote)
    live = [each for each in positions.positions() if each.mode is Mode.LIVE]
    quotes = venue.quotes(sorted({each.product_id for each in live})) if live else {}
    invested = (
        open_value(p, quotes[p.product_id].to_exit(p.side)) for p in live if p.product_id in quotes
    )
    return sum(invested, balance.total if balance else Decimal(0))


def compare(old: Settings, new: Settings, *, equities: dict[Mode, Decimal]) -> list[Comparison]:
    """One line for each account and kind of loss."""
    return [
        {
            "account": account.value,
            "what": words,
            "old": loss_text(getattr(before, name), old, equities.get(account)),
            "new": loss_text(getattr(after, name), new, equities.get(account)),
            "rises": getattr(after, name).rises_over(getattr(before, name)),
        }
        for account in ACCOUNTS
        for before, after in [(worst_loss(old, account), worst_loss(new, account))]
        for name, words in LINES.items()
    ]


def loss_text(loss: Loss, settings: Settings, equity: Decimal | None) -> str:
    """`100.00 USD (1 % of equity)`; without a known equity the fraction and the cap."""
    quote = settings.account.quote
    share = f"{percent(loss.fraction)} of equity"
    if loss.fraction == 0:
        return f"0 {quote}"
    if equity is not None:
        return f"{loss.amount(equity):.2f} {quote} ({share})"
    return share if loss.cap is None else f"{share}, at most {loss.cap:f} {quote}"
