"""One phone's own ballot, looked up without building a query."""

from __future__ import annotations

from tests.sessions.house import Run


def test_a_phone_finds_its_own_ballot_as_the_whole_box_has_it_and_nobody_elses(run: Run) -> None:
    run.at("what-do-you-say").says("open")
    run.all_answer("AB-")
    box, shelf = run.session.open_box, run.core.shelf
    assert box is not None

    found = [shelf.ballot(box, ballot.pseudonym) for ballot in shelf.ballots(box)]

    assert found == shelf.ballots(box)
    assert len(found) == 3
    assert shelf.ballot(box, b"nobody") is None
    assert shelf.ballot("elsewhere", shelf.ballots(box)[0].pseudonym) is None


def test_looking_leaves_nothing_behind_that_would_keep_the_log_from_being_wiped(run: Run) -> None:
    run.at("what-do-you-say").says("open")
    run.all_answer("A")
    box = run.session.open_box
    assert box is not None
    run.core.shelf.ballot(box, b"nobody")

    assert run.core.shelf.wipe()
