#!/usr/bin/env python3
"""Puts the compiled lexicon into the layer that `sam build` left: `compile_lexicon.py FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from signalfill.parsing.lexicon.compiled import FILE, dump, fingerprint
from signalfill.parsing.lexicon.learning import build


def main(built: Path) -> int:
    home = built / "HouseLayer" / "python" / "signalfill" / "parsing" / "lexicon"
    made_of = fingerprint()
    if fingerprint(home) != made_of:
        sys.stderr.write(f"{home} holds other words than src: build it again\n")
        return 1
    (home / FILE).write_bytes(dump(build(), made_of))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
