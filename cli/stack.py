"""A stack's outputs as environment: `SignalsTable` is `SIGNALFILL_SIGNALS_TABLE`."""

from __future__ import annotations

import re
from collections.abc import Mapping

import boto3
from botocore.exceptions import ClientError

from signalfill.config import PREFIX
from signalfill.domain.errors import InvalidInputError


def with_stack_outputs(variables: Mapping[str, str], stack: str) -> dict[str, str]:
    """The stack's outputs below the variables: what is set by hand wins.

    Raises:
        InvalidInputError: there is no such stack in this account and region.
    """
    try:
        answer = boto3.client("cloudformation").describe_stacks(StackName=stack)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "ValidationError":
            raise
        raise InvalidInputError(
            f"no stack {stack} in this AWS account and region: deploy it, or name it with --stack"
        ) from None
    outputs = answer["Stacks"][0].get("Outputs", [])
    named = {_variable(each["OutputKey"]): each["OutputValue"] for each in outputs}
    return {**named, **variables}


def _variable(output_key: str) -> str:
    return PREFIX + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", output_key).upper()
