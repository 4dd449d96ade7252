"""G9: presenter, wall, phones, API and everything that can be taken home agree, and none has more than another."""

from __future__ import annotations

import json
from typing import Any

import pytest

from decks.asks import Kind
from sessions.protocol import LARGEST_FRAME, PARTICIPANT, PRESENTER, SCREEN
from sessions.summary import format_named
from sessions.summary.content import content
from tests.cast import House
from tests.conftest import Begin
from tests.sessions.house import Core, Run
from tests.trust.guarantees.rooms import EVERYTHING, Steps, every_ask, lets_all_through, opinions, says, views

CASES = [pytest.param(kind, privacy, id=f"{kind.name}-{privacy}") for kind, privacy in every_ask()]
PEOPLE = 16


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Core:
    return Core(tmp_path_factory.mktemp("audiences"), deck=EVERYTHING, engine=Steps())


def voted(core: Core, slide: str) -> Run:
    run = core.opens().at(slide)
    run.says("open")
    for number, value in enumerate(opinions(run, PEOPLE, seed=number_of(slide))):
        says(run, f"p{number}", value)
    core._engine.settle()
    run.says("close")
    lets_all_through(run)
    return run


def number_of(slide: str) -> int:
    return sum(slide.encode())


def taken_home(run: Run) -> dict[str, Any]:
    found = content(run.session, run.core.stage.desk.kept(run.session))
    (ask,) = json.loads(format_named("json").write(found, run.session.words))["asks"]
    return ask


def numbers(told: Any, names: str = "") -> set[tuple[str, int]]:
    """Every number that is told, with the names that lead to it."""
    if isinstance(told, dict):
        return {one for name, inner in told.items() for one in numbers(inner, f"{names}/{name}")}
    if isinstance(told, list | tuple):
        return {one for number, inner in enumerate(told) for one in numbers(inner, f"{names}/{number}")}
    return {(names, told)} if type(told) in {int, float} else set()


@pytest.mark.parametrize(("kind", "privacy"), CASES)
def test_what_is_shown_is_the_same_for_everybody_and_all_that_there_is(core: Core, kind: Kind, privacy: str) -> None:
    run = voted(core, f"{kind.name}-{privacy}")
    seen = views(run)
    assert (seen[SCREEN]["results"], seen[PARTICIPANT]["results"]) == (None, None)
    early, alone = taken_home(run), seen[PRESENTER]["results"]
    assert {one["withheld"] for one in early["rounds"]} == {"not-shown"}
    assert numbers(early["rounds"]) == {("/0/round", 1), ("/0/n", PEOPLE)}
    assert (early["texts"], early["words"]) == ([], [])

    run.says("results")
    shown = [view["results"] for view in views(run).values()]
    assert shown == [shown[0]] * len(shown)
    told = taken_home(run)
    assert numbers(shown[0]["rounds"]) == numbers(told["rounds"]) == numbers(alone["rounds"])
    assert alone == shown[0], "the presenter saw nothing finer before"


@pytest.mark.parametrize(("kind", "privacy"), CASES)
def test_while_a_vote_is_open_all_have_no_more_than_how_many(core: Core, kind: Kind, privacy: str) -> None:
    run = core.opens().at(f"{kind.name}-{privacy}")
    run.says("open")
    for number, value in enumerate(opinions(run, PEOPLE, seed=2)):
        says(run, f"p{number}", value)
    core._engine.settle()
    for view in views(run).values():
        assert view["results"] is None
        assert (view["ask"]["items"], view["ask"]["picked"]) == ([], None)


def test_the_api_the_console_the_wall_and_a_phone_say_the_same_over_the_wire(
    own_house: House, own_evening: Begin
) -> None:
    own_house.writes("everything", EVERYTHING)
    room = own_evening("everything")
    phones = room.fills(9)
    room.screen.connects()
    room.ana.connects().says("start")
    for kind, privacy in every_ask():
        if privacy != "standard":
            continue
        room.ana.says("goto", slide=f"{kind.name}-{privacy}")
        shown = room.ana.says("open")["ask"]
        values = kind.imagined(shown, lambda n: [*range(n)]) * 9
        room.answer(zip(phones, values, strict=False))
        room.ana.says("close")
        api = room.ana.says("results")["results"]
        seen = [room.screen.sees()["results"], phones[0].sees()["results"], room.ana.sees()["results"]]
        assert seen == [api] * 3, kind.name
    assert all(len(frame) <= LARGEST_FRAME + 100 for person in room.everybody() for frame in person.frames)
