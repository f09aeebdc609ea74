"""AWS on one machine: MiniStack takes the very `sam build` and `sam deploy` that AWS gets."""

from sandbox.aws.ministack import MiniStack
from sandbox.aws.stack import Stack, build, deploy

__all__ = ["MiniStack", "Stack", "build", "deploy"]
