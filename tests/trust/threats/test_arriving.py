"""A hall that arrives shares its pages, and nothing of one phone ever stands on another's."""

from __future__ import annotations

import gc
import gzip
import html
import json
import re
from typing import Any

import pytest

from app.pages.printed import Printed
from app.pages.prints import STEP
from app.pages.quick import Quick
from app.scenes import CROWD
from sessions import protocol
from sessions.session import LiveSession
from tests.trust.threats.inside import Inside

PAGE = re.compile(r'<script type="application/json" id="page">(.*?)</script>', re.DOTALL)
CSRF = re.compile(r'name="csrf_token" value="([^"]*)"')


class Phone:
    """One browser, from the door on."""

    def __init__(self, inside: Inside, session: LiveSession) -> None:
        self._inside, self._path = inside, f"/{session.state.code}"
        self.cookies: dict[str, str] = {}
        self.token = ""

    def gets(self, path: str = "", encoding: str = "gzip", method: str = "GET", **form: str) -> str:
        """A page, as it is read."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Encoding": encoding, "Cookie": cookies}
        self.answer = self._inside.asks(method, self._path + path, headers=headers, data=form or None)
        for said in self.answer.headers.getlist("Set-Cookie"):
            name, _, value = said.partition(";")[0].partition("=")
            self.cookies[name] = value
        packed = self.answer.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.answer.data) if packed else self.answer.data).decode()

    def joins(self) -> str:
        """The room's page as this phone first sees it."""
        form = CSRF.findall(self.gets())[0]
        self.gets(method="POST", csrf_token=form)
        assert self.answer.status_code == 303
        self.token = self.cookies["phone"]
        return self.gets()

    def own(self, page: str) -> list[str]:
        """Everything on a page that is made for one phone alone."""
        told = PAGE.findall(page)
        return [*CSRF.findall(page), *(json.loads(html.unescape(one))["token"] for one in told)]


@pytest.fixture
def room(inside: Inside) -> LiveSession:
    """Where the scale is open."""
    session = inside.begins("vote")
    inside.says(session, "start")
    inside.says(session, "goto", slide="hard")
    return inside.says(session, "open")


def hall(inside: Inside, room: LiveSession, phones: int = 3) -> list[Phone]:
    """Some phones in a room with so many that they share what they are shown."""
    for _ in range(CROWD):
        inside.stage.presence.loaded(room.state.id, inside.voter(room), inside.world.now())
    came = [Phone(inside, room) for _ in range(phones)]
    for phone in came:
        phone.joins()
    return came


