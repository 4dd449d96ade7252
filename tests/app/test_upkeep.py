"""What happens by itself goes on happening, whatever goes wrong with one session."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine import select
from app.upkeep import Upkeep
from sessions.store.work import Statement, Work
from tests.sessions.house import Core

OLD, BROKEN = "1999-01-01", "someday"


@pytest.mark.parametrize("broken_first", [True, False])
def test_a_session_that_cannot_be_read_keeps_no_other_from_being_forgotten(tmp_path: Path, broken_first: bool) -> None:
    core = Core(tmp_path)
    for title in ("a", "b"):
        core.opens(title=title)
    ids = {row.title: row.id for row in core.shelf.all()}
    days = (BROKEN, OLD) if broken_first else (OLD, BROKEN)
    for title, day in zip("ab", days, strict=True):
        core.shelf.writer.put(Work((Statement("UPDATE sessions SET day = ? WHERE id = ?", (day, ids[title])),)))
    kept = "a" if broken_first else "b"

    engine = select("threading")
    Upkeep(core.stage, core.followups, engine, retention_days=30).start()
    for _ in range(200):
        if len(core.shelf.all()) == 1:
            break
        engine.sleep(0.02)
    assert [row.title for row in core.shelf.all()] == [kept]
