"""F2: the server dies between two steps of a close. The next one finishes it, exactly once, and forgets."""

from __future__ import annotations

from pathlib import Path

from tests.faults.dying import ALL, SAVE, SHUT, closes, dies_in_a_close, mortal
from tests.faults.hall import hall

WORST = {
    "shut, and not published": len(SHUT) + 1,
    "published and deleted, not committed": len(SHUT + SAVE),
    "committed, and the key still lives": len(SHUT + SAVE) + 1,
    "the log still holds what was deleted": len(ALL),
}


def test_dying_between_two_steps_of_a_close_leaves_one_tally_and_no_answer(tmp_path: Path) -> None:
    """The long run takes every step; here are those after which most is different."""
    with mortal(tmp_path) as (house, steps):
        room = hall(house, len(WORST) + 1)
        for vote, step in enumerate(WORST.values()):
            dies_in_a_close(room, steps, vote, step)
        room.ana.says("goto", slide=f"v{len(WORST)}")
        room.ana.says("open")
        room.answer(dict.fromkeys(room.phones.values(), "A"))
        assert closes(room, steps) == ALL, "these are the steps that the numbers above count"
        asks = room.ana.summary().json()["asks"]
        room.goes_home()
    assert [len(ask["rounds"]) for ask in asks] == [1] * (len(WORST) + 1)
