"""Tries mutants out in copies of the checkout: first the tests, then seeds of the simulation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.mutants.model import ROOT, Mutant

SEEDS = 200
LONGEST_SECONDS = 900
"""A mutant may make a loop endless: that is noticed too."""
COPIED = ("src", "tests", "functions", "cli", "sandbox", "infra")
FILES = ("pyproject.toml", "template.yaml", "samconfig.toml", "README.md", "Makefile")
TESTS = (
    "tests/unit/domain",
    "tests/unit/matching",
    "tests/unit/services",
    "tests/property",
)


@dataclass(frozen=True, slots=True)
class Tried:
    mutant: Mutant
    killed_by: str
    """What noticed it; empty for a survivor."""


def try_all(mutants: Sequence[Mutant], *, at_once: int) -> Iterator[Tried]:
    """In the order given; each in a copy of its own while it runs."""
    with TemporaryDirectory() as folder, ThreadPoolExecutor(at_once) as pool:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(at_once):
            copies.put(_copy(Path(folder) / str(number)))
        yield from pool.map(lambda each: _in_a_copy(each, copies), mutants)


def _copy(place: Path) -> Path:
    for name in COPIED:
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, place / name, ignore=skip)
    for name in FILES:
        shutil.copy(ROOT / name, place / name)
    return place


def _in_a_copy(mutant: Mutant, copies: SimpleQueue[Path]) -> Tried:
    copy = copies.get()
    file = copy / mutant.file
    right = file.read_text(encoding="utf-8")
    try:
        file.write_text(mutant.applied(right), encoding="utf-8")
        return Tried(mutant, _killer(copy))
    finally:
        file.write_text(right, encoding="utf-8")
        copies.put(copy)


def _killer(copy: Path) -> str:
    tests = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS]
    if not _passes(tests, copy):
        return "tests"
    seeds = [sys.executable, "-m", "tests.simulation", "--seeds", str(SEEDS), "--processes", "1"]
    return "" if _passes(seeds, copy) else "seeds"


def _passes(command: Sequence[str], copy: Path) -> bool:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(copy), str(copy / "src"))),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own tests
            command,
            cwd=copy,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
