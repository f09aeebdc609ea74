"""What happened to the people of this deployment; all of them, and their words, are made up."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from house import ALPHA, AUTHOR, BETA, DELTA, GAMMA, GUILD, STRANGER, House
from signalfill.services.canary import make_canary
from signalfill.services.instruct import instruct
from signalfill.services.record_unreadable import record_unreadable

from signalfill.adapters.dynamodb.canary import DynamoCanaries
from signalfill.domain.control import Flags
from signalfill.domain.message import MessageEvent, MessageRecord
from signalfill.domain.order import OrderSide
from signalfill.domain.settings import Settings
from signalfill.domain.signal import AmendmentAction
from signalfill.matching.model import OrderType, Ticket
from tests.fakes.venue import PlaceFault
from tests.integration.dynamodb.tables import SIGNALS


def control(house: House) -> None:
    """Three versions of the settings, switches, and the scraper's counters."""
    listed = {
        "access": "invited",
        "terms_permit_automation": "yes",
        "guild_id": GUILD,
        "allowed_author_ids": [AUTHOR],
        "amendment_author_ids": [AUTHOR],
    }
    live = {"mode": "live", "trial_positions": "0", "addition_size": "50 %",
            "max_notional_fraction": "2 %", "cool_down": "0s"}  # fmt: skip
    channels = {
        ALPHA: {"name": "alpha", **listed, "rules": {**live, "stop_on_close": "catastrophe"}},
        BETA: {
            "name": "beta",
            "rules": {
                "mode": "paper",
                "after_first_target": "trail",
                "take_profit_split": "60 %, 40 %",
            },
            "authors": {STRANGER: {"name": "nora", "max_loss": "50", "rules": {"max_slices": "2"}}},
            "reading": {"words": {"stop": ["safety net"]}, "coins": {"mama": "ETH"}},
        },
        GAMMA: {"name": "gamma", **listed, "rules": {**live, "mode": "approve"}},
        DELTA: {"name": "delta", "rules": {"mode": "paper"}},
    }
    account = {
        "max_open_positions": 60,
        "daily_loss_fraction": "0.5",
        "loss_streak": 0,
        "max_loss": "100000",
        "max_loss_per_author": "50000",
        "max_loss_per_coin": "30000",
        "paper_balance": "100000",
        "untouchable": ["SHIB"],
        "notify_refusals": True,
    }
    for document in (
        {},
        {"channels": {DELTA: channels[DELTA]}},
        {"account": account, "channels": channels, "defaults": {"max_chase": "0.5 %"}},
    ):
        house.control.push_settings(
            Settings.model_validate(document), pushed_at=house.clock.now(), pushed_by="nora"
        )
    house.control.set_flags(Flags(paused_channels=(DELTA,)))
    house.control.count_identify(day="2026-11-23")
    house.control.count_identify(day="2026-11-23")


def traded(house: House) -> dict[str, str]:
    """Live positions in every state; by what they show, the position's id."""
    found = {
        "opening": house.call("BTC", "59000", "57000", "63000", "65000"),
        "open": house.call("SOL", "149", "140", "170", "180"),
        "target_reached": house.call("ADA", "0.79", "0.75", "0.85", "0.90"),
        "unprotected": house.call("LINK", "19.9", "18.5", "22", "24"),
        "closing": house.call("AVAX", "29.8", "28", "33", "36"),
        "closed_at_targets": house.call("DOGE", "0.199", "0.185", "0.22", "0.24"),
        "closed_at_stop": house.call("XRP", "0.598", "0.56", "0.66"),
        "canceled": house.call("LTC", "85", "80", "95"),
        "inbox": house.call("ATOM", "9.9", "9.2", "11", "12"),
        "wanted_stop": house.call("NEAR", "4.95", "4.6", "5.5", "6"),
        "enlarged": house.call("FIL", "5.95", "5.5", "6.6", "7"),
        "mixed_stops": house.call("AAVE", "179", "168", "195", "205"),
        "close_stop": house.say(
            "UNI/USDT LONG\nEntry: 11.9\nTP1: 13\nTP2: 14\nSL: 4h close below 11"
        ),
        "user_managed": house.call("BCH", "398", "370", "430"),
    }
    house.sweep()
    for coin, price in {
        "SOL": "148.9", "ADA": "0.789", "LINK": "19.88", "AVAX": "29.78", "DOGE": "0.1985",
        "XRP": "0.597", "ATOM": "9.88", "NEAR": "4.94", "FIL": "5.94", "AAVE": "178.8",
        "UNI": "11.88", "BCH": "397.5",
    }.items():  # fmt: skip
        house.clock.advance(seconds=1)
        house.trade(coin, price)
    house.sweep()
    found["half_filled"] = house.call("ETH", "2490", "2400", "2700", "2900")
    house.move("ETH", "2489", depth="0.3")
    house.move("ADA", "0.8505", "0.852")
    house.move("DOGE", "0.2205", "0.2405")
    house.move("XRP", "0.5595", "0.5595")
    house.hear(house.delete(found["canceled"]))
    _troubled(house, found)
    return {name: f"{message_id}-0" for name, message_id in found.items()}