def printed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Counts the pages that are rendered from now on."""
    made: list[Any] = []
    ordinary = Printed.__init__

    def counted(self: Printed, *facts: Any) -> None:
        made.append(facts)
        ordinary(self, *facts)

    monkeypatch.setattr(Printed, "__init__", counted)
    return made


def without_stamps(page: str) -> str:
    """A form's token says when it was made, and a page's view how many are there."""
    return re.sub(r'"joined": \d+|joined: \d+', "", CSRF.sub("", page))


def test_a_hall_gets_one_page_and_each_phone_its_own_part_of_it(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = hall(inside, room, 8)
    made = printed(monkeypatch)
    pages = [phone.gets() for phone in phones]

    assert len(made) <= 2, "a second may end meanwhile"
    for phone, page in zip(phones, pages, strict=True):
        assert phone.token in page
        others = [one for other in phones if other is not phone for one in (other.token, *other.cookies.values())]
        assert not [secret for secret in others if secret in page]
    forms = [set(CSRF.findall(page)) for page in pages]
    assert {len(own) for own in forms} == {1}
    assert len(set.union(*forms)) == len(phones)


def test_the_doors_page_is_shared_and_its_form_is_not(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = printed(monkeypatch)
    pages = [Phone(inside, room).gets() for _ in range(5)]

    assert len(made) == 1
    assert len({CSRF.findall(page)[0] for page in pages}) == 5
    assert len({without_stamps(page) for page in pages}) == 1


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_a_page_that_is_shared_is_the_page_that_is_rendered_for_one_phone(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    stranger, phone = Phone(inside, room), hall(inside, room)[-1]
    shared = [stranger.gets(encoding=encoding), phone.gets(encoding=encoding)]
    monkeypatch.setattr(Printed, "fits", lambda self, own: False)
    alone = [stranger.gets(encoding=encoding), phone.gets(encoding=encoding)]

    assert list(map(without_stamps, shared)) == list(map(without_stamps, alone))


def test_what_a_phone_has_answered_stands_on_its_own_page_only(inside: Inside, room: LiveSession) -> None:
    phones = hall(inside, room)
    ana, ben = phones[-2:]
    voter = inside.identity.phone(ana.token, inside.stage.house.shelf.join_key).voter
    said = {"ask": "hard", "round": 1, "seq": 1, "value": 4}
    inside.stage.answer(room.state.id, voter, protocol.answer(said))

    def mine(page: str) -> Any:
        return json.loads(html.unescape(PAGE.findall(page)[0]))["mine"]

    for _ in range(2):
        assert mine(ana.gets())["value"] == 4
        assert mine(ben.gets()) == {"ask": "hard", "round": 1, "answered": False, "value": None, "seq": 0}


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_pages_with_an_answer_are_as_long_but_for_whole_steps(inside: Inside, room: LiveSession, encoding: str) -> None:
    phone = hall(inside, room)[-1]
    voter = inside.identity.phone(phone.token, inside.stage.house.shelf.join_key).voter
    for seq, value in enumerate((1, 4, None), 1):
        inside.stage.answer(
            room.state.id, voter, protocol.answer({"ask": "hard", "round": 1, "seq": seq, "value": value})
        )
        phone.gets(encoding=encoding)
        assert phone.answer.headers.get("Content-Encoding", "identity") == encoding
        assert (len(phone.answer.data) + len(phone.answer.headers["Pad"])) % STEP == 0


def test_what_the_room_is_shown_next_stands_on_the_next_page(inside: Inside, room: LiveSession) -> None:
    phone = hall(inside, room)[-1]
    assert 'data-scene="open"' in phone.gets()
    inside.says(room, "cover")
    assert 'data-scene="covered"' in phone.gets()


def test_what_one_phone_was_told_or_asks_for_is_on_no_shared_page(inside: Inside, room: LiveSession) -> None:
    ana, ben = hall(inside, room)[-2:]
    form = CSRF.findall(ana.gets())[0]
    ana.gets("/answer", method="POST", csrf_token=form, ask="hard", round="1", seq="1", value="9")

    assert "That answer is not one of the choices here." in ana.gets()
    assert "That answer is not one of the choices here." not in ben.gets()
    assert 'data-scene="open"' in ben.gets("?change=1")


def test_a_token_that_is_spelled_like_a_page_changes_no_page(inside: Inside, room: LiveSession) -> None:
    phone = hall(inside, room)[-1]
    phone.cookies["phone"] = phone.token[:-4] + "<!>." + phone.token[-4:]
    page = phone.gets()

    assert "<!>" not in page
    assert PAGE.findall(page), "such a token is still read, as Base64 is"


# --- before the web framework


def told(phone: Phone) -> dict[str, str]:
    """Everything that an answer says about itself, with each cookie's name and terms."""
    headers = phone.answer.headers
    cookies = [re.sub(r"=[^;]*", "", said, count=1) for said in headers.getlist("Set-Cookie")]
    rest = {name.lower(): ", ".join(sorted(value.split(", "))) for name, value in headers if name != "Set-Cookie"}
    return {**rest, "cookies": str(cookies), "status": phone.answer.status}


def counted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each of the next answers came quickly."""
    quick: list[bool] = []
    for way in ("_page", "_join"):
        ordinary = getattr(Quick, way)

        def told_of(self: Quick, environ: Any, ordinary: Any = ordinary) -> Any:
            found = ordinary(self, environ)
            quick.append(found is not None)
            return found

        monkeypatch.setattr(Quick, way, told_of)
    return quick


def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on everything goes the ordinary way."""
    for way in ("_page", "_join"):
        monkeypatch.setattr(Quick, way, lambda self, environ: None)


