#!/usr/bin/env bash
# pydantic's JSON Schema of a bounded Decimal lets any text through.
#
# Expected: the schema of `Decimal` with `gt=0, le=1` refuses "-5" and "64k", as the model does.
# Seen (pydantic 2.14.3): a Decimal is number or text; the bounds stand on the number alone and the
# text has neither bounds nor a pattern, so an editor that checks a settings file by the exported
# schema calls quoted or YAML-text amounts fine that the program then refuses.
# Remedy: `Annotated[Decimal, ..., WithJsonSchema({...})]` with a pattern, and a test that feeds the
# schema what the model refuses.
#
# Source: run, 2026-12-01; https://docs.pydantic.dev/latest/concepts/json_schema/
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pydantic==2.14.3 jsonschema==4.25.1 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from decimal import Decimal

import jsonschema
import pydantic
from pydantic import BaseModel, Field, ValidationError


class Settings(BaseModel):
    share: Decimal = Field(gt=0, le=1)


schema = Settings.model_json_schema()
print(pydantic.VERSION)
for text in ("0.5", "-5", "64k"):
    by_model = by_schema = "taken"
    try:
        Settings.model_validate({"share": text})
    except ValidationError:
        by_model = "refused"
    try:
        jsonschema.validate({"share": text}, schema)
    except jsonschema.ValidationError:
        by_schema = "refused"
    print(text, "model:", by_model, "schema:", by_schema)
PYTHON
diff "$folder/seen" - <<'SEEN'
2.14.3
0.5 model: taken schema: taken
-5 model: refused schema: taken
64k model: refused schema: taken
SEEN
echo "as described"
