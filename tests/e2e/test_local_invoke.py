"""`sam local invoke` with the example events: the functions in Lambda's own container image."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.aws import BUILT, Stack, undisturbed
from sandbox.aws.tools import REGION, ROOT, clean_environment, tool
from tests.e2e.conftest import StartStack

DOCKER_HOST = os.environ.get("DOCKER_HOST", "")

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not DOCKER_HOST, reason="no container engine: DOCKER_HOST is not set"),
]


def own_address() -> str:
    """This machine as a container on a network of its own sees it; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        address: str = probe.getsockname()[0]
    return address


@pytest.fixture(scope="module")
def stack(start_stack: StartStack) -> Stack:
    # A container on its own network does not reach our loopback interface.
    return start_stack(bind_host="0.0.0.0")  # noqa: S104 - only while these tests run


@pytest.fixture(scope="module")
def template(built: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was built, with the one variable that SAM shall override: it adds none."""
    del built
    folder = tmp_path_factory.mktemp("local") / "build"
    with undisturbed():
        shutil.copytree(BUILT, folder)
    path = folder / "template.yaml"
    tree = yaml.safe_load(path.read_text())
    tree["Globals"]["Function"]["Environment"] = {"Variables": {"AWS_ENDPOINT_URL": ""}}
    path.write_text(yaml.safe_dump(tree, sort_keys=False))
    return path


def invoke(function: str, event: str, stack: Stack, template: Path) -> Any:  # noqa: ANN401 - JSON
    endpoint_url = stack.endpoint_url.replace("127.0.0.1", own_address())
    overrides = template.parent / "variables.json"
    overrides.write_text(
        json.dumps({function: stack.environment() | {"AWS_ENDPOINT_URL": endpoint_url}})
    )
    command = [tool("sam"), "local", "invoke", function, "--template", str(template)]
    command += ["--event", str(ROOT / "tests" / "events" / event), "--env-vars", str(overrides)]
    command.append("--skip-pull-image")
    done = subprocess.run(  # noqa: S603 - our own pinned tool
        command,
        cwd=template.parent,
        env=clean_environment(
            AWS_DEFAULT_REGION=REGION, DOCKER_HOST=DOCKER_HOST, SAM_CLI_TELEMETRY="0"
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    answer = json.loads(done.stdout.splitlines()[-1]) if done.stdout else done.stderr
    assert "errorMessage" not in (answer or {}), done.stderr
    return answer


@pytest.mark.parametrize(
    ("function", "event", "expected"),
    [
        ("ParserFunction", "message.json", {"batchItemFailures": []}),
        ("ParserFunction", "unreadable_record.json", {"batchItemFailures": []}),
        ("OnSignalFunction", "signal.json", None),
        ("OnPositionFunction", "journal.json", None),
    ],
)
def test_a_function_takes_its_example_event(
    function: str, event: str, expected: object, stack: Stack, template: Path
) -> None:
    assert invoke(function, event, stack, template) == expected


def test_the_sweep_takes_its_example_event(stack: Stack, template: Path) -> None:
    answer = invoke("OnScheduleFunction", "schedule.json", stack, template)

    assert answer["failed"] == 0
