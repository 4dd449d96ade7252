"""Windows of real browsers: a phone, the projector, the console. Each writes down everything it complained of."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    WebError,
    WebSocket,
    expect,
)

from tests.cast import House
from tests.chromium import chromium

NEEDS_CHROMIUM = [pytest.mark.browser, pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")]

PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 320, "height": 640}
LAPTOP = {"width": 1366, "height": 768}
WALL = {"width": 1920, "height": 1080}
OLD_WALL = {"width": 1024, "height": 768}

PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
BOUNCE_S = 0.31
"""Presses closer together than this count once."""
PICTURES = os.environ.get("PICTURES", "")
"""A folder for pictures of every moment that the tests come by; none are taken without it."""

NOTES_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""
NETWORK_TROUBLE = ("net::ERR_", "WebSocket connection to", "Failed to load resource")


class Window:
    """One person's browser, with one page in front. Cookies are nobody else's; `tab` opens another page in it."""

    def __init__(self, browser: Browser, url: str, **looks: Any) -> None:
        self.url = url
        self.complaints: list[str] = []
        """Errors, warnings, refusals of the content security policy, and requests to anybody else."""
        self.in_trouble = False
        """Its network is meant to fail: what the browser says of that is no complaint."""
        self.requests: list[str] = []
        self.heard: list[str] = []
        """Everything that came over its websockets."""
        self.said: list[str] = []
        """Everything that went over them."""
        looks = {"viewport": LAPTOP, "reduced_motion": "reduce", **looks}
        self.context: BrowserContext = browser.new_context(base_url=url, **looks)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(NOTES_VIOLATIONS)
        self.context.on("console", self._hears)
        self.context.on("weberror", self._fails)
        self.context.on("request", self._asks)
        self.page: Page = self.context.new_page()
        self.page.on("websocket", self._listens)

    def _listens(self, line: WebSocket) -> None:
        line.on("framereceived", lambda said: self.heard.append(str(said)))
        line.on("framesent", lambda said: self.said.append(str(said)))

    def _hears(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _fails(self, error: WebError) -> None:
        self.complaints.append(str(error.error))

    def _asks(self, request: Request) -> None:
        self.requests.append(request.url)
        if not request.url.startswith((self.url, "data:", "blob:", "file:")):
            self.complaints.append(f"asked somebody else: {request.url}")

    @property
    def grave_complaints(self) -> list[str]:
        """All but those that a network which is gone brings about by itself."""
        expected = NETWORK_TROUBLE if self.in_trouble else ()
        return [each for each in self.complaints if not each.startswith(expected)]

    def tab(self) -> Self:
        """Another tab of the same browser."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.page = self.context.new_page()
        return twin

    def at(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def shows(self, *words: str) -> None:
        """These words can be read on the page."""
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True).first).to_be_visible(timeout=PATIENCE_MS)

    def hides(self, *words: str) -> None:
        """These words cannot be read on the page now."""
        for each in words:
            expect(self.page.get_by_text(each).filter(visible=True)).to_have_count(0, timeout=PATIENCE_MS)

    def presses(self, name: str, exact: bool = False) -> None:
        """A button or a link, by what it says."""
        button = self.page.get_by_role("button", name=name, exact=exact)
        button.or_(self.page.get_by_role("link", name=name, exact=exact)).filter(visible=True).first.click()

    def picture(self, name: str, full: bool = False) -> None:
        if PICTURES:
            size = self.page.viewport_size or {"width": 0}
            path = Path(PICTURES) / f"{name}-{size['width']}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=path, full_page=full)

    def closes(self) -> None:
        self.context.close()


class Staged(Window):
    """A window whose `main` knows in which scene it is."""

    def is_in(self, scene: str) -> None:
        expect(self.at("main")).to_have_attribute("data-scene", scene, timeout=PATIENCE_MS)

    @property
    def scene(self) -> str:
        return self.at("main").get_attribute("data-scene") or ""


