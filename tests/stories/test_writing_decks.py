"""Writing decks in the browser: as plain forms, over the shoulder of a text editor, and never outside one's folder."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx
import pytest

from decks.inserts import INSERTS, Insert
from decks.parse.text import LARGEST
from tests.cast import House, standing
from tests.stories.test_starting import CSRF, console

Desk = tuple[House, httpx.Client]

DIGEST = re.compile(r'name="digest" value="([0-9a-f]*)"')
TEXT = re.compile(r'<textarea id="deck-text".*?>\n(.*?)</textarea>', re.DOTALL)
THEIRS = re.compile(r'<textarea id="their-text".*?>\n(.*?)</textarea>', re.DOTALL)
DECK = """\
---
title: Mine
---

# Hello

It is *mine*.

---

## Which?

```slide
ask: choice
```

- [ ] Tea
- [ ] Coffee
"""
BROKEN = DECK.replace("ask: choice", "ask: choise")
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A house of its own, and the browser that used its link."""
    with standing(House(tmp_path_factory.mktemp("desk"))) as house:
        yield house, console(house)


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


def checks(browser: httpx.Client, text: str, line: int) -> Any:
    """What the check says to the page's script. Whoever asks too often waits a little, as people do."""
    page = opened(browser, "vote")
    while (
        answer := sends(browser, page, "/present/decks/vote/check", text=text, line=str(line), headers=JSON)
    ).status_code == 429:
        time.sleep(answer.json()["retry_after"])
    assert answer.status_code == 200, answer.text
    return answer.json()


def text_of(page: httpx.Response, place: re.Pattern[str] = TEXT) -> str:
    found = place.search(page.text)
    assert found
    return unescape(found[1])


def paths(house: House) -> list[str]:
    return sorted(str(path.relative_to(house.decks)) for path in house.decks.rglob("*"))


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
    with_scripts = sends(browser, page, "/present/decks/checked/check", text=text, line="14", headers=JSON).json()

    for line in said.splitlines():
        _, _, rest = line.partition("error S03: ")
        assert unescape(rest or line.strip().removeprefix("fix: ")) in unescape(page.text)
    assert 'data-line="14"' in page.text
    assert text_of(without_scripts) == text
    told = house.types("deck", "check", str(house.decks / "checked-too.md")).stdout
    lines = re.findall(r"\.md:(\d+): (error|warning) (\w+): ", told)
    assert len(lines) > 1
    assert (
        re.findall(r'data-line="(\d+)">.*?<strong>(\w+) (\w+):</strong>', with_scripts["problems"], re.DOTALL) == lines
    )
    assert house.reads("checked") == BROKEN


def test_a_slide_is_drawn_while_another_one_has_errors(desk: Desk) -> None:
    _, browser = desk
    page = opened(browser, "vote")

    whole, broken = (
        sends(browser, page, "/present/decks/vote/check", text=BROKEN, line=line, headers=JSON).json()
        for line in ("7", "14")
    )

    assert (whole["says"], broken["says"]) == ("1 error", "1 error")
    assert (whole["slide"]["where"], whole["slide"]["to"]) == ("Slide 1 of 2", 11)
    assert "It is <em>mine</em>." in whole["slide"]["wall"]
    assert broken["slide"] is None


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
    assert {key for slide in slides for key in slide} == {"from", "to", "where", "wall", "phone", "notes", "ask"}
    assert [slide["ask"] and slide["ask"]["kind"] for slide in slides[2:4]] == [None, "choice"]
    assert 'class="stage"' in slides[3]["wall"]
    assert "<em>Tea</em>" in slides[3]["wall"]
    assert 'type="radio" name="value" value="B"' in slides[3]["phone"]
    assert "Pour it <strong>slowly</strong>." in slides[3]["notes"]
    assert "slowly" not in slides[3]["wall"] + slides[3]["phone"]


def test_the_menu_offers_every_slide_there_is_to_insert(desk: Desk) -> None:
    _, browser = desk

    offered = re.findall(r'<option value="([a-z-]+)">', opened(browser, "vote").text)

    assert sorted(offered) == sorted(insert.name for insert in INSERTS)


@pytest.mark.parametrize("insert", INSERTS, ids=lambda insert: insert.name)
def test_every_kind_of_slide_is_drawn_for_the_wall_and_for_phones(desk: Desk, insert: Insert) -> None:
    _, browser = desk

    slide = checks(browser, f"{DECK}\n---\n\n{insert.markdown}", 99)["slide"]

    title = insert.markdown.split("\n")[0].lstrip("# ")
    assert title in unescape(slide["wall"])
    assert title in unescape(slide["phone"])


def test_where_there_is_only_talk_the_phone_shows_the_first_prompt(desk: Desk) -> None:
    _, browser = desk
    (talk,) = (insert.markdown for insert in INSERTS if insert.name == "discuss")

    slide = checks(browser, f"{DECK}\n---\n\n{talk}", 99)["slide"]

    assert "What did you find?" in re.sub(r"<(\w+)[^>]* hidden>.*?</\1>", "", slide["phone"], flags=re.DOTALL)


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

    elsewhere = sends(browser, page, "/present/rehearsals", text="x" * 66_000)
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
