"""A follow-up through all its doors, with a calendar that can be turned over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app.doctor.finding import BAD
from app.identity import mint_bearer
from app.keys import key_folder
from app.privacy_check import findings
from app.upkeep import Upkeep
from app.world import World
from sessions.protocol import Answer
from sessions.release.acts import release
from sessions.session import LiveSession
from sessions.store.overdue import Calendar
from tests.sessions.followup.months import ANSWERED, DECK, NEVER_SHOWN
from tests.trust.threats.inside import AS_A_PROGRAM, HERE, Inside

NAME = "http://room.example.org:8000"
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()


class Later(Inside):
    """The whole product under a lasting name, with an ended session that has a pulse."""

    def __init__(self, folder: Path, public_url: str | None = NAME, lang: str = "en") -> None:
        self.calendar = NOON
        super().__init__(folder, world=World(calendar=lambda: self.calendar), public_url=public_url)
        (self.decks / "pulse.md").write_text(DECK.replace("LANG", lang))
        self.session = self.evening()

    def evening(self) -> LiveSession:
        session = self.begins("pulse", title="Practising <b>")
        self.says(session, "start")
        for slide, answers in ANSWERED.items():
            self.says(session, "goto", slide=slide)
            self.says(session, "open")
            for answer in answers:
                value = int(answer) if answer.isdigit() else answer
                self.stage.answer(session.state.id, self.voter(session), Answer(slide, 1, 1, value))
            self.says(session, "close")
            if slide != NEVER_SHOWN:
                self.says(session, "results")
        self.says(session, "end")
        return self.stage.edit(session.state.id, None, lambda ended: release(ended, self.world.today()))

    def turns_to(self, day: str) -> None:
        self.calendar = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp()

    def in_days(self, days: int) -> str:
        return (date.fromisoformat(self.world.today()) + timedelta(days=days)).isoformat()

    # --- the organiser

    def console(self, method: str, path: str, **data: Any) -> TestResponse:
        cookie, token = self.form
        headers = {"Cookie": f"{cookie}; console={self.identity.new_console()}"}
        sent = {"data": {**data, "csrf_token": token}} if method == "POST" else {}
        return self.asks(method, path, HERE, headers=headers, **sent)

    def plans(self, **data: Any) -> str:
        """The id of a new follow-up; open from today unless it is said otherwise."""
        facts = {"pulse": "after", "reflection": "plan", "months": "own", "opens": self.world.today(), **data}
        made = self.console("POST", f"/sessions/{self.session.state.id}/again", **facts)
        assert made.status_code == 303, made.text
        return str(made.headers["Location"].rpartition("/")[2])

    def program(self, method: str, path: str, role: str = "organiser", **how: Any) -> TestResponse:
        token = mint_bearer(self.parts.config.secret, self.world.token, role)
        headers = {"Authorization": f"Bearer {token}", **AS_A_PROGRAM}
        return self.asks(method, f"/api{path}", HERE, headers=headers, **how)

    # --- those who have the link

    def link(self, followup: str) -> str:
        return f"/again/{self.identity.again_link(followup)}"

    def guest(self, followup: str) -> Guest:
        return Guest(self, self.link(followup))


class Guest:
    """Somebody's browser behind the link: it keeps the cookie that it is given."""

    def __init__(self, house: Later, link: str) -> None:
        self.house, self.at = house, link
        self.cookie = ""

    def sees(self, query: str = "") -> str:
        page = self.house.asks("GET", self.at + query, headers={"Cookie": self.cookie})
        assert page.status_code == 200, page.text
        assert "again=" not in page.headers.get("Set-Cookie", ""), "looking makes no token"
        return read(page)

    def says(self, pulse: str = "", reflection: str = "") -> TestResponse:
        cookie, token = self.house.form
        said = {"pulse": pulse, "reflection": reflection, "csrf_token": token}
        sent = self.house.asks("POST", self.at, headers={"Cookie": f"{cookie}; {self.cookie}"}, data=said)
        for given in sent.headers.getlist("Set-Cookie"):
            if given.startswith("again="):
                self.cookie = given.partition(";")[0]
                assert f"Path={self.at}" in given
                assert "HttpOnly" in given
        return sent


def read(page: TestResponse) -> str:
    """What stands there, without what is different each time."""
    return unescape(TOKEN.sub("", page.get_data().decode(errors="replace")))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Later]:
    house = Later(tmp_path)
    yield house
    house.closes()


