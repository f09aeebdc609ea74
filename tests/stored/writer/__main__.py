"""Writes the stored items of release 02dcceb as readable JSON: `python writer OUTPUT`."""

from __future__ import annotations

import json
import os
import sys
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

os.environ |= {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
os.environ["AWS_DEFAULT_REGION"] = "us-east-1"

import scenes
from house import COINS, House
from moto import mock_aws  # noqa: TID251 - the release knew no other

from signalfill.adapters.paper.account import PaperAccount
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, SIGNALS


def plain(attribute: dict[str, Any]) -> Any:  # noqa: ANN401, PLR0911 - whatever was stored
    """The attribute as JSON; what JSON has no word for stands under a `$name`."""
    ((kind, value),) = attribute.items()
    match kind:
        case "M":
            return {name: plain(each) for name, each in value.items()}
        case "L":
            return [plain(each) for each in value]
        case "SS":
            return {"$set": sorted(value)}
        case "N":
            # As DynamoDB gives it back: moto keeps whatever digits and exponent it was given.
            number = Decimal(value).normalize()
            whole = number == number.to_integral_value()
            return int(number) if whole else {"$number": format(number, "f")}
        case "B":
            return {"$compressed": json.loads(zlib.decompress(value))}
        case "NULL":
            return None
    return value


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_tables(house: House, folder: Path) -> None:
    """One file for each kind of item."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for table in (SIGNALS, POSITIONS, CONTROL):
        for item in house.client.scan(TableName=table)["Items"]:
            read = {name: plain(each) for name, each in item.items()}
            kinds.setdefault(f"{table}.{read['item']}", []).append(read)
    for name, items in kinds.items():
        write(folder / f"{name}.json", sorted(items, key=lambda each: json.dumps(each)[:200]))


def venue_of(house: House) -> dict[str, Any]:
    """The live venue's orders and balances in the paper account's form, and its last prices."""
    engine = house.venue.engine
    account = PaperAccount(
        balances=tuple(engine.balances.values()), orders=tuple(engine.orders.values())
    )
    prices = {
        f"{coin}-USD": str(house.venue.quotes([f"{coin}-USD"])[f"{coin}-USD"].bid) for coin in COINS
    }
    products = [
        market.product.model_dump(mode="json") for _, market in sorted(engine.markets.items())
    ]
    return {
        "at": house.clock.now().isoformat(),
        "account": json.loads(account.model_dump_json(by_alias=True)),
        "bids": prices,
        "products": products,
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with mock_aws():
        house = House()
        scenes.control(house)
        positions = scenes.traded(house)
        messages = scenes.spoken(house)
        pending = scenes.pending(house, positions)
        house.tell()
        write(folder / "queue.json", house.queue(scenes.queued(house, positions)))
        write_tables(house, folder)
        write(folder / "venue.json", venue_of(house))
        names = {"positions": positions, "pending": pending, "messages": messages}
        write(folder / "names.json", names)


main(Path(sys.argv[1]))
