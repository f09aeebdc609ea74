"""`signalfill history fetch`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli.output import print_json
from cli.world import open_world
from signalfill.adapters.discord.rest import DiscordApi
from signalfill.adapters.history.discord_channel import ChannelFetch
from signalfill.domain.errors import InvalidInputError


def fetch(arguments: argparse.Namespace) -> int:
    world = open_world(arguments)
    token = world.discord_token()
    if token is None:
        raise InvalidInputError("no Discord token is set: SIGNALFILL_DISCORD_TOKEN, or --stack")
    path = arguments.out or Path(f"{arguments.channel}.jsonl")
    api = DiscordApi(world.environment.discord_api_url, token, world.clock)
    errand = ChannelFetch(api, world.clock, path)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} messages"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("messages", total=None)
        count = errand.run(arguments.channel, lambda more: progress.advance(task, more))
    if arguments.json:
        print_json({"file": str(path), "messages": count, "skipped": dict(errand.tally.skipped)})
    else:
        print(f"{count:,} new messages in {path}; run it again to go on from there")
    return 0
