"""Writing decks in the browser: as plain forms, over the shoulder of a text editor, and never outside one's folder."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from decks.parse.text import LARGEST
from tests.cast import Evening, House
from tests.stories.test_starting import CSRF, console, form

Desk = tuple[House, httpx.Client]

DIGEST = re.compile(r'name="digest" value="([0-9a-f]*)"')
TEXT = re.compile(r'<textarea id="deck-text".*?>\n(.*?)</textarea>', re.DOTALL)
THEIRS = re.compile(r'<textarea id="their-text".*?>\n(.*?)</textarea>', re.DOTALL)
DECK = "---\ntitle: Mine\n---\n\n# Hello\n\nIt is *mine*.\n\n---\n\n## Which?\n\n```slide\nask: choice\n```\n\n- [ ] Tea\n- [ ] Coffee\n"
BROKEN = DECK.replace("ask: choice", "ask: choise")
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A house of its own, and the browser that used its link."""
    house = House(tmp_path_factory.mktemp("desk")).opens()
    yield house, console(house)
    house.closes()
    assert house.errors == ""


def opened(browser: httpx.Client, deck_id: str) -> httpx.Response:
    page = browser.get(f"/present/decks/{deck_id}/edit")
    assert page.status_code == 200, page.text
    return page


def sends(
    browser: httpx.Client, page: httpx.Response, to: str, headers: dict[str, str] | None = None, **fields: str
) -> httpx.Response:
    """Send the editor's form from a page that is open, as a browser does."""
    token, digest = CSRF.search(page.text), DIGEST.search(page.text)
    assert token
    assert digest
    told = {"csrf_token": token[1], "digest": digest[1], **fields}
    told["text"] = told["text"].replace("\n", "\r\n")
    origin = {"Origin": str(browser.base_url).rstrip("/")}
    return browser.post(
        to, files={name: (None, value) for name, value in told.items()}, headers={**origin, **(headers or {})}
    )


def text_of(page: httpx.Response, place: re.Pattern[str] = TEXT) -> str:
    found = place.search(page.text)
    assert found
    return unescape(found[1])


def paths(house: House) -> list[str]:
    return sorted(str(path.relative_to(house.decks)) for path in house.decks.rglob("*"))


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


# --- saving


def test_what_is_saved_is_the_same_markdown_file(desk: Desk) -> None:
    house, browser = desk
    house.writes("plain", DECK)
    (house.decks / "windows.md").write_bytes(DECK.replace("\n", "\r\n").encode())

    for deck_id in ("plain", "windows"):
        saved = sends(browser, opened(browser, deck_id), f"/present/decks/{deck_id}", text=DECK + "\nThe end: ✓\n")
        assert (saved.status_code, saved.headers["Location"]) == (303, f"/present/decks/{deck_id}/edit")

    assert (house.decks / "plain.md").read_bytes() == (DECK + "\nThe end: ✓\n").encode()
    assert (house.decks / "windows.md").read_bytes() == (DECK + "\nThe end: ✓\n").replace("\n", "\r\n").encode()
    assert "Saved." in opened(browser, "plain").text
    assert [name for name in paths(house) if "half" in name] == []


def test_whoever_saved_meanwhile_loses_nothing_and_neither_do_i(desk: Desk) -> None:
    house, browser = desk
    house.writes("shared", DECK)
    page = opened(browser, "shared")
    house.writes("shared", DECK.replace("mine", "theirs <b>"))

    overtaken = sends(browser, page, "/present/decks/shared", text=DECK.replace("mine", "my own"))

    assert overtaken.status_code == 409
    assert "This deck was changed elsewhere meanwhile. Nothing was saved, and nothing is lost." in overtaken.text
    assert text_of(overtaken) == DECK.replace("mine", "my own")
    assert text_of(overtaken, THEIRS) == DECK.replace("mine", "theirs <b>") == house.reads("shared")
    told = sends(browser, page, "/present/decks/shared", text=DECK.replace("mine", "my own"), headers=JSON)
    assert (told.status_code, told.json()["code"], told.json()["text"]) == (
        409,
        "deck.overtaken",
        house.reads("shared"),
    )

    mine = sends(browser, overtaken, "/present/decks/shared", text=text_of(overtaken))

    assert mine.status_code == 303
    assert house.reads("shared") == DECK.replace("mine", "my own")


