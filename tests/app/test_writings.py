"""A file that takes a while is begun once, and is there for whoever asks again."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import writings
from app.engine import select
from app.take_home import Binder
from app.world import World
from app.writings import Writings
from sessions.errors import SummaryTooLong, UnknownFormat
from sessions.session import LiveSession
from tests.cast.waiting import until
from tests.sessions.house import Core
from tests.sessions.summary.evening import thursday


class Slow(Binder):
    """It writes when it is told to."""

    def __init__(self, core: Core) -> None:
        super().__init__(select("threading"), core.stage.desk)
        self.may, self.begun = threading.Event(), 0

    def file(self, session: LiveSession, name: str) -> bytes:
        self.begun += 1
        assert self.may.wait(10)
        return super().file(session, name)


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Slow:
    monkeypatch.setattr(writings, "AT_ONCE_S", 0.05)
    return Slow(Core(tmp_path))


@pytest.fixture
def several(slow: Slow) -> Writings:
    return Writings(slow, select("threading"), World())


def test_a_file_that_is_quick_comes_at_once(tmp_path: Path) -> None:
    binder = Binder(select("threading"), Core(tmp_path).stage.desk)
    quick = Writings(binder, select("threading"), World())
    assert quick.fetch(thursday(), "csv") == binder.file(thursday(), "csv")


def test_one_that_takes_longer_is_begun_once_and_fetched_later(
    slow: Slow, several: Writings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [several.fetch(thursday(), "csv") for _ in range(3)] == [None, None, None]
    assert several.stands(thursday(), "csv")[1] is False

    slow.may.set()
    monkeypatch.setattr(writings, "AT_ONCE_S", 10)

    assert (several.fetch(thursday(), "csv") or b"")[:3] != b""
    assert slow.begun == 1
    assert several.stands(thursday(), "csv") == (0, True)


def test_whoever_asks_for_one_file_many_times_at_once_has_it_written_once(slow: Slow, several: Writings) -> None:
    with ThreadPoolExecutor(20) as readers:
        asked = [readers.submit(several.whole, thursday(), "csv") for _ in range(20)]
        until(lambda: slow.begun == 1)
        threading.Event().wait(0.1)
        slow.may.set()
        assert len({one.result() for one in asked}) == 1
    assert (slow.begun, several._known) == (1, {})
    several.whole(thursday(), "csv")
    assert slow.begun == 2, "what was fetched is written anew: a text may have been taken out meanwhile"


def test_what_was_fetched_is_kept_in_memory_no_longer(slow: Slow, several: Writings) -> None:
    slow.may.set()
    several.fetch(thursday(), "csv")
    writing = several._begin(writings._key(thursday(), "csv"), thursday(), "csv")
    kept = weakref.ref(writing)
    del writing
    assert several.whole(thursday(), "csv") or several.fetch(thursday(), "csv")

    def is_gone() -> bool:
        gc.collect()
        return kept() is None

    until(is_gone)


def test_a_session_that_has_moved_gets_another_file(slow: Slow, several: Writings) -> None:
    several.fetch(thursday(), "csv")
    several.fetch(thursday().with_state(version=99), "csv")
    several.fetch(thursday(), "json")
    assert slow.begun == 3
    slow.may.set()


@pytest.mark.parametrize(("name", "refusal"), [("docx", UnknownFormat), ("pdf", SummaryTooLong)])
def test_what_cannot_be_written_is_refused_and_may_be_tried_again(
    slow: Slow, several: Writings, name: str, refusal: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.take_home.written_apart", _gives_up)
    monkeypatch.setattr(writings, "AT_ONCE_S", 10)
    slow.may.set()
    for _ in range(2):
        with pytest.raises(refusal):
            several.fetch(thursday(), name)
    assert slow.begun == 2


def _gives_up(*_: object) -> bytes:
    raise SummaryTooLong


def test_a_file_that_nobody_fetches_is_forgotten(
    slow: Slow, several: Writings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writings, "FETCHED_S", 0.01)
    assert several.fetch(thursday(), "csv") is None
    slow.may.set()
    for _ in range(200):
        if several.stands(thursday(), "csv")[1] and not several._known:
            break
        threading.Event().wait(0.02)
    assert several._known == {}
