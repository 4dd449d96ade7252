"""What a running process has in mind: everything that can be reached from one thing."""

from __future__ import annotations

import gc
from types import FunctionType, ModuleType
from typing import Any


def kept_in_mind(root: Any) -> set[str | bytes]:
    """Every text and every row of bytes within reach, without going through code."""
    seen: set[int] = set()
    found: set[str | bytes] = set()
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, type | FunctionType | ModuleType):
            continue
        seen.add(id(thing))
        if isinstance(thing, str | bytes):
            found.add(thing)
        waiting.extend(gc.get_referents(thing))
    return found
