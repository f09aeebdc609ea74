from __future__ import annotations

import base64
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.infra.templates import ROOT

REPOSITORY = "123456789012.dkr.ecr.us-east-1.amazonaws.com/signalfill-scraper"
ENGINE = """#!/bin/sh
echo "$@" >> {log}
case "$1 $2" in
  "image inspect") echo sha256:0123456789abcdef0123456789abcdef ;;
  "login --username") cat > {password} ;;
esac
"""


class Registry:
    """ECR as far as a push asks it."""

    def get_authorization_token(self) -> dict[str, Any]:
        token = base64.b64encode(b"AWS:made-up").decode()
        return {"authorizationData": [{"authorizationToken": token}]}

    def describe_images(
        self,
        repositoryName: str,  # noqa: N803 - AWS's own name
        imageIds: list[dict[str, str]],  # noqa: N803 - AWS's own name
    ) -> dict[str, Any]:
        return {"imageDetails": [{"imageDigest": f"{repositoryName}:{imageIds[0]['imageTag']}"}]}


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("push_image", ROOT / "infra" / "push_image.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def engine(tmp_path: Path) -> Path:
    path = tmp_path / "engine"
    path.write_text(ENGINE.format(log=tmp_path / "log", password=tmp_path / "password"))
    path.chmod(0o755)
    return path


def test_the_image_is_named_by_the_digest_of_what_was_pushed(
    script: ModuleType, engine: Path
) -> None:
    image = script.push(Registry(), str(engine), REPOSITORY)

    assert image == f"{REPOSITORY}@signalfill-scraper:0123456789abcdef"


def test_the_image_is_built_for_the_platform_that_it_runs_on(
    script: ModuleType, engine: Path, tmp_path: Path
) -> None:
    script.push(Registry(), str(engine), REPOSITORY)

    assert "build --platform linux/amd64" in (tmp_path / "log").read_text()


def test_the_registrys_password_is_on_no_command_line(
    script: ModuleType, engine: Path, tmp_path: Path
) -> None:
    script.push(Registry(), str(engine), REPOSITORY)

    assert (tmp_path / "password").read_text() == "made-up"
    assert "made-up" not in (tmp_path / "log").read_text()


def test_a_failed_build_pushes_nothing(script: ModuleType, tmp_path: Path) -> None:
    engine = tmp_path / "engine"
    engine.write_text(f"#!/bin/sh\necho $1 >> {tmp_path / 'log'}\nexit 3\n")
    engine.chmod(0o755)

    with pytest.raises(SystemExit, match="status 3"):
        script.push(Registry(), str(engine), REPOSITORY)

    assert (tmp_path / "log").read_text() == "build\n"
