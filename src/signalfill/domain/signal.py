"""What a message says, as read (strings, with doubts) and as tradable (typed numbers)."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import Field

from signalfill.domain.message import MessageRecord, Origin
from signalfill.domain.percent_level import is_computable
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.side import Side
from signalfill.domain.values import Moment, Money, Value


class EntryKind(StrEnum):
    MARKET = "market"
    LIMIT = "limit"
    ZONE = "zone"
    LADDER = "ladder"


class ReadingKind(StrEnum):
    SIGNAL = "signal"
    AMENDMENT = "amendment"
    REPORT = "report"
    NONE = "none"


class Problem(StrEnum):
    """Why a call must not be traded by itself."""

    NO_SYMBOL = "no_symbol"
    NO_SIDE = "no_side"
    NO_STOP = "no_stop"
    INCONSISTENT_PRICES = "inconsistent_prices"
    CONDITIONAL = "conditional"
    BTC_QUOTED = "btc_quoted"
    NOT_CRYPTO = "not_crypto"
    PERCENT_STOP = "percent_stop"
    PERCENT_TARGETS = "percent_targets"
    UNCLEAR = "unclear"


class AmendmentAction(StrEnum):
    CLOSE = "close"
    REDUCE = "reduce"
    MOVE_STOP = "move_stop"
    CANCEL = "cancel"
    SET_TARGETS = "set_targets"
    ADD = "add"
    OTHER = "other"
    APPROVE = "approve"
    """Said by the operator alone, like the next: about a plan that waits for an answer."""
    REJECT = "reject"


class EntryReading(Value):
    kind: EntryKind | None = None
    prices: tuple[str, ...] = ()


class SignalReading(Value):
    """One call as the text has it: plain decimal strings, trailing zeros kept.

    Attributes:
        base: The coin. None where none is named.
        quote: The currency of the pair. None where none is named.
        side: Long or short. None where neither is said nor follows from the prices.
        side_implied: True where the side follows from the prices.
        entry: How to get in.
        take_profits: The targets: prices, `5%` or `3R`.
        stop_loss: The stop: a price, `5%`, or None.
        stop_on_close: The candle on whose close the stop counts (`4h`). None: at once.
        leverage: As written. None where none is named.
        size: The author's own: `0.5` of the usual one, `2%` of the account, or a word.
        problems: Why it must not be traded by itself; empty: it may.
    """

    base: str | None = None
    quote: str | None = None
    side: Side | None = None
    side_implied: bool = False
    entry: EntryReading = EntryReading()
    take_profits: tuple[str, ...] = ()
    stop_loss: str | None = None
    stop_on_close: str | None = None
    leverage: str | None = None
    size: str | None = None
    problems: tuple[Problem, ...] = ()


class AmendmentReading(Value):
    """One instruction about an existing trade, as the text has it.

    Attributes:
        action: What is to be done.
        base: The coin. None: the one that the reply or the author's positions name.
        to: Where a stop or target goes: `entry`, `profit`, `tp1` or prices. None otherwise.
        fraction: How much to sell or add, from 0 to 1. None: all, or not said.
        target: The number of the target that a reduction is tied to ("TP1: close half").
        named_price: The level that a close or reduction names ("close SOL at 160").
    """

    action: AmendmentAction
    base: str | None = None
    to: str | None = None
    fraction: str | None = None
    target: int | None = None
    named_price: Money | None = None


class Evidence(Value):
    """Where a field of a reading stands in the message, and by which rule it was read.

    Attributes:
        field: Its path, such as `signals.0.stop_loss`; a number without a field is `remark` (it
            informs) or `unexplained`.
        value: What was read.
        start: The first character in the message.
        end: The character behind the last.
        rule: The rule's name.
    """

    field: str
    value: str
    start: int
    end: int
    rule: str


class Reading(Value):
    """All that the parser says of one message.

    `layout` are the keys of its lines where it calls or adds. They are stored beside the reading,
    so that an earlier release can still read it.
    """

    kind: ReadingKind
    signals: tuple[SignalReading, ...] = ()
    amendments: tuple[AmendmentReading, ...] = ()
    reason: str
    evidence: tuple[Evidence, ...] = ()
    layout: tuple[str, ...] = Field((), exclude=True)


class Provenance(Value):
    """Which message a signal or amendment comes from.

    Attributes:
        channel_id: The channel whose settings and order apply: the parent's for a thread.
        message_id: Discord's id.
        version: `0` as posted, the edit time, or `D` for a deletion.
        author_id: Discord's id of the author, or the operator.
        author_role_ids: The author's roles when it was read.
        webhook_id: The webhook that posted it. None: a member did.
        reply_to_message_id: The message that it answers. None: none.
        thread_id: The thread that it stands in. None: the channel itself.
        origin: Where it was first posted, as far as Discord says.
        posted_at: When it was posted, from the message id.
        received_at: When the scraper had it.
        parsed_at: When it was read.
    """

    channel_id: str
    message_id: str
    version: str
    author_id: str
    author_role_ids: tuple[str, ...] = ()
    webhook_id: str | None = None
    reply_to_message_id: str | None = None
    thread_id: str | None = None
    origin: Origin = Origin()
    posted_at: Moment
    received_at: Moment
    parsed_at: Moment

    @property
    def speaker_id(self) -> str:
        """The webhook's id where a webhook posted it, else the author's."""
        return self.webhook_id or self.author_id

    @classmethod
    def of(cls, record: MessageRecord, *, parsed_at: Moment) -> Provenance:
        thread = record.channel_id if record.parent_channel_id else None
        return cls(
            channel_id=record.home_channel_id,
            message_id=record.message_id,
            version=record.version,
            author_id=record.author_id,
            author_role_ids=record.author_role_ids,
            webhook_id=record.webhook_id,
            reply_to_message_id=record.reply_to_message_id,
            thread_id=thread,
            origin=record.origin,
            posted_at=record.posted_at,
            received_at=record.received_at,
            parsed_at=parsed_at,
        )


class Signal(Value):
    """A call to open one position, in numbers.

    Attributes:
        signal_id: `<message id>-<index>`; the position gets the same id.
        provenance: The message.
        base: The coin as the message names it.
        quote: The currency of the pair. None where none is named.
        side: Long or short.
        entry_kind: At the market, a limit, a zone or a ladder.
        entry_prices: In the message's price frame; empty for a market call without a price.
        take_profits: Targets, nearest first; empty where none has a price.
        stop_loss: None where none has a price.
        stop_on_close: The candle on whose close the stop counts (`4h`). None: at once.
        leverage: As written; nothing is traded with it. None where none is named.
        earlier_ids: Ids under which the message made this call before, with another entry or coin.
            An entry of theirs that never filled makes way for this one.
        percent_stop: The stop as `5%`. None where it has a price, or there is none.
        percent_targets: Targets as `5%` or `3R`; empty where they have prices.
        author_size: The author's own size: `0.5` of the usual, `2%` of the account, `small`,
            `high risk`, `low risk`. None where none is said.
    """

    schema_version: int = Field(SCHEMAS["signal"], alias="schema")
    signal_id: str
    provenance: Provenance
    base: str
    quote: str | None = None
    side: Side
    entry_kind: EntryKind
    entry_prices: tuple[Money, ...] = ()
    take_profits: tuple[Money, ...] = ()
    stop_loss: Money | None = None
    stop_on_close: str | None = None
    leverage: str | None = None
    earlier_ids: tuple[str, ...] = ()
    percent_stop: str | None = None
    percent_targets: tuple[str, ...] = ()
    author_size: str | None = None

    @property
    def names_percent(self) -> bool:
        """The stop or the targets follow from the entry: `5%`, `3R`."""
        return self.percent_stop is not None or bool(self.percent_targets)

    @property
    def reference_price(self) -> Decimal | None:
        """The mean of the entry prices; None for a market call without a price."""
        if not self.entry_prices:
            return None
        return sum(self.entry_prices, Decimal(0)) / len(self.entry_prices)

    @classmethod
    def from_reading(
        cls, reading: SignalReading, provenance: Provenance, *, index: int
    ) -> Signal | None:
        """The typed call. None where the reading has a problem other than a level without a price.

        Levels in percent or R pass only where prices can follow from an entry.
        """
        levels = _levels_of(reading)
        if set(reading.problems) - _OF_LEVELS or levels is None:
            return None
        if reading.base is None or reading.side is None or reading.entry.kind is None:
            return None
        return cls(
            signal_id=f"{provenance.message_id}-{index}",
            provenance=provenance,
            base=reading.base,
            quote=reading.quote,
            side=reading.side,
            entry_kind=reading.entry.kind,
            entry_prices=tuple(Decimal(price) for price in reading.entry.prices),
            stop_on_close=reading.stop_on_close,
            leverage=reading.leverage,
            author_size=reading.size,
            **levels,
        )


_OF_LEVELS = {Problem.NO_STOP, Problem.PERCENT_STOP, Problem.PERCENT_TARGETS}


def _levels_of(reading: SignalReading) -> dict[str, Any] | None:
    """Stop and targets as prices or as what they follow from; None where neither can be had."""
    problems, stop, targets = set(reading.problems), reading.stop_loss, reading.take_profits
    percent_stop = stop if Problem.PERCENT_STOP in problems else None
    percent_targets = targets if Problem.PERCENT_TARGETS in problems else ()
    if percent_stop is not None or Problem.PERCENT_TARGETS in problems:
        computable = is_computable(percent_stop, percent_targets, leverage=reading.leverage)
        told = percent_targets or Problem.PERCENT_TARGETS not in problems
        on_close = percent_stop is not None and reading.stop_on_close is not None
        if not (computable and told) or on_close:
            return None
    return {
        "stop_loss": None if stop is None or percent_stop else Decimal(stop),
        "take_profits": () if percent_targets else tuple(map(Decimal, targets)),
        "percent_stop": percent_stop,
        "percent_targets": percent_targets,
    }


def is_version_of(one: Signal, other: Signal) -> bool:
    """Whether both are the same call of the same message, under whatever id."""
    ids = {one.signal_id, *one.earlier_ids} & {other.signal_id, *other.earlier_ids}
    return bool(ids)


OPERATOR = "operator"
"""Cause and author of what was said on the command line."""
DELETED, EDITED = "deleted", "edited"
"""Causes of what nobody said: the call's own message disappeared, or makes it no more."""


