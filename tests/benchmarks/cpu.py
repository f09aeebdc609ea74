"""CPU time of the sandbox's processes, from the kernel's table of processes (Linux)."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(directory: str) -> dict[str, float]:
    """Per kind of process: what belongs to the stage in `directory`, by its command or folder."""
    found: dict[str, float] = defaultdict(float)
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().decode().split("\0")
            environment = (entry / "environ").read_bytes().decode(errors="replace")
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        name = _name(command, environment, directory)
        if name is not None:
            found[name] += (int(fields[11]) + int(fields[12])) / TICKS
    return found


def _name(command: list[str], environment: str, directory: str) -> str | None:
    """Workers of functions by the function's name, other processes by what was started."""
    line = " ".join(command)
    if directory not in line + environment:
        return None
    function = re.search(r"signalfill-(\w+Function)-", line)
    if function is not None:
        return function[1]
    known = (each for each in ("ministack", "sandbox.coinbase", "scraper") if each in line)
    return next(known, "others")
