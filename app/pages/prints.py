"""What whoever arrives is given, printed once for all to whom it says the same: two pages, and the blank forms.

The door's page holds for as long as its session stands as it does; the room's is kept with the view that it shows. Both
are for phones that have just come: whoever has answered, or comes back from a form, gets a page of their own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, request, session
from flask_wtf.csrf import generate_csrf

from app.pages.printed import Printed
from app.scenes import Shown
from sessions.session import LiveSession

MOST_DOORS = 100
CSRF, TOKEN = "csrf", "token"
FLASHES = "_flashes"
"""Where Flask keeps what the next page is to say."""
OF_ALL = frozenset({"ask", "round"})
"""What is said of a phone's answer and is the same for each of them."""
STEP = 512
"""Bytes by which pages with an answer differ in length, filler included: a TLS record tells how long a page is."""

Render = Callable[..., str]


class Prints:
    """Keeps what was printed, for as long as the session `stands`. `token` makes random bytes, for blanks that stand
    nowhere else in a page."""

    def __init__(self, token: Callable[[int], bytes], stands: Callable[[str], LiveSession | None]) -> None:
        self._token, self._stands = token, stands
        self._doors: OrderedDict[str, tuple[LiveSession, Printed]] = OrderedDict()
        self._forms: dict[str, Printed] = {}

    def door(self, live: LiveSession, own: Mapping[str, str], render: Render) -> Printed:
        """The door of a session as it stands."""
        if known := self.known_door(live):
            return known
        printed = self._print(own, render)
        self._doors[live.state.id] = live, printed
        if self._stands(live.state.id) is not live:  # it was deleted while its page was being printed
            self.forget(live.state.id)
        while len(self._doors) > MOST_DOORS:
            self._doors.popitem(last=False)
        return printed

    def forget(self, session_id: str) -> None:
        """The session is gone."""
        self._doors.pop(session_id, None)

    def known_door(self, live: LiveSession) -> Printed | None:
        """The same, if it was printed already."""
        known = self._doors.get(live.state.id)
        return known[1] if known and known[0] is live else None

    def blank_forms(self, tag: str, render: Callable[[], str]) -> Printed:
        """The same bytes for every phone of that language; they hold nothing of any session."""
        if tag not in self._forms:
            self._forms[tag] = Printed(render(), {})
        return self._forms[tag]

    def room(self, shown: Shown, mine: dict[str, Any] | None, own: Mapping[str, str], render: Render) -> Printed:
        """The room as it is shown, to a phone of which nothing more is known than that."""
        if shown.page is None or shown.page[0] != mine:
            shown.page = mine, self._print(own, render)
        printed: Printed = shown.page[1]
        return printed

    def _print(self, own: Mapping[str, str], render: Render) -> Printed:
        blanks = {name: self._token(len(word)).hex()[: len(word)] for name, word in own.items()}
        return Printed(render(**blanks), blanks)


def just_came() -> bool:
    """Whether this browser asks for nothing but the page, and is to be told nothing on it."""
    return not request.query_string and FLASHES not in session


def has_said_nothing(mine: dict[str, Any] | None) -> bool:
    """Whether nothing that is known of a phone's answer tells it from the others."""
    return mine is None or not any(value for name, value in mine.items() if name not in OF_ALL)


def of_this_browser(**more: str) -> dict[str, str]:
    """What is this browser's own on its page."""
    return {CSRF: generate_csrf(), **more}


def filled_in(printed: Printed, own: Mapping[str, str]) -> Response:
    """The page of this browser, compressed if it takes that."""
    if request.accept_encodings.quality("gzip"):
        response = Response(printed.packed(own), mimetype="text/html", headers={"Content-Encoding": "gzip"})
    else:
        response = Response(printed.filled(own), mimetype="text/html")
    response.vary.add("Accept-Encoding")
    return response


def alone(page: str) -> Response:
    """A page that tells one phone what it has answered: with its filler about as long as others, whatever it was."""
    response = filled_in(Printed(page, {}), {})
    response.headers["Pad"] = "." * (-len(response.get_data()) % STEP)
    return response
