"""A phone without scripts: its browser loads the page, reads what is not hidden, and sends the form that is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from tests.cast.evening import Evening

EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNSEEN = {"script", "style", "template", "head"}


@dataclass
class Form:
    """One form: where it goes, and its hidden fields."""

    to: str
    hidden: dict[str, str] = field(default_factory=dict)


class Reading(HTMLParser):
    """What a person sees of a page: its words, and its forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forms: list[Form] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        hidden = self._hides or "hidden" in told or tag in UNSEEN
        if tag == "form" and not hidden:
            self.forms.append(Form(told.get("action", "")))
        if tag == "input" and not hidden and told.get("type") == "hidden":
            self.forms[-1].hidden[told["name"]] = told["value"]
        if tag not in EMPTY:
            self._open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if not self._hides:
            self.words.append(data)

    @property
    def _hides(self) -> bool:
        return bool(self._open and self._open[-1][1])


class Page:
    """One phone's page in such a browser."""

    def __init__(self, room: Evening) -> None:
        self.address = f"/{room.code}"
        self.browser: httpx.Client = room.house.browser(Origin=room.house.url)

    def loads(self, query: str = "") -> Reading:
        page = self.browser.get(self.address + query)
        assert page.status_code == 200, page.text
        return Reading(page.text)

    def reads(self, query: str = "") -> str:
        return self.loads(query).text

    def form(self, to: str, query: str = "") -> dict[str, str]:
        """The hidden fields of the form that goes there."""
        (form,) = (form for form in self.loads(query).forms if form.to == self.address + to)
        return form.hidden

    def joins(self) -> None:
        answer = self.browser.post(self.address, data=self.form(""))
        assert (answer.status_code, answer.headers["Location"]) == (303, self.address)

    def answers(self, query: str = "", **fields: str) -> str:
        """Send an answer; what stands on the page that the browser is sent to."""
        answer = self.browser.post(f"{self.address}/answer", data={**self.form("/answer", query), **fields})
        assert (answer.status_code, answer.headers["Location"]) == (303, self.address)
        return self.reads()
