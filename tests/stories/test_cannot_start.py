"""When the server cannot start it says why, in one sentence, and what to type; it never starts half."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cast import Evening, House, standing


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a session in its database."""
    with standing(House(tmp_path_factory.mktemp("lived-in"))) as house:
        Evening(house, "vote", title="Last Thursday").ana.says("start")
    return house.data


@pytest.fixture
def closed_house(lived_in: Path, tmp_path: Path) -> Iterator[House]:
    """A house that has been lived in, and nobody is home."""
    shutil.copytree(lived_in, tmp_path / "data")
    house = House(tmp_path)
    yield house
    house.closes()
    assert house.errors == ""


def refusal(house: House, *flags: str) -> str:
    """Try to start; what was said. It must not have started."""
    words = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0", "--data", str(house.data), *flags)
    typed: subprocess.CompletedProcess[str] = house.types(*words)
    assert (typed.returncode, typed.stdout) == (2, "")
    assert "Traceback" not in typed.stderr
    return typed.stderr


def test_a_port_in_use_is_named_with_another_to_try(house: House, tmp_path: Path) -> None:
    port = house.url.rpartition(":")[2]

    said = refusal(house, "--data", str(tmp_path / "other"), "--port", port)

    assert said == (
        f"Port {port} is already in use; perhaps Read the Room is running in another window.\n"
        f"Close that, or type: readtheroom --port {int(port) + 1}\n"
    )


def test_a_data_folder_that_another_server_has_is_refused(house: House) -> None:
    assert "Another Read the Room already runs on the data folder" in refusal(house)


def test_a_data_folder_that_cannot_be_written_is_refused(house: House, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")

    said = refusal(house, "--data", str(tmp_path / "a-file" / "data"))

    assert "cannot be written" in said
    assert "Choose another folder, for example: readtheroom --data" in said


def test_a_database_of_a_newer_version_is_refused_and_left_alone(closed_house: House) -> None:
    path = closed_house.data / "readtheroom.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    before = path.read_bytes()

    said = refusal(closed_house)

    assert "a newer version of Read the Room" in said
    assert "readtheroom serve --data DIR" in said
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["middle", "header", "cut"])
def test_a_damaged_database_is_refused_and_never_silently_empty(closed_house: House, damage: str) -> None:
    path = closed_house.data / "readtheroom.db"
    whole = path.read_bytes()
    broken = {
        "middle": whole[:5000] + b"\xff" * 9000 + whole[14000:],
        "header": b"not a database at all" + whole[21:],
        "cut": whole[: len(whole) // 2],
    }[damage]
    path.write_bytes(broken)

    said = refusal(closed_house)

    assert f"The database {path} is damaged. Nothing was changed." in said
    assert path.read_bytes() == broken


def test_the_same_folder_opens_again_when_nothing_is_wrong(closed_house: House) -> None:
    closed_house.opens()
    (session,) = closed_house.asks("GET", "/api/sessions").json()
    assert (session["title"], session["status"]) == ("Last Thursday", "live")
