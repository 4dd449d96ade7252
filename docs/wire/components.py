"""The shapes that a document uses: those written by hand, and those that the code itself knows."""

from __future__ import annotations

from typing import Any

from docs.wire.codes import codes
from docs.wire.commands import command
from docs.wire.shapes import schemas
from docs.wire.words import Facts


def shapes_of(*used: Any) -> Facts:
    return schemas(used, Command=command(), ErrorCode={"enum": list(codes())})
