from __future__ import annotations

import pytest

from tests.unit.cli.operator import Operator


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(monkeypatch, capsys)
