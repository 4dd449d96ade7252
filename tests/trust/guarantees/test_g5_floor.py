"""G5: nothing below the floor leaves the house, to anybody.

Two rooms do the same, and only answer otherwise. As long as they are too few to be told, nothing that anybody is sent,
and nothing that can be taken home, is another in one room than in the other.
"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from decks.asks import Kind
from sessions.disclosure import NEVER_FEW
from sessions.summary import format_named
from sessions.summary.content import content
from tests.cast import House, Phone
from tests.conftest import Begin
from tests.sessions.house import Core, Run
from tests.trust.guarantees.rooms import EVERYTHING, Steps, every_ask, lets_all_through, opinions, says, views

CASES = [
    pytest.param(kind, privacy, id=f"{kind.name}-{privacy}")
    for kind, privacy in every_ask()
    if kind.rule not in NEVER_FEW
]


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Core:
    return Core(tmp_path_factory.mktemp("floor"), deck=EVERYTHING, engine=Steps())


def everything_told(run: Run) -> list[str]:
    """All that every audience sees right now, and all that could be taken home, without the names of the session."""
    told = [json.dumps(view, sort_keys=True) for view in views(run).values()]
    taken = content(run.session, run.core.stage.desk.kept(run.session))
    told += [
        repr(taken),
        *(str(format_named(name).write(taken, run.session.words)) for name in ("json", "csv", "html")),
    ]
    state = run.session.state
    return [one.replace(state.id, "ID").replace(state.code, "CODE") for one in told]


def evening(core: Core, slide: str, people: int, seed: int) -> tuple[list[Any], list[str]]:
    """Everybody answers, the vote is closed and shown; what they said, and all that was told at each step."""
    run = core.opens().at(slide)
    run.says("open")
    answers = opinions(run, people, seed)
    for number, value in enumerate(answers):
        says(run, f"p{number}", value)
    run.core._engine.settle()
    told = everything_told(run)
    for do in ("close", "results"):
        run.says(do)
        lets_all_through(run)
        told += everything_told(run)
    return answers, told


def two_evenings(core: Core, slide: str, people: int) -> tuple[list[str], list[str]]:
    said, one = evening(core, slide, people, seed=1)
    seeds = (evening(core, slide, people, seed) for seed in range(2, 30) if people)
    return one, next((told for answers, told in seeds if sorted(map(str, answers)) != sorted(map(str, said))), one)


@pytest.mark.parametrize(("kind", "privacy"), CASES)
def test_too_few_answers_change_nothing_that_anybody_is_told(core: Core, kind: Kind, privacy: str) -> None:
    floor = core.opens().at(f"{kind.name}-{privacy}").session
    assert floor.ask is not None
    for people in range(floor.floor(floor.ask)):
        one, other = two_evenings(core, f"{kind.name}-{privacy}", people)
        assert one == other, people


@pytest.mark.parametrize(("kind", "privacy"), CASES)
def test_enough_answers_change_what_is_told(core: Core, kind: Kind, privacy: str) -> None:
    """So that the story above would find something."""
    _, one = evening(core, f"{kind.name}-{privacy}", 16, seed=1)
    assert any(evening(core, f"{kind.name}-{privacy}", 16, seed)[1] != one for seed in range(2, 12))


def test_passes_lift_nothing_over_the_floor(core: Core) -> None:
    for kind, privacy in every_ask():
        if kind.rule in NEVER_FEW:
            continue
        run = core.opens().at(f"{kind.name}-{privacy}")
        run.says("open")
        assert run.session.ask is not None
        floor = run.session.floor(run.session.ask)
        for number, value in enumerate([*opinions(run, floor - 1, 3), *[None] * 5]):
            says(run, f"p{number}", value)
        run.says("close")
        (published,) = run.session.standing.published
        assert (published.tally, published.withheld, published.n) == (None, "few", floor + 4), kind.name


def insists(phone: Phone, value: Any) -> None:
    """There are more asks than a phone may answer at once: told to wait, it waits so long, as real ones do."""
    while (reply := phone.tries(value)).get("code") == "rate.limited":
        time.sleep(reply["retry_after"])
    assert reply["ok"], reply


def test_four_phones_and_every_kind_of_ask_on_the_real_wire(own_house: House, own_evening: Begin) -> None:
    own_house.writes("everything", EVERYTHING)
    room = own_evening("everything", start={"presenter": "Ana"})
    phones = room.fills(2)
    room.screen.connects()
    room.ana.connects().says("start")
    secret = "Nightjar"
    for kind, privacy in every_ask():
        if kind.rule in NEVER_FEW:
            continue
        room.ana.says("goto", slide=f"{kind.name}-{privacy}")
        shown = room.ana.says("open", confirm=True)["ask"]
        ideas = [f"{secret} {number}" if shown["collects"] else None for number in (1, 2)]
        values = kind.imagined(shown, lambda n: list(range(n)))
        for phone, idea, value in zip(phones, ideas, values, strict=False):
            insists(phone, idea or value)
        room.ana.says("close")
        room.ana.says("results")
        room.screen.sees()

    assert len({view["slide"]["id"] for view in room.screen.views if view["results"]}) >= len(CASES)
    for person in room.everybody():
        for view in person.views:
            results = view["results"] or {}
            assert results.get("withheld") in {None, "few"}
            assert [
                name for name in ("counts", "sums", "first", "borda", "written", "words") if results.get(name)
            ] == []
            assert (view["ask"] or {}).get("items", []) == view.get("moderation", []) == []
    assert [person.name for person in room.everybody() if secret in "".join(map(str, person.views))] == []
