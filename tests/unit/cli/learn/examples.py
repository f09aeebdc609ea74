"""Messages of a channel that was never read before; written for these tests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from cli.learn.messages import OldMessage

CALLS = [
    ("SOL", 142, 136, 150, 158),
    ("ETH", 2500, 2400, 2600, 2700),
    ("LINK", 14, 13, 15, 16),
    ("AVAX", 36, 34, 38, 41),
]


def cards(template: str) -> list[str]:
    return [
        template.format(coin=coin, entry=entry, stop=stop, one=one, two=two)
        for coin, entry, stop, one, two in CALLS
    ]


KNOWN = "#{coin} LONG\nEntry: {entry}\nStop: {stop}\nTargets: {one} - {two}"
STRANGE = "#{coin} LONG\nkwark: {entry}\nplonk: {stop}\nTargets: {one} - {two}"
STRANGE_STOP = "#{coin} LONG\nEntry: {entry}\nplonk: {stop}\nTargets: {one} - {two}"
CHATTER = ["gm everyone", "what a day", "see you at 20:00"]


def old(texts: Sequence[str]) -> list[OldMessage]:
    return [OldMessage(str(number), text) for number, text in enumerate(texts, start=1)]


def export(path: Path, texts: Sequence[str]) -> Path:
    file = path / "export.jsonl"
    lines = [json.dumps({"id": each.message_id, "content": each.text}) for each in old(texts)]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
