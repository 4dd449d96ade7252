"""Simulated people: seeded, mostly early, mostly steady, and leaning the way their room leans."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from app.rehearsal.agenda import Agenda
from app.rehearsal.opinions import Opinions
from app.rehearsal.temperament import LATEST_S, SOONEST_S, Temperament, temperament
from app.world import seeded

SAY = {"id": "say", "kind": "choice", "options": [{"key": key} for key in "ABCD"]}
HARD = {"id": "hard", "kind": "scale", "min": 2, "max": 4}
STEADY = Temperament(arrives=0, slowness=1, passes=0, moves=0)


def people(count: int, seed: int = 1, **traits: Any) -> list[Opinions]:
    return [Opinions(seed, replace(STEADY, **traits), seeded(place)) for place in range(count)]


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
    assert {person.on(SAY) for person in people(100)} == set("ABCD")
    assert {person.on(HARD) for person in people(100)} == {2, 3, 4}


def test_a_kind_that_nobody_here_can_answer_is_passed() -> None:
    assert people(1)[0].on({"id": "why", "kind": "text"}) is None


def test_some_people_pass() -> None:
    assert all(person.on(SAY) is None for person in people(20, passes=1))
    assert 5 < sum(person.on(SAY) is None for person in people(200, passes=0.1)) < 40


def test_steady_people_keep_their_answer_in_the_second_round() -> None:
    room = people(50)
    assert [person.on(SAY) for person in room] == [person.on(SAY) for person in room]


def test_people_who_move_all_move_to_the_same_answer() -> None:
    room = people(50, moves=1)
    first, second = ([person.on(SAY) for person in room] for _ in range(2))
    assert len(set(first)) > 1
    assert len(set(second)) == 1
    assert second[0] != Counter(first).most_common(1)[0][0]


def test_another_seed_is_a_room_that_leans_another_way() -> None:
    favourites = {Counter(person.on(SAY) for person in people(60, seed)).most_common(1)[0][0] for seed in range(12)}
    assert len(favourites) > 1


def test_a_changed_mind_is_another_answer() -> None:
    person = people(1)[0]
    assert all(person.instead_of("B", SAY) != "B" for _ in range(50))
    assert person.instead_of("A", {"id": "one", "kind": "choice", "options": [{"key": "A"}]}) == "A"


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
