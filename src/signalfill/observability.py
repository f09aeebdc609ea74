"""Logger and metrics of the Lambda doors, made once. Never message bodies, never keys."""

from __future__ import annotations

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers

NAMESPACE = "Signalfill"


def make_logger(service: str) -> Logger:
    """A JSON logger whose format the house's own loggers (`signalfill.*`) take over."""
    logger = Logger(service=service)
    copy_config_to_registered_loggers(source_logger=logger, include={"signalfill"})
    return logger


def make_metrics(service: str) -> Metrics:
    """Metrics with the service as the only dimension: ids would cost money by the name."""
    return Metrics(namespace=NAMESPACE, service=service)
