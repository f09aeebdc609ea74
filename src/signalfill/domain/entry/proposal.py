"""A plan that waits for the operator's answer, and the question that is put.

In mode `approve` each plan waits, in `live` the first calls of a layout.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pydantic import Field

from signalfill.domain.entry.market_gates import Market
from signalfill.domain.planning.plan import Plan
from signalfill.domain.schemas import SCHEMAS
from signalfill.domain.side import Side
from signalfill.domain.signal import Amendment, EntryKind, ReadingKind, Signal, is_version_of
from signalfill.domain.values import Moment, Money, Value, plain
from signalfill.domain.verdict import GateResult, Verdict, VerdictKind
from signalfill.domain.versions import said_before


class FirstOfKind(Value):
    """What is new about a call whose layout nobody confirmed in its channel."""

    channel: str
    new_lines: int
    lines: int
    words: tuple[str, ...] = ()


class Proposal(Value):
    """What would be bought, as it stood when it was proposed.

    `ask` is what an entry cost then (a short's: the bid); `drift` is how far it was from the
    named price (or from the price at posting), as a fraction; None where there is neither. From
    `expires_at` on it is too late. `addition` is what is to be added to the position that lives,
    as the signal that it is judged as. `call` is what was read, in words that a misreading would
    make wrong: where it stands, it is asked first.
    """

    schema_version: int = Field(SCHEMAS["proposal"], alias="schema")
    position_id: str
    product_id: str
    quote_currency: str
    side: Side = Side.LONG
    plan: Plan
    ask: Money
    addition: Signal | None = None
    call: str = ""
    first_of_kind: FirstOfKind | None = None
    drift: Money | None = None
    gates: tuple[GateResult, ...] = ()
    proposed_at: Moment
    expires_at: Moment

    @property
    def question(self) -> str:
        plan, quote = self.plan, self.quote_currency
        targets = dict.fromkeys(plain(each.take_profit_price) for each in plan.slices)
        verb, price = ("buy", "ask") if self.side is Side.LONG else ("sell short", "bid")
        more = "" if self.addition is None else "more "
        drift = "" if self.drift is None else f" ({self.drift * 100:+.2f} % since it was named)"
        return self._novelty + (
            f"{verb} {plain(plan.base_size.normalize())} {more}{self.product_id} at "
            f"{plain(plan.entry_price)} for {plan.notional:.2f} {quote}, stop "
            f"{plain(plan.stop_price)}, targets {', '.join(targets)}? "
            f"The {price} is {plain(self.ask)}{drift}, reward/risk {plain(plan.reward_risk)}, "
            f"worst loss {plan.worst_case_loss:.2f} {quote}. "
            f"Open until {self.expires_at:%H:%M:%S} UTC."
        )

    @property
    def _novelty(self) -> str:
        """The kind of order and the coin first: nearly all misreadings are wrong in these."""
        first = self.first_of_kind
        if first is None:
            return ""
        new = f"{first.new_lines} of {first.lines} lines are new"
        if not first.lines:
            new = "its lines were not recorded"
        if first.words:
            new += f", with words never seen before: {', '.join(first.words)}"
        return f"first of its kind in {first.channel}, read as a call: {self.call}. {new}. So: "


def _call_of(signal: Signal) -> str:
    """`BUY SOL, LIMIT 142.5 (not now), stop 136.8`, as the message has it."""
    verb = "BUY" if signal.side is Side.LONG else "SELL"
    prices = " ".join(map(plain, signal.entry_prices))
    at_market = signal.entry_kind is EntryKind.MARKET
    entry = f"{signal.entry_kind.value.upper()} {prices}".strip()
    when = "NOW" if at_market else "not now"
    stop = "no stop named"
    if signal.percent_stop is not None:
        stop = f"stop {signal.percent_stop} behind"
    elif signal.stop_loss is not None:
        stop = f"stop {plain(signal.stop_loss)}"
    return f"{verb} {signal.base}, {entry} ({when}), {stop}"


def propose(
    market: Market,
    plan: Plan,
    gates: tuple[GateResult, ...],
    *,
    now: datetime,
    is_addition: bool = False,
    first_of_kind: FirstOfKind | None = None,
) -> Proposal:
    signal, rules = market.signal, market.rules
    seen = market.since_posting
    named = signal.reference_price or (seen.open if seen is not None else None)
    now_at = market.quote.to_enter(signal.side)
    at_market = signal.entry_kind is EntryKind.MARKET
    limit = rules.max_signal_age_market if at_market else rules.max_signal_age_resting
    limit = rules.max_addition_age if is_addition else limit
    return Proposal(
        position_id=signal.signal_id,
        product_id=market.product.product_id,
        quote_currency=market.account.quote,
        plan=plan,
        side=signal.side,
        ask=now_at,
        addition=signal if is_addition else None,
        call=_call_of(signal) if first_of_kind is not None else "",
        first_of_kind=first_of_kind,
        drift=(now_at / named - 1).quantize(Decimal("0.00001")) if named else None,
        gates=gates,
        proposed_at=now,
        expires_at=signal.provenance.posted_at + limit,
    )


def is_still_said(signal: Signal, verdicts: list[Verdict]) -> bool:
    """Whether the newest version of the message makes the same call. `verdicts`: oldest first."""
    newest = [each for each in verdicts if each.kind is not VerdictKind.STALE]
    if not newest or newest[-1].version == signal.provenance.version:
        return True
    if newest[-1].reading is None or newest[-1].reading.kind not in {
        ReadingKind.SIGNAL,
        ReadingKind.NONE,
    }:
        return False
    calls = said_before(newest, signal.provenance).calls
    ids = {"signal_id": signal.signal_id, "earlier_ids": signal.earlier_ids}
    same = (each.model_copy(update=ids) for each in calls if is_version_of(each, signal))
    return signal in same


def is_still_asked(amendment: Amendment, verdicts: list[Verdict]) -> bool:
    """Whether the newest version of the message asks for the same addition.

    `verdicts`: oldest first.
    """
    newest = [each for each in verdicts if each.kind is not VerdictKind.STALE]
    if not newest or newest[-1].version == amendment.provenance.version:
        return True
    readings = newest[-1].reading.amendments if newest[-1].reading is not None else ()
    said = (amendment.action, amendment.base, amendment.to, amendment.fraction)
    return any((r.action, r.base, r.to, r.fraction) == said for r in readings)
