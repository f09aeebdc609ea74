#!/usr/bin/env bash
# moto does a DynamoDB transaction again that carries the same ClientRequestToken.
#
# Expected: as in AWS, a token makes a transaction happen once: whoever got no answer sends it again.
# Seen (moto 5.2.5, boto3 1.44.5): three equal calls with one token add three times.
# A test of the retry after a lost answer then shows a fault that AWS does not have, and a test that
# counts on the second effect passes. Remedy: make the effect conditional as well, or test lost answers
# on an emulator that keeps tokens (MiniStack 1.5.33 does).
#
# Source: run, 2026-12-01;
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
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
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for _ in range(3):
        client.transact_write_items(
            ClientRequestToken="one-token-one-effect",
            TransactItems=[
                {
                    "Update": {
                        "TableName": "t",
                        "Key": {"k": {"S": "counter"}},
                        "UpdateExpression": "ADD n :one",
                        "ExpressionAttributeValues": {":one": {"N": "1"}},
                    }
                }
            ],
        )
    item = client.get_item(TableName="t", Key={"k": {"S": "counter"}})["Item"]
    print(moto.__version__, boto3.__version__, "counted", item["n"]["N"])
PYTHON
diff "$folder/seen" - <<'SEEN'
5.2.5 1.44.5 counted 3
SEEN
echo "as described"
