"""What settings teach the parser, tried out: each template's example, read without and with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cli.marked import conclusions
from signalfill.domain.settings import Settings
from signalfill.domain.teaching import Teaching
from signalfill.parsing import parse
from signalfill.parsing.lexicon import LEXICON, Lexicon
from signalfill.parsing.teaching import learn

type Record = dict[str, Any]


def tried(settings: Settings) -> list[Record]:
    """For all channels together, then for each that is taught something of its own."""
    shared = learn((settings.reading,)).lexicon
    found = [_tried("all channels", settings.reading, LEXICON, shared)]
    for channel_id, channel in settings.channels.items():
        own = learn((channel.reading,), shared).lexicon
        found.append(_tried(f"{channel_id} ({channel.name})", channel.reading, shared, own))
    return [each for each in found if each is not None]


def _tried(where: str, teaching: Teaching, before: Lexicon, after: Lexicon) -> Record | None:
    if not teaching:
        return None
    return {
        "where": where,
        "words": sum(map(len, teaching.words.values())) + len(teaching.coins),
        "sentences": len(teaching.ignore),
        "examples": [
            {
                "text": each.example,
                "before": parse(each.example, before),
                "after": parse(each.example, after),
            }
            for each in teaching.templates
        ],
    }


def in_lines(found: Sequence[Record]) -> Iterator[str]:
    for each in found:
        counted = ((each[name], name) for name in ("words", "sentences"))
        told = [f"{count} {name}" for count, name in counted if count]
        told += [f"{len(each['examples'])} templates"] if each["examples"] else []
        yield f"  taught of {each['where']}: {', '.join(told)}"
        for number, example in enumerate(each["examples"], start=1):
            for when in ("before", "after"):
                first, *more = conclusions(example[when])
                said = "; ".join(line.strip() for line in more) or first.strip()
                yield f"    template {number}, {when}: {example[when].kind}, {said}"


def as_json(found: Sequence[Record]) -> list[Record]:
    return [
        {
            **each,
            "examples": [
                {
                    "text": example["text"],
                    "before": example["before"].model_dump(mode="json"),
                    "after": example["after"].model_dump(mode="json"),
                }
                for example in each["examples"]
            ],
        }
        for each in found
    ]