class PhonePage(Staged):
    """A participant's page."""

    def __init__(self, browser: Browser, url: str, **looks: Any) -> None:
        super().__init__(browser, url, **{"viewport": PHONE, "has_touch": True, **looks})

    def opens(self, code: str) -> Self:
        """What the QR code opens."""
        self.page.goto(f"/{code}")
        return self

    def joins(self, code: str) -> Self:
        self.opens(code)
        self.presses("Join", exact=True)
        expect(self.at("[data-page=participant]")).to_be_visible()
        return self

    def is_connected(self) -> Self:
        """Its line to the server stands, and has brought a view."""
        while not any(said.startswith('42["view"') for said in self.heard):
            self.page.wait_for_timeout(20)
        return self

    def agrees(self) -> Self:
        """Reads the note of this part, and is ready for it."""
        self.is_in("gate")
        self.at("[data-do=ready]:visible").click()
        return self

    def chooses(self, key: str) -> None:
        self.at(f"label.answer:has(input[value='{key}'])").click()

    def sends(self, key: str) -> None:
        """Choose, and press Send."""
        self.chooses(key)
        self.presses("Send", exact=True)

    def answers(self, key: str) -> None:
        """Choose, send, and be counted."""
        self.is_in("open")
        self.sends(key)
        self.is_in("counted")


@contextmanager
def slow_script(phone: PhonePage, kind: str) -> Iterator[None]:
    """Until the end of the block the script of this kind of ask is on its way to the phone."""
    held: list[Route] = []
    phone.page.route(f"**/asks/{kind}.js", lambda route: held.append(route))
    yield
    for route in held:
        route.continue_()


class Wall(Staged):
    """The projector."""

    def __init__(self, browser: Browser, url: str, **looks: Any) -> None:
        super().__init__(browser, url, **{"viewport": WALL, **looks})


class Desk(Window):
    """The presenter's browser: the door, the decks, and the console with its one next action."""

    pressed = 0.0
    """When something was pressed last that may bounce."""

    def enters(self, house: House) -> Self:
        """Through the one-time link, the first time; later by the cookie that it gave."""
        if cookies := getattr(house, "console_cookies", None):
            self.context.add_cookies(cookies)
        else:
            self.page.goto(one_time_link(house))
            self.presses("Enter", exact=True)
            self.page.wait_for_url("**/present**")
            house.console_cookies = self.context.cookies()  # type: ignore[attr-defined]
        return self

    def presents(self, session: str) -> Self:
        self.page.goto(f"/present/{session}")
        self.is_alive()
        return self

    def is_alive(self) -> None:
        """Its script has taken over from the plain forms."""
        expect(self.at("[data-plain]")).to_have_count(0, timeout=PATIENCE_MS)

    @property
    def place(self) -> str:
        """What changes with every press: the version, and what is armed."""
        return str(self.page.evaluate(PLACE))

    @property
    def next_words(self) -> str:
        return self.at("[data-part=main-words]").inner_text()

    def waits_out_the_bounce(self) -> None:
        time.sleep(max(0.0, self.pressed + BOUNCE_S - time.monotonic()))

    def presses_next(self, says: str = "") -> None:
        """The biggest button, with one press that counts; what stands on it first, if that matters."""
        if says:
            expect(self.at("[data-part=main-words]")).to_contain_text(says, timeout=PATIENCE_MS)
        self.waits_out_the_bounce()
        before = self.place
        self.at("#next-action").click()
        self.pressed = time.monotonic()
        self.page.wait_for_function(f"before => {PLACE} !== before", arg=before)

    def goes_another_way(self, way: str) -> None:
        """Something from the list of other ways: talk, open, close, results, patterns, skip, void, or end."""
        self.waits_out_the_bounce()
        before = self.place
        self.at("[data-panel=more] > summary").click()
        self.at(f"form:is([data-part=way-{way}], [data-part={way}]) button").click()
        self.pressed = time.monotonic()
        self.page.wait_for_function(f"before => {PLACE} !== before", arg=before)

    def has_focus(self) -> str:
        """What has the keyboard's focus: the element's name, or what it says."""
        return str(self.page.evaluate(FOCUSED))


PLACE = (
    "`${document.querySelector('form[data-part=main] input[name=version]')?.value}"
    "/${document.querySelector('#next-action').dataset.tone}`"
)
FOCUSED = """() => {
  const it = document.activeElement
  return it.dataset?.part || it.id || it.closest("form")?.dataset?.part || it.tagName.toLowerCase()
}"""


def one_time_link(house: House) -> str:
    return next(line.strip() for line in house.said if "/enter/" in line)
