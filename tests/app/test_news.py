"""The news of all sessions goes out in one beat."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from app.engine import select
from app.news import News
from tests.sessions.house import Core


class Broken(Exception):
    """One view that cannot be made."""


class Scenes:
    """Counts of every session but one."""

    def __init__(self, broken: str) -> None:
        self._broken = broken

    def pulse(self, session: Any, audience: str) -> dict[str, Any]:
        if session.state.id == self._broken:
            raise Broken
        return {"of": session.state.id}

    view = pulse

    def changed(self, session_id: str) -> None:
        """What was shown to several is forgotten."""


class Listeners:
    """Everybody, as far as the news can tell."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def emit(self, event: str, payload: dict[str, Any], to: str) -> None:
        self.heard.append(payload["of"])


def test_a_session_whose_view_cannot_be_made_keeps_the_news_from_no_other(tmp_path: Path) -> None:
    core = Core(tmp_path)
    broken, sound = (core.opens().id for _ in range(2))
    engine, listeners = select("threading"), Listeners()
    news = News(engine)
    news.connect(SimpleNamespace(server=listeners), core.stage, Scenes(broken), SimpleNamespace(), lambda _: None)
    news.start()
    for tell in (news.counted, news.queued, news.refreshed):
        listeners.heard.clear()
        tell(broken)
        engine.sleep(0.3)
        assert listeners.heard == []
        tell(sound)
        engine.sleep(1.3)
        assert set(listeners.heard) == {sound}
