"""The end of a session: the room reads it first, Ana strikes one and blurs one, releases it, the organiser reads."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sessions.summary import FORMATS
from tests.cast import Evening, House, Phone
from tests.cast.desk import Desk, opens
from tests.conftest import Begin
from tests.sessions.summary.readers import said
from tests.stories.test_starting import console

LINE = "They were braver than the numbers say."


@pytest.fixture
def browser(own_house: House) -> httpx.Client:
    """The presenter's browser."""
    return console(own_house)


def phones_page(room: Evening, phone: Phone, code: str | None = None) -> httpx.Response:
    """What this phone's browser gets of the summary."""
    cookie = {"Cookie": f"phone={phone.token}"}
    return room.house.browser(**cookie).get(f"/{code or room.code}/summary")


def told(begin: Begin, phones: int) -> tuple[Evening, list[Phone]]:
    """So many people have voted twice, and have seen how."""
    room = begin("vote")
    people = room.fills(phones)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.votes({phone: "BC"[place % 2] for place, phone in enumerate(people)})
    room.ana.votes({phone: "C" if place else "A" for place, phone in enumerate(people)})
    room.ana.says("results")
    room.ana.says("patterns")
    room.ana.says("goto", slide="hard")
    room.ana.votes(dict.fromkeys(people, 4))
    room.ana.says("results")
    return room, people


def as_organiser(room: Evening, path: str) -> httpx.Response:
    return room.house.asks("GET", path, role="organiser")


def test_the_room_reads_it_first_then_ana_cuts_and_releases_and_the_organiser_reads(
    browser: httpx.Client, own_evening: Begin
) -> None:
    room, (ben, *_) = told(own_evening, 16)
    before = phones_page(room, ben)
    room.ana.says("summary", on=True)
    seen = (ben.sees()["summary"], room.screen.connects().sees()["summary"], room.ana.sees()["recap"])
    room.ana.says("end")
    desk = Desk(room, browser)

    # The room has read everything, and on top of it that nothing more will go home.
    assert before.headers["Cache-Control"] == "no-store"
    assert "This is all that the organiser will get." in before.text
    assert {"What do you say?", "How hard was that?", "SAYS-A, and Sam looks after you."} <= pieces(before.text)
    assert seen == (True, True, "up")

    # Until it is released, an organiser sees that it took place, and nothing else.
    (listed,) = as_organiser(room, "/api/sessions").json()
    refused = as_organiser(room, f"{room.api}/summary.json")
    assert listed == as_organiser(room, room.api).json()
    assert listed == {"id": room.id, "title": listed["title"], "deck": "vote", "date": listed["date"], "released": None}
    assert (refused.status_code, refused.json()["code"]) == (409, "summary.unreleased")
    assert "Not released" in desk.page()
    assert room.ana.summary().json()["session"]["released"] is None

    # Ana strikes one, blurs one, says a line, reads it, and releases it.
    assert desk.keeps([LINE], hard="nothing", say="roughly").status_code == 303
    assert as_organiser(room, f"{room.api}/summary.json").status_code == 409
    assert desk.releases([LINE], hard="nothing", say="roughly").status_code == 303

    released = as_organiser(room, f"{room.api}/summary.json").json()
    (one,) = released["asks"]
    assert released["lines"] == [LINE]
    assert (one["id"], [each["counts"] for each in one["rounds"]], one["shift"]) == ("say", [None, None], None)
    assert one["rounds"][1]["roughly"] == {"A": "fewer", "B": "fewer", "C": "most"}
    assert as_organiser(room, "/api/sessions").json()[0]["released"] == released["session"]["released"] != ""
    for name in FORMATS:
        text = said(name, as_organiser(room, f"{room.api}/summary.{name}").content)
        assert "How hard was that?" not in text, name
        assert LINE in text, name

    # From here on it can only lose more.
    assert "can only lose more" in desk.releases([LINE], say="whole").text
    assert as_organiser(room, f"{room.api}/summary.json").json() == released
    assert desk.sends("edition", **{"cut.say": "nothing"}).status_code == 303
    assert as_organiser(room, f"{room.api}/summary.json").json()["asks"] == []


def pieces(page: str) -> set[str]:
    wanted = ("What do you say?", "How hard was that?", "SAYS-A, and Sam looks after you.", "LATER-SLIDE", "NOTE-ONE")
    return {piece for piece in wanted if piece in page}