def test_a_deck_that_was_deleted_meanwhile_can_be_saved_again(desk: Desk) -> None:
    house, browser = desk
    house.writes("gone", DECK)
    page = opened(browser, "gone")
    (house.decks / "gone.md").unlink()

    overtaken = sends(browser, page, "/present/decks/gone", text=DECK)
    assert overtaken.status_code == 409
    again = sends(browser, overtaken, "/present/decks/gone", text=DECK)

    assert again.status_code == 303
    assert house.reads("gone") == DECK


def test_a_draft_with_errors_is_saved_but_not_started(desk: Desk) -> None:
    house, browser = desk
    house.writes("draft", DECK)

    saved = sends(browser, opened(browser, "draft"), "/present/decks/draft", text=BROKEN)

    assert saved.status_code == 303
    assert house.reads("draft") == BROKEN
    assert browser.get("/present/start/draft").status_code == 422
    assert "1 error" in opened(browser, "draft").text


def test_the_check_says_what_the_command_says_and_saves_nothing(desk: Desk) -> None:
    house, browser = desk
    house.writes("checked", BROKEN)
    said = house.types("deck", "check", str(house.decks / "checked.md")).stdout
    page = opened(browser, "checked")
    text = BROKEN + "\n---\n\n## More\nNotes: glued\n"
    house.writes("checked-too", text)

    without_scripts = sends(browser, page, "/present/decks/checked/check", text=text)
    with_scripts = sends(browser, page, "/present/decks/checked/check", text=text, headers=JSON).json()

    for line in said.splitlines():
        _, _, rest = line.partition("error S03: ")
        assert unescape(rest or line.strip().removeprefix("fix: ")) in unescape(page.text)
    assert 'data-line="14"' in page.text
    assert text_of(without_scripts) == text
    told = house.types("deck", "check", str(house.decks / "checked-too.md")).stdout
    lines = re.findall(r"\.md:(\d+): (error|warning) (\w+): ", told)
    assert len(lines) > 1
    assert (
        re.findall(r'data-line="(\d+)">.*?<strong>(\w+) (\w+)</strong>', with_scripts["problems"], re.DOTALL) == lines
    )
    assert with_scripts["slide"] is None
    assert house.reads("checked") == BROKEN


def test_the_slide_on_the_line_is_drawn_as_the_wall_and_the_phones_will_show_it(desk: Desk) -> None:
    house, browser = desk
    house.writes("drawn", DECK.replace("- [ ] Tea", "- [ ] *Tea*") + "\nNotes:\nPour it **slowly**.\n")
    page = opened(browser, "drawn")

    slides = [
        sends(browser, page, "/present/decks/drawn/check", text=house.reads("drawn"), line=line, headers=JSON).json()[
            "slide"
        ]
        for line in ("1", "9", "10", "11", "99", "nonsense")
    ]

    assert [slide["where"][:11] for slide in slides] == [
        "Slide 1 of ",
        *["Slide 1 of "] * 2,
        *["Slide 2 of "] * 2,
        "Slide 1 of ",
    ]
    assert (slides[0]["from"], slides[0]["to"], slides[3]["to"]) == (5, 11, None)
    assert 'class="stage"' in slides[3]["wall"]
    assert "<em>Tea</em>" in slides[3]["wall"]
    assert 'type="radio" name="value" value="B"' in slides[3]["phone"]
    assert "Pour it <strong>slowly</strong>." in slides[3]["notes"]
    assert "slowly" not in slides[3]["wall"] + slides[3]["phone"]


# --- how much, and who


def test_the_largest_deck_is_saved_and_a_larger_one_stays_on_the_page(desk: Desk) -> None:
    house, browser = desk
    house.writes("large", DECK)
    notes = "\nNotes:\n" + "ä\n" * 15_000
    largest = DECK + notes + "x" * (LARGEST - len((DECK + notes).encode()))
    page = opened(browser, "large")

    refused = sends(browser, page, "/present/decks/large", text=largest + "x")
    kept = text_of(refused)
    saved = sends(browser, page, "/present/decks/large", text=largest)

    assert refused.status_code == 413
    assert "A deck has at most 512 kB of text." in refused.text
    assert kept == largest + "x"
    assert saved.status_code == 303
    assert len(house.reads("large").encode()) == LARGEST


