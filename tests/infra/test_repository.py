"""What a newcomer types first."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.infra.templates import ROOT

TARGETS = ["help", "setup", "demo", "test", "lint", "bench", "build", "image", "deploy", "delete"]


def makefile() -> str:
    return (ROOT / "Makefile").read_text()


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_says_what_it_does(target: str) -> None:
    assert re.search(rf"^{target}:[^#\n]* ## \w+", makefile(), re.MULTILINE)


def test_help_is_what_make_alone_shows() -> None:
    assert ".DEFAULT_GOAL := help" in makefile()


def test_the_makefile_stays_short() -> None:
    assert len(makefile().splitlines()) <= 130


def test_continuous_integration_lints_and_tests_and_can_be_run() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert "make lint || status=1\nmake test || status=1" in script.read_text()


def test_continuous_integration_fails_where_either_fails(tmp_path: Path) -> None:
    fake = tmp_path / "make"
    fake.write_text('#!/bin/sh\n[ "$1" = test ]\n')
    fake.chmod(0o755)

    done = subprocess.run(  # noqa: S603 - our own script
        [ROOT / ".ci" / "run"], env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, check=False
    )

    assert done.returncode == 1
