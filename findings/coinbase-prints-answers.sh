#!/usr/bin/env bash
# coinbase-advanced-py writes the body of each refused call to stderr, whatever your logging says.
#
# Expected: a library hands an HTTP error to its caller, and leaves to the caller's logging what is
# written where.
# Seen (coinbase-advanced-py 1.8.4): the error is raised, and beside it a handler of the library's own
# prints the whole answer; a program that handles the error, configured no logging, and set the root
# logger to CRITICAL, prints it too. What a venue writes into a refusal (names, balances, ids) ends in
# the log of whoever runs it. Remedy: `logging.getLogger("coinbase.RESTClient").disabled = True`.
#
# Source: run against a canned answer, 2026-12-01; coinbase/api_base.py
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check coinbase-advanced-py==1.8.4 2>/dev/null
"$folder/venv/bin/python" - 2>&1 <<'PYTHON' | tee "$folder/seen"
import logging
import sys
from importlib.metadata import version

import requests
from coinbase.rest import RESTClient
from requests.adapters import HTTPAdapter


class Refusing(HTTPAdapter):
    """Answers by itself: nothing leaves this machine."""

    def send(self, request, **_):
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 400, request, request.url
        answer.reason = "Bad Request"
        answer._content = b'{"message": "portfolio of J. Doe has 12.34 USD"}'
        return answer


print(version("coinbase-advanced-py"), flush=True)
for disabled in (False, True):
    logging.getLogger().setLevel(logging.CRITICAL)
    client = RESTClient()
    logging.getLogger("coinbase.RESTClient").disabled = disabled
    client.session.mount("https://", Refusing())
    try:
        client.get_public_product("BTC-USD")
    except requests.HTTPError as error:
        sys.stderr.flush()
        print("handled", error.response.status_code, "logger disabled:", disabled, flush=True)
PYTHON
sed -E 's/^[0-9: -]+ - coinbase/coinbase/' "$folder/seen" | diff - <(
  cat <<'SEEN'
1.8.4
coinbase.RESTClient - ERROR - HTTP Error: 400 Client Error: Bad Request {"message": "portfolio of J. Doe has 12.34 USD"}
handled 400 logger disabled: False
handled 400 logger disabled: True
SEEN
)
echo "as described"
