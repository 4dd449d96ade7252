"""What an organiser takes home: every file that the page offers, while a room goes on answering."""

from __future__ import annotations

import csv
import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from sessions.summary import FORMATS
from tests.cast import Evening, House, Phone
from tests.conftest import Begin
from tests.sessions.summary.readers import said
from tests.sessions.summary.schema import problems
from tests.stories.test_starting import console

SIGNED = {"pdf": b"%PDF-", "xlsx": b"PK", "zip": b"PK"}


def voted(evening: Begin) -> tuple[Evening, list[Phone]]:
    """A room that has voted, and has seen how."""
    room = evening("vote")
    people = room.fills(6)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    room.ana.votes(dict.fromkeys(people, "B"))
    room.ana.says("results")
    return room, people


@pytest.fixture
def browser(own_house: House) -> httpx.Client:
    """The presenter's browser."""
    return console(own_house)


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_comes_as_what_it_is_under_the_decks_name(evening: Begin, name: str) -> None:
    room, _ = voted(evening)
    question = room.ana.summary().json()["asks"][0]["title"]

    file = room.ana.summary(name)

    assert file.headers["content-type"] == FORMATS[name].media_type
    assert file.headers["content-disposition"].endswith(f'.{FORMATS[name].extension}"')
    assert file.content.startswith(SIGNED.get(name, b""))
    assert question in said(name, file.content)


def test_another_format_is_refused_with_the_names_of_those_there_are(evening: Begin) -> None:
    room, _ = voted(evening)

    refused = room.house.asks("GET", f"{room.api}/summary.docx")

    assert refused.status_code == 404
    assert refused.json()["code"] == "summary.format"
    assert refused.json()["detail"].endswith(f"{', '.join(FORMATS)}.")


def test_the_page_of_a_session_offers_every_format(own_evening: Begin, browser: httpx.Client) -> None:
    room, _ = voted(own_evening)
    page = browser.get(f"/sessions/{room.id}").text
    refused = browser.get(f"/sessions/{room.id}/summary.docx")

    assert [name for name in FORMATS if f'href="/sessions/{room.id}/summary.{name}"' not in page] == []
    assert "There are these: csv, html, json, pdf, xlsx, zip." in refused.text


def test_pages_say_nothing_of_phones_where_nobody_was_asked(own_evening: Begin, browser: httpx.Client) -> None:
    room, asked = own_evening("vote"), voted(own_evening)[0]
    room.fills(3)
    for one in (room, asked):
        one.ana.says("start" if one is room else "end")
    room.ana.says("end")

    def said_of_phones(at: str) -> bool:
        return "phones" in browser.get(at).text.partition('class="facts"')[2].partition("</p>")[0]

    assert [said_of_phones(f"/sessions/{one.id}") for one in (room, asked)] == [False, True]
    assert browser.get("/sessions").text.count(" phones</span>") == 1
    assert problems(room.ana.summary().json()) == []


def test_the_address_of_a_file_says_how_it_stands_and_gives_the_file(own_evening: Begin, browser: httpx.Client) -> None:
    room, _ = voted(own_evening)
    address = f"/sessions/{room.id}/summary.pdf"

    answers = [browser.get(address)]
    while answers[-1].status_code == 202:
        assert "The PDF file is being written" in answers[-1].text
        assert {"seconds", "over"} == browser.get(address, headers={"Accept": "application/json"}).json().keys()
        answers.append(browser.get(address))

    assert answers[-1].content.startswith(SIGNED["pdf"])
    assert len(answers) < 20


def test_phones_are_answered_while_files_are_written(evening: Begin) -> None:
    room = evening("vote")
    ben, chi, *_ = room.fills(6)
    for command, facts in [("start", {}), ("goto", {"slide": "say"}), ("open", {})]:
        room.ana.says(command, **facts)

    with ThreadPoolExecutor() as others:
        files = [others.submit(room.ana.summary, "zip") for _ in range(2)]
        acknowledged = [ben.answers("A"), chi.answers("A")]
        early = [file.done() for file in files]
        assert all(file.result().content.startswith(b"PK") for file in files)

    assert [reply["ok"] for reply in acknowledged] == [True, True]
    assert early == [False, False]


def test_the_guide_to_a_deck_is_on_the_presenters_page(own_house: House, browser: httpx.Client) -> None:
    page = browser.get("/present").text
    file = browser.get("/present/decks/vote/guide.pdf", params={"at": "18:30"})
    stranger = own_house.browser().get("/present/decks/vote/guide.pdf")

    assert 'href="/present/decks/vote/guide.pdf"' in page
    assert file.headers["content-disposition"] == 'attachment; filename="vote-guide.pdf"'
    assert "18:30" in said("pdf", file.content)
    assert "The presenter's guide" in said("pdf", file.content)
    assert stranger.content[:5] != b"%PDF-"
    assert browser.get("/present/decks/nosuchdeck/guide.pdf").status_code == 404


def test_a_session_whose_server_was_killed_is_taken_home_whole(own_evening: Begin) -> None:
    """The plug is pulled in the middle of both votes; each file tells both."""
    room = own_evening("vote")
    everybody = room.fills(6)
    room.ana.says("start")
    room.ana.says("goto", slide="say")
    for answer in ("B", "C"):
        room.ana.says("open")
        for phone in everybody:
            phone.answers(answer)
        room.house.kill9()
        room.house.again()
        for phone in everybody:
            phone.comes_back()
        room.ana.says("close")
    for command in ("results", "end"):
        room.ana.says(command)

    files = {name: room.ana.summary(name).content for name in FORMATS}

    (ask,) = json.loads(files["json"])["asks"]
    assert problems(json.loads(files["json"])) == []
    assert [(vote["n"], vote["counts"]["B"], vote["counts"]["C"]) for vote in ask["rounds"]] == [(6, 6, 0), (6, 0, 6)]
    rows = list(csv.DictReader(files["csv"].decode("utf-8-sig").splitlines()))
    assert [row["count"] for row in rows if row["answer"] == "C"] == ["0", "6"]
    assert all(ask["title"] in said(name, body) for name, body in files.items())
