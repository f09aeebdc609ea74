#!/usr/bin/env bash
# A page of moto that is as long as its Limit says that nothing follows.
#
# Expected: DynamoDB stops at the limit and names where it stopped, also behind the very last item;
# the next page is then empty.
# Seen (moto 5.2.5, boto3 1.44.5): a query and a scan whose limit equals the number of items come
# without LastEvaluatedKey. Code that takes the key for "there is more", or an empty page for an error,
# passes its tests and fails on AWS. Remedy: follow LastEvaluatedKey until it is absent, let an empty
# page be nothing special, and hand such a page to the code in a test of its own.
#
# Source: run, 2026-12-01;
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "moto[dynamodb]==5.2.5" boto3==1.44.5 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import boto3
import moto

with moto.mock_aws():
    client = boto3.client(
        "dynamodb", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    client.create_table(
        TableName="t",
        KeySchema=[
            {"AttributeName": "k", "KeyType": "HASH"},
            {"AttributeName": "s", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "k", "AttributeType": "S"},
            {"AttributeName": "s", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    for number in range(4):
        client.put_item(TableName="t", Item={"k": {"S": "k"}, "s": {"S": str(number)}})
    asked = {
        "KeyConditionExpression": "k = :k",
        "ExpressionAttributeValues": {":k": {"S": "k"}},
    }
    print(moto.__version__, boto3.__version__)
    for limit in (3, 4):
        query = client.query(TableName="t", Limit=limit, **asked)
        scan = client.scan(TableName="t", Limit=limit)
        for name, page in (("query", query), ("scan", scan)):
            print(name, "limit", limit, "of 4: goes on", "LastEvaluatedKey" in page)
PYTHON
diff "$folder/seen" - <<'SEEN'
5.2.5 1.44.5
query limit 3 of 4: goes on True
scan limit 3 of 4: goes on True
query limit 4 of 4: goes on False
scan limit 4 of 4: goes on False
SEEN
echo "as described"
