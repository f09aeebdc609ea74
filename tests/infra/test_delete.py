"""`make delete` asks first whether anything is open."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.infra.templates import ROOT


def make_delete(folder: Path, positions_command: str) -> tuple[int, bool]:
    """Its status, and whether SAM was asked to delete, with both commands made up."""
    deleted = folder / "deleted"
    for name, body in {"signalfill": positions_command, "sam": f"touch {deleted}"}.items():
        script = folder / name
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
    command = ["make", "delete", f"BIN={folder}", f"PATH={folder}:{os.environ['PATH']}"]
    command += ["-o", ".venv/.ready", "-o", ".tools/.ready"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - ours
    return done.returncode, deleted.exists()


def test_a_stack_without_open_positions_is_deleted(tmp_path: Path) -> None:
    assert make_delete(tmp_path, "echo '[]'") == (0, True)


@pytest.mark.parametrize(
    "positions_command",
    ["""echo '[{"position_id": "1-0"}]'""", "exit 1", "true", "echo '[]'; echo more"],
)
def test_a_stack_is_kept_where_anything_is_open_or_unknown(
    positions_command: str, tmp_path: Path
) -> None:
    status, deleted = make_delete(tmp_path, positions_command)

    assert status != 0
    assert not deleted
