"""The notifying door: the journal's news go to the user's webhook, once."""

from __future__ import annotations

import json
from collections.abc import Iterator

import boto3
import pytest

from signalfill.domain.errors import RetryableError
from signalfill.domain.side import Side
from signalfill.domain.signal import Signal
from tests.fakes.trader_doors import TraderDoors, opened_doors
from tests.fakes.webhook import Webhook, running_webhook
from tests.fakes.world import settings

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


def wants_refusals(doors: TraderDoors) -> None:
    present = settings()
    account = present.account.model_copy(update={"notify_refusals": True})
    doors.push(present.model_copy(update={"account": account}))


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


def test_a_refusal_is_told_with_its_gate_where_that_is_wanted(
    doors: TraderDoors, webhook: Webhook
) -> None:
    wants_refusals(doors)

    doors.tell(denied(doors))

    (text,) = webhook.texts
    assert text.startswith("**Not traded**")
    assert "short_on_spot" in text


def test_a_refusal_is_quiet_by_default(doors: TraderDoors, webhook: Webhook) -> None:
    doors.tell(denied(doors))

    assert webhook.texts == []


def test_what_the_webhook_did_not_take_is_told_again(doors: TraderDoors, webhook: Webhook) -> None:
    wants_refusals(doors)
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
    wants_refusals(doors)

    doors.tell(denied(doors))

    assert len(webhook.texts) == 1


def test_a_secret_that_was_never_given_a_value_means_no_notices(
    doors: TraderDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = boto3.client("secretsmanager").create_secret(Name="webhook")
    monkeypatch.setenv(ARN, secret["ARN"])
    wants_refusals(doors)

    doors.tell(denied(doors))


def test_without_a_webhook_the_topic_is_told(
    doors: TraderDoors, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = boto3.client("sns").create_topic(Name="notices")["TopicArn"]
    queue = boto3.client("sqs").create_queue(QueueName="subscriber")["QueueUrl"]
    arn = "arn:aws:sqs:us-east-1:123456789012:subscriber"
    boto3.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    monkeypatch.setenv("SIGNALFILL_NOTICE_TOPIC_ARN", topic)
    wants_refusals(doors)

    doors.tell(denied(doors))

    (received,) = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]
    published = json.loads(received["Body"])
    assert published["Subject"].startswith("Signalfill: Not traded (")
    assert "short_on_spot" in published["Message"]
    assert "*" not in published["Message"]


def test_without_a_webhook_nothing_is_told_and_nothing_fails(doors: TraderDoors) -> None:
    doors.tell(denied(doors))
