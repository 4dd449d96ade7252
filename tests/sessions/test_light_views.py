"""What phones are sent stays light: every shipped deck is played from start to end, and each view is weighed.

A phone's page is told what is new alone; the script that puts it together with what it holds is tried on all of it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from decks.asks import kinds
from decks.library import Library
from sessions import audiences
from sessions.audiences import Scene, weight
from sessions.audiences.light import Light
from sessions.protocol import AUDIENCES, PARTICIPANT
from sessions.state import Start, Status
from tests.pages.test_weight import MOST_BYTES as FIRST_LOAD
from tests.sessions.house import Core, Run

MEDIAN, MOST = 4_096, 16_384
SESSION, FRAME = 300_000, 20
"""Bytes that a whole session may cost a phone, its page included; and what goes around each view."""
LATER = 36_000
"""Bytes for the rest: forms, later scripts, answers, pings."""
SCRIPT = Path(__file__).parents[1] / "js" / "missed.mjs"
NEEDS_NODE = pytest.mark.skipif(shutil.which("node") is None, reason="node is not there")
View = dict[str, Any]
PEOPLE = 6
MOST_MOVES = 600


def decks() -> list[str]:
    return sorted(Library().ids())


def played(core: Core, deck: str) -> Iterator[Run]:
    """The natural way through a deck; yields before each move."""
    run = core.run(core.stage.create(deck, Start(presenter="Ana", support="Bea")).state.id)
    run.says("start")
    for _ in range(MOST_MOVES):
        yield run
        session = run.session
        if session.natural is None and session.choices:
            run.says("next", slide=session.choices[0].id)
        elif session.natural is None:
            run.says("end")
            yield run
            return
        elif session.natural == "open":
            run.says("open")
            yield run
            answer(run)
        else:
            run.says({"step": "next"}.get(session.natural, session.natural))
    raise AssertionError(f"{deck} goes round in circles")


def answer(run: Run) -> None:
    ask = run.session.ask
    assert ask is not None
    views = audiences.participant(run.session, scene(run))
    said = kinds()[ask.kind].imagined(views["ask"], run.core.stage.house.world.order)
    for person in range(PEOPLE):
        run.answers(f"phone {person}", said[person % len(said)])


def scene(run: Run) -> Scene:
    stage = run.core.stage
    now = stage.house.world.now()
    return Scene(now, PEOPLE, 0, {"url": "http://192.168.1.5:8000/K7M2PQ"}, items=stage.desk.items(run.session))


@dataclass
class Played:
    """What was sent on one evening: of each audience the bytes of each view; what phones could see and were told."""

    weights: dict[str, list[int]] = field(default_factory=lambda: {audience: [] for audience in AUDIENCES})
    told: list[tuple[View, View | None]] = field(default_factory=list)

    @property
    def light(self) -> list[View]:
        return [light for _, light in self.told if light is not None]


@pytest.fixture(scope="module")
def evenings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Played]:
    """Every deck."""
    found: dict[str, Played] = {}
    core = Core(tmp_path_factory.mktemp("all"))
    for deck in decks():
        evening, news = found.setdefault(deck, Played()), Light()
        for run in played(core, deck):
            views = {audience: audiences.BUILDERS[audience](run.session, scene(run)) for audience in AUDIENCES}
            for audience, view in views.items():
                evening.weights[audience].append(weight(view))
            evening.told.append((views[PARTICIPANT], news.of(views[PARTICIPANT])))
        assert run.session.state.status is Status.ENDED
    return found


def test_every_deck_is_played_to_its_end(evenings: dict[str, Played]) -> None:
    assert len(evenings) >= 7
    assert all(len(evening.told) > 5 for evening in evenings.values())


def test_half_of_all_views_of_phones_are_light(evenings: dict[str, Played]) -> None:
    everything = [weight for evening in evenings.values() for weight in evening.weights[PARTICIPANT]]

    assert 500 < median(everything) <= MEDIAN


def test_no_view_of_anybody_is_heavier_than_a_message_may_be(evenings: dict[str, Played]) -> None:
    heaviest = {audience: max(max(one.weights[audience]) for one in evenings.values()) for audience in AUDIENCES}

    assert {audience: weight for audience, weight in heaviest.items() if weight > MOST} == {}


def test_a_whole_session_of_any_deck_costs_a_phone_little(evenings: dict[str, Played]) -> None:
    costs = {deck: sum(weight(view) + FRAME for view in evening.light) for deck, evening in evenings.items()}

    assert max(costs.values()) > 50_000, "an hour of slides and votes"
    assert {deck: cost for deck, cost in costs.items() if FIRST_LOAD + LATER + cost > SESSION} == {}


def test_nothing_is_told_that_the_room_may_not_see(evenings: dict[str, Played]) -> None:
    """All of a light view is in the whole one, under the same names."""
    for evening in evenings.values():
        for whole, light in evening.told:
            assert light is None or holds(whole, {name: part for name, part in light.items() if name != "since"})


def holds(whole: Any, part: Any) -> bool:
    if isinstance(whole, dict) and isinstance(part, dict):
        return all(name in whole and holds(whole[name], part[name]) for name in part)
    if isinstance(whole, list) and isinstance(part, list):
        return len(whole) == len(part) and all(map(holds, whole, part))
    return bool(whole == part)


@NEEDS_NODE
def test_whatever_a_phone_has_missed_it_shows_what_stands_or_asks(evenings: dict[str, Played]) -> None:
    """Its own script hears all that was told, or loses views by lot; what it makes of the rest is held against the
    whole view each time."""
    told = [evening.told for evening in evenings.values()]
    ran = subprocess.run(
        ["node", str(SCRIPT)], input=json.dumps(told), capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    lost = json.loads(ran.stdout)

    assert lost["never"] == {"heard": sum(len(evening.light) for evening in evenings.values()), "asked": 0}
    assert 0 < lost["often"]["asked"] < lost["often"]["heard"]
