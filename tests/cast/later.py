"""Months later: a server under a lasting name, an evening with a pulse, and people at home with the link."""

from __future__ import annotations

from collections.abc import Mapping
from socket import socket
from typing import Any

import httpx

from tests.cast.evening import Evening
from tests.cast.house import House
from tests.cast.page import Reading
from tests.sessions.followup.months import DECK


def a_lasting_name() -> tuple[str, ...]:
    """The flags of a server under a name of its own; the port has to be known before, since it is part of the name."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return "--port", str(port), "--public-url", f"http://localhost:{port}"


def evening_with_a_pulse(house: House) -> Evening:
    """It has ended, and the room saw both totals."""
    house.writes("pulse", DECK.replace("LANG", "en"))
    evening = Evening(house, "pulse", title="Practising")
    phones = evening.fills(6)
    evening.ana.says("start")
    for slide, answers in (("before", "112233"), ("after", "334455")):
        evening.ana.says("goto", slide=slide)
        evening.ana.says("open")
        evening.answer(zip(phones, map(int, answers), strict=True))
        evening.ana.says("close")
        evening.ana.says("results")
    evening.ana.says("end")
    assert house.asks("POST", f"{evening.api}/release", json={}).status_code == 200
    return evening


def planned(evening: Evening, **facts: Any) -> Mapping[str, Any]:
    """A follow-up of that evening, open from today unless it is said otherwise."""
    house = evening.house
    facts = facts or {"opens": house.asks("GET", "/api/sessions", role="organiser").json()[0]["date"]}
    made = house.asks("POST", f"{evening.api}/followups", role="organiser", json=facts)
    assert made.status_code == 201, made.text
    return dict(made.json())


class Guest:
    """Somebody at home, with the link and a browser without scripts."""

    def __init__(self, house: House, link: str) -> None:
        self.at = "/again/" + link.rpartition("/")[2]
        self.browser: httpx.Client = house.browser(Origin=house.url)

    def reads(self) -> Reading:
        return Reading(self.browser.get(self.at).text)

    def says(self, **said: str) -> str:
        (form,) = self.reads().forms
        sent = self.browser.post(self.at, data={**form.hidden, **said})
        assert (sent.status_code, sent.headers["Location"]) == (303, self.at), sent.text
        return self.reads().text

    def comes_back(self, house: House) -> None:
        """The server was started again: the same browser, the same cookies."""
        cookies = self.browser.cookies
        self.browser = house.browser(Origin=house.url)
        self.browser.cookies = cookies
