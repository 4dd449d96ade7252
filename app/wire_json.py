"""JSON as it goes over the socket: letters as they are, since escaping them would triple many decks."""

from __future__ import annotations

import json
from typing import Any


def dumps(value: Any, **settings: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def loads(text: str, **settings: Any) -> Any:
    return json.loads(text, **settings)
