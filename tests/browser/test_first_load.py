"""What a phone loads before it can take part, and that no page asks for anything it may not have."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Windows
from tests.browser.windows import NEEDS_CHROMIUM, PhonePage, Window
from tests.cast import Evening
from tests.conftest import Begin
from tests.pages.test_weight import MOST_REQUESTS

pytestmark = NEEDS_CHROMIUM

MOST_BYTES = 60_000
IN_A_WHILE_MS = 600
NOT_OF_THE_LOAD = ("/socket.io/", "/js/asks/", "/css/later.css", "/forms")
"""The line to the server, and what comes over the network once it stands."""


@pytest.fixture
def room(evening: Begin) -> Evening:
    """The shipped deck with a vote open: the heaviest page that a phone can be given at once."""
    room = evening("she-has-other-priorities", start={"presenter": "Ana", "support": "Bea"})
    for command, facts in [("start", {}), ("goto", {"slide": "what-do-you-say-to-morgan"}), ("open", {})]:
        room.ana.says(command, **facts)
    return room


class Weighing:
    """What comes over the network to one page, as Chromium counts it: headers, and bodies as they were compressed."""

    def __init__(self, page: Page) -> None:
        self.urls: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        cdp = page.context.new_cdp_session(page)
        cdp.send("Network.enable")
        cdp.send("Network.clearBrowserCache")
        cdp.on("Network.requestWillBeSent", self._asked)
        cdp.on("Network.loadingFinished", self._came)

    def _asked(self, said: dict[str, Any]) -> None:
        if not said["request"]["url"].startswith("data:"):
            self.urls[said["requestId"]] = said["request"]["url"]

    def _came(self, said: dict[str, Any]) -> None:
        self.bytes[said["requestId"]] = int(said["encodedDataLength"])

    @property
    def load(self) -> list[str]:
        return [one for one, url in self.urls.items() if not comes_later(url)]


@pytest.mark.parametrize("moment", ["before joining", "in the room"])
def test_the_first_load_is_light_and_has_few_parts(room: Evening, windows: Windows, moment: str) -> None:
    phone = windows.phone()
    if moment == "in the room":
        phone.joins(room.code).agrees()
    weighing = Weighing(phone.page)

    phone.opens(room.code)
    phone.page.wait_for_timeout(IN_A_WHILE_MS)

    assert 4 < len(weighing.load) <= MOST_REQUESTS, [weighing.urls[one] for one in weighing.load]
    assert all(one in weighing.bytes for one in weighing.load)
    assert 10_000 < sum(weighing.bytes[one] for one in weighing.load) <= MOST_BYTES


@pytest.mark.parametrize("moment", ["before joining", "in the room"])
def test_nothing_waits_for_anything_but_the_page(room: Evening, windows: Windows, moment: str) -> None:
    """While every file is held back, all of them have been asked for: none is found inside another."""
    phone, held = windows.phone(), []  # type: ignore[var-annotated]
    if moment == "in the room":
        phone.joins(room.code).agrees()
    phone.page.goto("about:blank")
    phone.requests.clear()
    phone.page.route("**/static/**", lambda route: held.append(route))

    phone.page.goto(f"/{room.code}", wait_until="commit")
    phone.page.wait_for_timeout(IN_A_WHILE_MS)
    asked_at_once = {files(route) for route in held}
    let_go(phone, held)

    assert len(asked_at_once) == 4
    assert asked_at_once == {url for url in phone.requests if "/static/" in url and not comes_later(url)}


def test_what_paints_comes_before_what_only_runs_or_looks_nicer(room: Evening) -> None:
    """The style sheet has the line to itself: a form that is seen can be answered, script or not."""
    page = room.house.http.get(f"/{room.code}").text
    links = re.findall(r"<link [^>]*>", page)
    early = [link for link in links if 'rel="modulepreload"' in link or 'as="font"' in link]

    assert len(early) == 3
    assert [link for link in early if 'fetchpriority="low"' not in link] == []
    assert [link for link in links if 'rel="stylesheet"' in link and "fetchpriority" in link] == []


def comes_later(url: str) -> bool:
    return any(part in url for part in NOT_OF_THE_LOAD)


def files(route: Route) -> str:
    return route.request.url


def let_go(phone: PhonePage, held: list[Route]) -> None:
    for route in held:
        route.continue_()
    phone.page.unroute("**/static/**")
    phone.page.wait_for_load_state("networkidle")


def test_no_page_complains_or_asks_anybody_else(room: Evening, windows: Windows) -> None:
    """The windows write it down and their fixture looks; here every page is opened once, and is really there."""
    phone, desk, wall = windows.phone().joins(room.code).agrees(), windows.desk(room), windows.wall(room)
    for path, words in [
        ("/", "Join the room"),
        ("/privacy", "What is kept, and what is not"),
        (f"/{room.code}/story", "The story so far"),
        (f"/{room.code}", "What do you say to Morgan?"),
    ]:
        phone.page.goto(path)
        phone.shows(words)
    for path, words in [
        ("/present", "What would you like to run?"),
        ("/present/start/she-has-other-priorities", "What people read before they join"),
        ("/sessions", "What ran"),
        (f"/sessions/{room.id}", "Take it home"),
        (f"/present/{room.id}", "PRIVATE: your console"),
    ]:
        desk.page.goto(path)
        desk.shows(words)
    wall.shows("What do you say to Morgan?")
    for window in (phone, desk, wall):
        window.page.wait_for_timeout(IN_A_WHILE_MS / 3)


def test_a_page_that_is_not_there_is_as_careful(windows: Windows) -> None:
    stranger = windows.open(Window)
    stranger.in_trouble = True
    for path, words in [
        ("/K7M2PQ", "That code opens no room right now"),
        ("/nothing", "There is no page at this address"),
    ]:
        stranger.page.goto(path)
        stranger.shows(words)


TRESPASSES = {
    "an inline script": "document.body.append(Object.assign(document.createElement('script'), {text: ''}))",
    "an inline style": "document.body.setAttribute('style', 'color: red')",
    "somebody else's picture": "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2:9/x.png'}))",
    "an error": "setTimeout(() => { throw new Error('oh') })",
}


@pytest.mark.parametrize("trespass", TRESPASSES.values(), ids=TRESPASSES.keys())
def test_a_window_hears_what_no_page_may_do(windows: Windows, trespass: str) -> None:
    window = windows.open(Window)
    window.page.goto("/")

    window.page.evaluate(f"() => {{ try {{ {trespass} }} catch (error) {{ console.error(`${{error}}`) }} }}")
    window.page.wait_for_timeout(200)

    assert window.complaints != []
    window.complaints.clear()
