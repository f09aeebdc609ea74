from __future__ import annotations

from collections.abc import Iterator

import pytest

from signalfill.adapters.webhook import LONGEST_CONTENT, DiscordWebhook
from signalfill.domain.errors import InvalidInputError, RetryableError
from tests.fakes.webhook import Webhook, running_webhook


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with running_webhook() as webhook:
        yield webhook


def test_a_notice_is_posted_as_text_that_mentions_nobody(webhook: Webhook) -> None:
    DiscordWebhook(webhook.url).notify("Entry @everyone")

    assert webhook.posted == [{"content": "Entry @everyone", "allowed_mentions": {"parse": []}}]


def test_a_long_notice_is_cut_to_what_discord_takes(webhook: Webhook) -> None:
    DiscordWebhook(webhook.url).notify("x" * 5000)

    assert [len(text) for text in webhook.texts] == [LONGEST_CONTENT]


@pytest.mark.parametrize("status", [404, 429, 500])
def test_a_refused_notice_may_be_sent_again(webhook: Webhook, status: int) -> None:
    webhook.status = status

    with pytest.raises(RetryableError, match=f"HTTP {status}"):
        DiscordWebhook(webhook.url).notify("Entry")


def test_an_unreachable_webhook_is_told_without_its_address(webhook: Webhook) -> None:
    gone = webhook.url.replace("127.0.0.1", "127.0.0.1:1/", 1)

    with pytest.raises(RetryableError) as told:
        DiscordWebhook(gone).notify("Entry")

    assert "token-of-the-webhook" not in str(told.value)


@pytest.mark.parametrize("url", ["http://discord.com/api/webhooks/1/token", "file:///etc", "token"])
def test_only_https_is_an_address_for_notices(url: str) -> None:
    with pytest.raises(InvalidInputError) as told:
        DiscordWebhook(url)

    assert "token" not in str(told.value)
