#!/usr/bin/env bash
# A table that MiniStack makes from a template has no time to live, whatever the template says.
#
# Expected: as in CloudFormation, the table has what its template says, or the stack fails.
# Seen (MiniStack 1.5.33, boto3 1.43.106): the stack completes, and the time to live is DISABLED, both
# where the table is created with it and where an update adds it; set by update_time_to_live it is
# ENABLED. A rehearsal on the emulator says nothing of whether items expire. Remedy: assert the template
# itself, and look at describe_time_to_live after the first deployment to an account.
#
# Source: run on loopback, 2026-12-01; https://docs.aws.amazon.com/AWSCloudFormation/latest/
# TemplateReference/aws-properties-dynamodb-table-timetolivespecification.html
set -euo pipefail
folder=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ministack==1.5.33 boto3==1.43.106 2>/dev/null
port=$("$folder/venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cd "$folder"
HOME=$folder TMPDIR=$folder STATE_DIR=$folder/state BIND_HOST=127.0.0.1 GATEWAY_PORT=$port MINISTACK_HOST=127.0.0.1 \
  "$folder/venv/bin/ministack" >"$folder/log" 2>&1 &
server=$!
PORT=$port "$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import json
import os
import time
from importlib.metadata import version

import boto3
from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

given = {
    "endpoint_url": f"http://127.0.0.1:{os.environ['PORT']}",
    "region_name": "us-east-1",
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
}
tables, stacks = boto3.client("dynamodb", **given), boto3.client("cloudformation", **given)
for _ in range(120):
    try:
        tables.list_tables()
        break
    except (ConnectionError, HTTPClientError, ClientError):
        time.sleep(0.5)


def template(*, expires):
    properties = {
        "TableName": "t",
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
    }
    if expires:
        properties["TimeToLiveSpecification"] = {"AttributeName": "at", "Enabled": True}
    table = {"Type": "AWS::DynamoDB::Table", "Properties": properties}
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"T": table}})


def status():
    answer = tables.describe_time_to_live(TableName="t")
    return answer["TimeToLiveDescription"]["TimeToLiveStatus"]


def wait(name):
    stacks.get_waiter(name).wait(StackName="s", WaiterConfig={"Delay": 1})


print("ministack", version("ministack"))
stacks.create_stack(StackName="s", TemplateBody=template(expires=False))
wait("stack_create_complete")
stacks.update_stack(StackName="s", TemplateBody=template(expires=True))
wait("stack_update_complete")
print("updated to have it:", status())
stacks.delete_stack(StackName="s")
wait("stack_delete_complete")
stacks.create_stack(StackName="s", TemplateBody=template(expires=True))
wait("stack_create_complete")
time.sleep(5)
print("created with it:", status())
wanted = {"AttributeName": "at", "Enabled": True}
tables.update_time_to_live(TableName="t", TimeToLiveSpecification=wanted)
print("set by a call:", status())
PYTHON
diff "$folder/seen" - <<'SEEN'
ministack 1.5.33
updated to have it: DISABLED
created with it: DISABLED
set by a call: ENABLED
SEEN
echo "as described"
