"""What lies on the disk: while it is open sealed answers that nobody counts, after its end totals alone."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from app.doctor.finding import BAD
from app.privacy_check import findings
from sessions.store.overdue import Calendar
from sessions.store.sqlite import FILE
from tests.sessions.followup.months import Months
from tests.trust.guarantees.rooms import Steps


def checked(months: Months, later: int = 0) -> tuple[str, str]:
    """All that the check says, and what of it is a complaint."""
    folder = months.core.folder
    months.core._engine.settle()
    months.core.shelf.wipe()
    calendar = Calendar(months.in_days(later), 36_500 if not later else 30, 0)
    found = list(findings(folder, folder / "keys", True, True, calendar))
    return "\n".join(one.says for one in found), " ".join(one.says for one in found if one.mark == BAD)


def test_a_house_with_follow_ups_keeps_its_promises_at_every_moment_and_counts_nobody(tmp_path: Path) -> None:
    months = Months(tmp_path, engine=Steps())
    planned = months.plans(opens=months.in_days(30))
    assert checked(months)[1] == ""
    months.turns_to(planned.opens)
    months.find(planned)
    said = []
    for person in range(7):
        months.answers(planned, f"person {person}", 3, "A")
        said.append(checked(months))
    assert len(set(said)) == 1, "one answer or seven: it says the same"
    assert said[0][1] == ""
    assert "ballots: 0 rows, and those of open follow-ups, which nobody counts." in said[0][0]
    assert "Keys of open questions and texts: 2," in said[0][0]

    months.core.followups.end(planned.id)
    says, wrong = checked(months)
    assert (wrong, "ballots: 0 rows. " in says) == ("", True)
    assert "Keys of open questions and texts: 0," in says


def test_the_check_finds_an_ended_follow_up_that_would_let_browsers_in(tmp_path: Path) -> None:
    months = Months(tmp_path, engine=Steps())
    months.core.followups.end(months.plans().id)
    assert checked(months)[1] == ""
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        database.execute("UPDATE followups SET join_key = x'01'")
        database.commit()
    assert "1 ended sessions or follow-ups could still let phones in" in checked(months)[1]


def test_after_the_end_nothing_of_an_answer_is_on_the_disk(tmp_path: Path) -> None:
    months = Months(tmp_path, engine=Steps())
    state = months.find(months.plans())
    months.all_answer(state, "1234512", "ABCDABC")
    boxes = [months.core.shelf.ballots(box) for box in state.boxes]
    traces = [trace for box in boxes for row in box for trace in (row.pseudonym, row.nonce, row.sealed)]
    traces += [months.core.keyring.make(group).secret for group in state.groups]
    join_key = months.core.followups.join_key(state.id)
    assert join_key
    traces.append(join_key)
    months.core.shelf.wipe()
    assert [found(tmp_path, trace) for trace in traces].count([]) == 0, "there is something to find"

    months.core.followups.end(state.id)
    months.core._engine.settle()
    assert [trace for trace in traces if found(tmp_path, trace)] == []
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        ((text,),) = database.execute("SELECT state FROM followups").fetchall()
    assert {one["told"]["n"] for one in json.loads(text)["questions"]} == {7}


def found(folder: Path, trace: bytes) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and trace in path.read_bytes()]


def test_an_ended_follow_up_that_is_kept_past_its_last_day_is_found(tmp_path: Path) -> None:
    months = Months(tmp_path, engine=Steps())
    months.core.followups.end(months.plans().id)

    assert "follow-ups are still there" not in checked(months, later=30)[1]
    assert "1 ended follow-ups are still there although their 30 days are over." in checked(months, later=31)[1]
