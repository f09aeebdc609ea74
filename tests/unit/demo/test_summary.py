from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from sandbox.demo.summary import print_canaries


def told(*milliseconds: float) -> str:
    out = StringIO()
    print_canaries(Console(file=out, width=200), milliseconds)
    return out.getvalue().strip()


@pytest.mark.parametrize(
    ("milliseconds", "line"),
    [
        ((), ""),
        ((900,), "p50 900 ms, p95 900 ms, p99 900 ms over 1; the first one 900 ms"),
        ((900, 20, 10), "p50 10 ms, p95 20 ms, p99 20 ms over 2; the first one 900 ms"),
    ],
)
def test_the_canaries_way_is_told_without_the_cold_start(
    milliseconds: tuple[float, ...], line: str
) -> None:
    assert told(*milliseconds).removeprefix("Canary, scraper to trader: ") == line
