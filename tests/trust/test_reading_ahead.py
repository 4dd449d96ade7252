"""Ben wants to know what comes next."""

from __future__ import annotations

from tests.conftest import Begin


def test_the_story_so_far_does_not_tell_what_stands_behind_the_cover(evening: Begin) -> None:
    room = evening("vote")
    room.fills(1)
    room.ana.says("start")
    with room.house.browser(Cookie=f"phone={room.ben.token}") as browser:
        room.ana.says("cover")
        behind = room.ana.presses_next(3)["slide"]
        assert behind["title"] == "What do you say?"
        covered = browser.get(f"/{room.code}/story").text
        room.ana.says("uncover")
        uncovered = browser.get(f"/{room.code}/story").text

    assert "The stand-up" in covered
    assert behind["title"] not in covered
    assert behind["title"] in uncovered
