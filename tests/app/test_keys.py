"""The folder for the keys of open questions: it is there while it is needed, and is nobody else's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import keys, take_home
from app.keys import drop_key_folder, key_place
from sessions.errors import UnknownSession
from sessions.keys import Keyring
from tests.app.process import running
from tests.cast.memory import in_memory_or, own_memory
from tests.trust.threats.inside import Inside


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "keys", os.urandom)


def test_a_program_that_ends_leaves_no_folder(tmp_path: Path) -> None:
    inside = Inside(tmp_path)
    folder, _ = key_place(inside.parts.config.data)
    assert folder.is_dir()

    inside.product.drain()

    assert not folder.exists()


def test_the_key_of_a_question_that_is_still_open_waits_for_the_next_start(tmp_path: Path) -> None:
    inside = Inside(tmp_path)
    session = inside.begins()
    for do, facts in [("start", {}), ("goto", {"slide": "hard"}), ("open", {})]:
        session = inside.says(session, do, **facts)
    folder, _ = key_place(inside.parts.config.data)

    inside.product.drain()

    assert len(list(folder.iterdir())) == 1
    inside.closes()


def test_whoever_only_reads_makes_none(tmp_path: Path) -> None:
    inside = Inside(tmp_path)
    data = inside.parts.config.data
    inside.closes()

    with pytest.raises(UnknownSession):
        take_home.take_home({"data": str(data)}, "nothing", "json")

    assert not key_place(data)[0].exists()


def test_a_folder_that_was_dropped_is_made_again_by_the_next_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "in_memory", lambda: [tmp_path])
    keyring = Keyring(keys.key_folder(tmp_path)[0], os.urandom)
    drop_key_folder(tmp_path)
    assert keyring.groups() == set()

    keyring.make("a")
    drop_key_folder(tmp_path)

    assert keyring.groups() == {"a"}
    assert oct(key_place(tmp_path)[0].stat().st_mode)[-3:] == "700"


def test_no_key_is_put_where_somebody_else_has_made_a_way(tmp_path: Path, keyring: Keyring) -> None:
    (tmp_path / "keys").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileExistsError):
        keyring.make("a")

    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_what_was_killed_leaves_nothing_once_its_test_is_over(tmp_path: Path) -> None:
    before = set(in_memory_or(tmp_path).iterdir())
    words = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0", "--data", str(tmp_path / "data"))
    with running("app", *words) as server:
        server.ready()
        (parent,) = set(in_memory_or(tmp_path).iterdir()) - before
        assert [path.name.startswith("readtheroom-") for path in parent.iterdir()] == [True]
        server.kill()

    assert set(in_memory_or(tmp_path).iterdir()) == before


def test_runs_of_tests_that_were_killed_are_cleared_up_by_the_next_one(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()
    place = in_memory_or(tmp_path)
    left, mine = (place / f"readtheroom-tests-{pid}-x" for pid in (gone.pid, os.getpid()))
    left.mkdir()
    mine.mkdir()

    with own_memory(tmp_path) as own:
        assert (left.exists(), mine.exists(), own.parent) == (False, True, place)
    assert not own.exists()
    mine.rmdir()