def _troubled(house: House, found: dict[str, str]) -> None:
    """What is not as it should be: late answers, refusals, words that must wait."""
    house.say("Move SL to 5.2", reply_to_message_id=found["wanted_stop"])
    house.say("Add more at 5.8", reply_to_message_id=found["enlarged"])
    # An entry whose answer was lost and that no list shows: given up after a minute.
    house.venue.place_faults += [PlaceFault.CALL_LOST] * 2
    found["abandoned"] = house.call("ALGO", "0.29", "0.27", "0.33", "0.35")
    for _ in range(3):
        house.clock.advance(minutes=1)
        house.sweep()
    found["paper_opening"] = house.call("BTC", "58000", "57000", "62000", channel_id=BETA)
    found["paper_open"] = house.call("ETH", "2480", "2430", "2600", "2700", channel_id=BETA)
    found["paper_closed"] = house.call("SOL", "147", "143", "160", channel_id=BETA)
    house.move("ETH", "2478", depth="0.2")
    house.move("SOL", "146.9", "160.1", "160.2")
    _taken_over(house, found["user_managed"])
    # From here on no sweep sets anything right.
    house.clock.advance(seconds=30)
    _without_stop(house, found["unprotected"])
    _first_edit_only(house)
    house.say("Move SL to 172", reply_to_message_id=found["mixed_stops"])
    house.venue.refuse_edits, house.venue.cancels_refused = False, 0
    house.venue.before_call = lambda _call: None
    house.venue.place_faults += [PlaceFault.CALL_LOST] * 2
    found["entry_unknown"] = house.call("DOT", "7.9", "7.4", "8.8", "9.2")
    _held_by_another(house, found["inbox"])
    # A sale whose answer was lost: whether it sold is not known.
    house.venue.place_faults += [PlaceFault.ANSWER_LOST] * 2
    house.venue.hide_seconds = 30
    house.say("Close AVAX now", reply_to_message_id=found["closing"])
    house.venue.place_faults.clear()
    house.venue.hide_seconds = 0


def _first_edit_only(house: House) -> None:
    calls: list[str] = []

    def refuse_after_one(call: str) -> None:
        calls.append(call)
        house.venue.refuse_edits = calls.count("edit") > 1

    house.venue.before_call = refuse_after_one
    house.venue.cancels_refused = 100


def _without_stop(house: House, message_id: str) -> None:
    """The venue lost its brackets and takes no new ones."""
    position = house.positions.load(f"{message_id}-0")
    assert position is not None
    for order in position.orders:
        if order.parent_id is not None and order.venue_order_id is not None:
            house.venue.engine.cancel(order.venue_order_id, house.clock.now(), "Auction mode")
    house.venue.place_faults += [PlaceFault.THROTTLED] * 400
    house.clock.advance(seconds=30)
    house.sweep()
    house.venue.place_faults.clear()


def _held_by_another(house: House, message_id: str) -> None:
    """A close that came while another invocation held the position."""
    now = house.clock.now()
    house.positions.take_lease(
        f"{message_id}-0", owner="another", now=now, until=now + timedelta(seconds=60)
    )
    house.say("Close half of ATOM", reply_to_message_id=message_id)


def pending(house: House, positions: dict[str, str]) -> dict[str, str]:
    """What the stream has not delivered yet, and what waits for an answer."""
    found = {"proposed": house.call("ETC", "24.9", "23", "28", "30", channel_id=GAMMA)}
    texts = {
        "signal": ("XLM/USDT LONG\nEntry: 0.395\nTP1: 0.44\nTP2: 0.47\nSL: 0.37", None),
        "market_signal": ("XRP/USDT LONG now\nTP1: 0.66\nSL: 0.53", None),
        "without_stop": ("LTC/USDT LONG\nEntry: 88\nTP1: 99", None),
        "close": ("Close SOL", positions["open"]),
        "stop_to_entry": ("Move SL to entry", positions["target_reached"]),
        "reduce": ("TP1 hit, close 25%", positions["wanted_stop"]),
    }
    for name, (text, about) in texts.items():
        record = house.written(text, reply_to_message_id=about and about.removesuffix("-0"))
        house.read(record)
        found[name] = record.message_id
    held = house.positions.load(positions["enlarged"])
    assert held is not None
    instruct(AmendmentAction.CLOSE, held.signal, signals=house.signals, now=house.clock.now())
    return found


