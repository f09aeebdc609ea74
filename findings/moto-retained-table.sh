#!/usr/bin/env bash
# moto keeps a table with `DeletionPolicy: Retain` when its stack goes, not when it leaves the template.
#
# Expected: as in CloudFormation, the policy holds in both cases: the table leaves the stack and stays.
# Seen (moto 5.2.5, boto3 1.44.5): after update_stack with a template without the table it is deleted;
# delete_stack keeps the other one. So a rehearsal of a move between stacks shows a loss of data that
# AWS does not have, and who tests the policy by deleting the stack believes both are covered. Remedy:
# assert the policy in the template, and rehearse the move where it is real.
#
# Source: run, 2026-12-01; https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
# aws-attribute-deletionpolicy.html
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "moto[cloudformation,dynamodb]==5.2.5" boto3==1.44.5 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import json

import boto3
import moto


def table(name):
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": "Retain",
        "Properties": {
            "TableName": name,
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
        },
    }


def template(*names):
    resources = {name.title(): table(name) for name in names}
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources})


given = {"region_name": "us-east-1", "aws_access_key_id": "a", "aws_secret_access_key": "b"}
with moto.mock_aws():
    stacks, tables = boto3.client("cloudformation", **given), boto3.client("dynamodb", **given)

    def names():
        return sorted(tables.list_tables()["TableNames"])

    stacks.create_stack(StackName="s", TemplateBody=template("leaving", "staying"))
    print(moto.__version__, boto3.__version__, names())
    stacks.update_stack(StackName="s", TemplateBody=template("staying"))
    print("after one left the template:", names())
    stacks.delete_stack(StackName="s")
    print("after the stack was deleted:", names())
PYTHON
diff "$folder/seen" - <<'SEEN'
5.2.5 1.44.5 ['leaving', 'staying']
after one left the template: ['staying']
after the stack was deleted: ['staying']
SEEN
echo "as described"