def test_an_organiser_plans_it_people_answer_by_one_link_and_the_result_stands_beside_the_session_s(
    house: Later,
) -> None:
    page = read(house.console("GET", f"/sessions/{house.session.state.id}/again"))
    assert "3 months after the session: 2027-02-22" in page
    planned = house.plans(months="3", opens="")
    shown = read(house.console("GET", f"/followups/{planned}"))
    assert f"{NAME}{house.link(planned)}" in shown
    assert "Open from 22 February 2027 to 7 March 2027." in shown, "in the mail"
    early = house.guest(planned)
    assert "It opens on 22 February 2027." in early.sees()
    assert (early.says("4", "A").status_code, early.cookie) == (303, "")

    house.turns_to("2027-02-22")
    guests = [house.guest(planned) for _ in range(6)]
    assert "What became of what you had in mind" in guests[0].sees()
    for guest, pulse, reflection in zip(guests, "33445p", "AABBCp", strict=True):
        sent = guest.says(pulse.replace("p", "pass"), reflection.replace("p", "pass"))
        assert (sent.status_code, sent.headers["Location"]) == (303, guest.at)
        assert "Counted ✓" in guest.sees()
    assert len({guest.sees() for guest in guests}) == 1, "a neighbour sees nothing"
    assert 'value="5" required checked' in guests[4].sees("?change=1")
    guests[4].says("4", "C")

    house.turns_to("2027-03-07")
    assert "Counted ✓" in guests[0].sees(), "the last day counts"
    house.turns_to("2027-03-08")
    for result in (guests[0].sees(), house.guest(planned).sees(), read(house.console("GET", f"/followups/{planned}"))):
        assert "At the start · 6" in result
        assert "At the end · 6" in result
        assert "3 months later · 6" in result
    told = house.console("GET", f"/followups/{planned}/result.json").json
    assert told
    pulse, reflection = told["asks"]
    assert [total["counts"] for total in pulse["totals"]] == [
        {"1": 2, "2": 2, "3": 2, "4": 0, "5": 0},
        {"1": 0, "2": 0, "3": 2, "4": 2, "5": 2},
        {"1": 0, "2": 0, "3": 2, "4": 3, "5": 0},
    ]
    assert [total["counts"] for total in reflection["totals"]] == [{"A": 2, "B": 2, "C": 1, "D": 0}]
    assert guests[0].says("1", "A").status_code == 303, "too late: the page says that it is over"
    assert "It has ended." in guests[0].sees()


def test_the_link_is_good_in_capitals_and_with_hyphens_as_paper_and_qr_say_it(house: Later) -> None:
    followup = house.plans()
    link = house.identity.again_link(followup)
    assert re.fullmatch("[2-9a-hj-np-z]{28}", link)
    spellings = (f"/AGAIN/{link.upper()}", f"/again/{link[:4]}-{link[4:]}", f"/again/{link.upper()}")
    for spelling in spellings:
        moved = house.asks("GET", spelling)
        assert (moved.status_code, moved.headers["Location"]) == (308, f"/again/{link}")
    for nonsense in ("/AGAIN/A%0D%0AX:1", "/again/A%0D%0AX:1", "/AGAIN/%C4%B0", f"/AGAIN/{link}%20"):
        assert house.asks("GET", nonsense).status_code == 404
    wrong = house.asks("GET", f"/again/{'2' * 28}")
    assert (wrong.status_code, "There is no follow-up at this address." in wrong.text) == (404, True)


def test_who_says_half_or_nonsense_is_told_what_lacks_and_keeps_what_was_chosen(house: Later) -> None:
    guest = house.guest(house.plans())
    for said in (("4", ""), ("", "A"), ("9", "A"), ("4", "Z"), ("x", "A")):
        page = guest.says(*said)
        assert (page.status_code, "Answer both questions, or pass." in page.text) == (422, True)
    kept = read(guest.says("4", ""))
    assert 'name="pulse" value="4" required checked' in kept
    assert "Counted" not in guest.sees()


def test_a_browser_that_presents_gets_no_vote_here_either(house: Later) -> None:
    followup = house.plans()
    sent = house.console("POST", house.link(followup), pulse="4", reflection="A")
    assert (sent.status_code, "This browser presents" in sent.text) == (403, True)
    assert "again=" not in str(sent.headers)


