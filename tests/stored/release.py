"""`make release-fields`: what this release stores becomes what the next one is compared with."""

from __future__ import annotations

import json
from pathlib import Path

from signalfill.domain.schemas import SCHEMAS
from tests.stored.kinds import MODELS
from tests.stored.shape import shape_of

RELEASED = Path(__file__).with_name("released.json")


def main() -> None:
    fields = {
        kind: {"schema": SCHEMAS.get(kind, 1), **shape_of(model)} for kind, model in MODELS.items()
    }
    text = json.dumps(fields, indent=1, ensure_ascii=False)
    RELEASED.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
