"""The desk: the presenter's browser after the session, and whoever was sent a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import httpx

from tests.cast.evening import Evening
from tests.cast.house import House

LINK = re.compile(r'id="fresh-link" readonly autofocus value="([^"]+)"')


class Desk:
    """What the presenter does on the page of a session, form by form, without scripts."""

    def __init__(self, room: Evening, browser: httpx.Client) -> None:
        self._browser, self.home = browser, f"/sessions/{room.id}"

    def page(self) -> str:
        return self._browser.get(self.home).text

    def sends(self, where: str, **fields: Any) -> httpx.Response:
        """One form of the page, with what stands on the page hidden in it."""
        page = self.page()
        hidden = {name: _hidden(page, name) for name in ("csrf_token", "version")}
        return self._browser.post(f"{self.home}/{where}", data={**hidden, **fields}, follow_redirects=False)

    def keeps(self, lines: Iterable[str] = (), strikes: Iterable[str] = (), **cuts: str) -> httpx.Response:
        return self.sends("edition", **_cuts(cuts), line=list(lines), strike=list(strikes))

    def releases(self, lines: Iterable[str] = (), strikes: Iterable[str] = (), **cuts: str) -> httpx.Response:
        return self.sends("edition", **_cuts(cuts), line=list(lines), strike=list(strikes), then="release")

    def takes_back(self) -> httpx.Response:
        return self.sends("take-back")

    def makes_link(self, days: int = 30) -> str:
        """The address of a new link, without the house's own part."""
        made = self.sends("shares", days=days)
        assert made.status_code == 201, made.text
        found = LINK.search(made.text)
        assert found
        return "/" + found[1].split("/", 3)[3]

    def file(self, name: str) -> httpx.Response:
        return self._browser.get(f"{self.home}/summary.{name}")


def opens(house: House, link: str) -> tuple[httpx.Client, httpx.Response]:
    """Somebody with another browser follows a link: that browser, and where it ends up."""
    browser = house.browser()
    return browser, browser.get(link, follow_redirects=True)


def _cuts(cuts: dict[str, str]) -> dict[str, str]:
    return {f"cut.{ask}": cut for ask, cut in cuts.items()}


def _hidden(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]
