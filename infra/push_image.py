#!/usr/bin/env python3
"""Builds the scraper's image, pushes it to the stack's repository, says how to deploy it."""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3

ROOT = Path(__file__).resolve().parents[1]


def main(stack: str) -> None:
    engine = shutil.which("docker") or shutil.which("podman")
    if engine is None:
        sys.exit("neither docker nor podman is installed: one of them builds the image")
    repository = repository_of(boto3.client("cloudformation"), stack)
    image = push(boto3.client("ecr"), engine, repository)
    overrides = f'--parameter-overrides ScraperImage="{image}"'
    sys.stdout.write(f"{image}\nnow: make deploy STACK={stack} ARGS='{overrides}'\n")


def repository_of(cloudformation: Any, stack: str) -> str:  # noqa: ANN401 - boto3 makes it
    outputs = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
    named: dict[str, str] = {each["OutputKey"]: each["OutputValue"] for each in outputs}
    return named["ScraperRepositoryUri"]


def push(ecr: Any, engine: str, repository: str) -> str:  # noqa: ANN401 - boto3 makes it
    """The image's name with its digest; the tag is the image's own id, so it never moves."""
    registry, _, name = repository.partition("/")
    local = "signalfill-scraper"
    # Fargate's default platform, whatever machine this is.
    command = [engine, "build", "--platform", "linux/amd64", "-t", local]
    run([*command, "-f", "functions/scraper/Dockerfile", "."])
    image_id = run([engine, "image", "inspect", "--format", "{{.Id}}", local]).strip()
    tag = image_id.removeprefix("sha256:")[:16]
    token = ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    user, _, password = base64.b64decode(token).decode().partition(":")
    run([engine, "login", "--username", user, "--password-stdin", registry], given=password)
    run([engine, "tag", local, f"{repository}:{tag}"])
    run([engine, "push", f"{repository}:{tag}"])
    found = ecr.describe_images(repositoryName=name, imageIds=[{"imageTag": tag}])
    return f"{repository}@{found['imageDetails'][0]['imageDigest']}"


def run(command: list[str], *, given: str | None = None) -> str:
    """What the command printed; its errors go to the terminal, and end us."""
    done = subprocess.run(  # noqa: S603 - docker or podman
        command, cwd=ROOT, input=given, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"{' '.join(command[:2])} failed with status {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1])