def test_a_form_from_elsewhere_or_without_its_token_changes_nothing(house: Later) -> None:
    guest = house.guest(house.plans())
    said = {"pulse": "4", "reflection": "A"}
    assert house.asks("POST", guest.at, data=said).status_code == 400
    cookie, token = house.form
    foreign = {"Cookie": cookie, "Origin": "https://elsewhere.example"}
    assert house.asks("POST", guest.at, headers=foreign, data={**said, "csrf_token": token}).status_code == 403


def test_one_browser_has_one_vote_and_no_token_is_good_for_another_follow_up(house: Later) -> None:
    first, second = house.guest(house.plans()), house.guest(house.plans())
    for pulse in "12345":
        first.says(pulse, "A")
    second.cookie = first.cookie
    assert "Counted" not in second.sees()
    second.says("4", "A")
    assert second.cookie != first.cookie
    assert "Counted ✓" in first.sees()


def test_answers_come_as_fast_as_anywhere_and_no_faster(house: Later) -> None:
    guest = house.guest(house.plans())
    answers = [guest.says("4", "A").status_code for _ in range(25)]
    assert answers[:20] == [303] * 20
    assert 429 in answers[20:]


def told_of(figure: str) -> bool:
    """Whether a figure is of anything but this machine and what it refused (to this test as well)."""
    return not any(name in figure for name in ("hub_lag", "disk_free", "descriptors_left", "refusals"))


def every_page(house: Later, followup: str, guest: Guest) -> dict[str, str]:
    """All that anybody can be told of an open follow-up, by every door there is."""
    session = house.session.state.id
    console = (
        "/followups",
        f"/followups/{followup}",
        f"/followups/{followup}/days.ics",
        f"/followups/{followup}/result.json",
        f"/followups/{followup}/result.pdf",
        f"/sessions/{session}",
        "/sessions",
        "/present",
        "/privacy",
    )
    told = {path: read(house.console("GET", path)) for path in console}
    for role in ("organiser", "presenter"):
        paths = (f"/followups/{followup}", "/followups", f"/followups/{followup}/result.json", "/sessions")
        told |= {f"{role} {path}": house.program("GET", path, role).text for path in paths}
    told |= {path: house.asks("GET", path, HERE).text for path in ("/healthz", "/readyz")}
    told["/metrics"] = "\n".join(
        line for line in house.asks("GET", "/metrics", HERE).text.splitlines() if told_of(line)
    )
    told["link"] = guest.sees()
    data = house.parts.config.data
    calendar = Calendar(house.parts.world.today(), 30, 0)
    checked = findings(data, key_folder(data)[0], True, True, calendar)
    told["privacy-check"] = "\n".join(one.says for one in checked)
    assert [one.says for one in findings(data, key_folder(data)[0], True, True, calendar) if one.mark == BAD] == []
    return told


