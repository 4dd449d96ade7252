"""Take the pictures of the README from the running product: `make pictures`.

A server of its own in a folder that vanishes, a room of simulated phones with seeded opinions, and a real browser.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from app.identity import mint_bearer
from app.rehearsal.remote import Remote
from app.rehearsal.troupe import dismiss, send_phones
from app.world import seeded
from docs.small_png import small_png
from sessions.protocol import PRESENTER
from tests.chromium import INSTALL, chromium

ROOT = Path(__file__).parents[1]
FOLDER = Path(__file__).parent / "pictures"
LARGEST = 150_000
DECK, VOTE = "she-has-other-priorities", "what-do-you-say-to-morgan"
PHONES, PACE = 23, 0.3
WISE = "her business"
"""From the answer that the room of the pictures moves to, whatever letter it has drawn."""
ADDRESS = "192.168.1.5"
"""On the pictures, instead of whatever network they are taken in."""
USUAL_PORT = 8000
PATIENCE_S = 30.0
SETTLES_S = 1.2
START = {
    "presenter": "Ana",
    "relation": "a colleague from another team",
    "machine": "Ana",
    "reports": "nothing",
    "support": "Ana, in the break; or anybody you trust",
}


class Room:
    """A session of the shipped deck, with Ana's console, the projector and one phone in real browsers."""

    def __init__(self, server: Remote, link: str, browser: Browser) -> None:
        self.server, self.link, self._browser = server, link, browser
        facts = server.post("/api/sessions", {"deck": DECK, "title": "Tuesday team", "start": START})
        self.code, self._at = facts["code"], f"/api/sessions/{facts['id']}"
        self.console = self._page(1366, 768)
        self.console.goto(link)
        self.console.click("main form button")
        self.console.goto(f"{server.url}/present/{facts['id']}")
        self.screen = self._page(1280, 720)
        self.screen.goto(facts["screen_url"])
        self.phone = self._page(390, 760, scale=1.5)
        self.phone.goto(f"{server.url}/{self.code}")
        self.phone.click("main form button")

    def _page(self, width: int, height: int, scale: float = 1.0) -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            reduced_motion="reduce",
            color_scheme="light",
        )
        return context.new_page()

    def does(self, do: str, **fields: Any) -> dict[str, Any]:
        view: dict[str, Any] = self.server.post(f"{self._at}/commands", {"do": do, **fields})
        return view

    def sees(self) -> dict[str, Any]:
        view: dict[str, Any] = self.server.get(self._at)
        return view

    def leaning(self) -> int:
        """The first seed of a room that moves to the wise answer: the second in the order that it likes them in."""
        options = self.sees()["ask"]["options"]
        wise = next(at for at, option in enumerate(options) if WISE in option["html"])
        return next(seed for seed in count() if seeded(f"{seed}/{VOTE}").order(len(options))[1] == wise)

    def waits(self, missing: int) -> None:
        """Until all but so many of those who are here have answered."""
        _until(lambda: (view := self.sees())["answered"] >= view["joined"] - missing)

    def takes(self, name: str, page: Page) -> None:
        """One picture. Refuses one that is too large for a page that people open on the road."""
        time.sleep(SETTLES_S)
        path = FOLDER / f"{name}.png"
        path.write_bytes(small_png(page.screenshot()))
        size = path.stat().st_size
        print(f"{path.relative_to(ROOT)}  {size / 1000:.0f} kB")
        if size > LARGEST:
            sys.exit(f"{path.name} is larger than {LARGEST // 1000} kB.")


def pictures(room: Room) -> None:
    """The first vote on the phone, the second on the console, what came of both on the wall."""
    _until(lambda: room.sees()["joined"] >= PHONES)
    room.phone.click("[data-do=ready]")
    room.does("open")
    room.phone.click("label.answer >> nth=1")
    room.takes("phone", room.phone)
    room.phone.click("form.ask button.primary")
    room.waits(missing=1)
    room.does("close")
    room.does("talk")
    room.does("open")
    room.waits(missing=8)
    room.takes("console", room.console)
    room.waits(missing=2)
    room.does("close")
    room.does("results")
    room.takes("projector", room.screen)


@contextmanager
def _server() -> Iterator[tuple[Remote, str]]:
    """The product as anybody runs it: where it is reached, and the link that signs a browser in."""
    secret, port = secrets.token_hex(32), _port()
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--no-browser", "--data", folder, "--port", str(port)]
            + ["--public-url", f"http://{ADDRESS}:{port}"],
            cwd=ROOT,
            env={**os.environ, "READTHEROOM_SECRET_KEY": secret},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            bearer = mint_bearer(secret.encode(), secrets.token_bytes, PRESENTER)
            yield Remote(f"http://127.0.0.1:{port}", bearer), _link(process)
        finally:
            process.terminate()
            process.wait()


def _port() -> int:
    """The usual one, which looks best on a picture; any other where it is taken."""
    for port in (USUAL_PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    sys.exit("No port is free.")


def _link(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    link = ""
    for line in process.stdout:
        link = line.strip() if "/enter/" in line else link
        if line.startswith("ready "):
            return link
    sys.exit("The server did not start; what it said stands above.")


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not done():
        if time.monotonic() > end:
            sys.exit("The simulated phones did not do what they were waited for.")
        time.sleep(0.1)


def main() -> None:
    path = chromium()
    if path is None:
        sys.exit(f"No Chromium here: {INSTALL}.")
    FOLDER.mkdir(exist_ok=True)
    with _server() as (server, link), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        room = Room(server, link, browser)
        room.does("start")
        room.does("goto", slide=VOTE)
        phones = send_phones(server.url, room.code, PHONES, room.leaning(), PACE)
        try:
            pictures(room)
        finally:
            dismiss(phones)
            browser.close()


if __name__ == "__main__":
    main()
