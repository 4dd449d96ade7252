"""JSON as it goes over the socket: letters as they are, since escaping them would triple many decks."""

from __future__ import annotations

import json
from typing import Any

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(value: Any, **settings: Any) -> str:
    return _encoded(value)


def loads(text: str, **settings: Any) -> Any:
    return json.loads(text, **settings)
