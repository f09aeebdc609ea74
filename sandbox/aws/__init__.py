"""AWS on one machine: MiniStack takes the very `sam build` and `sam deploy` that AWS gets."""

from sandbox.aws.metrics import measured
from sandbox.aws.ministack import MiniStack
from sandbox.aws.stack import BUILT, Stack, build, deploy, undisturbed

__all__ = ["BUILT", "MiniStack", "Stack", "build", "deploy", "measured", "undisturbed"]
