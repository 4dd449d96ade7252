"""Simulated people: seeded, mostly early, mostly steady, and leaning the way their room leans."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.rehearsal.agenda import Agenda
from app.rehearsal.opinions import Opinions
from app.rehearsal.temperament import LATEST_S, SOONEST_S, Temperament, temperament
from app.world import seeded
from decks.asks import kind_of, kinds
from decks.parse import parse

PLAIN = {"collects": False, "confidence": False}
SAY = {"id": "say", "kind": "choice", "options": [{"key": key} for key in "ABCD"], **PLAIN}
HARD = {"id": "hard", "kind": "scale", "min": 2, "max": 4, **PLAIN}
WHY = {"id": "why", "kind": "text", "collects": True, "confidence": False, "answers": 3, "chars": 40}
STEADY = Temperament(arrives=0, slowness=1, passes=0, moves=0)


def people(count: int, seed: int = 1, **traits: Any) -> list[Opinions]:
    return [Opinions(seed, replace(STEADY, **traits), seeded(place)) for place in range(count)]


def answer(person: Opinions, ask: dict[str, Any]) -> Any:
    """The one answer of somebody who gives one."""
    (said,) = person.on(ask)
    return said.value


def test_the_same_seed_draws_the_same_room() -> None:
    rooms = [[temperament(seeded(f"7/{place}"), place, 14) for place in range(14)] for _ in range(2)]
    assert rooms[0] == rooms[1]
    assert len({person.arrives for person in rooms[0]}) == 14


@pytest.mark.parametrize(("phones", "few"), [(1, 0), (5, 0), (9, 0), (10, 1), (14, 1), (30, 3)])
def test_a_few_of_a_larger_room_come_late_or_leave_early(phones: int, few: int) -> None:
    room = [temperament(seeded(place), place, phones) for place in range(phones)]
    assert sum(person.arrives > 20 for person in room) == few
    assert sum(person.leaves for person in room) == few
    assert not any(person.leaves and person.arrives > 20 for person in room)


def test_people_hesitate_between_one_and_twenty_seconds_and_most_of_them_are_early() -> None:
    waits = [temperament(seeded(place), place, 400).hesitates(seeded(f"wait {place}")) for place in range(400)]
    assert min(waits) >= SOONEST_S
    assert max(waits) <= LATEST_S
    assert sorted(waits)[200] < 6


def test_an_answer_is_one_of_those_on_offer() -> None:
    assert {answer(person, SAY) for person in people(100)} == set("ABCD")
    assert {answer(person, HARD) for person in people(100)} == {2, 3, 4}


def test_people_write_one_text_or_several_none_longer_than_allowed() -> None:
    said = [person.on(WHY) for person in people(60)]
    assert {len(texts) for texts in said} == {1, 2, 3}
    assert all([one.n for one in texts] == list(range(len(texts))) for texts in said)
    assert max(len(one.value) for texts in said for one in texts) <= 40
    assert {one.keep for texts in said for one in texts} == {True, False}


def test_people_say_how_sure_they_are_only_where_that_is_asked() -> None:
    assert {person.on(SAY)[0].sure for person in people(60)} == {None}
    assert {person.on({**SAY, "confidence": True})[0].sure for person in people(60)} <= {1, 2, 3, 4, 5}


def test_every_kind_is_answered_by_something_that_it_takes() -> None:
    deck, _ = parse(Path("decks/library/tour.md").read_text())
    assert deck
    asks = [slide.ask for slide in deck.slides if slide.ask and kind_of(slide.ask).rule != "nothing"]
    assert {ask.kind for ask in asks} == set(kinds()) - {"discuss"}
    for ask in asks:
        options = [{"key": option.key} for option in kind_of(ask).offers(ask)]
        shown = {"id": "x", "kind": ask.kind, "options": options, "collects": kind_of(ask).items is not None}
        for person in people(20):
            for said in person.on({**shown, "confidence": ask.confidence, **ask.settings}):
                kind_of(ask).read(ask, said.value, said.n)


def test_some_people_pass() -> None:
    assert all(answer(person, SAY) is None for person in people(20, passes=1))
    assert 5 < sum(answer(person, SAY) is None for person in people(200, passes=0.1)) < 40


def test_steady_people_keep_their_answer_in_the_second_round() -> None:
    room = people(50)
    assert [answer(person, SAY) for person in room] == [answer(person, SAY) for person in room]


def test_people_who_move_all_move_to_the_same_answer() -> None:
    room = people(50, moves=1)
    first, second = ([answer(person, SAY) for person in room] for _ in range(2))
    assert len(set(first)) > 1
    assert len(set(second)) == 1
    assert second[0] != Counter(first).most_common(1)[0][0]


def test_another_seed_is_a_room_that_leans_another_way() -> None:
    favourites = {
        Counter(answer(person, SAY) for person in people(60, seed)).most_common(1)[0][0] for seed in range(12)
    }
    assert len(favourites) > 1


def test_a_changed_mind_is_another_answer() -> None:
    person = people(1)[0]
    assert all(person.instead_of("B", SAY).value != "B" for _ in range(50))
    assert person.instead_of("A", {**SAY, "id": "one", "options": [{"key": "A"}]}).value == "A"


def test_acts_happen_in_the_order_of_their_time_and_only_when_it_has_come() -> None:
    done: list[str] = []
    time = [100.0]
    agenda = Agenda(lambda: time[0])
    agenda.after(5, lambda: done.append("late"))
    agenda.after(1, lambda: done.append("early"))

    agenda.do_what_is_due()
    assert (done, agenda.wait) == ([], 1)

    time[0] += 5
    agenda.do_what_is_due()
    assert done == ["early", "late"]
