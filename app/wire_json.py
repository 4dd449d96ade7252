"""JSON as it goes over the socket: letters as they are, since escaping them would triple many decks."""

from __future__ import annotations

import json
from typing import Any

SHORTEST = 256
"""Bytes to which what is one phone's own is filled up; from there on they double."""

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: Any, **settings: Any) -> str:
    return _encoded(value)


def filled_up(facts: dict[str, Any]) -> dict[str, Any]:
    """The same with filler, so that a pass is as long as an answer, and each answer as long as any other."""
    long = len(dumps({**facts, "pad": ""}).encode())
    full = SHORTEST
    while full < long:
        full *= 2
    return {**facts, "pad": "." * (full - long)}


def loads(text: str, **settings: Any) -> Any:
    return json.loads(text, **settings)
