"""The pinned tools of `make setup`, each in an environment of its own under `.tools`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGION = "us-east-1"

_TOOLS = ROOT / ".tools" / "bin"
BUILD_PYTHON = ROOT / ".tools" / "build" / "bin" / "python3.13"
# How pip reaches a package index is the machine's own business, under these names.
_INDEX_NAMES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NO_PROXY", "no_proxy")
_INDEX_PREFIXES = ("PIP_", "HTTP_", "HTTPS_", "http_", "https_")


class SandboxError(Exception):
    """Something of the sandbox did not start or end as it should; the message says what."""


def tool(name: str) -> str:
    """The path of a pinned tool.

    Raises:
        SandboxError: it is not there yet.
    """
    path = _TOOLS / name
    if not path.exists():
        raise SandboxError(f"{name} is not installed: run make setup")
    return str(path)


def clean_environment(**more: str) -> dict[str, str]:
    """A child's environment: nothing of the caller's settings or AWS credentials leaks in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | more


def build_environment() -> dict[str, str]:
    """For `sam build`: the package index as the caller reaches it, and a python3.13 with pip."""
    index = {
        name: value
        for name, value in os.environ.items()
        if name in _INDEX_NAMES or name.startswith(_INDEX_PREFIXES)
    }
    path = os.pathsep.join([str(BUILD_PYTHON.parent), os.environ.get("PATH", os.defpath)])
    return clean_environment(**index | {"PATH": path, "AWS_DEFAULT_REGION": REGION})


def aws_environment(endpoint_url: str) -> dict[str, str]:
    """What makes any AWS SDK or tool talk to the emulator, as its root."""
    return {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
    }


def run(command: Sequence[str], *, environment: Mapping[str, str], log: Path) -> None:
    """Runs a tool in the project's root; what it prints is added to `log`.

    Raises:
        SandboxError: it failed; the message ends with its last lines.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as output:
        done = subprocess.run(  # noqa: S603 - our own pinned tools
            command,
            cwd=ROOT,
            env={**environment, "SAM_CLI_TELEMETRY": "0"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        last = "\n".join(log.read_text().splitlines()[-15:])
        name = " ".join([Path(command[0]).name, *command[1:2]])
        raise SandboxError(f"{name} failed with status {done.returncode} (see {log}):\n{last}")
