"""F7: bytes of the database's log are not as they were written. Nobody starts as if nothing had been in it."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from sessions.store.wal import FRAME, HEADER, is_damaged
from tests.cast import Evening
from tests.faults.conftest import Gather

COMMITS, PAGE = 6, 4096


@pytest.fixture
def log(tmp_path: Path) -> tuple[Path, bytes]:
    """A database whose last commits are only in its log, as a killed server leaves it; and that log."""
    path = tmp_path / "live.db"
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "CREATE TABLE rows (text)", "PRAGMA wal_checkpoint(TRUNCATE)"):
        connection.execute(statement).fetchall()
    for number in range(COMMITS):
        connection.execute("INSERT INTO rows VALUES (?)", (f"row {number} " * 300,))
    for name in ("live.db", "live.db-wal"):
        shutil.copy(tmp_path / name, tmp_path / name.replace("live", "left"))
    connection.close()
    return tmp_path / "left.db", (tmp_path / "left.db-wal").read_bytes()


def test_a_log_as_it_was_written_is_not_damaged_wherever_it_ends(log: tuple[Path, bytes]) -> None:
    """A killed server may leave the last frame half."""
    path, whole = log
    assert len(whole) > HEADER + COMMITS * (FRAME + PAGE) - 1
    for length in (*range(0, 200, 7), *range(len(whole), 0, -1500)):
        path.with_name("left.db-wal").write_bytes(whole[:length])
        assert not is_damaged(path), length


@pytest.mark.parametrize("at", [0, 10, HEADER + 9, HEADER + FRAME + 100, HEADER + FRAME + PAGE + 17])
def test_a_byte_that_changed_in_what_was_committed_is_seen(log: tuple[Path, bytes], at: int) -> None:
    path, whole = log
    path.with_name("left.db-wal").write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
    assert is_damaged(path)


def test_a_log_that_is_used_again_holds_old_frames_and_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "again.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.execute("CREATE TABLE rows (text)")
    for number in range(COMMITS):
        connection.execute("INSERT INTO rows VALUES (?)", (f"row {number} " * 300,))
    connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    connection.execute("INSERT INTO rows VALUES ('the first frame of the next')")
    assert not is_damaged(path)
    connection.close()


def test_a_server_whose_log_was_damaged_says_so_and_does_not_begin_without_it(room: Evening, gather: Gather) -> None:
    crowd, house = gather(room, 20), room.house
    crowd.votes("v0", votes=3, over=1.0)
    crowd.settles()
    house.kill9()
    log = house.data / "readtheroom.db-wal"
    whole = log.read_bytes()
    at = len(whole) // 2
    damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]

    log.write_bytes(damaged)
    typed = house.types("serve", "--no-browser", "--port", "0", "--data", str(house.data))
    assert (typed.returncode, typed.stdout) == (2, "")
    assert f"The log {log} is damaged, and with it what was saved last. Nothing was changed." in typed.stderr
    assert log.read_bytes() == damaged

    log.write_bytes(whole)
    house.again()
    crowd.come_back()
    assert crowd.closes()["n"] == 20
