"""One server and one Chromium for each module, and windows that may not complain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.windows import Desk, PhonePage, Wall, Window
from tests.cast import Evening, House, standing
from tests.chromium import chromium

Some = TypeVar("Some", bound=Window)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with standing(House(tmp_path_factory.mktemp("house"))) as house:
        yield house


@pytest.fixture(scope="module")
def chromium_flags() -> list[str]:
    return ["--no-sandbox"]


@pytest.fixture(scope="module")
def browser(chromium_flags: list[str]) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=chromium_flags)
        yield browser
        browser.close()


class Windows:
    """Opens windows: `windows.phone()`, `windows.wall(evening)`, `windows.desk(evening)`."""

    def __init__(self, browser: Browser, house: House) -> None:
        self._browser, self._house = browser, house
        self.opened: list[Window] = []

    def open(self, kind: type[Some], url: str = "", **looks: Any) -> Some:
        window = kind(self._browser, url or self._house.url, **looks)
        self.opened.append(window)
        return window

    def phone(self, **looks: Any) -> PhonePage:
        return self.open(PhonePage, **looks)

    def wall(self, evening: Evening, **looks: Any) -> Wall:
        wall = self.open(Wall, **looks)
        wall.page.goto(evening.facts["screen_url"])
        return wall

    def desk(self, evening: Evening | None = None, **looks: Any) -> Desk:
        desk = self.open(Desk, **looks).enters(self._house)
        return desk.presents(evening.id) if evening else desk


@pytest.fixture
def windows(browser: Browser, house: House) -> Iterator[Windows]:
    """They are closed at the end of the test, and none of them has complained."""
    windows = Windows(browser, house)
    yield windows
    complaints = [complaint for window in windows.opened for complaint in window.grave_complaints]
    for window in windows.opened:
        window.closes()
    assert complaints == []
