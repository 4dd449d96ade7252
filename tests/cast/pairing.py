"""A second device: Ana's own browser, which makes codes, and phones or tablets that come in by them."""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING

import httpx

from tests.cast.people import Listener, View

if TYPE_CHECKING:
    from tests.cast.evening import Evening
    from tests.cast.house import House

CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
CODE = re.compile(r'<p class="code"><span>(\w{4})</span><span>(\w{4})</span></p>\s*<p class="quiet">')
PAGE = re.compile(r'<script type="application/json" id="page">(.*?)</script>', re.DOTALL)
DEVICE = re.compile(r'name="device" value="(\w+)"')
QR = re.compile(r'class="scan" src="data:image/svg\+xml;base64,([^"]+)"')
LINK = "/enter/"


class Browser:
    """Ana's, with the console's cookie from the one-time link."""

    def __init__(self, house: House) -> None:
        self.http = house.browser(Origin=house.url)
        (link,) = (line.strip() for line in house.said if LINK in line)
        path = httpx.URL(link).path
        entered = self.http.post(path, data={"csrf_token": CSRF.findall(self.http.get(path).text)[0]})
        assert entered.status_code == 303

    def list_of(self, room: Evening) -> str:
        """The list of codes and devices, as the console fetches it."""
        page = self.http.get(f"/present/{room.id}/pairing")
        assert page.status_code == 200
        return page.text

    def offers(self, room: Evening, role: str) -> str:
        """Make a code for that role; the newest one."""
        self.asks(room, role=role)
        return "".join(CODE.findall(self.list_of(room))[-1])

    def codes(self, room: Evening) -> list[str]:
        return ["".join(code) for code in CODE.findall(self.list_of(room))]

    def pictures(self, room: Evening) -> list[str]:
        """The QR codes, as SVG."""
        return [base64.b64decode(code).decode() for code in QR.findall(self.list_of(room))]

    def ends(self, room: Evening, device: str) -> None:
        self.asks(room, device=device)

    def asks(self, room: Evening, **fields: str) -> None:
        token = CSRF.findall(self.list_of(room))[0]
        answer = self.http.post(f"/present/{room.id}/pairing", data={"csrf_token": token, **fields})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/present/{room.id}")


class Device(Listener):
    """A phone or tablet in somebody's hand, with a browser and, once it has come in, a socket."""

    def __init__(self, evening: Evening, name: str = "device") -> None:
        super().__init__(evening, name)
        self.http = evening.house.browser(Origin=evening.house.url)
        self.home = ""

    @property
    def auth(self) -> View:
        return {"token": self.token, "session": self.evening.id}

    @property
    def token(self) -> str:
        """What its page shows to its own socket."""
        page = self.http.get(self.home)
        assert page.status_code == 200, page.text
        token: str = json.loads(PAGE.findall(page.text)[0])["token"]
        return token

    def types(self, code: str) -> httpx.Response:
        """Open the door, type the code, send it; the answer."""
        door = self.http.get("/pair")
        if door.status_code != 200:
            return door
        return self.http.post("/pair", data={"csrf_token": CSRF.findall(door.text)[0], "code": code})

    def comes_in(self, code: str) -> Device:
        answer = self.types(code)
        assert answer.status_code == 303, answer.text
        self.home = answer.headers["Location"]
        return self

    def sends(self, path: str, **fields: str) -> httpx.Response:
        """A plain form of its own page, with other fields than it has."""
        token = CSRF.findall(self.http.get(self.home).text)[0]
        return self.http.post(f"/present/{self.evening.id}/{path}", data={"csrf_token": token, **fields})
