"""The whole system on one machine: the real template between a stand-in Discord and Coinbase."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sandbox.aws import MiniStack, Stack, build, deploy
from sandbox.aws.tools import clean_environment
from sandbox.children import Child
from sandbox.container import PARAMETERS, ScraperContainer, build_image
from sandbox.controls import CoinbaseControl, DiscordControl
from sandbox.scraper import ScraperProcess
from sandbox.settings import Room, push_settings, rooms_of

TRADER = ("OnSignalFunction", "OnScheduleFunction", "OnPositionFunction")
GUILD_ID = "100000000000000000"
CANARY_SECONDS = "5"
"""Nobody waits two minutes for a measure here."""

type Say = Callable[[str], None]


@dataclass(frozen=True)
class StagePlan:
    """What to set up. Everything written stays in `directory`.

    With a `docker_host` the scraper is its service's real container.
    """

    directory: Path
    settings_file: Path
    deposit: str
    auth: bool = False
    docker_host: str | None = None
    prices: Mapping[str, str] = field(default_factory=dict)


class Stage:
    """`with Stage(plan) as stage:` starts everything; leaving it, however, stops everything."""

    discord: DiscordControl
    coinbase: CoinbaseControl
    aws: MiniStack
    stack: Stack
    scraper: ScraperProcess | ScraperContainer

    def __init__(self, plan: StagePlan, *, say: Say = lambda _text: None) -> None:
        self.plan = plan
        self.environment: dict[str, str] = {}
        self.rooms: dict[str, Room] = rooms_of(plan.settings_file)
        self._say = say
        self._started = ExitStack()
        self._discord_addresses: dict[str, Any] = {}
        self._coinbase_addresses: dict[str, Any] = {}

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Everything but the scraper, whose past a script may want to prepare.

        Raises:
            SandboxError: a part did not start; what runs already is for `stop` to end.
        """
        self.plan.directory.mkdir(parents=True, exist_ok=True)
        self._say("starting the stand-in Discord, the stand-in Coinbase and MiniStack")
        self._start_stand_ins()
        self.aws = self._started.enter_context(
            MiniStack(
                self.plan.directory / "aws",
                auth=self.plan.auth,
                docker_host=self.plan.docker_host,
            )
        )
        self._say("sam build: the layer and the functions, as AWS gets them")
        build(self._log("sam-build"))
        parameters = self._parameters()
        if self.plan.docker_host is not None:
            self._say("building the scraper's image")
            build_image(self.plan.docker_host, self._log("scraper-image"))
            parameters |= PARAMETERS
        self._say("sam deploy: the real template")
        self.stack = deploy(self.aws.endpoint_url, parameters, self._log("sam-deploy"))
        if self.plan.docker_host is not None:
            self.scraper = ScraperContainer(self.stack)
            self._started.callback(self.scraper.stop)
            self.scraper.stop()  # it waits for its secrets and settings
        self.environment = self._make_environment()
        self._say("secrets and settings; the trader's functions start once")
        self._put_secrets()
        with ThreadPoolExecutor(len(TRADER)) as pool:
            warm = pool.map(lambda name: self.stack.invoke(name, {"Records": []}), TRADER)
            push_settings(self.plan.settings_file, self.environment, self._log("settings"))
            list(warm)  # raises what one of them raised
        if self.plan.docker_host is None:
            self.scraper = ScraperProcess(self.environment, self._log("scraper"))
            self._started.callback(self.scraper.stop)

    def start_scraper(self) -> None:
        self._say("starting the scraper")
        self.scraper.start()

    def stop(self) -> None:
        """In the opposite order; stopping twice is fine."""
        self._started.close()

    def sweep(self) -> dict[str, Any]:
        """What the schedule does every minute, now."""
        found: dict[str, Any] = self.stack.invoke("OnScheduleFunction", {})
        return found

    def queue_length(self, output: str) -> int:
        """How many records wait in the queue whose URL is the output."""
        answer = self.stack.client("sqs").get_queue_attributes(
            QueueUrl=self.stack.outputs[output], AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])

    @property
    def state(self) -> dict[str, Any]:
        """What another process needs to play with the stage."""
        return {
            "discord_control_url": self._discord_addresses["control_url"],
            "coinbase_control_url": self._coinbase_addresses["control_url"],
            "outputs": self.stack.outputs,
            "environment": self.environment,
            "rooms": {room.name: [room.channel_id, room.author_id] for room in self.rooms.values()},
        }

    def _start_stand_ins(self) -> None:
        """Both at once; they are asked for their addresses afterwards."""
        directory = self.plan.directory
        options = ["--directory", str(directory / "coinbase"), "--deposit"]
        options += [f"USD={self.plan.deposit}"]
        for product_id, price in self.plan.prices.items():
            options += ["--price", f"{product_id}={price}"]
        discord = self._child("sandbox.discord", [])
        coinbase = self._child("sandbox.coinbase", options)
        self._discord_addresses = discord.first_line()
        self._coinbase_addresses = coinbase.first_line()
        self.discord = self._started.enter_context(
            DiscordControl(self._discord_addresses["control_url"])
        )
        self.coinbase = self._started.enter_context(
            CoinbaseControl(self._coinbase_addresses["control_url"])
        )
        self.discord.add_guild("Signals", GUILD_ID)
        for room in self.rooms.values():
            self.discord.add_channel(room.name, room.channel_id, GUILD_ID)

    def _child(self, module: str, arguments: list[str]) -> Child:
        child = Child(
            module, arguments, environment=clean_environment(), log=self._log(module.split(".")[1])
        )
        self._started.callback(child.stop)
        return child

    def _parameters(self) -> dict[str, str]:
        return {
            "DiscordApiUrl": self._discord_addresses["api_url"],
            "DiscordGatewayUrl": self._discord_addresses["gateway_url"],
            "CoinbaseBaseUrl": self._coinbase_addresses["base_url"],
            "CoinbaseCaBundle": self._coinbase_addresses["ca_bundle"],
        }

    def _make_environment(self) -> dict[str, str]:
        return self.stack.environment() | {
            "SIGNALFILL_DISCORD_API_URL": self._discord_addresses["api_url"],
            "SIGNALFILL_DISCORD_GATEWAY_URL": self._discord_addresses["gateway_url"],
            "SIGNALFILL_COINBASE_BASE_URL": self._coinbase_addresses["base_url"],
            "SIGNALFILL_COINBASE_CA_BUNDLE": self._coinbase_addresses["ca_bundle"],
            "SIGNALFILL_CANARY_SECONDS": CANARY_SECONDS,
        }

    def _put_secrets(self) -> None:
        self.stack.put_secret("DiscordTokenSecretArn", self._discord_addresses["token"])
        self.stack.put_secret("CoinbaseKeySecretArn", json.dumps(self._coinbase_addresses["key"]))
        self.stack.put_secret("NoticeWebhookSecretArn", self._discord_addresses["webhook_url"])

    def _log(self, name: str) -> Path:
        return self.plan.directory / f"{name}.log"
