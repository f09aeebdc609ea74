"""Turn what was gathered into a call, and name every reason why a machine must not trade it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from signalfill.parsing.action import clauses
from signalfill.parsing.concepts import Concept as C
from signalfill.parsing.concepts import Token
from signalfill.parsing.draft import Draft, Price
from signalfill.parsing.foreign import is_foreign_base
from signalfill.parsing.numbers import completed, odd
from signalfill.parsing.price_checks import (
    Levels,
    apart,
    contradiction,
    lone_digit,
    may_be_thousands,
)
from signalfill.parsing.stated_gains import contradicted_gain
from signalfill.parsing.symbols import Coin

_ONE_PLACE = Decimal("1.01")


@dataclass(slots=True)
class ParsedCall:
    """One call, judged. `reasons` say in words what its problems stand for.

    `draft`, `prices` (of the entry) and `part` (of the message) are what it was read from.
    """

    coin: Coin
    side: str | None = None
    side_implied: bool = False
    entry_kind: str | None = None
    entries: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    stop: str | None = None
    stop_on_close: str | None = None
    leverage: str | None = None
    problems: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    prices: list[Price] = field(default_factory=list)
    part: list[Token] = field(default_factory=list)

    def doubt(self, problem: str, reason: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)
        self.reasons.append(reason)


def judge(draft: Draft, coin: Coin, said: set[str], tokens: list[Token]) -> ParsedCall:
    prices = _entry_prices(draft)
    call = ParsedCall(coin, draft=draft, prices=prices, part=tokens)
    call.entries = tuple(price.value for price in prices)
    call.entry_kind = _entry_kind(draft, prices)
    call.targets = tuple(draft.target_order)
    call.stop_on_close = draft.stop_on_close if draft.stops else None
    call.stop = draft.stops[0].value if draft.stops else draft.stop_percent
    call.leverage = _largest(draft.leverages)
    _decide_side(call, said, draft)
    _name_problems(call, draft)
    if not {"inconsistent_prices"} & set(call.problems):
        _check_prices(call, draft, tokens)
    _check_coin(call, tokens)
    return call


def _entry_prices(draft: Draft) -> list[Price]:
    prices = draft.entries or draft.soft_entries
    if draft.entries and not draft.entry_label:  # "16660 DCA 16822"
        prices = [*draft.soft_entries, *draft.entries]
    for first, second in pairwise(prices):
        if not second.ranged:
            continue
        # Who writes 60 000 leaves no thousands out: a short number behind it is a torn one.
        spaced = " " in first.token.text
        whole = None if spaced else completed(first.value, second.value)
        if whole is not None:
            second.value = whole
        elif second.token.key == "k" and first.token.key != "k":
            value = Decimal(first.value)
            if value * 100 < Decimal(second.value):
                first.value = format(value * 1000, "f").removesuffix(".0")
    return _without_repeated_end(prices)


def _without_repeated_end(prices: list[Price]) -> list[Price]:
    """`182.66 - 182.66` is one price."""
    if len(prices) == 2 and prices[1].ranged:
        same = Decimal(prices[0].value) == Decimal(prices[1].value)
        return prices[:1] if same else prices
    return prices


def _entry_kind(draft: Draft, prices: list[Price]) -> str | None:
    if not prices:
        return "market" if draft.market or not draft.limit else "limit"
    at_market = draft.market and (draft.ordered or not draft.entries)
    if at_market and not draft.more and len(prices) == 1 and not draft.limit:
        return "market"
    if at_market and _spread(prices) and not draft.more and not draft.limit:
        return "market"
    if len(prices) == 1:
        return "ladder" if draft.more and draft.market else "limit"
    if len(prices) == 2 and prices[1].ranged and not at_market:
        return "zone"
    return "ladder"


def _spread(prices: list[Price]) -> bool:
    """`from the current price (88000-87900)`: a range within two percent is one place."""
    if len(prices) != 2 or not prices[1].ranged:
        return False
    return apart(Decimal(prices[0].value), Decimal(prices[1].value)) <= _ONE_PLACE


def _largest(leverages: list[str]) -> str | None:
    whole = [value for value in leverages if value.replace(".", "", 1).isdecimal()]
    return max(whole, key=Decimal) if whole else None


def _decide_side(call: ParsedCall, said: set[str], draft: Draft) -> None:
    implied = _implied_side(call, draft)
    if len(said) == 1:
        call.side = next(iter(said))
    elif len(said) > 1:
        call.doubt("unclear", "both sides are named")
        call.side = implied
    elif implied is not None:
        call.side, call.side_implied = implied, True


def _implied_side(call: ParsedCall, draft: Draft) -> str | None:
    entries = [Decimal(value) for value in call.entries]
    if draft.stops and entries:
        stop = Decimal(draft.stops[0].value)
        if all(stop < entry for entry in entries):
            return "long"
        if all(stop > entry for entry in entries):
            return "short"
        return None
    targets = [Decimal(price.value) for price in draft.targets]
    stops = [Decimal(price.value) for price in draft.stops]
    against = entries or stops
    if targets and against:
        if min(targets) > max(against):
            return "long"
        if max(targets) < min(against):
            return "short"
    return None


def _name_problems(call: ParsedCall, draft: Draft) -> None:
    soft = draft.soft_entries if not draft.entries else []
    many = any(not price.ranged for price in soft[1:]) or (len(soft) > 2 and not draft.stops)
    announced = draft.entry_label and not draft.entries and not draft.ordered and not soft
    open_close = draft.close_without_timeframe and draft.stops and draft.stop_on_close is None
    both = bool(call.entries) and draft.limit and draft.market and not draft.more
    percent = call.stop is not None and call.stop.endswith("%")
    checks = (
        (call.coin.base is None, "no_symbol", "no coin is named"),
        (call.coin.doubtful, "unclear", "more than one coin may be meant"),
        (call.side is None, "no_side", "neither said nor implied"),
        (call.stop is None, "no_stop", "no stop is given"),
        (percent, "percent_stop", "the stop is a percentage"),
        (
            draft.percent_targets or _aims_in_multiples(draft, call.part),
            "percent_targets",
            "targets are percentages or multiples",
        ),
        (open_close, "unclear", "a stop on a candle's close without its time frame"),
        (call.entry_kind == "limit" and not call.entries, "unclear", "a limit without a price"),
        (both, "unclear", "both a limit and a market order"),
        (many, "unclear", "several prices without labels"),
        (announced, "unclear", "an entry is announced and cannot be read"),
    )
    for stands, problem, reason in checks:
        if stands:
            call.doubt(problem, reason)
    for reason in draft.doubts:
        call.doubt("unclear", reason)


def _aims_in_multiples(draft: Draft, part: list[Token]) -> bool:
    """A target in multiples of the risk that was not read is no missing target."""
    if draft.target_order:
        return False
    return any(
        {C.TARGET, C.MULTIPLE} <= {token.concept for token in line}
        for line in clauses(part, {C.BREAK, C.LINE})
    )


def _check_prices(call: ParsedCall, draft: Draft, tokens: list[Token]) -> None:
    levels = Levels(
        entries=tuple(map(Decimal, call.entries)),
        stop=Decimal(draft.stops[0].value) if draft.stops else None,
        targets=tuple(Decimal(price.value) for price in draft.targets),
        long=call.side == "long",
    )
    written = [*call.entries, *(price.value for price in (*draft.stops, *draft.targets))]
    stops = () if levels.stop is None else (levels.stop,)
    nothing = any(price <= 0 for price in (*levels.entries, *levels.targets, *stops))
    if nothing or any(map(odd, written)):
        call.doubt("inconsistent_prices", "a number nobody writes")
        return
    if call.side is None:
        return
    reason = (
        contradiction(levels)
        or contradicted_gain(draft, levels, tokens)
        or lone_digit(call.targets, [*call.entries, call.stop or ""])
    )
    if reason:
        call.doubt("inconsistent_prices", reason)
    if thousands := may_be_thousands(written):
        call.doubt("unclear", thousands)


def _check_coin(call: ParsedCall, tokens: list[Token]) -> None:
    if call.coin.quote in {"BTC", "ETH", "BNB"} or any(
        token.key in {"sats", "satoshi", "satoshis", "sat"} for token in tokens
    ):
        call.doubt("btc_quoted", "priced in another coin")
    if any(token.concept == C.FOREIGN for token in tokens) or is_foreign_base(call.coin.base):
        call.doubt("not_crypto", "gold, shares or currencies are named")
