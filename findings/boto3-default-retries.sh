#!/usr/bin/env bash
# Between boto3 1.43 and 1.44 the default retry mode changed from "legacy" to "standard".
#
# Expected: a minor release tries a failed call as often as before.
# Seen: against an endpoint that always answers 500, a DynamoDB GetItem with default settings is
# tried 10 times by 1.43.106 and 4 times by 1.44.5; an SQS ReceiveMessage answered 503, 5 and 3 times.
# Who relies on the defaults rides out seconds of trouble with one release and fails at once with the
# next, and on Lambda the runtime's own boto3 decides which. Remedy: state
# `botocore.config.Config(retries={"mode": ..., "total_max_attempts": ...})` for every client.
#
# Source: run on loopback, 2026-12-01; https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/count.py" <<'PYTHON'
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import boto3

tries = 0


class Failing(BaseHTTPRequestHandler):
    def do_POST(self):
        global tries
        tries += 1
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(500 if "DynamoDB" in self.headers.get("X-Amz-Target", "") else 503)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Failing)
threading.Thread(target=server.serve_forever, daemon=True).start()
given = {
    "endpoint_url": f"http://127.0.0.1:{server.server_port}",
    "region_name": "us-east-1",
    "aws_access_key_id": "a",
    "aws_secret_access_key": "b",
}
seen = []
for service, call in (
    ("dynamodb", lambda c: c.get_item(TableName="t", Key={"k": {"S": "1"}})),
    ("sqs", lambda c: c.receive_message(QueueUrl=given["endpoint_url"] + "/1/q")),
):
    tries = 0
    try:
        call(boto3.client(service, **given))
    except Exception as error:
        assert "50" in str(error), error
    seen.append(tries)
server.shutdown()
print(boto3.__version__, *seen)
PYTHON
for version in 1.43.106 1.44.5; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" install --quiet --disable-pip-version-check "boto3==$version" 2>/dev/null
  env -u AWS_MAX_ATTEMPTS -u AWS_RETRY_MODE "$folder/$version/bin/python" "$folder/count.py"
done | tee "$folder/seen"
diff "$folder/seen" - <<'SEEN'
1.43.106 10 5
1.44.5 4 3
SEEN
echo "as described"
