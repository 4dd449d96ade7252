"""`readtheroom privacy-check`: a house that keeps its promises passes at any time, and each broken one is found."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.doctor.finding import BAD
from app.privacy_check import findings, judged, verdict
from decks.asks import kinds
from sessions.comparison.run import as_kept
from sessions.days import days_later
from sessions.protocol import Reason, Upvote
from sessions.store.census import census
from sessions.store.overdue import Calendar
from sessions.store.sqlite import FILE, overwrites
from sessions.store.tables import metadata
from tests.cast import House, until
from tests.conftest import Begin
from tests.sessions.comparison.runs import run as twice
from tests.sessions.house import Core, Run, voter
from tests.trust.guarantees.rooms import Steps, deck_of, lets_all_through, says, slide

DECK = deck_of(
    slide(kinds()["choice"], "standard", "say", "rounds: 2", "discuss: 2m", "reasons: yes"),
    slide(kinds()["text"], "standard", "text"),
    slide(kinds()["words"], "standard", "word"),
    slide(kinds()["qa"], "standard", "qa"),
)


LATELY = Calendar("2026-11-21", 30, 200)
"""A day on which all that these tests make is young enough to be there."""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    run = Core(tmp_path, deck=DECK, engine=Steps()).opens()
    run.says("start")
    return run


def settled(run: Run) -> Run:
    run.core._engine.settle()
    run.core.shelf.wipe()
    return run


def wrong(run: Run, serves: bool = True, calendar: Calendar = LATELY) -> str:
    """What the check complains of, while a server runs."""
    core = run.core
    found = list(findings(core.folder, core.folder / "keys", True, serves, calendar))
    assert len(found) > len(metadata.tables), "it lists what is there"
    return " ".join(finding.says for finding in found if finding.mark == BAD)


def spoils(run: Run, *statements: tuple[Any, ...]) -> Run:
    """Somebody, or a mistake of ours, writes into the database."""
    with closing(sqlite3.connect(run.core.folder / FILE)) as database:
        for query, *values in statements:
            assert database.execute(query, values).rowcount != 0
        database.commit()
    run.core.shelf.wipe()
    return run


def evening(run: Run) -> Iterator[str]:
    """An evening with all that is collected; the name of each moment at which somebody may look."""
    run.at("say").says("open")
    run.all_answer("AABBCC")
    yield "a vote is open"
    run.says("close")
    for number in range(6):
        name = voter(f"phone {number}")
        mine = run.core.stage.mine(run.id, name)
        assert mine
        run.core.stage.reason(run.id, name, Reason("say", mine["dealt"], f"because {number}"))
    run.core._engine.settle()
    yield "reasons are written"
    run.says("open")
    run.says("close")
    for ask in ("text", "word", "qa"):
        run.at(ask).says("open")
        for number in range(9):
            says(run, f"p{number}", f"{ask} {number}", keep=True)
        run.core._engine.settle()
        lets_all_through(run)
        if ask == "qa":
            item = next(item for item in run.core.stage.desk.items(run.session) if item.ask == ask)
            run.core.stage.upvote(run.id, voter("p1"), Upvote(item.id))
        yield f"{ask} is open"
        run.says("close")
        lets_all_through(run)
        yield f"{ask} is closed"
    run.says("end")
    yield "it has ended"


def test_a_house_that_keeps_its_promises_passes_at_every_moment_of_an_evening(run: Run) -> None:
    moments = {moment: wrong(settled(run)) for moment in evening(run)}
    assert moments == dict.fromkeys(moments, "")
    counted = census(run.core.folder)
    assert counted
    assert {table.name: table.rows for table in counted.tables if table.rows} == {
        "sessions": 1,
        "scripts": 1,
        "items": 27,
    }


def test_it_says_of_every_table_and_column_what_the_schema_says(run: Run) -> None:
    core = run.core
    said = "\n".join(finding.says for finding in findings(core.folder, core.folder / "keys", True, True, LATELY))
    for table in metadata.tables.values():
        assert str(table.comment) in said
        assert [column.name for column in table.columns if str(column.comment) not in said] == []


def test_a_folder_in_which_nothing_was_ever_stored_is_fine(tmp_path: Path) -> None:
    found = list(findings(tmp_path, tmp_path / "keys", True, False, LATELY))
    assert verdict(found) == "Nothing more is stored than was promised."


def opened(run: Run, slide_id: str) -> Run:
    run.at(slide_id).says("open")
    for number in range(6):
        says(run, f"p{number}", f"{slide_id} {number}")
    run.core._engine.settle()
    return run


def test_it_finds_a_ballot_without_an_open_group(run: Run) -> None:
    spoils(run, ("INSERT INTO ballots VALUES ('gone', x'01', 1, x'02', x'03', 0)",))
    assert "1 sealed answers are still there" in wrong(run)


def test_it_finds_a_key_without_an_open_group(run: Run) -> None:
    stray = run.core.folder / "keys" / "stray"
    stray.parent.mkdir(mode=0o700, exist_ok=True)
    stray.touch(mode=0o600)
    assert "1 keys are still there" in wrong(run)
    stray.unlink()
    assert wrong(run) == ""


def test_it_finds_a_text_that_leads_to_its_author_after_the_close(run: Run) -> None:
    opened(run, "text").says("close")
    assert wrong(settled(run)) == ""
    spoils(run, ("UPDATE items SET pseudonym = x'01'",))
    assert "6 texts still lead to who wrote them" in wrong(run)


def test_it_finds_a_vote_for_a_question_that_is_closed(run: Run) -> None:
    opened(run, "qa").says("close")
    spoils(run, ("INSERT INTO upvotes SELECT id, x'01' FROM items LIMIT 1",))
    assert "1 votes for questions" in wrong(settled(run))


@pytest.mark.parametrize("kept", ["text = 'plain words', sealed = NULL", "sealed = x'01'"])
def test_it_finds_a_text_of_an_ended_session_without_leave(run: Run, kept: str) -> None:
    opened(run, "text").says("close")
    rows = sqlite_rows(run)
    run.says("end")
    assert wrong(settled(run)) == ""
    names = ", ".join(f":{name}" for name in rows[0])
    with closing(sqlite3.connect(run.core.folder / FILE)) as database:
        database.execute(f"INSERT INTO items VALUES ({names})", rows[0])
        database.execute(f"UPDATE items SET {kept}")
        database.commit()
    run.core.shelf.wipe()
    assert "1 texts of ended sessions" in wrong(run)


def sqlite_rows(run: Run) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(run.core.folder / FILE)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM items")]


def test_it_finds_a_session_that_is_kept_past_its_last_day(run: Run) -> None:
    day = run.session.state.day
    last, after = (Calendar(days_later(day, days), 30, 0) for days in (30, 31))

    assert wrong(settled(run), calendar=last) == ""
    assert wrong(run, calendar=after) == "1 sessions are still there although their 30 days are over."


def test_it_finds_a_link_that_is_over(run: Run) -> None:
    link = "INSERT INTO shares (id, session, digest, made, until) VALUES ('x', ?, 'y', '2026-01-01', '2026-11-20')"
    spoils(settled(run), (link, run.id))

    assert "1 links to summaries are still there although their last day is over." in wrong(run)
    assert "their last day is over" not in wrong(run, calendar=Calendar("2026-11-20", 30, 0))


@pytest.mark.parametrize(
    ("today", "days", "stays"), [("2026-03-31", 90, True), ("2026-04-02", 90, False), ("2026-03-31", 0, False)]
)
def test_it_finds_totals_that_are_kept_alone_for_too_long(run: Run, today: str, days: int, stays: bool) -> None:
    kept = as_kept(twice())
    spoils(settled(run), ("INSERT INTO pulses VALUES ('x', 'small', 'en', '2026-01', 400, ?)", kept))

    found = wrong(run, calendar=Calendar(today, 36500, days))

    assert ("1 totals of deleted sessions are still there" not in found) == stays


def test_it_finds_an_ended_session_that_would_let_phones_in(run: Run) -> None:
    run.says("end")
    spoils(settled(run), ("UPDATE sessions SET join_key = x'01'",))
    assert "1 ended sessions or follow-ups could still let phones in" in wrong(run)


def test_it_finds_a_link_to_a_summary_that_is_not_released(run: Run) -> None:
    run.says("end")
    spoils(settled(run), ("INSERT INTO shares VALUES ('x', ?, 'digest', '2026-01-01', '2026-02-01', NULL)", run.id))

    assert "1 links lead to summaries that are not released." in wrong(run)


def test_it_finds_a_rehearsal_that_was_left_behind(run: Run) -> None:
    run.core.opens(rehearsal=True)
    settled(run)
    assert (wrong(run, serves=True), "A rehearsal was left behind" in wrong(run, serves=False)) == ("", True)


def test_it_finds_answers_in_the_log_after_the_close(run: Run) -> None:
    """The log is emptied a moment after the close; here that moment does not come."""
    run.at("say").says("open")
    run.all_answer("AABBCC")
    assert wrong(run) == "", "while a vote is open they belong there"
    run.says("close")
    run.says("results")
    assert "log still holds answers" in wrong(run)
    run.core._engine.settle()
    assert wrong(run) == ""


def test_it_finds_bytes_in_the_log_when_nothing_is_open_and_no_server_runs(run: Run) -> None:
    assert wrong(settled(run), serves=False) == ""
    run.says("cover")
    assert (wrong(run, serves=True), "the database's log has" in wrong(run, serves=False)) == ("", True)


@pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")
def test_it_finds_files_that_others_can_read(run: Run) -> None:
    (run.core.folder / FILE).chmod(0o644)
    assert f"Others on this machine can read: {FILE}" in wrong(run)


def test_it_finds_a_sqlite_that_does_not_overwrite(run: Run) -> None:
    counted = census(run.core.folder)
    assert counted
    assert list(judged(counted, serves=True)) == []
    (finding,) = judged(replace(counted, overwrites=False), serves=True)
    assert finding.says == "This SQLite does not overwrite what it deletes."


class Careless:
    """A SQLite that was built without overwriting."""

    def execute(self, query: str) -> Any:
        return self

    def fetchone(self) -> tuple[int]:
        return (0,)


def test_whether_it_overwrites_is_asked_of_sqlite_itself(run: Run) -> None:
    with closing(sqlite3.connect(run.core.folder / FILE)) as database:
        assert overwrites(database)
    assert not overwrites(Careless())


@pytest.mark.parametrize(
    "more", ["CREATE TABLE visits (address TEXT)", "ALTER TABLE ballots ADD COLUMN at TEXT"], ids=["table", "column"]
)
def test_it_finds_a_table_or_a_column_that_no_page_speaks_of(run: Run, more: str) -> None:
    spoils(run, (more,))
    assert "Something is stored that no page speaks of: " in wrong(run)


@pytest.mark.parametrize(("counts", "found"), [((6, 4, 3), ""), ((3, 3, 3), "1 totals of fewer than ten people")])
def test_it_finds_totals_that_were_kept_of_too_few(run: Run, counts: tuple[int, ...], found: str) -> None:
    evening = twice()
    [pulse] = evening.pulses
    told = as_kept(replace(evening, pulses=(replace(pulse, end=replace(pulse.end, counts=counts)),)))
    with closing(sqlite3.connect(run.core.folder / FILE)) as database:
        database.execute("INSERT INTO pulses VALUES ('k', 'small', 'en', '2026-11', 90, ?)", (told,))
        database.commit()
    run.core.shelf.wipe()
    assert found in wrong(settled(run))
    assert bool(found) == bool(wrong(run))


PULSE = '[{"id": "x", "kind": "choice", "picture": "bars", "answers": [], "start": {}, "end": {}, "session": "s"}]'
KEEP = "INSERT INTO pulses VALUES ('p', 'd', 'en', '2026-11', 30, ?)"
LATER = "INSERT INTO followups VALUES ('f', 's', 'ended', 1, NULL, ?)"


@pytest.mark.parametrize(("query", "says"), [(KEEP, PULSE), (KEEP, "no JSON"), (LATER, '{"voters": ["Ben"]}')])
def test_it_finds_what_is_written_in_no_shape_of_ours(run: Run, query: str, says: str) -> None:
    spoils(run, (query, says))
    found = list(findings(run.core.folder, run.core.folder / "keys", True, True, LATELY))
    assert [(one.mark, "a shape that this program never writes" in one.says) for one in found] == [(BAD, True)]


def test_a_logo_in_the_data_folder_is_no_secret(run: Run) -> None:
    (run.core.folder / "brand").mkdir()
    logo = run.core.folder / "brand" / "logo.png"
    logo.write_bytes(b"")
    logo.chmod(0o644)
    assert wrong(settled(run)) == ""


def test_it_finds_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    (finding,) = findings(tmp_path, tmp_path / "keys", True, False, LATELY)
    assert (finding.mark, "is damaged" in finding.says) == (BAD, True)


def test_the_command_looks_at_a_running_server_and_says_when_all_is_well(own_house: House, own_evening: Begin) -> None:
    room = own_evening("vote")
    room.fills(2)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("open")
    room.answer(dict.fromkeys(room.phones.values(), "A"))

    during = own_house.types("privacy-check", "--data", str(own_house.data))
    room.ana.says("end")
    until(lambda: own_house.log_size == 0)
    after = own_house.types("privacy-check", "--data", str(own_house.data))

    assert (during.returncode, after.returncode) == (0, 0), during.stdout + after.stdout
    assert "ballots: 2 rows." in during.stdout
    assert "Keys of open questions and texts: 1, in memory" in during.stdout
    assert "ballots: 0 rows." in after.stdout
    assert after.stdout.rstrip().endswith("Nothing more is stored than was promised.")
    (own_house.data / FILE).chmod(0o644)
    spoiled = own_house.types("privacy-check", "--data", str(own_house.data))
    posix = os.name == "posix"
    assert (spoiled.returncode, "More is stored than was promised" in spoiled.stdout) == (int(posix), posix)
