#!/usr/bin/env bash
# An answer of coinbase-advanced-py gives None for a field that it does not have, if asked by [].
#
# Expected: `answer["prize"]` raises KeyError where `answer.prize` raises AttributeError: the answer is
# used like a dictionary in the library's own examples.
# Seen (coinbase-advanced-py 1.8.4): by name it raises, by [] it is None, so a misspelt or renamed
# field reads like an empty one: no fee, no stop, no hold. Remedy: `to_dict()` into a model of your
# own that knows which fields must be there.
#
# Source: run against a canned answer, 2026-12-01; coinbase/rest/types/base_response.py
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check coinbase-advanced-py==1.8.4 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from importlib.metadata import version

import requests
from coinbase.rest import RESTClient
from requests.adapters import HTTPAdapter


class Canned(HTTPAdapter):
    """Answers by itself: nothing leaves this machine."""

    def send(self, request, **_):
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 200, request, request.url
        answer._content = b'{"product_id": "BTC-USD", "price": "60000"}'
        return answer


client = RESTClient()
client.session.mount("https://", Canned())
product = client.get_public_product("BTC-USD")
print(version("coinbase-advanced-py"), product["price"], product.price)
print("['prize']:", product["prize"])
try:
    print(".prize:", product.prize)
except AttributeError:
    print(".prize: AttributeError")
print("in to_dict():", "prize" in product.to_dict())
PYTHON
diff "$folder/seen" - <<'SEEN'
1.8.4 60000 60000
['prize']: None
.prize: AttributeError
in to_dict(): False
SEEN
echo "as described"
