"""One JSON object a line on stdout: logs, and metrics in CloudWatch's embedded format.

Never message bodies. Stacks only at debug level: what the operator needs is the line.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Mapping, Sequence
from typing import TextIO

NAMESPACE = "Signalfill"
SERVICE = "scraper"
OURS = ("signalfill", "functions", "__main__")
UNITS = {"Seconds": "Seconds", "Milliseconds": "Milliseconds"}
"""By how a metric's name ends; anything else is a count."""

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "level": record.levelname,
            "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%S")
            + f".{int(record.msecs):03d}Z",
            "service": SERVICE,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if record.exc_info and record.exc_info[1] is not None:
            line["cause"] = repr(record.exc_info[1])
        return json.dumps(line, default=str)


JsonFormatter.converter = time.gmtime


def log_to(stream: TextIO) -> None:
    """Our own lines from info on; libraries only where something is wrong."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def emit(values: Mapping[str, float | Sequence[float]], stream: TextIO | None = None) -> None:
    """One metrics line; CloudWatch makes the metrics out of it (of a list: at most 100 values).

    Each metric costs by the month: what begins with a small letter is only written down.
    """
    metrics = [{"Name": name, "Unit": _unit(name)} for name in values if name[0].isupper()]
    directive = {"Namespace": NAMESPACE, "Dimensions": [["service"]], "Metrics": metrics}
    about = {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [directive]}
    line = {"_aws": about, "service": SERVICE, **values}
    print(json.dumps(line), file=stream or sys.stdout, flush=True)


def _unit(name: str) -> str:
    return next((unit for ending, unit in UNITS.items() if name.endswith(ending)), "Count")
