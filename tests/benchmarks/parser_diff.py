"""What another version of the parser traded and this one reads otherwise, for a human to look at.

`make parser-diff AGAINST=COMMIT` (default: the first release). It reads the corpora beside the
project where they are, our own messages, and generated calls and noise with both parsers, and
lists first the messages that both trade but otherwise, then those that only this one trades, then
those that only the other one traded. Nothing here is a verdict: a difference may be a mended fault.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from sandbox.demo.messages import read_messages
from tests.benchmarks.corpus import CORPUS
from tests.blind.messages import read_blind
from tests.noise.cards import draw_card
from tests.noise.generate import generate
from tests.unit.parsing.layouts import LAYOUTS

ROOT = Path(__file__).parents[2]
FIRST_RELEASE = "02dcceb"
GENERATED = 5_000  # calls, and as many messages of noise
_READER = """
import json, sys
from signalfill.parsing import parse
for line in sys.stdin:
    print(json.dumps(parse(json.loads(line)).model_dump(mode="json")))
"""
_MONEY = {"base", "side", "entry", "take_profits", "stop_loss", "stop_on_close"}
type Reading = dict[str, Any]


class Difference(NamedTuple):
    kind: str
    origin: str
    text: str
    before: Reading
    now: Reading


KINDS = ("traded otherwise", "traded now", "traded before")


def all_texts() -> Iterator[tuple[str, str]]:
    """Where each text is from, and the text."""
    for file in sorted(CORPUS.parent.glob("*.jsonl")) if CORPUS.exists() else ():
        for line in file.read_text(encoding="utf-8").splitlines():
            message = json.loads(line)
            yield f"{file.stem} {message['id']}", message["text"]
    yield from (("our messages", each.text) for each in read_messages().values() if each.text)
    yield from ((f"blind, {each.language}", each.text) for each in read_blind())
    yield from (("our layouts", each.text) for each in LAYOUTS)
    random = Random(1)
    yield from (("generated call", draw_card(random).text) for _ in range(GENERATED))
    yield from ((f"noise, {each.kind}", each.text) for each in generate(GENERATED, seed=1))


def read_with(source: Path, texts: Sequence[str]) -> list[Reading]:
    """The readings of the parser whose `signalfill` package stands in this folder."""
    finished = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _READER],
        input="".join(json.dumps(text) + "\n" for text in texts),
        env={**os.environ, "PYTHONPATH": str(source)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in finished.stdout.splitlines()]


def check_out(commit: str, into: Path) -> Path:
    """The sources of a commit, unpacked in a folder."""
    archive = subprocess.run(  # noqa: S603 - a commit that the caller names
        ["git", "-C", str(ROOT), "archive", commit, "src"],  # noqa: S607 - whichever git is there
        stdout=subprocess.PIPE,
        check=True,
    )
    subprocess.run(["tar", "-x", "-C", str(into)], input=archive.stdout, check=True)  # noqa: S603, S607
    return into / "src"


def differences(
    texts: Sequence[tuple[str, str]], before: Sequence[Reading], now: Sequence[Reading]
) -> list[Difference]:
    found = []
    for (origin, text), old, new in zip(texts, before, now, strict=True):
        traded, trades = _traded(old), _traded(new)
        if traded != trades:
            kind = KINDS[0] if traded and trades else KINDS[1] if trades else KINDS[2]
            found.append(Difference(kind, origin, text, old, new))
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def _traded(reading: Reading) -> list[Reading]:
    """The tradable calls: what an order is made of."""
    return [
        {name: value for name, value in signal.items() if name in _MONEY}
        for signal in reading["signals"]
        if not signal["problems"]
    ]


def told(each: Difference) -> str:
    def side(reading: Reading) -> str:
        return json.dumps(_traded(reading), ensure_ascii=False) + f"  ({reading['reason']})"

    return (
        f"--- {each.kind}: {each.origin}\n{each.text}\n"
        f"  before {side(each.before)}\n  now    {side(each.now)}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("against", nargs="?", default=FIRST_RELEASE)
    against = options.parse_args().against
    texts = list(dict.fromkeys(all_texts()))
    with tempfile.TemporaryDirectory() as folder:
        plain = [text for _, text in texts]
        before = read_with(check_out(against, Path(folder)), plain)
        now = read_with(ROOT / "src", plain)
    found = differences(texts, before, now)
    counts = [f"{sum(each.kind == kind for each in found)} {kind}" for kind in KINDS]
    lines = [*map(told, found), f"{len(texts)} messages against {against}: {', '.join(counts)}"]
    print("\n".join(lines))  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()
