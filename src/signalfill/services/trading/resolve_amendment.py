"""Which position or call a follow-up speaks of, and who may say so (docs/follow-ups.md).

By reply, then by the thread's first message, then by the message itself (an edit, a deletion),
then by author, coin and time in the channel. A reply to a call that is over speaks of that call,
never of another one in the same coin. An edit that names a coin which its message never spoke of
is a new word about that coin.
"""

from __future__ import annotations

from collections.abc import Sequence

from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.control import Control
from signalfill.domain.position import Position, PositionState
from signalfill.domain.signal import DELETED, OPERATOR, Amendment, Provenance, Signal
from signalfill.domain.verdict import ItemKey
from signalfill.ports import SignalStore


def positions_meant(
    amendment: Amendment, positions: Sequence[Position], signals: SignalStore
) -> list[Position]:
    live = [p for p in positions if p.state is not PositionState.CLOSED]
    if amendment.position_id is not None:
        return [p for p in live if p.position_id == amendment.position_id]
    who = amendment.provenance
    for message_id in _messages_named(who):
        if message_id == who.message_id and _is_about_another_coin(amendment, live, signals):
            continue
        spoken_of = _spoken_of(message_id, who.channel_id, live, signals)
        if spoken_of is not None:
            return _of_coin(amendment, spoken_of)
    if amendment.cause != "text":
        return []
    here = [p for p in live if _is_said_before(p.signal.provenance, who)]
    own = [p for p in here if _is_same_author(who, p.signal.provenance)]
    # Somebody who may amend others' calls, and has none of his own here, means theirs.
    return _of_coin(amendment, own) or _of_coin(amendment, here)


def _messages_named(who: Provenance) -> list[str]:
    """A deletion, or an edit of a call's own message, names that message."""
    own = who.message_id if who.version != "0" else None
    named = (who.reply_to_message_id, who.thread_id, own)
    return [each for each in named if each is not None]


def _spoken_of(
    message_id: str, channel_id: str, live: Sequence[Position], signals: SignalStore
) -> list[Position] | None:
    """The live positions of that message; None where it neither made a call nor changed one."""
    made = [p for p in live if p.signal.provenance.message_id == message_id]
    if made:
        return made
    keys = signals.items(channel_id, message_id)
    decisions = [signals.decision(key) for key in keys]
    changed = {each.position_id for each in decisions if each is not None and each.position_id}
    if not changed and not any(key.is_signal for key in keys):
        return None
    return [p for p in live if p.position_id in changed]


def _is_about_another_coin(
    amendment: Amendment, live: Sequence[Position], signals: SignalStore
) -> bool:
    """An edit may name a coin that its message neither called nor changed: a typo mended.

    Where the message named no coin, what it changed tells; what is over tells nothing.
    """
    base, who = amendment.base, amendment.provenance
    if base is None:
        return False
    about: set[str] = set()
    for key in signals.items(who.channel_id, who.message_id):
        item = signals.item(key)
        if item is None or item.provenance.version == who.version:
            continue
        decision = signals.decision(key)
        changed = decision.position_id if decision is not None else None
        coins = [p.signal.base for p in live if p.position_id == changed]
        coins += [item.base] if item.base is not None else []
        if not coins:
            return False
        about.update(coins)
    return bool(about) and not any(_is_one_coin(base, each) for each in about)


def _is_said_before(call: Provenance, who: Provenance) -> bool:
    """In the same channel, and not after: words of before a call do not speak of it."""
    # An edit came later than its message was posted.
    said_at = who.posted_at if who.version == "0" else who.received_at
    return call.channel_id == who.channel_id and call.posted_at <= said_at


def _is_same_author(who: Provenance, author: Provenance) -> bool:
    return (who.author_id, who.webhook_id) == (author.author_id, author.webhook_id)


def may_amend(amendment: Amendment, author: Provenance, control: Control) -> bool:
    """Whether the speaker may change it: its author, an id listed for the channel, the operator.

    A deletion needs no permission.
    """
    who = amendment.provenance
    if amendment.cause in {DELETED, OPERATOR} or _is_same_author(who, author):
        return True
    channel = control.settings.channels.get(author.channel_id)
    return channel is not None and who.author_id in channel.amendment_author_ids


def _of_coin(amendment: Amendment, positions: list[Position]) -> list[Position]:
    if amendment.base is None:
        return positions
    return [p for p in positions if is_coin_of(amendment.base, p)]


def is_coin_of(base: str, position: Position) -> bool:
    """Whether both names are one coin: `PEPE` and `1000PEPE`, `XBT` and BTC."""
    if base == position.signal.base:
        return True
    return _product(base, position.product_id.rpartition("-")[2]) == position.product_id


def _is_one_coin(base: str, other: str) -> bool:
    return base == other or _product(base, "USD") == _product(other, "USD") != ""


def _product(base: str, quote: str) -> str:
    named = resolve(base, quote)
    return "" if isinstance(named, Denied) else named.product_id


def calls_meant(amendment: Amendment, control: Control, signals: SignalStore) -> list[ItemKey]:
    """The undecided calls that the amendment is about, said by one who may."""
    waiting = [(key, signals.item(key)) for key in signals.pending()]
    quote = control.settings.account.quote
    return [
        key
        for key, signal in waiting
        if isinstance(signal, Signal)
        and _speaks_of(amendment, signal, quote)
        and may_amend(amendment, signal.provenance, control)
    ]


def _speaks_of(amendment: Amendment, signal: Signal, quote: str) -> bool:
    if amendment.position_id is not None:
        return amendment.position_id == signal.signal_id
    who, author = amendment.provenance, signal.provenance
    coin = amendment.base
    same_coin = coin in {None, signal.base} or (
        coin is not None and _product(coin, quote) == _product(signal.base, quote) != ""
    )
    if author.message_id in _messages_named(who):
        return same_coin
    return amendment.cause == "text" and same_coin and _is_said_before(author, who)
