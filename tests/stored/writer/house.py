"""One deployment of release 02dcceb in memory: its parser, trader, twins and scraper's stores.

Runs inside a checkout of that commit only (see README.md here).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import boto3
from signalfill.services.decide_pending import decide_pending
from signalfill.services.desk import Desk
from signalfill.services.notify_user import notify_user
from signalfill.services.play_twins import TwinTable, play_twins
from signalfill.services.record_signal import record_message
from signalfill.services.sweep import sweep

from signalfill.adapters.coinbase.parse_market import PriceTrade
from signalfill.adapters.dynamodb.control import DynamoControl
from signalfill.adapters.dynamodb.paper import DynamoTwins
from signalfill.adapters.dynamodb.positions import DynamoPositions
from signalfill.adapters.dynamodb.signals import DynamoSignals
from signalfill.adapters.paper import paper_venue, twin_venue
from signalfill.adapters.sqs import SqsMessageQueue
from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.product import Product, Quote
from signalfill.domain.rules import Mode
from signalfill.domain.values import DISCORD_EPOCH_MILLISECONDS
from tests.fakes.clock import FakeClock
from tests.fakes.one_by_one import OneByOne
from tests.fakes.venue import FEES, FakeVenue, product
from tests.integration.dynamodb.tables import CONTROL, POSITIONS, SIGNALS, create_tables
from tests.unit.adapters.paper.fakes import TapePrices

COINS = {
    "BTC": "60000", "ETH": "2500", "SOL": "150", "ADA": "0.80", "LINK": "20", "AVAX": "30",
    "DOGE": "0.20", "XRP": "0.60", "LTC": "90", "DOT": "8", "ATOM": "10", "NEAR": "5", "UNI": "12",
    "FIL": "6", "AAVE": "180", "ALGO": "0.30", "XLM": "0.40", "BCH": "400", "ETC": "25",
}  # fmt: skip
ALPHA, BETA, GAMMA = "700000000000000001", "700000000000000002", "700000000000000003"
DELTA = "700000000000000004"
AUTHOR, STRANGER = "800000000000000001", "800000000000000099"
GUILD = "600000000000000001"


class Tape(TapePrices):
    """Several coins: each has prints and a spread of its own."""

    def trades(self, product_id: str) -> Sequence[PriceTrade]:
        return self.printed.get(product_id, [])

    def trade(self, price: str, *, volume: str = "1000", product_id: str = "BTC-USD") -> None:
        super().trade(price, volume=volume, product_id=product_id)
        self.printed.setdefault(product_id, []).append(self.prints[-1])

    def _quote(self, product_id: str) -> Quote:
        last = self.printed[product_id][-1].price
        half = last * Decimal("0.0001")
        return Quote(product_id=product_id, bid=last - half, ask=last + half, at=self._clock.now())

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.printed: dict[str, list[PriceTrade]] = {}


class Mailbox:
    def __init__(self) -> None:
        self.texts: list[str] = []

    def notify(self, text: str) -> None:
        self.texts.append(text)


class House:
    """Live and paper account on the same market; twins are played after each sweep."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.client = boto3.client("dynamodb", region_name="us-east-1")
        create_tables(self.client)
        self.signals = DynamoSignals(SIGNALS, POSITIONS, self.client)
        self.positions = DynamoPositions(POSITIONS, SIGNALS, self.client)
        self.control = DynamoControl(CONTROL, self.client)
        self.venue = FakeVenue(
            self.clock, cash="1000000", products=[_product(coin) for coin in COINS]
        )
        self.tape = Tape(self.clock)
        self.tape.products = {f"{coin}-USD": _product(coin) for coin in COINS}
        self.paper = paper_venue(
            self.tape, POSITIONS, self.client, self.clock,
            account=lambda: self.control.current().settings.account,
        )  # fmt: skip
        self.twin = twin_venue(
            self.tape, POSITIONS, self.client, self.clock, quote="USD", fees=lambda: FEES
        )
        self.book = DynamoTwins(POSITIONS, self.client)
        self.mailbox = Mailbox()
        self._serial = 0
        for coin, price in COINS.items():
            self.trade(coin, price)

    # --- the market ---

    def trade(self, coin: str, price: str, *, depth: str | None = None) -> None:
        """Both accounts' markets trade here; `depth` is what live is offered."""
        product_id = f"{coin}-USD"
        self.venue.engine.set_depth(product_id, None if depth is None else Decimal(depth))
        self.venue.price(price, product_id)
        for _ in range(2):
            self.tape.trade(price, volume="10000000", product_id=product_id)

    def move(self, coin: str, *prices: str, depth: str | None = None) -> None:
        for price in prices:
            self.clock.advance(minutes=1)
            self.trade(coin, price, depth=depth)
            self.sweep()

    # --- the doors ---

    def desk(self) -> Desk:
        self._serial += 1
        return Desk(
            signals=self.signals,
            positions=self.positions,
            control=self.control,
            venue_for=lambda mode: self.venue if mode.account is Mode.LIVE else self.paper,
            clock=self.clock,
            owner=f"invocation-{self._serial}",
            lease=timedelta(seconds=60),
            pool=OneByOne(),
        )

    def sweep(self, *, seconds: float = 1) -> None:
        now = self.clock.now()
        sweep(self.desk(), until=now + timedelta(seconds=seconds))
        table = TwinTable(self.positions, self.book, lambda: self.twin, self.clock, "twins")
        play_twins(table, until=self.clock.now() + timedelta(seconds=5))
        self.control.record_sweep(completed_at=self.clock.now())

    def written(self, text: str, **changes: object) -> MessageRecord:
        """What the scraper makes of a message that was posted a second ago."""
        self._serial += 1
        posted_at = self.clock.now() - timedelta(seconds=1)
        milliseconds = int(posted_at.timestamp() * 1000) - DISCORD_EPOCH_MILLISECONDS
        values: dict[str, object] = {
            "event": MessageEvent.CREATE,
            "message_id": str((milliseconds << 22) + self._serial),
            "channel_id": ALPHA,
            "guild_id": GUILD,
            "author_id": AUTHOR,
            "posted_at": posted_at,
            "received_at": posted_at,
            "content": text,
            **changes,
        }
        return MessageRecord.model_validate(values)

    def read(self, record: MessageRecord) -> None:
        """The parser's door; nothing of it is decided yet."""
        record_message(record, signals=self.signals, clock=self.clock, settings_version=3)

    def say(self, text: str, **changes: object) -> str:
        """Parsed and decided at once, as the stream would have it; returns the message's id."""
        record = self.written(text, **changes)
        self.hear(record)
        return record.message_id

    def hear(self, record: MessageRecord) -> None:
        self.read(record)
        for key in self.signals.items(record.home_channel_id, record.message_id):
            if f"#{record.version}#" in key.sort_key:
                decide_pending(key, self.desk())

    def delete(self, message_id: str, text: str = "") -> MessageRecord:
        return self.written(text, event=MessageEvent.DELETE, message_id=message_id)

    def call(self, coin: str, *levels: str, kind: str = "Entry", **changes: object) -> str:
        """A plain call: entry, stop, then targets."""
        entry, stop, *targets = levels
        lines = [f"{coin}/USDT LONG", f"{kind}: {entry}"]
        lines += [f"TP{number}: {price}" for number, price in enumerate(targets, 1)]
        return self.say("\n".join([*lines, f"SL: {stop}"]), **changes)

    def tell(self) -> None:
        """The notifying door: every journal entry with news is sent once."""
        for position in self.positions.positions(include_closed=True):
            for entry in self.positions.journal(position.position_id):
                notify_user(
                    entry,
                    positions=self.positions,
                    notifier=self.mailbox,
                    settings=lambda: self.control.current().settings.account,
                    clock=self.clock,
                )

    def queue(self, records: list[MessageRecord]) -> list[dict[str, str]]:
        """What SQS delivers of these records."""
        client = boto3.client("sqs", region_name="us-east-1")
        url = client.create_queue(
            QueueName="messages.fifo", Attributes={"FifoQueue": "true"}
        )["QueueUrl"]  # fmt: skip
        for record in records:
            SqsMessageQueue(url, client).send([record])
        delivered = []
        while found := client.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"]
        ).get("Messages"):
            for each in found:
                names = ("MessageGroupId", "MessageDeduplicationId")
                delivered.append(
                    {"Body": each["Body"], **{name: each["Attributes"][name] for name in names}}
                )
                client.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
        return delivered


def _product(coin: str) -> Product:
    cheap = Decimal(COINS[coin]) < 1
    return product(coin, price_increment=Decimal("0.0001" if cheap else "0.01"))