def is_operators(amendment_id: str) -> bool:
    """Whether the operator said it, not a message."""
    return f"-{OPERATOR}-" in amendment_id


class Amendment(Value):
    """A change to a trade.

    Attributes:
        amendment_id: `<message id>-<version>-a<index>`.
        provenance: The message, or the operator's command.
        action: What is to be done.
        base: The coin. None: the one that the reply or the author's positions name.
        to: Where a stop or target goes: `entry`, `tp1` or prices; of an answer `once` or `misread`.
        fraction: How much to sell or add, from 0 to 1. None: all, or not said.
        target: The number of the target that a reduction is tied to. None: none.
        named_price: The level that a close or reduction names; it may lie far from today's price.
        cause: `text`; `deleted` where the call's message is gone; `edited` where that message makes
            the call no more; `operator`.
        position_id: Whose position the operator names. None for messages.
        earlier_ids: The same instruction in earlier versions of the message. What they did is not
            done again; a cancel takes back what they added.
        fraction_in_all: How much of the coin all instructions of an edited message sell together.
            None where nothing is known of it.
    """

    schema_version: int = Field(SCHEMAS["amendment"], alias="schema")
    amendment_id: str
    provenance: Provenance
    action: AmendmentAction
    base: str | None = None
    to: str | None = None
    fraction: str | None = None
    target: int | None = None
    named_price: Money | None = None
    cause: str = "text"
    position_id: str | None = None
    earlier_ids: tuple[str, ...] = ()
    fraction_in_all: str | None = None
