"""Where the story goes after a vote: the room's answer proposes, and Ana decides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Evening, Phone
from tests.conftest import Begin

PROPOSALS = [
    pytest.param("AAAAABB", "straight", id="a letter that has the most answers"),
    pytest.param("AAABBCC", "straight", id="a letter before the pattern that has more"),
    pytest.param("AABBCCD", "asked", id="a pattern, where letters are level"),
    pytest.param("BBBCDDA", "asked", id="a pattern: the sum over its answers"),
    pytest.param("DDDDDBB", "otherwise", id="a winner that the branch does not name"),
    pytest.param("AAABBB-", "level", id="a tie"),
    pytest.param("AABB---", "otherwise", id="too few answers to tell"),
]


def forked(evening: Begin) -> tuple[Evening, list[Phone]]:
    room = evening("branches")
    phones = room.fills(7)
    room.ana.says("start")
    return room, phones


@pytest.mark.parametrize(("answers", "target"), PROPOSALS)
def test_the_answers_propose_where_to_go(evening: Begin, answers: str, target: str) -> None:
    room, phones = forked(evening)
    assert room.ana.sees()["next"]["id"] == "otherwise", "nobody has answered yet"

    chosen = dict(zip(phones, answers, strict=True))
    view = room.ana.votes({phone: None if letter == "-" else letter for phone, letter in chosen.items()})

    assert view["next"]["id"] == target
    assert [way["id"] for way in view["choices"]] == ["asked", "straight", "level", "otherwise"]
    room.ana.says("results")
    room.ana.says("patterns", all=True)
    assert room.ana.says("next")["slide"]["id"] == target
    assert room.ben.sees()["slide"]["id"] == target


def test_ana_may_go_another_way_than_the_room_proposes(evening: Begin) -> None:
    room, phones = forked(evening)
    room.ana.votes(dict.fromkeys(phones, "A"))

    assert room.ana.says("next", slide="level")["slide"]["id"] == "level"


def test_where_the_deck_leaves_it_to_her_ana_has_to_choose(evening: Begin) -> None:
    room, _ = forked(evening)
    view: dict[str, Any] = room.ana.says("goto", slide="yours")

    assert (view["next"], view["natural"]) == (None, None)
    assert [way["id"] for way in view["choices"]] == ["long", "short"]
    assert room.ana.cannot("next")["detail"] == "You choose where the story goes from here."
    assert "The long way" not in room.ben.sees()["slide"]["html"] or "href" not in room.ben.sees()["slide"]["html"]
    view = room.ana.says("next", slide="long")
    assert (view["slide"]["id"], view["next"], view["natural"]) == ("long", None, None)
    assert room.ana.cannot("next")["code"] == "move.illegal"
