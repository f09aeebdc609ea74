from __future__ import annotations

import pytest

from tests.infra.templates import properties, resources

PARSER_TIMEOUT_SECONDS = 6


@pytest.mark.parametrize("queue", ["MessagesQueue", "DeadMessagesQueue"])
def test_message_queues_keep_order(queue: str) -> None:
    assert properties(queue)["FifoQueue"] is True


@pytest.mark.parametrize("queue", resources(of_type="AWS::SQS::Queue"))
def test_every_queue_is_encrypted_and_kept_for_two_weeks(queue: str) -> None:
    assert properties(queue)["SqsManagedSseEnabled"] is True
    assert properties(queue)["MessageRetentionPeriod"] == 14 * 24 * 3600


def test_a_message_is_given_up_after_five_attempts() -> None:
    assert properties("MessagesQueue")["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": "DeadMessagesQueue.Arn"},
        "maxReceiveCount": 5,
    }


def test_a_message_stays_hidden_for_six_times_the_parsers_timeout() -> None:
    timeout = properties("ParserFunction")["Timeout"]

    assert timeout == PARSER_TIMEOUT_SECONDS
    assert properties("MessagesQueue")["VisibilityTimeout"] == 6 * timeout


def test_the_scraper_alone_decides_what_a_duplicate_is() -> None:
    assert properties("MessagesQueue")["ContentBasedDeduplication"] is False


def test_a_streams_failures_go_to_a_standard_queue() -> None:
    assert "FifoQueue" not in properties("FailuresQueue")
