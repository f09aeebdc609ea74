"""A webhook's other end on loopback: keeps what was posted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Webhook:
    """Answers with `status`, the way Discord does with 204."""

    url: str = ""
    status: int = 204
    posted: list[dict[str, Any]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        return [each["content"] for each in self.posted]


def _handler(webhook: Webhook) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            webhook.posted.append(json.loads(body))
            self.send_response(webhook.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    return Handler


@contextmanager
def running_webhook() -> Iterator[Webhook]:
    webhook = Webhook()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(webhook))
    webhook.url = f"http://127.0.0.1:{server.server_port}/api/webhooks/1/token-of-the-webhook"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield webhook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
