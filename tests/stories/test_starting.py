"""Starting: the one-time link, the start form, what a session may lower and rename, and what cannot be run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest

from app.address import lan_addresses
from tests.cast import Evening, House, standing, until
from tests.conftest import Begin

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


def form(browser: httpx.Client, page: str, to: str, **fields: str) -> httpx.Response:
    """Open a page and send a form that stands on it."""
    read = browser.get(page)
    assert read.status_code == 200, read.text
    assert f'action="{to}"' in read.text
    token = CSRF.search(read.text)
    assert token is not None
    return browser.post(
        to, data={"csrf_token": token[1], **fields}, headers={"Origin": str(browser.base_url).rstrip("/")}
    )


def console(house: House) -> httpx.Client:
    """A browser that has used the one-time link."""
    browser = house.browser()
    (link,) = (line.strip() for line in house.said if "/enter/" in line)
    path = httpx.URL(link).path
    entered = form(browser, path, path)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/present")
    return browser


@pytest.fixture(scope="module")
def signed_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, httpx.Client]]:
    """A house of its own, since its link works once; and the browser that used it."""
    with standing(House(tmp_path_factory.mktemp("signed-in"))) as house:
        yield house, console(house)


def test_the_link_works_once_and_only_when_its_button_is_pressed(signed_in: tuple[House, httpx.Client]) -> None:
    house, browser = signed_in
    (link,) = (line.strip() for line in house.said if "/enter/" in line)

    assert browser.get("/present").status_code == 200
    stranger = house.browser()
    assert stranger.get(httpx.URL(link).path).status_code == 401
    assert stranger.get("/present").status_code == 404
    assert stranger.get("/sessions").status_code == 404


@pytest.mark.parametrize("page", ["/", "/join?code=ZZZZZ0", "/present/start/nothing", "/nowhere/at/all"])
def test_from_a_page_for_everybody_the_presenter_finds_the_way_back_and_nobody_else_is_told_of_it(
    signed_in: tuple[House, httpx.Client], page: str
) -> None:
    house, browser = signed_in

    assert '<a href="/present">' in browser.get(page).text
    assert "/present" not in house.browser().get(page).text


def test_a_session_is_started_from_the_form_and_presented_from_the_console(
    signed_in: tuple[House, httpx.Client],
) -> None:
    house, browser = signed_in
    told = {"title": "Thursday", "presenter": "Ana", "relation": "a colleague", "machine": "Ana's", "min_answers": "6"}
    start = form(
        browser,
        "/present/start/names",
        "/present/sessions",
        deck="names",
        support="Bo, by the door",
        **told,
        **{"cast-Jamie": "Robin"},
        reports="nothing",
    )

    address = start.headers["Location"]
    page = browser.get(address).text
    assert (start.status_code, "Robin meets Morgan" in page, "Jamie" in page) == (303, True, False)
    (session,) = house.asks("GET", "/api/sessions").json()
    assert (session["title"], session["deck"], session["status"]) == ("Thursday", "names", "lobby")
    door = house.browser().get(f"/{session['code']}").text
    for line in ("Ana", "a colleague", "Ana&#39;s", "nothing", "Bo, by the door", "Robin is passed over."):
        assert line in door
    assert "The house doctor" not in door
    assert "once 6 people have answered" in door
    moved = form(browser, address, f"{address}/command", do="start")
    assert (moved.status_code, moved.headers["Location"]) == (303, address)
    assert house.asks("GET", f"/api/sessions/{session['id']}").json()["session"]["status"] == "live"


@pytest.mark.parametrize(
    "wrong", [{"min_answers": "2"}, {"min_answers": "x"}, {"min_answers": "51"}, {"title": "x" * 121}]
)
def test_a_form_filled_in_wrongly_says_where_and_starts_nothing(
    signed_in: tuple[House, httpx.Client], wrong: dict[str, str]
) -> None:
    house, browser = signed_in
    before = house.asks("GET", "/api/sessions").json()

    answer = form(browser, "/present/start/names", "/present/sessions", deck="names", presenter="Ana Kept", **wrong)

    assert (answer.status_code, "Ana Kept" in answer.text) == (422, True)
    assert house.asks("GET", "/api/sessions").json() == before


def test_a_rehearsal_is_marked_everywhere_listed_nowhere_and_leaves_nothing(
    signed_in: tuple[House, httpx.Client],
) -> None:
    house, browser = signed_in
    before = house.asks("GET", "/api/sessions").json()

    start = form(browser, "/present", "/present/rehearsals", deck="names", phones="5")
    api = f"/api/sessions/{start.headers['Location'].rpartition('/')[2]}"
    view = until(lambda: full if (full := house.asks("GET", api).json())["joined"] == 5 else None, patience=30)

    assert view["rehearsal"] is True
    assert "ehearsal" in browser.get(start.headers["Location"]).text
    assert "ehearsal" in browser.get(httpx.URL(view["screen_url"]).path).text
    assert "ehearsal" in house.browser().get(f"/{view['session']['code']}").text
    assert house.asks("GET", "/api/sessions").json() == before
    assert view["session"]["code"] not in browser.get("/sessions").text
    house.kill9()
    house.again()
    assert house.asks("GET", api).json()["code"] == "session.unknown"


def refused(house: House, status: int = 422, **facts: object) -> dict[str, object]:
    answer = house.asks("POST", "/api/sessions", json=facts)
    assert answer.status_code == status, answer.text
    problem: dict[str, object] = answer.json()
    return problem


def test_a_deck_with_errors_is_refused_with_their_lines(house: House) -> None:
    house.writes("faulty", "---\ntitle: Faulty\n---\n\n## Ask\n\n```slide\nask: chioce\n```\n\n- [ ] A\n- [ ] B\n")
    problem = refused(house, deck="faulty")

    assert problem["code"] == "deck.invalid"
    (line,) = problem["problems"]
    assert "faulty.md:8: error" in line


def test_a_deck_that_is_not_there_is_unknown(house: House) -> None:
    assert refused(house, 404, deck="nobody-wrote-this")["code"] == "deck.unknown"


@pytest.mark.parametrize(("deck", "least"), [("never", 2), ("never", 51), ("vote", 4), ("vote", 3), ("personal", 4)])
def test_a_floor_is_not_lowered_too_far_nor_where_it_protects_people(house: House, deck: str, least: int) -> None:
    assert refused(house, 400, deck=deck, min_answers=least)["code"] == "message.invalid"


def test_a_lowered_floor_is_said_on_every_phone_and_kept(evening: Begin) -> None:
    room = evening("never", min_answers=3)
    phones = room.fills(3)
    room.ana.says("start")

    assert "once 3 people have answered" in room.house.browser().get(f"/{room.code}").text
    assert (room.ben.sees()["ask"]["floor"], room.ana.says("open")["needed"]) == (3, 3)
    room.answer(zip(phones[:2], "AB", strict=True))
    assert room.ana.sees()["needed"] == 1
    phones[2].answers("B")
    assert room.ana.says("close")["results"]["counts"] == {"A": 1, "B": 2}
    room.ana.says("end")
    (ask,) = room.ana.summary().json()["asks"]
    assert ask["floor"] == 3


def test_a_raised_floor_withholds_what_would_otherwise_be_told(evening: Begin) -> None:
    room = evening("vote", min_answers=7)
    phones = room.fills(6)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.says("next")

    assert room.ana.votes(dict.fromkeys(phones, "A"))["results"]["withheld"] == "few"


def test_another_name_stands_wherever_the_story_says_it(evening: Begin) -> None:
    room = evening("names", start={"cast": {"Jamie": "Morgan", "Morgan": "Kim & Co"}})
    room.fills(1)
    room.ana.connects().says("start")
    slides = [room.ana.sees(), *(room.ana.presses_next(times) for times in (1, 1))]

    assert slides[0]["slide"]["title"] == "Morgan meets Kim & Co"
    assert "Morgan says that Morgana is not Kim &amp; Co." in slides[0]["slide"]["html"]
    assert "I am Morgan." in slides[1]["ask"]["options"][0]["html"]
    assert "Nobody plays Morgan." in slides[1]["notes"]
    assert slides[1]["prompts"] == ["What would Kim & Co hear?"]
    assert "Jamie" not in room.ana.wire + room.ben.wire


def test_a_personal_question_on_plain_http_is_asked_only_if_ana_confirms(another_house: Callable[..., House]) -> None:
    if not (networks := lan_addresses()):
        pytest.skip("this machine is on no network, so no other device can reach it")
    house = another_house(host="")
    room = Evening(house, "personal")
    room.ana.says("start")
    assert room.ana.says("open")["ask"]["phase"] == "open", "nobody else is here yet"
    room.ana.says("void")
    loaded = httpx.get(f"{house.url.replace('127.0.0.1', networks[0])}/{room.code}", trust_env=False)
    assert loaded.status_code == 200

    problem = room.ana.cannot("open")
    assert (problem["status"], problem["code"], room.ana.sees()["join"]["seen"]) == (409, "confirm.needed", True)
    assert room.ana.cannot("next")["code"] == "confirm.needed"
    assert room.ana.says("open", confirm=True)["ask"]["phase"] == "open"
