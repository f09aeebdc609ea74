from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import main
from tests.integration.cli.conftest import CHANNEL

pytestmark = pytest.mark.integration


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "settings.yaml"
    path.write_text(f"channels: {{'{CHANNEL}': {{name: alpha}}}}")
    return path


@pytest.mark.usefixtures("tables")
def test_pushed_settings_are_shown(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["settings", "push", str(path), "--yes"])
    capsys.readouterr()
    main(["settings", "show", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert (shown["version"], shown["settings"]["channels"][CHANNEL]["name"]) == (1, "alpha")


@pytest.mark.usefixtures("tables")
def test_a_paused_channel_is_shown_as_such(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["settings", "push", str(path), "--yes"])
    main(["pause", "--channel", CHANNEL])
    capsys.readouterr()
    main(["channels", "--json"])
    assert json.loads(capsys.readouterr().out)[0]["effective"] == "paused"


@pytest.mark.usefixtures("aws")
def test_a_missing_table_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SIGNALFILL_CONTROL_TABLE", "nowhere")
    assert main(["channels"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
