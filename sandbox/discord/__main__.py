"""`python -m sandbox.discord`: the stand-in as its own process; prints one JSON line when ready."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal

from sandbox.discord.server import DEFAULT_TOKEN, StandInDiscord


async def run(port: int, token: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with StandInDiscord(port=port, token=token) as discord:
        print(json.dumps(discord.addresses()), flush=True)  # noqa: T201 - the promised line
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.discord", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    options = parser.parse_args()
    asyncio.run(run(options.port, options.token))


if __name__ == "__main__":
    main()