def test_a_link_is_read_by_whoever_has_it_until_it_is_revoked_or_taken_back(
    browser: httpx.Client, own_evening: Begin
) -> None:
    room, _ = told(own_evening, 5)
    desk = Desk(room, browser)
    too_soon = desk.sends("shares", days=7)
    room.ana.says("end")
    unreleased = desk.sends("shares", days=7)
    desk.releases([LINE], hard="nothing")
    link, second = desk.makes_link(7), desk.makes_link(90)
    reader, page = opens(room.house, link)

    assert (too_soon.status_code, unreleased.status_code) == (409, 409)
    assert (page.status_code, page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == (
        200,
        "no-store",
        "no-referrer",
    )
    assert link.rpartition("/")[2] not in str(page.url)
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert LINE in page.text
    assert "How hard was that?" not in page.text
    cookie = page.history[0].headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    home = page.url.path.removesuffix("/summary")
    assert f"Path={home}" in cookie
    file = reader.get(f"{home}/summary.csv")
    assert (file.status_code, LINE in file.text) == (200, True)
    assert room.house.holds(link.rpartition("/")[2]) == [], "what a link is made of is written nowhere"
    assert "last opened" in desk.page()

    # Nobody else gets in by its name, another link's cookie, or a guess.
    other, their_page = opens(room.house, second)
    stranger = room.house.browser()
    assert stranger.get(f"{home}/summary").status_code == 404
    token = second.rpartition("/")[2]
    assert stranger.get(f"{home}/summary", headers={"Cookie": f"shared={token}"}).status_code == 404
    wrong = [opens(room.house, f"/shared/{guess}")[1] for guess in ("guess", token[:-1], home.rpartition("/")[2])]
    assert {answer.status_code for answer in wrong} == {404}

    # Revoked, and taken back: the same page as for a guess.
    assert desk.sends(f"shares/{home.rpartition('/')[2]}/revoke").status_code == 303
    gone = reader.get(f"{home}/summary")
    assert (gone.status_code, gone.text) == (404, wrong[0].text)
    assert other.get(their_page.url.path).status_code == 200
    assert desk.takes_back().status_code == 303
    assert other.get(their_page.url.path).text == wrong[0].text
    assert as_organiser(room, f"{room.api}/summary.html").status_code == 409
    desk.releases()
    assert other.get(their_page.url.path).status_code == 404, "an old link does not come to life again"

    third = desk.makes_link()
    assert opens(room.house, third)[1].status_code == 200
    room.house.asks("DELETE", room.api)
    assert opens(room.house, third)[1].status_code == 404


def test_guessing_links_has_a_budget(own_house: House) -> None:
    stranger = own_house.browser()
    answers = [stranger.get(f"/shared/guess-{number}").status_code for number in range(24)]

    assert answers[:20] == [404] * 20
    assert 429 in answers[20:]


def test_only_phones_of_the_room_read_it_and_nothing_while_all_is_covered(evening: Begin) -> None:
    room, other = evening("vote"), evening("vote")
    ben, zoe = room.fills(5)[0], other.zoe.joins()
    nothing_yet = phones_page(room, ben)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.votes(dict.fromkeys(room.phones.values(), "C"))
    closed = phones_page(room, ben)
    room.ana.says("results")
    shown = phones_page(room, ben)
    room.ana.says("cover")
    covered = phones_page(room, ben)
    strangers = phones_page(room, zoe)
    room.ana.says("end")
    over = phones_page(room, ben)

    assert "nothing in it" in nothing_yet.text
    assert "The room was not shown this result" in closed.text
    assert "All 5 chose C" in shown.text
    assert "What do you say?" not in covered.text
    assert (strangers.status_code, strangers.headers["Location"]) == (303, f"/{room.code}")
    assert over.status_code == 303


def test_at_the_end_of_the_deck_the_next_action_is_to_let_the_room_read(evening: Begin) -> None:
    room = evening("vote")
    ben, *_ = room.fills(5)
    room.ana.says("start")
    last = room.ana.says("goto", slide="later-slide")
    refused = room.ana.cannot("summary", on=True)
    room.ana.says("goto", slide="hard")
    room.ana.votes(dict.fromkeys(room.phones.values(), 3))
    room.ana.says("results")
    there = room.ana.says("next")
    up = room.ana.says("next")
    phone = ben.sees()
    away = room.ana.says("previous")

    assert (last["natural"], last["recap"], refused["code"]) == (None, "", "move.illegal")
    assert (there["slide"]["title"], there["natural"], there["recap"]) == ("LATER-SLIDE", "summary", "unseen")
    assert (up["summary"], up["natural"], up["recap"], phone["summary"]) == (True, None, "up", True)
    assert (away["slide"]["title"], away["summary"], away["recap"]) == ("LATER-SLIDE", False, "seen")


def test_whatever_turns_the_page_puts_it_away_and_a_vote_keeps_it_away(evening: Begin) -> None:
    room = evening("vote")
    ben, *_ = room.fills(5)
    room.ana.says("start")
    room.ana.says("goto", slide="hard")
    room.ana.votes(dict.fromkeys(room.phones.values(), 3))
    room.ana.says("results")
    room.ana.says("summary")
    turned = room.ana.says("goto", slide="say")
    room.ana.says("summary", on=True)
    opened = room.ana.says("open")
    refused = room.ana.cannot("summary", on=True)
    room.answer(dict.fromkeys(room.phones.values(), "A"))
    room.ana.says("close")
    later = room.ana.says("results")

    assert (turned["summary"], turned["recap"]) == (False, "seen")
    assert (opened["summary"], refused["code"], ben.sees()["summary"]) == (False, "move.illegal", False)
    assert later["recap"] == "unseen", "the new result has not been read in it"


def test_nothing_is_released_before_the_end_and_no_rehearsal_ever(browser: httpx.Client, own_evening: Begin) -> None:
    room = own_evening("vote")
    desk = Desk(room, browser)
    running, link = desk.releases(), desk.sends("shares", days=30)

    assert (running.status_code, link.status_code) == (409, 409)
    assert "Release it to the organiser" not in desk.page()
    assert as_organiser(room, room.api).status_code == 404


def test_the_command_line_writes_the_edition_and_says_when_it_is_not_released(
    browser: httpx.Client, own_evening: Begin
) -> None:
    room, _ = told(own_evening, 5)
    desk, where = Desk(room, browser), ("-o", "-", "--data", str(room.house.data))
    room.ana.says("end")
    desk.keeps([LINE], hard="nothing")
    draft = room.house.types("summary", room.id, *where)
    desk.releases([LINE], hard="nothing")
    released = room.house.types("summary", room.id, *where)

    assert [(LINE in typed.stdout, "How hard was that?" in typed.stdout) for typed in (draft, released)] == [
        (True, False),
        (True, False),
    ]
    assert ["not released yet" in typed.stderr for typed in (draft, released)] == [True, False]


def test_on_a_server_that_nobody_signs_in_to_a_program_releases(own_evening: Begin) -> None:
    room, _ = told(own_evening, 5)
    house = room.house
    room.ana.says("end")

    def releases(**facts: Any) -> httpx.Response:
        return house.asks("POST", f"{room.api}/release", json=facts)

    refused = [
        releases(**facts) for facts in ({"cuts": {"hard": "more"}}, {"lines": "x"}, {"cuts": {"gone": "nothing"}})
    ]
    assert [answer.json()["code"] for answer in refused] == ["message.invalid"] * 3
    assert releases(cuts={"hard": "nothing"}, lines=[LINE]).json()["cuts"] == {"hard": "nothing"}
    assert as_organiser(room, f"{room.api}/summary.json").json()["lines"] == [LINE]
    assert releases().json()["code"] == "move.illegal", "what was released can only lose more"

    made = house.asks("POST", f"{room.api}/shares", json={"days": 7}).json()
    link = "/" + made["link"].split("/", 3)[3]
    assert opens(house, link)[1].status_code == 200
    assert house.asks("DELETE", f"{room.api}/shares/{made['id']}").status_code == 204
    assert opens(house, link)[1].status_code == 404
    assert house.asks("DELETE", f"{room.api}/release").json()["released"] is None
    assert as_organiser(room, f"{room.api}/summary.json").status_code == 409


def test_a_body_that_nobody_can_write_down_is_refused_and_troubles_nobody(own_evening: Begin) -> None:
    room, _ = told(own_evening, 5)
    room.ana.says("end")
    deep = "[" * 20_000
    bodies = (deep, f'{{"lines": {deep}', '{"lines": ["\\ud800"]}', '{"texts": ["\\udfff"]}', '{"code": "\\ud800"}')
    doors = ("/api/join", "/api/sessions", f"{room.api}/release", f"{room.api}/shares", f"{room.api}/commands")
    for door in doors:
        for body in bodies:
            answer = room.house.asks("POST", door, content=body, headers={"Content-Type": "application/json"})
            assert answer.json()["code"] in {"message.invalid", "event.invalid"}, (door, body[:20], answer.text)
    assert room.ana.sees()["health"]["level"] == "good"
