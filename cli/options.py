"""Options that every command shares."""

from __future__ import annotations

import argparse
import os

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - its only name


def json_option() -> argparse.ArgumentParser:
    """`--json`: what programs read."""
    parent = argparse.ArgumentParser(add_help=False)
    parent.add_argument("--json", action="store_true", help="print JSON")
    return parent


def world_options() -> argparse.ArgumentParser:
    """`--json`, and where the deployment is."""
    parent = argparse.ArgumentParser(add_help=False, parents=[json_option()])
    parent.add_argument(
        "--stack",
        metavar="NAME",
        default=os.environ.get("SIGNALFILL_STACK") or None,
        help="CloudFormation stack whose outputs name the tables (default: SIGNALFILL_STACK)",
    )
    return parent
