"""What a running process has in mind: everything that can be reached from one thing."""

from __future__ import annotations

import gc
from types import FunctionType, ModuleType
from typing import Any


def kept_in_mind(root: Any, sort: type | tuple[type, ...] = (str, bytes)) -> list[Any]:
    """Everything of that sort within reach, without going through code."""
    seen: set[int] = set()
    found: list[Any] = []
    waiting = [root]
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or isinstance(thing, type | FunctionType | ModuleType):
            continue
        seen.add(id(thing))
        if isinstance(thing, sort):
            found.append(thing)
        waiting.extend(gc.get_referents(thing))
        if isinstance(thing, dict):  # whose keys, where they are text, are not among those
            waiting.extend(list(thing))
    return found
