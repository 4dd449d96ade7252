"""What phones are sent stays light: every shipped deck is played from start to end, and each view is weighed."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

import pytest

from decks.asks import kinds
from decks.library import Library
from sessions import audiences
from sessions.audiences import Scene
from sessions.protocol import AUDIENCES, PARTICIPANT
from sessions.state import Start, Status
from tests.sessions.house import Core, Run

MEDIAN, MOST = 4_096, 16_384
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


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[int]]]:
    """Of every deck, for every audience, the bytes of each view."""
    found: dict[str, dict[str, list[int]]] = {}
    core = Core(tmp_path_factory.mktemp("all"))
    for deck in decks():
        found[deck] = {audience: [] for audience in AUDIENCES}
        for run in played(core, deck):
            for audience, seen in found[deck].items():
                seen.append(audiences.weight(audiences.BUILDERS[audience](run.session, scene(run))))
        assert run.session.state.status is Status.ENDED
    return found


def test_every_deck_is_played_to_its_end(weights: dict[str, dict[str, list[int]]]) -> None:
    assert len(weights) >= 7
    assert all(len(seen[PARTICIPANT]) > 5 for seen in weights.values())


def test_half_of_all_views_of_phones_are_light(weights: dict[str, dict[str, list[int]]]) -> None:
    everything = [weight for deck in weights.values() for weight in deck[PARTICIPANT]]

    assert 500 < median(everything) <= MEDIAN


def test_no_view_of_anybody_is_heavier_than_a_message_may_be(weights: dict[str, dict[str, list[int]]]) -> None:
    heaviest = {audience: max(max(deck[audience]) for deck in weights.values()) for audience in AUDIENCES}

    assert {audience: weight for audience, weight in heaviest.items() if weight > MOST} == {}
