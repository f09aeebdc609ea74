"""The real template, built and deployed by SAM CLI, and what its outputs let one do."""

from __future__ import annotations

import fcntl
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3

from sandbox.aws.tools import (
    BUILD_PYTHON,
    REGION,
    ROOT,
    SandboxError,
    aws_environment,
    build_environment,
    clean_environment,
    run,
    tool,
)

STACK_NAME = "signalfill"
BUILT = ROOT / ".aws-sam" / "build"
COMPILE_LEXICON = ROOT / "infra" / "compile_lexicon.py"

# Which output is which of the environment variables that the doors and the command read.
_VARIABLES = {
    "SIGNALFILL_MESSAGES_QUEUE_URL": "MessagesQueueUrl",
    "SIGNALFILL_SIGNALS_TABLE": "SignalsTable",
    "SIGNALFILL_POSITIONS_TABLE": "PositionsTable",
    "SIGNALFILL_CONTROL_TABLE": "ControlTable",
    "SIGNALFILL_DISCORD_TOKEN_SECRET_ARN": "DiscordTokenSecretArn",
    "SIGNALFILL_COINBASE_KEY_SECRET_ARN": "CoinbaseKeySecretArn",
    "SIGNALFILL_NOTICE_WEBHOOK_SECRET_ARN": "NoticeWebhookSecretArn",
    "SIGNALFILL_NOTICE_TOPIC_ARN": "NoticeTopicArn",
}


class Stack:
    """A deployed stack: its endpoint, its outputs, and calls to what it holds."""

    def __init__(self, endpoint_url: str, outputs: Mapping[str, str]) -> None:
        self.endpoint_url = endpoint_url
        self.outputs = dict(outputs)

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 makes clients at run time
        return make_client(service, self.endpoint_url)

    def environment(self) -> dict[str, str]:
        """For the scraper and the operator's command: the endpoint and where things are."""
        named = {variable: self.outputs[output] for variable, output in _VARIABLES.items()}
        return aws_environment(self.endpoint_url) | named

    def put_secret(self, output: str, value: str) -> None:
        """Sets the secret whose ARN is the output, as `DiscordTokenSecretArn`."""
        self.client("secretsmanager").put_secret_value(
            SecretId=self.outputs[output], SecretString=value
        )

    def invoke(self, output: str, event: object) -> Any:  # noqa: ANN401 - a function's own answer
        """The answer of the function whose name is the output, as `OnScheduleFunction`.

        Raises:
            SandboxError: the function raised.
        """
        reply = self.client("lambda").invoke(
            FunctionName=self.outputs[output], Payload=json.dumps(event)
        )
        body = reply["Payload"].read().decode()
        if reply.get("FunctionError"):
            raise SandboxError(f"{output} raised: {body}")
        return json.loads(body) if body else None


def make_client(service: str, endpoint_url: str) -> Any:  # noqa: ANN401 - as boto3 itself
    # boto3's own overloads want each service as a literal.
    factory: Any = boto3.client
    return factory(
        service,
        endpoint_url=endpoint_url,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the emulator's root
    )


def build(log: Path) -> None:
    """`sam build`, then lexicon and byte code: what has not changed is taken from the cache.

    Lambda cannot write beside its code: every cold start would compile them again.
    Hash-based, because the times of files do not survive their packing.

    Raises:
        SandboxError: it failed.
    """
    environment = build_environment()
    compile_all = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", str(BUILT)]
    with undisturbed():
        run([tool("sam"), "build", "--cached"], environment=environment, log=log)
        run([sys.executable, str(COMPILE_LEXICON), str(BUILT)], environment=environment, log=log)
        run([str(BUILD_PYTHON), *compile_all], environment=environment, log=log)


def deploy(endpoint_url: str, parameters: Mapping[str, str], log: Path) -> Stack:
    """`sam deploy` of what was built; `parameters` are the template's.

    Raises:
        SandboxError: it failed.
    """
    overrides = {"Environment": "sandbox", **parameters}
    command = [tool("sam"), "deploy", "--config-env", "sandbox", "--stack-name", STACK_NAME]
    command += ["--parameter-overrides", *(f"{name}={value}" for name, value in overrides.items())]
    environment = clean_environment(**aws_environment(endpoint_url), SAM_CLI_POLL_DELAY="0.5")
    with undisturbed():
        run(command, environment=environment, log=log)
    return Stack(endpoint_url, _outputs(endpoint_url))


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nobody else builds meanwhile: a demo and a test that run at once share the folder."""
    with (ROOT / "template.yaml").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _outputs(endpoint_url: str) -> dict[str, str]:
    cloudformation = make_client("cloudformation", endpoint_url)
    (stack,) = cloudformation.describe_stacks(StackName=STACK_NAME)["Stacks"]
    return {each["OutputKey"]: each["OutputValue"] for each in stack["Outputs"]}