def test_what_is_answered_quickly_is_what_the_ordinary_way_answers(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = hall(inside, room)[-1]

    known = Phone(inside, room)
    form = CSRF.findall(known.gets())[0]

    def all_of_it() -> list[Any]:
        stranger, again = Phone(inside, room), Phone(inside, room)
        again.cookies = dict(known.cookies)
        pages = [(without_stamps(who.gets()), told(who)) for who in (stranger, again, phone)]
        return [*pages, (again.gets(method="POST", csrf_token=form), told(again))]

    quick = counted(monkeypatch)
    found = all_of_it()
    assert quick == [True] * 4
    slowly(monkeypatch)
    assert found == all_of_it()


@pytest.mark.parametrize(
    "more",
    [
        {"cookie": "console"},
        {"cookie": "paired"},
        {"cookie": "phone"},
        {"form": "another=1"},
        {"form": ""},
        {"token": "nonsense"},
        {"token": "é"},
    ],
)
def test_whatever_is_more_than_a_press_on_the_button_goes_the_ordinary_way(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    phone = Phone(inside, room)
    form = CSRF.findall(phone.gets())[0]
    if "cookie" in more:
        phone.cookies[more["cookie"]] = "anything"
    fields = {"csrf_token": more.get("token", form)} if more.get("form") != "" else {"other": form}
    quick = counted(monkeypatch)
    phone.gets(method="POST", **fields, **({"another": "1"} if more.get("form") else {}))

    assert quick == [False]
    assert phone.answer.status_code == (400 if "token" in more or more.get("form") == "" else 303)


def test_a_phone_whose_browser_lost_its_other_cookie_gets_a_new_one(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = hall(inside, room)[-1]
    phone.cookies = {"phone": phone.token}
    quick = counted(monkeypatch)
    form = CSRF.findall(phone.gets())[0]

    assert quick == [False]
    assert "rtr" in phone.cookies
    phone.gets("/answer", method="POST", csrf_token=form, ask="hard", round="1", seq="1", value="3")
    assert phone.answer.status_code == 303


def test_what_many_are_shown_is_a_second_old_at_most(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, now = hall(inside, room)[-1], inside.world.now()
    monkeypatch.setattr(inside.world, "now", lambda: now)
    inside.parts.scenes.changed(room.state.id)
    phone.gets()
    for later, holds in ((0.9, True), (1.1, False)):
        monkeypatch.setattr(inside.world, "now", lambda later=later: now + later)
        assert (inside.parts.scenes.known(room) is not None) is holds


def test_a_cookie_that_is_no_text_keeps_nobody_out(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(inside, room)
    form = CSRF.findall(phone.gets())[0]
    phone.cookies["theme"] = "\xe9"
    quick = counted(monkeypatch)
    phone.gets()
    phone.gets(method="POST", csrf_token=form)

    assert (quick, phone.answer.status_code) == ([False, False], 303)


def test_nobody_is_let_in_quickly_where_nobody_is_let_in(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = Phone(inside, room)
    form = CSRF.findall(phone.gets())[0]
    inside.says(room, "lock")
    quick = counted(monkeypatch)
    phone.gets(method="POST", csrf_token=form)
    phone.gets()

    assert quick == [False, False]
    assert (phone.answer.status_code, "phone" in phone.cookies) == (404, False)


def test_a_browser_that_came_quickly_is_known_by_every_form(inside: Inside, room: LiveSession) -> None:
    Phone(inside, room).gets()
    quick = Phone(inside, room)
    quick.joins()
    form = CSRF.findall(quick.gets())[0]
    assert quick.gets("/signal", method="POST", csrf_token=form, kind="pause") is not None
    assert quick.answer.status_code == 303

    stranger = Phone(inside, room)
    stranger.gets()
    stranger.gets(method="POST", csrf_token=form)
    assert (stranger.answer.status_code, "phone" in stranger.cookies) == (400, False)


def test_words_after_the_address_and_a_phone_of_another_room_go_the_ordinary_way(
    inside: Inside, room: LiveSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = inside.begins("vote")
    hall(inside, elsewhere, 1)
    phone = hall(inside, room)[-1]
    astray = Phone(inside, elsewhere)
    astray.cookies = dict(phone.cookies)
    quick = counted(monkeypatch)
    phone.gets("?change=1")
    page = astray.gets()

    assert quick == [False, False]
    assert phone.token not in page


# --- what is deleted is gone, from memory too


def prints_of(session: LiveSession) -> list[Printed]:
    """Every page in memory that was printed of this session."""
    code = session.state.code.encode()
    gc.collect()
    prints = [it for it in gc.get_objects() if isinstance(it, Printed)]
    return [it for it in prints if any(code in text for text in it._texts)]


def test_of_a_deleted_session_no_printed_page_is_left(inside: Inside, room: LiveSession) -> None:
    hall(inside, room)
    assert len(prints_of(room)) >= 2, "the door's page and the room's"

    inside.stage.delete(room.state.id)

    assert prints_of(room) == []


def test_a_page_that_was_being_printed_when_its_session_was_deleted_is_not_kept(
    inside: Inside, room: LiveSession
) -> None:
    def overtaken() -> str:
        inside.stage.delete(room.state.id)
        return f"The door of {room.state.code}"

    hall(inside, room)
    inside.parts.prints.forget(room.state.id)
    inside.parts.prints.door(room, {}, overtaken)
    for _ in range(CROWD):
        inside.stage.presence.loaded(room.state.id, inside.world.token(16), inside.world.now())
    assert inside.parts.scenes.shared(room)["joined"] >= CROWD

    assert inside.parts.scenes.known(room) is None
    assert prints_of(room) == []
