"""Telling phones what is new to them alone: most of a view stands there already."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from sessions.audiences.light import Light
from sessions.ports import Engine
from sessions.state import Status

View = dict[str, Any]


class Lightly:
    """One view of a session after the other: each counts on everybody having been told the one before it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lights: dict[str, tuple[AbstractContextManager[Any], Light]] = {}

    def tell(self, session_id: str, build: Callable[[], View], say: Callable[[View], None]) -> None:
        """Say what is new in the view as it stands once this session's turn has come; nothing if nothing is."""
        turn, light = self._lights.setdefault(session_id, (self._engine.lock(), Light()))
        with turn:
            view = build()
            news = light.of(view)
            if news is not None:
                say(news)
        if view["session"]["status"] == Status.ENDED:
            self.forget(session_id)

    def forget(self, session_id: str) -> None:
        """Nothing of this session is left out any more."""
        self._lights.pop(session_id, None)
