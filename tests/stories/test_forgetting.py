"""What is forgotten is gone from the disk: ballots and their key at the close, everything when a session is deleted."""

from __future__ import annotations

import shutil
import sqlite3
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Evening, House, Phone, standing, until
from tests.conftest import Begin, evenings

CANARY = "A title that only this evening has"
NAMES = {"presenter": "Ana Xanthopoulou", "support": "Dr. Quillfeather", "cast": {}}


@pytest.fixture
def evening(quiet_house: House) -> Iterator[Begin]:
    """In a house with nobody else in it, so that everything on its disk is ours."""
    yield from evenings(quiet_house)


def rows(house: House, query: str) -> list[tuple[Any, ...]]:
    """Read the database beside the server, as its administrator could."""
    with closing(sqlite3.connect(f"file:{house.data / 'readtheroom.db'}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def answered(evening: Begin, rounds: int = 1) -> tuple[Evening, list[Phone]]:
    """The last of so many rounds is open and everybody has answered."""
    room = evening("vote", title=CANARY, start=NAMES)
    phones = room.fills(6)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")
    for number in range(rounds):
        room.ana.says("open")
        room.answer(zip(phones, "AABBCC", strict=True))
        if number + 1 < rounds:
            room.ana.says("close")
    return room, phones


def secrets_of(room: Evening) -> list[bytes]:
    """Every pseudonym and every sealed answer, and both halves of the key."""
    ballots = rows(room.house, "SELECT pseudonym, sealed FROM ballots")
    assert len(ballots) >= 6
    (key,) = (path.read_bytes() for path in room.house.key_files)
    assert len(key) == 64
    return [part for ballot in ballots for part in ballot] + [key[:32], key[32:]]


def assert_gone(room: Evening, secrets: list[bytes]) -> None:
    until(lambda: room.house.log_size == 0)
    assert rows(room.house, "SELECT * FROM ballots") == []
    assert rows(room.house, "SELECT * FROM boxes") == []
    assert room.house.key_files == []
    assert [secret for secret in secrets if room.house.holds(secret)] == []


def test_once_the_last_round_is_closed_no_answer_is_left_anywhere(evening: Begin) -> None:
    room, _ = answered(evening, rounds=2)
    secrets = secrets_of(room)
    assert all(room.house.holds(secret) for secret in secrets), "there should be something to find"

    room.ana.says("close")

    assert_gone(room, secrets)


def test_between_the_rounds_only_the_sealed_ballots_and_their_key_wait(evening: Begin) -> None:
    room, _ = answered(evening)

    room.ana.says("close")
    assert len(rows(room.house, "SELECT * FROM ballots")) == 6
    assert len(room.house.key_files) == 1
    secrets = secrets_of(room)
    room.ana.says("goto", slide="hard")
    room.ana.says("goto", slide="say")
    assert len(room.house.key_files) == 1, "leaving the slide and coming back destroys nothing"
    room.ana.says("goto", slide="hard")
    room.ana.says("open")

    assert [secret for secret in secrets[-2:] if room.house.holds(secret)] == []
    assert len(room.house.key_files) == 1, "the new vote's own"
    until(lambda: not [secret for secret in secrets if room.house.holds(secret)])


@pytest.mark.parametrize("do", ["results", "end", "void"])
def test_whoever_waits_for_a_round_that_never_comes_is_forgotten(evening: Begin, do: str) -> None:
    room, _ = answered(evening)
    room.ana.says("close")
    secrets = secrets_of(room)

    room.ana.says(do)

    assert_gone(room, secrets)


def test_a_copy_of_the_disk_made_during_the_vote_holds_no_key(evening: Begin, tmp_path: Path) -> None:
    room, _ = answered(evening)
    *_, who, what = secrets_of(room)

    shutil.copytree(room.house.data, tmp_path / "stolen")
    room.ana.says("close")
    room.ana.says("results")

    stolen = b"".join(path.read_bytes() for path in (tmp_path / "stolen").rglob("*") if path.is_file())
    assert CANARY.encode() in stolen, "there should be something to steal"
    assert (who in stolen, what in stolen, room.house.key_files) == (False, False, [])


def test_nothing_on_the_disk_tells_one_phone_from_another(evening: Begin) -> None:
    room, phones = answered(evening)
    tokens = [phone.token for phone in phones]
    voters = [urlsafe_b64decode(token + "=" * (-len(token) % 4))[-32:-16] for token in tokens]

    assert [secret for secret in (*tokens, *voters) if room.house.holds(secret)] == []
    assert room.house.holds(CANARY)
    phones[0].answers(None)
    sizes = {len(sealed) for (sealed,) in rows(room.house, "SELECT sealed FROM ballots")}
    assert len(sizes) == 1, "the length of a sealed answer tells nothing"


def test_the_same_phone_has_another_name_in_every_question(evening: Begin) -> None:
    room, phones = answered(evening)
    first = {name for (name,) in rows(room.house, "SELECT pseudonym FROM ballots")}
    room.ana.says("close")
    room.ana.says("goto", slide="hard")
    room.ana.says("open")
    room.answer((phone, 3) for phone in phones)

    second = {name for (name,) in rows(room.house, "SELECT pseudonym FROM ballots")}
    assert (len(first), len(second), first & second) == (6, 6, set())


@pytest.mark.parametrize("way", [["end"], ["close", "results", "end"]])
def test_the_end_destroys_what_let_the_phones_in(evening: Begin, way: list[str]) -> None:
    room, _ = answered(evening)
    ((join_key,),) = rows(room.house, "SELECT join_key FROM sessions")
    assert room.house.holds(join_key)

    for do in way:
        room.ana.says(do)

    assert rows(room.house, "SELECT code, join_key FROM sessions") == [(None, None)]
    until(lambda: not room.house.holds(join_key))


def test_a_deleted_session_leaves_no_trace(evening: Begin) -> None:
    room, _ = answered(evening)
    secrets = secrets_of(room)
    room.ana.says("end")
    told = [CANARY, NAMES["presenter"], NAMES["support"], room.id, room.code]
    assert all(room.house.holds(text) for text in told[:4]), "there should be something to forget"

    assert room.house.asks("DELETE", room.api).status_code == 204

    until(lambda: not [text for text in told if room.house.holds(text)])
    assert_gone(room, secrets)


def test_a_session_deleted_in_the_middle_of_a_vote_leaves_no_trace_either(evening: Begin) -> None:
    room, _ = answered(evening)
    secrets = secrets_of(room)

    assert room.house.asks("DELETE", room.api).status_code == 204

    assert_gone(room, secrets)
    assert room.house.holds(CANARY) == []


def test_a_deck_of_ones_own_goes_with_the_last_session_that_ran_it(evening: Begin, quiet_house: House) -> None:
    quiet_house.writes(
        "own", quiet_house.reads("never").replace("Which exercise next?", "A question from our own house")
    )
    first, second = evening("own"), evening("own")
    (quiet_house.decks / "own.md").unlink()

    quiet_house.asks("DELETE", first.api)
    assert quiet_house.holds("A question from our own house"), "the other session still needs it"
    assert second.ana.says("start")["slide"]["title"] == "A question from our own house"
    quiet_house.asks("DELETE", second.api)

    until(lambda: not quiet_house.holds("A question from our own house"))


def test_a_server_that_stops_takes_its_rehearsals_with_it(tmp_path: Path) -> None:
    with standing(House(tmp_path)) as house:
        Evening(house, "vote", rehearsal=True).ana.says("start")

    with closing(sqlite3.connect(house.data / "readtheroom.db")) as database:
        assert database.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
    log = house.data / "readtheroom.db-wal"
    assert not log.exists() or log.stat().st_size == 0
