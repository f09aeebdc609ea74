from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from signalfill.adapters.coinbase.replies import NoAnswerError
from signalfill.adapters.coinbase.venue import CoinbaseVenue
from signalfill.domain.errors import HaltedError, VenueUnavailableError
from signalfill.domain.order import Accepted, OrderStatus, Refused, Throttled, Unknown
from signalfill.ports import Venue
from tests.fakes.clock import START, FakeClock
from tests.unit.adapters.coinbase.payloads import (
    CLIENT_ORDER_ID,
    ORDER_ID,
    account,
    created,
    fill,
    order,
    product,
)
from tests.unit.adapters.coinbase.scripted_client import Answer, ScriptedClient, http_error
from tests.unit.adapters.coinbase.test_encode import request

LIST = "/orders/historical/batch"
FILLS = "/orders/historical/fills"
EMPTY: dict[str, object] = {"orders": [], "has_next": False, "cursor": ""}


def page(*rows: object, cursor: str = "") -> dict[str, object]:
    return {"orders": list(rows), "has_next": bool(cursor), "cursor": cursor}


@pytest.fixture
def client() -> ScriptedClient:
    return ScriptedClient()


@pytest.fixture
def venue(client: ScriptedClient) -> CoinbaseVenue:
    return CoinbaseVenue(client, FakeClock())


def test_it_is_a_venue(venue: CoinbaseVenue) -> None:
    port: Venue = venue
    assert port is venue