def spoken(house: House) -> dict[str, str]:
    """Verdicts of every other kind."""
    found = {
        "chat": house.say("gm, markets look sleepy today"),
        "report": house.say("BTC TP1 reached, +4 %"),
        "doubted": house.say("BTC maybe long somewhere around 58k, not sure"),
        "stranger": house.call("SOL", "140", "130", "160", author_id=STRANGER),
        "thread": house.say("nice one", channel_id="700000000000000011", parent_channel_id=ALPHA),
    }
    edited = house.written("SOL looks fine")
    house.hear(edited)
    found["edited"] = edited.message_id
    later = {"event": MessageEvent.EDIT, "message_id": edited.message_id}
    moment = house.clock.now()
    house.hear(house.written("SOL looks great", **later, edited_at=moment))
    house.hear(house.written("SOL looks", **later, edited_at=moment - timedelta(seconds=30)))
    removed = house.say("oops, wrong channel")
    house.hear(house.delete(removed))
    found["removed"] = removed
    record_unreadable("queued-1", "{", reason="not JSON", signals=house.signals, clock=house.clock)
    canary = make_canary(house.clock.now())
    DynamoCanaries(SIGNALS, house.client).pass_on(canary)
    house.control.advance_checkpoint(ALPHA, removed)
    return found


def queued(house: House, positions: dict[str, str]) -> list[MessageRecord]:
    """What waits on the queue: every event, origin and source."""
    elsewhere = {"guild_id": "600000000000000009", "channel_id": "700000000000000009",
                 "message_id": "910000000000000009"}  # fmt: skip
    later = house.clock.now() + timedelta(seconds=20)
    image = {"filename": "chart.png", "url": "https://cdn.example/chart.png",
             "content_type": "image/png"}  # fmt: skip
    opening = positions["opening"].removesuffix("-0")
    return [
        house.written("ADA/USDT LONG\nEntry: 0.70\nTP1: 0.80\nSL: 0.65", channel_id=BETA,
                      attachments=[image], author_role_ids=["850000000000000001"]),
        house.written("BTC/USDT LONG\nEntry: 58900\nTP1: 63000\nTP2: 65000\nSL: 57000",
                      event=MessageEvent.EDIT, message_id=opening, edited_at=later),
        house.delete(positions["paper_opening"].removesuffix("-0")).model_copy(
            update={"channel_id": BETA}),
        house.written("AVAX/USDT LONG\nEntry: 27\nTP1: 31\nSL: 25", channel_id=BETA,
                      origin={"kind": "forward", **elsewhere}),
        house.written("ETH/USDT LONG\nEntry: 2300\nTP1: 2600\nSL: 2200", channel_id=BETA,
                      origin={"kind": "crosspost", **elsewhere}, source="history"),
        house.written("Close ETH", channel_id="700000000000000012", parent_channel_id=BETA,
                      reply_to_message_id=positions["paper_open"].removesuffix("-0"),
                      source="sweep"),
        house.written("gm", channel_id=BETA, author_is_bot=True, webhook_id="860000000000000001",
                      origin={"kind": "webhook"}, content_cut=True),
        make_canary(house.clock.now()),
    ]  # fmt: skip


def _taken_over(house: House, message_id: str) -> None:
    """The user cancels our bracket at the venue and lets an order of his own rest there."""
    position = house.positions.load(f"{message_id}-0")
    assert position is not None
    now, engine = house.clock.now(), house.venue.engine
    for order in position.orders:
        if order.parent_id is not None and order.venue_order_id is not None:
            engine.cancel(order.venue_order_id, now)
    size = sum((fill.base_size for fill in position.fills), Decimal(0))
    own = Ticket(
        client_order_id="by-hand-1",
        product_id=position.product_id,
        side=OrderSide.SELL,
        order_type=OrderType.LIMIT,
        base_size=size,
        limit_price=Decimal(450),
    )
    engine.place(own, now)
    house.clock.advance(minutes=1)
    house.sweep()
