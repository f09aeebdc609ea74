"""What the parser's own benchmark prints, held against the bars."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout

from tests.benchmarks import parsing
from tests.benchmarks.result import Figure, at_most


def measure() -> list[Figure]:
    with redirect_stdout(io.StringIO()) as printed:
        parsing.main()
    found = json.loads(printed.getvalue())
    return [
        at_most(f"parse, median of {found['messages']} messages", found["median_ms"], 0.5, "ms"),
        at_most("parse, 99 %", found["p99_ms"], 3, "ms"),
        at_most("parse, worst hostile text", found["worst_hostile_ms"], 50, "ms"),
    ]