def test_while_it_is_open_nobody_is_told_by_any_door_how_many_have_answered(
    house: Later, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    followup = house.plans()
    stranger = house.guest(followup)
    nobody = every_page(house, followup, stranger)
    assert "404" not in nobody["link"]
    for pulse in "1234512":
        house.guest(followup).says(pulse, "A")
        somebody = every_page(house, followup, stranger)
        assert [door for door in nobody if somebody[door] != nobody[door]] == []
    logged = capfd.readouterr()
    assert (logged.out, logged.err, [record for record in caplog.records if "again" in record.getMessage()]) == (
        "",
        "",
        [],
    )
    house.console("POST", f"/followups/{followup}/end")
    after = every_page(house, followup, stranger)
    assert after["link"] != nobody["link"], "there was something to tell"
    assert '"n":7' in after[f"organiser /followups/{followup}"].replace(" ", "")


def test_on_a_laptop_none_is_offered_and_one_sentence_says_why(tmp_path: Path) -> None:
    for number, address in enumerate((None, "http://192.168.1.5:8000")):
        (tmp_path / str(number)).mkdir()
        laptop = Later(tmp_path / str(number), public_url=address)
        try:
            session = f"/sessions/{laptop.session.state.id}"
            assert "A follow-up needs a server that stays up" in read(laptop.console("GET", session))
            assert "Make the link" not in read(laptop.console("GET", f"{session}/again"))
            facts = {"pulse": "after", "reflection": "plan", "months": "3"}
            assert laptop.console("POST", f"{session}/again", **facts).status_code == 409
            refused = laptop.program("POST", f"{session}/followups", json={"months": 3})
            assert (refused.status_code, (refused.json or {})["code"]) == (409, "followup.not-offered")
            code = laptop.begins("pulse").state.code
            assert "may be kept for a follow-up" not in laptop.asks("GET", f"/{code}").text
        finally:
            laptop.closes()


def test_phones_are_told_before_they_join_that_totals_may_be_kept(house: Later) -> None:
    told = "The totals of the first and last question may be kept for a follow-up"
    assert told in house.asks("GET", f"/{house.begins('pulse').state.code}").text
    assert told not in house.asks("GET", f"/{house.begins('vote').state.code}").text, "it has no pulse"


def test_a_program_can_do_it_all(house: Later) -> None:
    session = house.session.state.id
    made = house.program("POST", f"/sessions/{session}/followups", json={"months": 1, "days": 3})
    assert made.status_code == 201
    facts = dict(made.json or {})
    assert (facts["stand"], facts["opens"], facts["last"], facts["result"]) == (
        "planned",
        "2026-12-22",
        "2026-12-24",
        None,
    )
    followup = facts["id"]
    assert facts["link"] == f"{NAME}{house.link(followup)}"
    assert house.program("GET", "/followups").json == [facts]
    assert house.program("GET", f"/followups/{followup}/result.pdf").status_code == 409
    ended = dict(house.program("POST", f"/followups/{followup}/end").json or {})
    assert (ended["stand"], ended["result"]["asks"][0]["totals"][-1]["withheld"]) == ("ended", "few")
    assert house.program("GET", f"/followups/{followup}/result.pdf").data.startswith(b"%PDF")
    assert house.program("GET", f"/followups/{followup}/result.docx").status_code == 404
    assert house.program("DELETE", f"/followups/{followup}").status_code == 204
    assert house.program("GET", f"/followups/{followup}").status_code == 404
    for wrong in ({"months": [1]}, {"when": "soon"}):
        assert house.program("POST", f"/sessions/{session}/followups", json=wrong).status_code == 400


def test_upkeep_opens_it_ends_it_and_forgets_it_when_its_days_are_over(house: Later) -> None:
    followup = house.plans(months="1", days="2")
    shelf = house.stage.house.shelf.followups
    upkeep = Upkeep(house.stage, house.parts.followups, house.parts.engine, retention_days=30)
    stands = []
    for day in ("2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24", "2027-01-23", "2027-01-24"):
        house.turns_to(day)
        upkeep._forget_what_is_over()
        stands.append(str(shelf.find(followup).stand) if shelf.ids() else "gone")
    assert stands == ["planned", "open", "open", "ended", "ended", "gone"]


def test_one_that_was_ended_before_its_first_day_says_so_on_every_page_that_names_its_days(house: Later) -> None:
    planned = house.in_days(30)
    followup = house.plans(opens=planned)
    pages = ("/followups", f"/followups/{followup}", f"/sessions/{house.session.state.id}")
    assert [planned in read(house.console("GET", page)) for page in pages] == [True] * 3
    house.console("POST", f"/followups/{followup}/end")

    said = [read(house.console("GET", page)) for page in pages]

    assert ["Ended before its first day" in page for page in said] == [True] * 3
    assert f"{planned} to" not in "".join(said)


def test_deleting_the_session_by_hand_deletes_its_follow_ups_by_both_doors(house: Later) -> None:
    for delete in (
        lambda session: house.console("POST", f"/sessions/{session}/delete"),
        lambda session: house.program("DELETE", f"/sessions/{session}", "presenter"),
    ):
        followup = house.plans()
        assert "Its follow-ups go with it." in read(house.console("GET", f"/sessions/{house.session.state.id}"))
        delete(house.session.state.id)
        assert house.asks("GET", house.link(followup)).status_code == 404
        house.session = house.evening()


def test_it_speaks_the_language_of_the_deck(tmp_path: Path) -> None:
    haus = Later(tmp_path, lang="de")
    try:
        followup = haus.plans()
        guest = haus.guest(followup)
        assert "Beide Antworten senden" in guest.sees()
        assert "Offen bis 5. Dezember 2026." in guest.sees()
        guest.says("4", "A")
        haus.console("POST", f"/followups/{followup}/end")
        assert "Die Nachfrage ist zu Ende." in guest.sees()
        assert "Weniger als 5 Antworten: nicht gezeigt" in guest.sees()
    finally:
        haus.closes()
