"""Stretches of whole minutes: which are known, which are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from signalfill.ports.bars import Span

MINUTE = timedelta(minutes=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

type Minutes = tuple[int, int]
"""Minutes since 1970, the second one excluded."""


def minute_of(moment: datetime) -> int:
    """The minute that it lies in."""
    return (moment - _EPOCH) // MINUTE


def moment_of(minute: int) -> datetime:
    return _EPOCH + minute * MINUTE


def whole_minutes(span: Span) -> Minutes:
    """Every minute that the span touches."""
    return minute_of(span.since), -((_EPOCH - span.until) // MINUTE)


def union(spans: Iterable[Minutes]) -> list[Minutes]:
    """Sorted, apart from each other, none of them empty."""
    joined: list[Minutes] = []
    for since, until in sorted(spans):
        if since >= until:
            continue
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        else:
            joined.append((since, until))
    return joined


def missing(wanted: Minutes, known: Sequence[Minutes]) -> list[Minutes]:
    """What of `wanted` is in none of `known`, which are a union."""
    since, until = wanted
    found = []
    for start, end in known:
        if end <= since or start >= until:
            continue
        if start > since:
            found.append((since, start))
        since = end
    if since < until:
        found.append((since, until))
    return found


def months(spans: Iterable[Minutes]) -> Iterator[tuple[str, Minutes]]:
    """The spans cut at the turns of months, each with its month (`2026-03`)."""
    for since, until in spans:
        begin = since
        while begin < until:
            moment = moment_of(begin)
            following = (moment.replace(day=1) + timedelta(days=32)).replace(
                day=1, hour=0, minute=0
            )
            end = min(until, minute_of(following))
            yield f"{moment:%Y-%m}", (begin, end)
            begin = end