def test_an_accepted_order_is_accepted(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script("/orders", created())
    assert venue.place(request()) == Accepted(venue_order_id=ORDER_ID)


def test_an_order_without_an_id_of_ours_never_leaves(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    assert venue.place(request(client_order_id="")) == Refused(reason="INVALID_CLIENT_ORDER_ID")
    assert client.calls == []


def test_an_order_is_sent_once_though_the_answer_is_lost(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script("/orders", NoAnswerError("ConnectionError"))
    assert venue.place(request()) == Unknown(cause="ConnectionError")
    assert len(client.calls) == 1


def test_a_refused_key_halts_an_order(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script("/orders", http_error(401))
    client.script("/time", NoAnswerError("ReadTimeout"))
    with pytest.raises(HaltedError):
        venue.place(request())


def test_a_preview_without_errors_is_a_yes(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script("/orders/preview", {"errs": [], "warning": ["UNKNOWN"], "preview_id": "p"})
    assert venue.preview(request()) is None


def test_a_preview_names_its_most_telling_error(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    errors = ["UNKNOWN_PREVIEW_FAILURE_REASON", "PREVIEW_INSUFFICIENT_FUND"]
    client.script("/orders/preview", {"errs": errors})
    refused = venue.preview(request())
    assert refused is not None
    assert refused.reason == "PREVIEW_INSUFFICIENT_FUND"


def test_a_preview_that_may_not_be_asked_is_a_refusal(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script("/orders/preview", http_error(403, error="PERMISSION_DENIED"))
    refused = venue.preview(request())
    assert refused is not None
    assert refused.reason == "PERMISSION_DENIED"


def test_a_preview_without_an_answer_is_no_answer(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script("/orders/preview", NoAnswerError("ReadTimeout"))
    with pytest.raises(VenueUnavailableError):
        venue.preview(request())


def test_an_order_that_cannot_be_sent_is_not_previewed(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    assert venue.preview(request(client_order_id="")) == Refused(reason="INVALID_CLIENT_ORDER_ID")
    assert client.calls == []


def test_an_edit_goes_to_the_same_order(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script("/orders/edit", {"success": True})
    client.script(LIST, page(order()))
    shown = venue.orders([ORDER_ID])[ORDER_ID]
    assert venue.edit(shown, stop_price=Decimal(59000)) == Accepted(venue_order_id=ORDER_ID)


def test_an_edit_without_an_answer_is_unknown(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script("/orders/edit", http_error(502))
    client.script(LIST, page(order()))
    shown = venue.orders([ORDER_ID])[ORDER_ID]
    assert venue.edit(shown, stop_price=Decimal(59000)) == Unknown(cause="http_502")


def test_an_order_that_shows_no_size_is_not_edited(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script(LIST, page(order(order_configuration=None)))
    shown = venue.orders([ORDER_ID])[ORDER_ID]
    outcome = venue.edit(shown, stop_price=Decimal(59000))
    assert outcome == Refused(reason="ORDER_SHOWS_NO_PRICE_OR_SIZE")


def test_cancels_go_in_batches_of_a_hundred(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    ids = [f"o{number}" for number in range(101)]
    client.script("/orders/batch_cancel", http_error(429))
    assert venue.cancel(ids) == dict.fromkeys(ids, Throttled())
    assert [len(each["order_ids"]) for each in client.sent("/orders/batch_cancel")] == [100, 1]


def test_a_listed_order_needs_no_call_of_its_own(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script(LIST, page(order()))
    assert list(venue.orders([ORDER_ID])) == [ORDER_ID]
    assert len(client.calls) == 1


def test_an_order_that_the_list_does_not_show_is_asked_for_by_id(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script(LIST, EMPTY)
    client.script(f"/orders/historical/{ORDER_ID}", {"order": order(status="FILLED")})
    assert venue.orders([ORDER_ID])[ORDER_ID].status is OrderStatus.FILLED


def test_an_order_that_the_venue_does_not_know_is_absent(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script(LIST, EMPTY)
    client.script("/orders/historical/new", http_error(404, error="NOT_FOUND"))
    assert venue.orders(["new"]) == {}


@pytest.mark.parametrize("answer", [{"order": None}, http_error(404), http_error(503)])
def test_an_order_without_a_usable_answer_is_not_absent(
    venue: CoinbaseVenue, client: ScriptedClient, answer: Answer
) -> None:
    client.script(LIST, EMPTY)
    client.script("/orders/historical/o1", answer)
    with pytest.raises(VenueUnavailableError):
        venue.orders(["o1"])


def test_no_orders_need_no_call(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    assert venue.orders([]) == {}
    assert client.calls == []


def test_an_order_of_ours_is_found_on_a_later_page(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    other = order(order_id="other", client_order_id="sf1-other")
    client.script(LIST, EMPTY, page(other, cursor="c1"), page(order()))
    found = venue.find_order(CLIENT_ORDER_ID, product_id="BTC-USD", since=START)
    assert found is not None
    assert found.venue_order_id == ORDER_ID
    assert client.sent(LIST)[2]["cursor"] == "c1"


def test_a_search_begins_five_minutes_early_and_includes_what_is_in_flight(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script(LIST, EMPTY)
    assert venue.find_order(CLIENT_ORDER_ID, product_id="BTC-USD", since=START) is None
    in_flight, everything = client.sent(LIST)
    assert "QUEUED" in in_flight["order_status"]
    assert "order_status" not in everything
    assert everything["start_date"] == "2026-11-23T11:55:00.000000Z"
    assert everything["product_ids"] == ["BTC-USD"]


@pytest.mark.parametrize(
    "broken",
    [
        {"orders": [], "has_next": True, "cursor": ""},
        {"has_next": False},
        {"orders": [], "has_next": True, "cursor": "same"},
    ],
)
def test_a_search_cut_short_never_says_that_there_is_no_order(
    venue: CoinbaseVenue, client: ScriptedClient, broken: dict[str, object]
) -> None:
    client.script(LIST, broken)
    with pytest.raises(VenueUnavailableError):
        venue.find_order(CLIENT_ORDER_ID, product_id="BTC-USD", since=START)


def test_a_search_goes_on_where_the_in_flight_statuses_are_not_supported(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script(LIST, http_error(400, error="INVALID_ARGUMENT"), page(order()))
    assert venue.find_order(CLIENT_ORDER_ID, product_id="BTC-USD", since=START) is not None


def test_open_orders_are_those_at_rest_and_those_in_flight(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    queued = order(order_id="queued", status="QUEUED")
    client.script(LIST, page(queued), page(order(), cursor="c1"), page(order(order_id="third")))
    assert [each.venue_order_id for each in venue.open_orders()] == ["queued", ORDER_ID, "third"]


def test_open_is_never_asked_for_together_with_other_statuses(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    client.script(LIST, EMPTY)
    venue.open_orders()
    assert [each["order_status"] for each in client.sent(LIST)] == [
        ["PENDING", "QUEUED", "CANCEL_QUEUED", "EDIT_QUEUED"],
        ["OPEN"],
    ]


def test_a_foreign_order_in_a_strange_shape_does_not_hide_ours(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    strange = order(order_id="x", client_order_id="web", side="UNKNOWN_SIDE")
    client.script(LIST, EMPTY, page(strange, order()))
    assert [each.venue_order_id for each in venue.open_orders()] == [ORDER_ID]


@pytest.mark.parametrize("changes", [{}, {"client_order_id": "x", "originating_order_id": "p"}])
def test_an_order_of_ours_in_a_strange_shape_is_never_left_out(
    venue: CoinbaseVenue, client: ScriptedClient, changes: dict[str, str]
) -> None:
    client.script(LIST, EMPTY, page(order(side="UNKNOWN_SIDE", **changes)))
    with pytest.raises(VenueUnavailableError):
        venue.open_orders()


def test_fills_end_with_an_empty_cursor(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script(
        FILLS,
        {"fills": [fill()], "cursor": "c1"},
        {"fills": [fill(trade_id="t2")], "cursor": ""},
    )
    assert [each.trade_id for each in venue.fills([ORDER_ID])] == ["t1", "t2"]


@pytest.mark.parametrize(
    "odd",
    [
        {"price": "0", "size_in_quote": True},
        {"price": "0"},
        {"side": "UNKNOWN_ORDER_SIDE"},
        {"size": ""},
        {"trade_time": None},
    ],
)
def test_one_odd_fill_hides_no_other_and_is_named(
    venue: CoinbaseVenue,
    client: ScriptedClient,
    caplog: pytest.LogCaptureFixture,
    odd: dict[str, object],
) -> None:
    client.script(FILLS, {"fills": [fill(trade_id="t0", **odd), fill()], "cursor": ""})

    assert [each.trade_id for each in venue.fills([ORDER_ID])] == ["t1"]
    assert [(each.levelname, vars(each)["trade_id"]) for each in caplog.records] == [
        ("ERROR", "t0")
    ]


def test_a_number_with_too_many_digits_makes_the_product_be_read_again(
    venue: CoinbaseVenue, client: ScriptedClient
) -> None:
    coarse = product(price_increment="0.5")
    client.script("/products/BTC-USD", product(), coarse)
    venue.product("BTC-USD")
    reason = {"error": "INVALID_PRICE_PRECISION"}
    client.script("/orders", {"success": False, "error_response": reason})

    venue.place(request())

    seen = venue.product("BTC-USD")
    assert seen is not None
    assert seen.price_increment == Decimal("0.5")


def test_null_fills_are_no_fills(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script(FILLS, {"fills": None, "cursor": ""})
    assert venue.fills([ORDER_ID]) == []


def test_balances_of_all_pages_count(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    client.script(
        "/accounts",
        {"accounts": [account("USD", "10")], "has_next": True, "cursor": "c1"},
        {"accounts": [account("BTC", "1")], "has_next": False, "cursor": ""},
    )
    assert set(venue.balances()) == {"USD", "BTC"}


def test_fees_and_permissions_are_read(venue: CoinbaseVenue, client: ScriptedClient) -> None:
    rates = {"taker_fee_rate": "0.012", "maker_fee_rate": "0.006"}
    client.script("/transaction_summary", {"fee_tier": rates})
    client.script("/key_permissions", {"can_trade": True})
    assert str(venue.fee_rates().taker) == "0.012"
    assert venue.key_permissions().can_trade


def test_without_a_key_an_account_cannot_be_read() -> None:
    client = ScriptedClient(has_key=False)
    client.script("/accounts", http_error(401))
    venue = CoinbaseVenue(client, FakeClock(START + timedelta(seconds=1)))
    with pytest.raises(HaltedError, match="no Coinbase API key"):
        venue.balances()
