"""What phones keep when it is over: what the room was told, and whose thoughts it is; nothing that anybody answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from sessions.audiences import BUILDERS, Scene, weight
from sessions.protocol import LARGEST_FRAME, PARTICIPANT, SCREEN
from sessions.takeaway import takeaway
from tests.sessions.house import DECK, Core, Run

SCENE = Scene(now=0.0, joined=5, answered=0, reached=True, join={})
CITING = DECK.replace(
    "title: A small deck", "title: A small deck\nauthor: Ana\nlicense: CC BY 4.0\nsource: A book"
).replace("And again.", "And again.[^a]\n\n[^a]: [A talk](https://example.org/talk?a=1&b=2), 2024")


@pytest.fixture
def citing(tmp_path: Path) -> Run:
    return Core(tmp_path, deck=CITING).opens(title="Tuesday")


def test_only_patterns_that_were_told_to_this_room_are_taken_home(run: Run) -> None:
    assert takeaway(run.at("what-do-you-say").session)["patterns"] == []

    votes(run)
    run.says("patterns")

    assert takeaway(run.session)["patterns"] == [{"name": "Blaming", "says": ["It makes them responsible."]}]


def test_sources_are_the_decks_and_those_of_slides_that_the_room_has_seen(citing: Run) -> None:
    citing.says("start")
    told = takeaway(citing.session)
    assert (told["sources"], told["credit"]) == ([{"text": "A book", "url": ""}], "A small deck · Ana · CC BY 4.0")

    citing.says("next")

    talk = {"text": "A talk, 2024", "url": "https://example.org/talk?a=1&b=2"}
    assert takeaway(citing.session)["sources"] == [{"text": "A book", "url": ""}, talk]


def test_phones_get_it_with_the_last_view_and_the_wall_never(run: Run) -> None:
    votes(run.at("what-do-you-say"))
    run.says("patterns", all=True)
    assert BUILDERS[PARTICIPANT](run.session, SCENE)["takeaway"] is None

    run.says("end")

    last = BUILDERS[PARTICIPANT](run.session, SCENE)
    assert [pattern["name"] for pattern in last["takeaway"]["patterns"]] == ["Blaming", "Repair"]
    assert "takeaway" not in BUILDERS[SCREEN](run.session, SCENE)


def test_nothing_that_anybody_answered_is_in_it(run: Run) -> None:
    votes(run.at("what-do-you-say"))
    before = takeaway(run.session)
    run.says("patterns", all=True)
    run.at("has-it-happened-to-you").says("open")

    told = takeaway(run.session)

    assert set(told) == set(before) == {"title", "day", "lang", "patterns", "sources", "credit"}
    assert {key for pattern in told["patterns"] for key in pattern} == {"name", "says"}


def test_however_long_a_deck_is_the_last_view_fits_the_line(tmp_path: Path) -> None:
    pages = (f"\n---\n\n## Page {n}\n\nIt is so.[^{n}]\n\n[^{n}]: {'Ω' * 400} {n}\n" for n in range(40))
    run = Core(tmp_path, deck=DECK + "".join(pages)).opens()
    for n in range(40):
        run.at(f"page-{n}")
    run.says("end")

    view = BUILDERS[PARTICIPANT](run.session, SCENE)

    assert weight(view) <= LARGEST_FRAME
    assert 5 < len(view["takeaway"]["sources"]) < 40


def votes(run: Run) -> None:
    """Both rounds, so that results and patterns may follow."""
    for _ in range(2):
        run.says("open")
        run.all_answer("AABBBC")
        run.says("close")
    run.says("results")
