"""The notifying door: the journal's news go to the user's webhook, once."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest

from signalfill.domain.errors import RetryableError
from signalfill.domain.signal import Side, Signal
from tests.fakes.trader_doors import TraderDoors, opened_doors
from tests.fakes.webhook import Webhook, running_webhook

pytestmark = pytest.mark.integration

URL = "SIGNALFILL_NOTICE_WEBHOOK_URL"
ARN = "SIGNALFILL_NOTICE_WEBHOOK_SECRET_ARN"


@pytest.fixture
def doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[TraderDoors]:
    with opened_doors(monkeypatch) as doors:
        # The notifying function has no key of the venue.
        monkeypatch.delenv("SIGNALFILL_COINBASE_KEY")
        yield doors


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Webhook]:
    with running_webhook() as webhook:
        monkeypatch.setenv(URL, webhook.url)
        yield webhook


def denied(doors: TraderDoors) -> Signal:
    """A signal that is refused needs no venue."""
    signal = doors.say(side=Side.SHORT)
    doors.deliver(signal)
    return signal


@pytest.fixture
def entered(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TraderDoors, Signal]]:
    """A position whose entries were filled."""
    with opened_doors(monkeypatch) as doors:
        signal = doors.say()
        doors.deliver(signal)
        doors.move("59999")
        yield doors, signal


def test_an_entry_is_told_once(entered: tuple[TraderDoors, Signal], webhook: Webhook) -> None:
    doors, signal = entered
    doors.tell(signal)
    first = list(webhook.texts)
    doors.tell(signal)

    assert [text.partition(" ")[0] for text in first] == ["**Entry**"]
    assert webhook.texts == first


def test_a_refusal_is_told_with_its_gate(doors: TraderDoors, webhook: Webhook) -> None:
    doors.tell(denied(doors))

    (text,) = webhook.texts
    assert text.startswith("**Not traded**")
    assert "short_on_spot" in text


def test_what_the_webhook_did_not_take_is_told_again(doors: TraderDoors, webhook: Webhook) -> None:
    signal = denied(doors)
    webhook.status = 500
    with pytest.raises(RetryableError):
        doors.tell(signal)
    webhook.status = 204

    doors.tell(signal)

    assert len(webhook.texts) == 2


def test_the_address_may_stand_in_a_secret(
    doors: TraderDoors, webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = boto3.client("secretsmanager").create_secret(Name="w", SecretString=webhook.url)
    monkeypatch.delenv(URL)
    monkeypatch.setenv(ARN, secret["ARN"])

    doors.tell(denied(doors))

    assert len(webhook.texts) == 1


def test_a_secret_that_was_never_given_a_value_means_no_notices(
    doors: TraderDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = boto3.client("secretsmanager").create_secret(Name="webhook")
    monkeypatch.setenv(ARN, secret["ARN"])

    doors.tell(denied(doors))


def test_without_a_webhook_nothing_is_told_and_nothing_fails(doors: TraderDoors) -> None:
    doors.tell(denied(doors))
