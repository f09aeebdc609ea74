"""The lanes side by side: one result for each call, and where every message went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from signalfill.domain.base_map import Denied, resolve
from signalfill.domain.evidence.lane_trades import LaneTrade
from signalfill.domain.evidence.results import Funnel, Lane, SignalOutcome, SignalResult
from signalfill.domain.price_frame import in_price_frame
from signalfill.domain.signal import Signal
from signalfill.domain.verdict import Verdict, VerdictKind
from signalfill.ports.bars import Bars, BarStore
from signalfill.services.replaying.arrivals import ReadHistory
from signalfill.services.replaying.claimed import claimed_r
from signalfill.services.replaying.lane_outcome import Called, LaneOutcome

UNDECIDABLE = Decimal("0.25")
"""Bounds further apart than this: minute candles cannot tell."""
PENDING = "pending"
EDITED_LATE = "edited_late"
NO_CANDLES = "no_candles"
QUOTE = "USD"


def signal_results(
    outcomes: Mapping[Lane, LaneOutcome], read: ReadHistory, store: BarStore
) -> list[SignalResult]:
    """In order of posting."""
    worst = outcomes[Lane.WORST]
    found = [_result(called, outcomes, read, store) for called in worst.calls.values()]
    return sorted(found, key=lambda each: (each.posted_at, each.signal_id))


def _result(
    called: Called, outcomes: Mapping[Lane, LaneOutcome], read: ReadHistory, store: BarStore
) -> SignalResult:
    signal, said = called.signal, called.signal.provenance
    trades = {lane: each.trades.get(signal.signal_id) for lane, each in outcomes.items()}
    worst, best = trades[Lane.WORST], trades.get(Lane.BEST)
    product, framed = _framed(signal, worst)
    bars = store.bars(product) if product else None
    achieved = outcomes.get(Lane.ACHIEVED)
    return SignalResult(
        signal_id=signal.signal_id,
        channel_id=said.channel_id,
        author_id=said.speaker_id,
        product=product,
        base=signal.base,
        side=signal.side,
        entry_kind=signal.entry_kind.value,
        entry_prices=framed.entry_prices,
        stop_price=framed.stop_loss,
        take_profits=framed.take_profits,
        posted_at=said.posted_at,
        day=said.posted_at.date().isoformat(),
        claimed_r=None if bars is None else claimed_r(framed, bars),
        obtainable_worst_r=None if worst is None else worst.r,
        obtainable_best_r=None if best is None else best.r,
        achieved_r=_r(trades.get(Lane.ACHIEVED)),
        achieved_code="" if achieved is None else _code(achieved.calls.get(signal.signal_id)),
        drift=_drift(framed, bars),
        edited_after_seconds=read.edits.get(said.message_id),
        undecidable=worst is not None and best is not None and best.r - worst.r > UNDECIDABLE,
        **_course(worst, called, bars, product),
    )


def _r(trade: LaneTrade | None) -> Decimal | None:
    return None if trade is None else trade.r


def _framed(signal: Signal, worst: LaneTrade | None) -> tuple[str, Signal]:
    """The product, and the call in its price frame: one that opened is in it already."""
    if worst is not None:
        return worst.product, signal
    reference = resolve(signal.base, QUOTE)
    if isinstance(reference, Denied):
        return "", signal
    return reference.product_id, in_price_frame(signal, reference.price_divisor)


def _course(
    worst: LaneTrade | None, called: Called, bars: Bars | None, product: str
) -> dict[str, object]:
    if worst is None:
        missing = bars is None and product != ""
        return {
            "outcome": SignalOutcome.REFUSED,
            "code": NO_CANDLES if missing else _code(called),
        }
    return {
        "outcome": worst.outcome,
        "code": worst.code,
        "filled": worst.filled,
        "minutes_open": worst.minutes_open,
        "fees_r": worst.fees_r,
        "opened_at": worst.opened_at,
        "closed_at": worst.closed_at,
        "fills": worst.fills,
    }


def _code(called: Called | None) -> str:
    """Why no trade came of it; empty where one did."""
    if called is None or called.decision is None:
        return PENDING
    return "" if called.decision.code == "opened" else called.decision.code


def _drift(framed: Signal, bars: Bars | None) -> Decimal | None:
    """The price named against the last one before the posting, as a fraction."""
    reference = framed.reference_price
    if reference is None or bars is None:
        return None
    number = bars.finished(framed.provenance.posted_at) - 1
    if number < 0:
        return None
    return (reference / bars.last(number) - 1).quantize(Decimal("0.000001"))


def funnel_of(
    outcomes: Mapping[Lane, LaneOutcome], read: ReadHistory, results: Sequence[SignalResult]
) -> Funnel:
    worst, achieved = outcomes[Lane.WORST], outcomes.get(Lane.ACHIEVED)
    last = _last_verdicts(worst.verdicts)
    kinds = Counter(each.kind.value for each in last)
    kinds[EDITED_LATE] += len({each.message_id for each in read.edited_late})
    refused = [each.code for each in results if each.outcome is SignalOutcome.REFUSED]
    calls = [
        call
        for each in last
        if each.kind is VerdictKind.SIGNAL and each.reading is not None
        for call in each.reading.signals
    ]
    problems = [call.problems[0].value for call in calls if call.problems]
    codes = [] if achieved is None else [_code(each) for each in achieved.calls.values()]
    return Funnel(
        messages=sum(kinds.values()),
        kinds=_sorted(kinds),
        calls=len(calls),
        problems=_sorted(problems),
        signals=len(results),
        refused=_sorted(refused),
        refused_achieved=_sorted(code for code in codes if code),
        opened=len(worst.trades),
        filled=sum(each.filled for each in worst.trades.values()),
    )


def _last_verdicts(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Of each message the last that said anything of it: a stale version changes nothing."""
    last: dict[str, Verdict] = {}
    for each in verdicts:
        if each.kind is not VerdictKind.STALE or each.message_id not in last:
            last[each.message_id] = each
    return list(last.values())


def _sorted(counted: Iterable[str] | Counter[str]) -> dict[str, int]:
    return {each: count for each, count in sorted(Counter(counted).items()) if count}
