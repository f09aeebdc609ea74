"""The settings that a lane trades by: made of the user's, so that it answers its question (pure).

All lanes trade on paper, in USD. What could be had is each call by itself: no budget, breaker or
pause stands in its way, and its size stays the same however the others went. What would have been
achieved is one account with everything that the user set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from signalfill.domain.evidence.results import Lane
from signalfill.domain.rules import Mode, Rules, UnknownLayout
from signalfill.domain.settings import (
    AccountSettings,
    AuthorSettings,
    ChannelSettings,
    Coins,
    Settings,
)
from signalfill.domain.values import plain

DEEP = Decimal(10_000)
"""So many times the user's balance: gains and losses then change no size worth speaking of."""
MOST_POSITIONS = 100
_OF_EQUITY = ("risk_fraction", "equity_fraction", "max_notional_fraction")
_NOBODY_ANSWERS = {"unknown_layout": UnknownLayout.TRADE.value}


def opening_balance(lane: Lane, settings: Settings) -> Decimal:
    own = settings.account.paper_balance
    return own if lane is Lane.ACHIEVED else own * DEEP


def lane_settings(lane: Lane, settings: Settings, channel_ids: Iterable[str]) -> Settings:
    """`channel_ids` are those of the history; one that is not in the settings has the defaults."""
    known = {**{each: ChannelSettings(name=each) for each in channel_ids}, **settings.channels}
    channels = {each: _channel(lane, channel) for each, channel in known.items()}
    account = settings.account.model_copy(update=_account(lane))
    defaults = _rules(lane, settings.defaults)
    update = {"account": account, "defaults": defaults, "channels": channels}
    return settings.model_copy(update=update)


def _account(lane: Lane) -> dict[str, object]:
    always: dict[str, object] = {"quote": "USD", "awake": AccountSettings().awake}
    if lane is Lane.ACHIEVED:
        return always
    nothing = dict.fromkeys(
        ("max_loss", "max_loss_per_position", "max_loss_per_author", "max_loss_per_coin")
    )
    return {
        **always,
        **nothing,
        "max_open_positions": MOST_POSITIONS,
        "daily_loss_fraction": Decimal(1),
        "loss_streak": 0,
        "flatten_on_breaker": False,
        "coins": Coins(),
    }


def _channel(lane: Lane, channel: ChannelSettings) -> ChannelSettings:
    update: dict[str, object] = {
        "rules": _overrides(lane, channel.rules),
        "authors": {each: _author(lane, own) for each, own in channel.authors.items()},
    }
    if lane is not Lane.ACHIEVED:
        nobody = ("allowed_author_ids", "allowed_role_ids", "allowed_webhook_ids")
        update |= {**dict.fromkeys(nobody, ()), "max_loss": None, "coins": Coins()}
    return channel.model_copy(update=update)


def _author(lane: Lane, author: AuthorSettings) -> AuthorSettings:
    update: dict[str, object] = {"rules": _overrides(lane, author.rules)}
    if lane is not Lane.ACHIEVED:
        update |= {"max_loss": None, "coins": Coins()}
    return author.model_copy(update=update)


def _overrides(lane: Lane, rules: Mapping[str, str]) -> dict[str, str]:
    """A channel's or author's own rules, with what the lane changes of them."""
    read = Rules.model_validate(rules)
    changed = _changes(lane, read)
    own = {name: str(value) for name, value in changed.items() if name in rules}
    return {**rules, **own}


def _rules(lane: Lane, rules: Rules) -> Rules:
    values = {**rules.model_dump(), **_changes(lane, rules)}
    return Rules.model_validate(values)


def _changes(lane: Lane, rules: Rules) -> dict[str, str]:
    changes = {"mode": Mode.PAPER.value}
    if rules.unknown_layout is UnknownLayout.ASK:
        changes |= _NOBODY_ANSWERS
    if lane is not Lane.ACHIEVED:
        changes |= {name: plain(getattr(rules, name) / DEEP) for name in _OF_EQUITY}
        changes |= {"cool_down": "0s", "same_call_window": "0s"}
    return changes
