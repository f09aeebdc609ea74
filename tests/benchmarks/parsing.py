"""What reading a message costs: run with `python -m tests.benchmarks.parsing`.

Prints one JSON line: median and 99th percentile over real messages where the corpus lies beside
the project (our own layouts otherwise), and the worst of some hostile texts of full length.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from random import Random

from signalfill.parsing import LONGEST_TEXT, parse
from tests.benchmarks import corpus
from tests.benchmarks.corpus import CORPUS
from tests.unit.parsing.layouts import LAYOUTS

HOSTILE = (
    "1 ", "sl 1 ", "TP1: 0.5\n", "(", "(1 ", "BTC long entry sl close move ", "1.", "1,000",
    "止损多空进场目标", "的", "**a** ", "<:a:1>", "[a](http", "1️⃣", "Cтоп ", "𝐋",
    "move sl to entry, ", "5% ", "Entry: 1 SL: 2 TP: 3\nBTC ", "BTC long 5 sl 4\n",
    "1-", "a/usdt ", "#a $b ", "<", "$", "> a\n", "a\u0301",
    "the price of this coin will go up from some level today. ", "x" * 500,
    "sol spot 140-132-125 stop daily close below 118 stop : move sl to entry, add more here. (",
    " target BTC long entry sl close KASUSDT LONGLeverage: 5x",
)  # fmt: skip
PIECES = (*HOSTILE, *(layout.text + "\n" for layout in LAYOUTS))
"""What a dear text may be made of."""
ROUNDS = 3
SEARCH_ROUNDS = 150
_KEPT = 4
_COARSE = 100  # characters


def seconds(text: str) -> float:
    """Of this thread alone: what else the machine does is no cost of the parser's."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.thread_time()
        parse(text)
        best = min(best, time.thread_time() - start)
    return best


def worst_texts(
    *,
    cost: Callable[[str], float],
    random: Random,
    rounds: int,
    pieces: Sequence[str] = PIECES,
) -> list[str]:
    """A search for the dearest text of full length: the best few are changed, again and again."""
    found = sorted(((cost(_full([piece])), [piece]) for piece in pieces), reverse=True)[:_KEPT]
    for _ in range(rounds):
        changed = list(random.choice(found)[1])
        changed.insert(random.randint(0, len(changed)), random.choice(pieces))
        if len(changed) > 2 and random.random() < 0.5:
            changed.pop(random.randrange(len(changed)))
        if random.random() < 0.3:
            cut = random.choice(changed)
            changed[changed.index(cut)] = cut[: random.randint(1, len(cut))]
        found = sorted([*found, (cost(_full(changed)), changed)], reverse=True)[:_KEPT]
    return [_full(pieces) for _, pieces in found]


def _full(pieces: list[str]) -> str:
    """As much of the pieces as is read at all: what is too dense costs next to nothing."""
    text = "".join(pieces)
    text = (text * (LONGEST_TEXT // len(text) + 1))[:LONGEST_TEXT]
    read, refused = 0, len(text)
    while parse(text[:refused]).reason == "too_dense" and refused - read > _COARSE:
        middle = (read + refused) // 2
        if parse(text[:middle]).reason == "too_dense":
            refused = middle
        else:
            read = middle
    return text[:read] if read else text


def messages() -> list[str]:
    if not CORPUS.exists():
        return [layout.text for layout in LAYOUTS]
    return [message["text"] for message in corpus.messages()]


def main() -> None:
    times = sorted(seconds(text) for text in messages())
    lengths = (LONGEST_TEXT, LONGEST_TEXT // 3)
    hostile = [(text * length)[:length] for text in HOSTILE for length in lengths]
    hostile += worst_texts(cost=seconds, random=Random(1), rounds=SEARCH_ROUNDS)
    figures = {
        "messages": len(times),
        "median_ms": round(times[len(times) // 2] * 1000, 3),
        "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 3),
        "worst_hostile_ms": round(max(map(seconds, hostile)) * 1000, 1),
    }
    print(json.dumps(figures))  # noqa: T201 - a benchmark prints its figures


if __name__ == "__main__":
    main()
