"""Decks of one's own in the browser: begun, made mine, renamed, deleted; and no name leads anywhere else."""

from __future__ import annotations

import pytest

from tests.cast import Evening, House
from tests.stories.test_starting import CSRF, form
from tests.stories.test_writing_decks import DECK, JSON, Desk, desk, opened, paths, sends, text_of

__all__ = ["desk"]

# --- beginning


def test_a_new_deck_begins_small_and_can_be_presented_right_away(desk: Desk) -> None:
    house, browser = desk

    begun = form(browser, "/present/decks/new", "/present/decks", title="Über uns: Teil 1", name="")

    assert (begun.status_code, begun.headers["Location"]) == (303, "/present/decks/uber-uns-teil-1/edit")
    assert text_of(opened(browser, "uber-uns-teil-1")) == house.reads("uber-uns-teil-1")
    assert "Über uns: Teil 1" in browser.get("/present/start/uber-uns-teil-1").text
    again = form(browser, "/present/decks/new", "/present/decks", title="Über uns: Teil 1")
    assert again.headers["Location"] == "/present/decks/uber-uns-teil-1-2/edit"


def test_a_deck_without_a_title_is_not_begun(desk: Desk) -> None:
    house, browser = desk
    before = paths(house)

    refused = form(browser, "/present/decks/new", "/present/decks", title=" ", name="nameless")

    assert refused.status_code == 422
    assert "Give it a title of at most 120 characters." in refused.text
    assert 'value="nameless"' in refused.text
    assert paths(house) == before


NOWHERE = [
    "",
    "../elsewhere",
    "a/b",
    "a\\b",
    ".hidden",
    "Con",
    "con",
    "lpt1",
    "readme",
    "a.md",
    "a.map",
    "-a",
    "x" * 61,
    "ä",
    "a\0b",
]


@pytest.mark.parametrize("name", NOWHERE)
def test_a_name_that_leads_elsewhere_or_means_something_else_is_refused(desk: Desk, name: str) -> None:
    house, browser = desk
    before = paths(house), paths_above(house)

    refused = form(browser, "/present/decks/starter/copy", "/present/decks/starter/copy", name=name)

    assert refused.status_code == 422
    assert "A deck&#39;s name is made of small letters from a to z" in refused.text
    assert (paths(house), paths_above(house)) == before


def paths_above(house: House) -> list[str]:
    return sorted(path.name for path in house.decks.parent.iterdir())


@pytest.mark.parametrize("name", ["starter", "she-has-other-priorities", "vote"])
def test_a_name_that_a_deck_has_already_is_refused(desk: Desk, name: str) -> None:
    house, browser = desk
    before = {path: path.read_bytes() for path in house.decks.rglob("*.md")}

    copied = form(browser, "/present/decks/starter/copy", "/present/decks/starter/copy", name=name)
    begun = form(browser, "/present/decks/new", "/present/decks", title="Another", name=name)

    assert (copied.status_code, begun.status_code) == (409, 409)
    assert "There is a deck with that name already." in copied.text
    assert {path: path.read_bytes() for path in house.decks.rglob("*.md")} == before


def test_a_shipped_deck_becomes_mine_as_a_copy_and_stays_as_it_is(desk: Desk) -> None:
    house, browser = desk
    shipped = browser.get("/present/decks/starter/edit")
    assert (shipped.status_code, shipped.headers["Location"]) == (303, "/present/decks/starter/copy")

    copied = form(browser, "/present/decks/starter/copy", "/present/decks/starter/copy", name="ours")

    assert copied.headers["Location"] == "/present/decks/ours/edit"
    page = opened(browser, "ours")
    refused = sends(browser, page, "/present/decks/starter", text=DECK, headers=JSON)
    assert (refused.status_code, refused.json()["code"]) == (403, "deck.shipped")
    assert "Mine" not in browser.get("/present/start/starter").text
    for deed, fields in [("rename", {"name": "stolen"}), ("delete", {})]:
        token = CSRF.search(page.text)
        assert token
        done = browser.post(
            f"/present/decks/starter/{deed}", data={"csrf_token": token[1], **fields}, headers={"Origin": house.url}
        )
        assert done.status_code == 403
    assert browser.get("/present/start/starter").status_code == 200


def test_the_pictures_of_a_deck_come_along(desk: Desk) -> None:
    house, browser = desk
    pages = house.decks / "pictured" / "pages"
    pages.mkdir(parents=True)
    (pages / "one.png").write_bytes(b"\x89PNG one")
    (pages.parent / "deck.md").write_text(DECK + "\n---\n\n## See\n\n![A page](pages/one.png)\n", encoding="utf-8")

    form(browser, "/present/decks/pictured/copy", "/present/decks/pictured/copy", name="pictured-too")

    assert (house.decks / "pictured-too" / "pages" / "one.png").read_bytes() == b"\x89PNG one"
    assert "All is well." in opened(browser, "pictured-too").text
    assert "With it goes 1 more file in its folder." in opened(browser, "pictured-too").text


# --- another name, and the end


def test_a_deck_gets_another_name_and_goes_for_good(desk: Desk) -> None:
    house, browser = desk
    house.writes("first", DECK)
    (house.decks / "folded").mkdir()
    (house.decks / "folded" / "deck.md").write_text(DECK, encoding="utf-8")

    for old, new in [("first", "second"), ("folded", "unfolded")]:
        edit = f"/present/decks/{old}/edit"
        renamed = form(browser, edit, f"/present/decks/{old}/rename", name=new)
        assert renamed.headers["Location"] == f"/present/decks/{new}/edit"
        assert f"This deck has another name now: {new}" in opened(browser, new).text
    assert {"second.md", "unfolded/deck.md"} <= set(paths(house))
    assert not {"first.md", "folded"} & set(paths(house))
    assert (
        form(browser, "/present/decks/second/edit", "/present/decks/second/rename", name="unfolded").status_code == 409
    )

    for deck_id in ("second", "unfolded"):
        deleted = form(browser, f"/present/decks/{deck_id}/edit", f"/present/decks/{deck_id}/delete")
        assert deleted.headers["Location"] == "/present"
    assert not {"second.md", "unfolded", "unfolded/deck.md"} & set(paths(house))
    assert (house.decks / "vote.md").is_file()


def test_a_deck_that_a_session_plays_stays_until_the_session_ends(desk: Desk) -> None:
    house, browser = desk
    house.writes("played", DECK)
    page = opened(browser, "played")
    token = CSRF.search(page.text)
    assert token
    room = Evening(house, "played")

    for deed in ("rename", "delete"):
        tried = browser.post(
            f"/present/decks/played/{deed}",
            data={"csrf_token": token[1], "name": "other"},
            headers={"Origin": house.url, **JSON},
        )
        assert (tried.status_code, tried.json()["code"]) == (409, "deck.in-use")
    assert "A session that has not ended plays this deck." in opened(browser, "played").text
    assert house.reads("played") == DECK

    room.ana.says("start")
    room.ana.says("end")
    assert form(browser, "/present/decks/played/edit", "/present/decks/played/delete").status_code == 303
    assert "Mine" in room.house.asks("GET", room.api).text
    room.goes_home()