def test_only_decks_may_be_that_large(desk: Desk) -> None:
    house, browser = desk
    page = opened(browser, "vote")

    elsewhere = sends(browser, page, "/present/rehearsals", text="x" * 65_000)
    far_too_large = sends(browser, page, "/present/decks/vote", text="x" * 660_000)

    assert (elsewhere.status_code, far_too_large.status_code) == (413, 413)
    assert {elsewhere.json()["code"], far_too_large.json()["code"]} == {"body.too-large"}


def test_others_are_served_while_a_long_text_is_checked(desk: Desk) -> None:
    house, browser = desk
    slow = DECK + "\n---\n\n# Long\n\n" + "a *b* c\n\n" * 7_900
    page = opened(browser, "vote")
    answers: list[httpx.Response] = []
    checking = threading.Thread(
        target=lambda: answers.append(sends(browser, page, "/present/decks/vote/check", text=slow))
    )

    phone, served = house.browser(), 0
    checking.start()
    while checking.is_alive():
        served += phone.get("/healthz").status_code == 200
    checking.join()

    assert [answer.status_code for answer in answers] == [200]
    assert served >= 5, f"only {served} requests were answered meanwhile"


def test_who_has_no_console_finds_nothing_here(desk: Desk) -> None:
    house, browser = desk
    house.writes("private", DECK)
    page = opened(browser, "private")
    stranger = house.browser()
    stranger.get("/present")
    pages = ["/present/decks/new", *(f"/present/decks/private/{page}" for page in ("edit", "copy"))]
    deeds = [
        "/present/decks",
        "/present/decks/private",
        *(f"/present/decks/private/{do}" for do in ("copy", "check", "rename", "delete")),
    ]

    seen = [stranger.get(each).status_code for each in pages]
    cookies = {"rtr": browser.cookies["rtr"]}
    token = CSRF.search(page.text)
    assert token
    told = {"csrf_token": token[1], "text": "x", "name": "stolen", "title": "Stolen"}
    done = [
        httpx.post(
            house.url + each, data=told, cookies=cookies, headers={"Origin": house.url}, trust_env=False
        ).status_code
        for each in deeds
    ]

    assert seen == [404] * len(pages)
    assert done == [404] * len(deeds)
    assert house.reads("private") == DECK


def test_without_the_pages_own_token_nothing_is_saved(desk: Desk) -> None:
    house, browser = desk
    house.writes("guarded", DECK)
    page = opened(browser, "guarded")

    forged = sends(browser, page, "/present/decks/guarded", text="forged", csrf_token="x", headers=JSON)

    assert (forged.status_code, forged.json()["code"]) == (400, "form.stale")
    assert house.reads("guarded") == DECK


def test_a_file_that_lies_elsewhere_is_not_written_through_a_link(desk: Desk) -> None:
    house, browser = desk
    outside = house.data.parent / "outside.md"
    outside.write_text(DECK, encoding="utf-8")
    (house.decks / "linked.md").symlink_to(outside)
    page = opened(browser, "vote")

    looked = browser.get("/present/decks/linked/edit")
    saved = sends(browser, page, "/present/decks/linked", text="changed", headers=JSON)

    assert (looked.status_code, saved.status_code) == (403, 403)
    assert outside.read_text(encoding="utf-8") == DECK


def test_a_file_that_is_no_text_is_left_alone(desk: Desk) -> None:
    house, browser = desk
    (house.decks / "binary.md").write_bytes(b"\xff\xfe\x00binary")

    assert browser.get("/present/decks/binary/edit").status_code == 422
    assert browser.get("/present/decks/nobody-wrote-this/edit").status_code == 404


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


def test_whoever_saves_without_end_is_slowed_down_and_keeps_the_text(desk: Desk) -> None:
    house, browser = desk
    house.writes("often", DECK)
    page = opened(browser, "often")

    for _ in range(80):
        saved = sends(browser, page, "/present/decks/often", text=DECK)
        if saved.status_code != 303:
            break

    assert saved.status_code == 429
    assert text_of(saved) == DECK
