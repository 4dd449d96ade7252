"""The deck's file changes while Ana presents it: good changes are taken up, and the room never moves by itself."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from tests.cast import Evening, House, Phone, until
from tests.conftest import Begin

NUMBERS = count()


class Edited:
    """A session of a deck of one's own, open in an editor."""

    def __init__(self, house: House, evening: Begin, deck: str = "vote") -> None:
        self.house, self.id = house, f"edited-{next(NUMBERS)}"
        house.writes(self.id, house.reads(deck))
        self.room: Evening = evening(self.id)
        self.phones: list[Phone] = self.room.fills(5)
        self.room.ana.connects().says("start")
        self.room.ben.sees()

    def save(self, old: str, new: str) -> None:
        """Replace some text in the file."""
        text = self.house.reads(self.id)
        assert old in text
        self.house.writes(self.id, text.replace(old, new))

    def is_taken_up(self, **title: Any) -> dict[str, Any]:
        """Ana's view, once the session plays another version."""
        seen = self.room.ana.views[-1]["version"]
        return until(lambda: self.room.ana.views[-1] if self.room.ana.views[-1]["version"] > seen else None)


@pytest.fixture
def edited(house: House, evening: Begin) -> Edited:
    return Edited(house, evening)


def test_a_changed_sentence_is_on_every_phone_without_a_press(edited: Edited) -> None:
    edited.save("Sam says a name, and it is the wrong one.", "Sam says a wrong name.")

    until(lambda: "Sam says a wrong name." in edited.room.ben.views[-1]["slide"]["html"])
    assert edited.room.ana.sees()["deck"] == {"id": edited.id, "problems": [], "changed": []}


def test_a_broken_deck_keeps_the_last_good_one_and_tells_ana_alone(edited: Edited) -> None:
    edited.save("ask: choice", "ask: chioce")

    (problem,) = until(lambda: edited.room.ana.views[-1]["deck"]["problems"])
    assert problem.startswith(f"{edited.house.decks / edited.id}.md:")
    assert "chioce" in problem
    assert edited.room.ana.presses_next(3)["ask"]["options"][0]["key"] == "A"
    assert "chioce" not in edited.room.ben.wire
    edited.save("ask: chioce", "ask: choice")
    until(lambda: not edited.room.ana.views[-1]["deck"]["problems"])


def voted(edited: Edited) -> None:
    edited.room.ana.says("goto", slide="say")
    edited.room.ana.says("next")
    edited.room.ana.votes(dict(zip(edited.phones, "AABBB", strict=True)))


def test_the_answers_of_a_vote_that_has_begun_stay_until_ana_decides(edited: Edited) -> None:
    voted(edited)
    edited.save("- [ ] You never told us.", "- [ ] You told us too late.")
    edited.save("  > blaming: SAYS-B, and it is Sam's fault now.", "  > repair: Something else.")

    view = edited.is_taken_up()
    view = until(lambda: edited.room.ana.views[-1] if edited.room.ana.views[-1]["deck"]["changed"] else None)
    assert view["deck"]["changed"] == [{"slide": "say", "title": "What do you say?"}]
    assert "You never told us" in view["ask"]["options"][1]["html"]
    assert "changed" in view["moves"]
    kept = edited.room.ana.says("changed", slide="say", to="keep")
    assert (kept["deck"]["changed"], kept["results"]["counts"]) == ([], {"A": 2, "B": 3, "C": 0})
    assert "You told us too late" in kept["ask"]["options"][1]["html"]
    assert "You told us too late" in edited.room.ben.sees()["ask"]["options"][1]["html"]


def test_a_vote_whose_answers_changed_can_be_asked_again(edited: Edited) -> None:
    voted(edited)
    edited.save("- [ ] Sorry, Sam.\n  > repair: SAYS-C, short and handed back.\n", "")

    until(lambda: edited.room.ana.views[-1]["deck"]["changed"])
    assert edited.room.ana.cannot("changed", slide="say", to="keep")["code"] == "move.illegal"
    view = edited.room.ana.says("changed", slide="say", to="again")
    assert (view["ask"]["phase"], view["ask"]["round"], len(view["ask"]["options"])) == ("ready", 1, 2)
    results = edited.room.ana.votes(dict(zip(edited.phones, "ABBBB", strict=True)))["results"]
    assert [one["counts"] for one in results["rounds"]] == [{"A": 1, "B": 4}]


def test_answers_can_be_reworded_in_the_middle_of_a_vote_only_by_asking_again(edited: Edited) -> None:
    edited.room.ana.says("goto", slide="say")
    edited.room.ana.says("next")
    edited.room.ana.says("open")
    edited.room.answer(zip(edited.phones, "AABBB", strict=True))
    edited.save("repair: SAYS-C, short and handed back.", "blaming: SAYS-C.")

    until(lambda: edited.room.ana.views[-1]["deck"]["changed"])
    assert edited.room.ben.sees()["ask"]["phase"] == "open"
    assert edited.room.ana.says("close")["results"]["counts"] == {"A": 2, "B": 3, "C": 0}


def test_a_vote_that_is_asked_again_while_it_is_open_counts_none_of_the_old_answers(edited: Edited) -> None:
    edited.room.ana.says("goto", slide="say")
    edited.room.ana.says("next")
    edited.room.ana.says("open")
    edited.room.answer(zip(edited.phones, "AAAAA", strict=True))
    edited.save("repair: SAYS-C, short and handed back.", "blaming: SAYS-C.")
    until(lambda: edited.room.ana.views[-1]["deck"]["changed"])

    view = edited.room.ana.says("changed", slide="say", to="again")

    assert (view["ask"]["phase"], view["answered"]) == ("ready", 0)
    results = edited.room.ana.votes(dict(zip(edited.phones, "CCCCC", strict=True)))["results"]
    assert [one["counts"] for one in results["rounds"]] == [{"A": 0, "B": 0, "C": 5}]


def test_a_slide_that_vanished_stays_until_ana_goes_on(edited: Edited) -> None:
    text = edited.house.reads(edited.id)
    first = text.index("# The stand-up")
    edited.house.writes(edited.id, text[:first] + text[text.index("## What do you say?") :])

    view = edited.is_taken_up()
    assert (view["slide"]["title"], view["slide"]["of"]) == ("The stand-up", 3)
    assert edited.room.ben.sees()["slide"]["title"] == "The stand-up"
    view = edited.room.ana.presses_next(2)
    assert view["slide"]["id"] == "say"
    assert edited.room.ben.sees()["slide"]["id"] == "say"
    assert edited.room.ana.cannot("goto", slide="the-stand-up")["code"] == "slide.unknown"


def test_a_deck_whose_file_is_gone_plays_on(edited: Edited) -> None:
    (edited.house.decks / f"{edited.id}.md").unlink()

    until(lambda: edited.room.ana.sees()["deck"]["problems"])
    assert edited.room.ana.presses_next(2)["slide"]["id"] == "say"
    assert edited.room.ben.sees()["slide"]["id"] == "say"
