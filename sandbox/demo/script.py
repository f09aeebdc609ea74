"""What happens in the demo, in order: people post, prices move, a minute passes sooner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Milestone(StrEnum):
    """How far a message's consequences have come."""

    DECIDED = "decided"
    PLACED = "placed"
    PROTECTED = "protected"
    ONE_TARGET = "one target filled"
    TWO_TARGETS = "two targets filled"
    BREAKEVEN = "stop at the entry"
    QUARTER = "a quarter of it sold"
    HALF = "half of it sold"
    CLOSED = "closed"


@dataclass(frozen=True)
class Scene:
    title: str


@dataclass(frozen=True)
class Post:
    """Somebody posts, edits or deletes: the message says which."""

    key: str


@dataclass(frozen=True)
class PriceMove:
    product_id: str
    price: str


@dataclass(frozen=True)
class Until:
    """Goes on when it is so; `within` seconds or the demo has failed."""

    key: str
    milestone: Milestone
    within: float = 60


@dataclass(frozen=True)
class StartScraper:
    """It reads first what was posted while it was away."""


@dataclass(frozen=True)
class Crash:
    """Posts; the worker under test, if any, is killed at its work on it."""

    key: str


@dataclass(frozen=True)
class Restart:
    """What was killed and does not come back by itself is started again."""


@dataclass(frozen=True)
class Misbehave:
    """From now on the stand-in Coinbase does so; `says` tells it to people."""

    fault: str
    says: str
    count: int | None = None
    value: str | None = None


@dataclass(frozen=True)
class SweepOnce:
    """One whole sweep, awaited."""


type Act = Scene | Post | PriceMove | Until | StartScraper | Crash | Restart | Misbehave | SweepOnce


def posted(keys: Iterable[str], *, until: Milestone = Milestone.DECIDED) -> list[Act]:
    """One after the other, each awaited."""
    return [act for key in keys for act in (Post(key), Until(key, until))]


REFUSED = (
    "ada-wrong-stop",
    "unknown-coin",
    "dot-short",
    "near-conditional",
    "uni-too-little",
    "fil-no-stop",
    "xrp-other-frame",
    "stranger-call",
    "xlm-never",
)

SCRIPT: Sequence[Act] = (
    Scene("The scraper was away for two days: it reads what it missed"),
    Post("overslept"),
    StartScraper(),
    Until("overslept", Milestone.DECIDED),
    Scene("Signals come in, between chat"),
    *posted(["good-morning", "welcome"]),
    *posted(["btc"], until=Milestone.PLACED),
    Scene("The same signal three times, and once more in the other channel"),
    Crash("doge"),
    Post("doge-again"),
    Post("doge-third"),
    Restart(),
    Until("doge", Milestone.PLACED, within=150),
    *(Until(key, Milestone.DECIDED) for key in ("doge-again", "doge-third")),
    *posted(["doge-copied", "doge-lower"]),
    Scene("Refused, each by its name"),
    *(Post(key) for key in REFUSED),
    *(Until(key, Milestone.DECIDED) for key in REFUSED),
    Scene("Entries fill; each fill has its targets and its stop at the exchange"),
    PriceMove("BTC-USD", "64150"),
    Until("btc", Milestone.PROTECTED),
    PriceMove("DOGE-USD", "0.1178"),
    Until("doge", Milestone.PROTECTED),
    *posted(["eth", "sol", "avax", "arb"], until=Milestone.PROTECTED),
    *posted(["pepe-thousand"], until=Milestone.PLACED),
    PriceMove("PEPE-USD", "0.0000098"),
    Until("pepe-thousand", Milestone.PROTECTED),
    Scene("A channel on paper: the same road, but no order reaches the exchange"),
    *posted(["sui"], until=Milestone.PROTECTED),
    Scene("Words are taken back; a stranger has no say"),
    *posted(["apt", "inj", "atom"], until=Milestone.PLACED),
    *posted(["inj-edited", "atom-deleted", "stranger-close"]),
    Until("inj", Milestone.CLOSED),
    Until("atom", Milestone.CLOSED),
    Scene("Targets fill"),
    PriceMove("BTC-USD", "68250"),
    Until("btc", Milestone.ONE_TARGET),
    *posted(["btc-report"]),
    PriceMove("BTC-USD", "71050"),
    Until("btc", Milestone.TWO_TARGETS),
    PriceMove("DOGE-USD", "0.1291"),
    Until("doge", Milestone.ONE_TARGET),
    PriceMove("DOGE-USD", "0.1371"),
    Until("doge", Milestone.CLOSED),
    Scene("A stop moves to the entry and holds, though the venue ignores the edits at first"),
    PriceMove("ETH-USD", "3480"),
    Misbehave("edit_ignored", "says yes to two edits and changes nothing", count=2),
    *posted(["eth-to-entry"]),
    Until("eth", Milestone.BREAKEVEN),
    PriceMove("ETH-USD", "3399"),
    Until("eth", Milestone.CLOSED),
    PriceMove("SOL-USD", "144.4"),
    Until("sol", Milestone.CLOSED),
    Scene("An author takes a quarter off, and edits that to a half: a half is sold in all"),
    *posted(["arb-part", "arb-part-edited"]),
    Until("arb", Milestone.HALF),
    Scene("An author says to take some profit and not how much: nobody answers, a quarter is sold"),
    *posted(["pepe-some"]),
    Until("pepe-thousand", Milestone.QUARTER),
    Until("pepe-thousand", Milestone.PROTECTED),
    Scene("The books show bids that nobody should believe: nothing is sold by them"),
    Misbehave("book", "shows a bid of 0.01 for every coin", value="stub"),
    SweepOnce(),
    Until("arb", Milestone.PROTECTED),
    Misbehave("book", "shows its books as they are", value="true"),
    Scene("The authors close what is left"),
    *posted(["btc-close", "avax-close"]),
    Until("btc", Milestone.CLOSED),
    Until("avax", Milestone.CLOSED),
    *posted(["recap", "advert"]),
    Scene("An entry that nobody filled expires"),
    Until("apt", Milestone.CLOSED),
)
