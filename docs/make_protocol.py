"""Write docs/openapi.json, docs/asyncapi.json and the tables of docs/protocol.md from the code: `make protocol`.

Addresses come from the routes, messages from sessions/protocol.py, error codes from sessions/errors.py. What they are
for is said in docs/wire/*.yaml. Whatever is known on one side only stops it, by name.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from docs.wire.asyncapi import asyncapi
from docs.wire.openapi import openapi
from docs.wire.tables import guide
from docs.wire.words import Facts, Gap

DOCS = Path(__file__).parent


def made() -> dict[Path, str]:
    """Each file that is made here, with what it should hold now. Raises Gap."""
    prose = DOCS / "protocol.md"
    return {
        DOCS / "openapi.json": _as_json(openapi()),
        DOCS / "asyncapi.json": _as_json(asyncapi()),
        prose: guide(prose.read_text("utf-8")),
    }


def _as_json(facts: Facts) -> str:
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    try:
        files = made()
    except Gap as gap:
        sys.exit(str(gap))
    for path, text in files.items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
