"""A whole session where there is no internet, for a machine that is put into such a network before:
`python -m tests.faults.alone ADDRESS`. It ends with a list of what was done, or fails."""

from __future__ import annotations

import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from sessions.summary import FORMATS
from tests.browser.windows import Desk, PhonePage, Wall, Window
from tests.cast import Evening, House
from tests.chromium import chromium

OUTSIDE = ("192.0.2.1", 443)
"""An address that is kept for examples."""
ON_PLAIN_HTTP = "The Cross-Origin-Opener-Policy header has been ignored"
"""Said of every page that comes over http from another machine."""
FONTS = "() => document.fonts.ready.then(() => [...document.fonts].filter((font) => font.status === 'loaded').length)"


def main() -> None:
    assert not reaches(OUTSIDE), "there is a way out of this network"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        house = House(Path(folder), host="").opens()
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        try:
            for done in evening(house, browser, sys.argv[1]):
                print(done, flush=True)
        finally:
            browser.close()
            house.closes()
    assert house.errors == ""


def reaches(place: tuple[str, int]) -> bool:
    try:
        socket.create_connection(place, timeout=1).close()
    except OSError:
        return False
    return True


def evening(house: House, browser: Browser, address: str) -> Iterator[str]:
    """A vote from the QR code to the files that are taken home, over the room's own network."""
    room = Evening(house, "vote")
    there = f"http://{address}:{house.url.rpartition(':')[2]}"
    assert room.facts["join_url"].lower().startswith(there)
    room.fills(4)
    room.ana.says("start")
    wall = Wall(browser, house.url)
    wall.page.goto(room.facts["screen_url"])
    desk = Desk(browser, house.url).enters(house)
    desk.presents(room.id)
    room.ana.says("joincode", on=True)
    assert wall.at("svg:visible").count() > 0
    yield "the code for phones is on the wall"
    ben = PhonePage(browser, there).joins(room.code).is_connected()
    for command in ("next", "next", "next", "open"):
        room.ana.says(command)
    ben.answers("A")
    room.answer(dict.fromkeys(room.phones.values(), "B"))
    assert room.ana.says("close")["results"]["counts"] == {"A": 1, "B": 4, "C": 0}
    yield "a phone came in over the room's network, and is counted"
    windows: tuple[Window, ...] = (wall, desk, ben)
    assert wall.page.evaluate(FONTS) > 0
    complaints = [said for window in windows for said in window.complaints if not said.startswith(ON_PLAIN_HTTP)]
    assert complaints == [], complaints
    yield "no page asked anybody else for anything, and the fonts are there"
    room.ana.says("end")
    sizes: dict[str, Any] = {name: len(room.ana.summary(name).content) for name in FORMATS}
    assert min(sizes.values()) > 100
    yield f"taken home as {', '.join(sizes)}"
    room.goes_home()


if __name__ == "__main__":
    main()
