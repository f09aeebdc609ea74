"""`python -m sandbox.coinbase --directory DIR`: one JSON line when ready, then serves."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from decimal import Decimal, InvalidOperation
from pathlib import Path

from sandbox.coinbase.api_key import ALGORITHMS
from sandbox.coinbase.playback import read_tape
from sandbox.coinbase.server import DEPOSITS, FEES, StandInCoinbase
from signalfill.domain.product import FeeRates

PAIRS = (
    ("--deposit", "USD=10000", "what the account holds"),
    ("--price", "BTC-USD=65000", "a price to begin with"),
)


def main() -> int:
    options = _parser().parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    stand_in = StandInCoinbase(
        options.directory,
        port=options.port,
        control_port=options.control_port,
        deposits=dict(options.deposit) or DEPOSITS,
        prices=dict(options.price),
        fees=FeeRates(maker=options.maker, taker=options.taker),
        key_algorithm=options.key_algorithm,
    )
    tape = read_tape(options.tape) if options.tape else []
    with stand_in:
        if tape:
            stand_in.control.tape(tape, speed=options.speed)
        sys.stdout.write(json.dumps(stand_in.address()) + "\n")
        sys.stdout.flush()
        ended.wait()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox.coinbase", description=__doc__)
    parser.add_argument("--directory", type=Path, required=True, help="where ca.pem is written")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--maker", type=_number, default=FEES.maker, help="fee rate")
    parser.add_argument("--taker", type=_number, default=FEES.taker, help="fee rate")
    parser.add_argument("--key-algorithm", choices=ALGORITHMS, default=ALGORITHMS[0])
    parser.add_argument("--tape", type=Path, help="CSV: seconds,product_id,price[,base_size]")
    parser.add_argument("--speed", type=_number, default=Decimal(1), help="of the tape")
    for name, example, meaning in PAIRS:
        parser.add_argument(
            name, metavar=example, help=meaning, type=_pair, action="append", default=[]
        )
    return parser


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text} is not a number") from None


def _pair(text: str) -> tuple[str, Decimal]:
    name, _, number = text.partition("=")
    return name, _number(number)


if __name__ == "__main__":
    sys.exit(main())
