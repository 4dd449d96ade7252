"""The first load of the participant page in a real Chromium, on a phone's screen, as the wire carries it.

`python -m bench.first_load`. Bytes are what Chromium says came over the network: headers, and bodies as compressed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.machine import machine, table
from bench.served import Served, served

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 3,
    "is_mobile": True,
    "has_touch": True,
}
QUIET_MS = 500
MOST_BYTES, MOST_REQUESTS = 60_000, 10


@dataclass(slots=True)
class Fetched:
    """One request: what asked for it, when, and what it weighed. Times are Chromium's own, in seconds."""

    url: str
    asked_by: str
    began: float
    ended: float = 0.0
    size: int = 0
    kind: str = ""

    @property
    def path(self) -> str:
        return "/" + self.url.split("/", 3)[3].partition("?")[0]


class Wire:
    """Listens to one page's network. Websockets are told apart: they are no part of a page's load."""

    def __init__(self, page: Any) -> None:
        self._fetched: dict[str, Fetched] = {}
        self._cdp = page.context.new_cdp_session(page)
        self._cdp.send("Network.enable")
        self._cdp.on("Network.requestWillBeSent", self._asked)
        self._cdp.on("Network.responseReceived", self._answered)
        self._cdp.on("Network.loadingFinished", self._finished)

    def forget(self) -> None:
        """Count afresh, with an empty cache."""
        self._cdp.send("Network.clearBrowserCache")
        self._fetched.clear()

    @property
    def fetched(self) -> list[Fetched]:
        return list(self._fetched.values())

    def _asked(self, said: Any) -> None:
        request, initiator = said["request"], said["initiator"]
        frames = initiator.get("stack", {}).get("callFrames", [])
        by = initiator.get("url") or (frames[0]["url"] if frames else "")
        self._fetched[said["requestId"]] = Fetched(request["url"], by, said["timestamp"])

    def _answered(self, said: Any) -> None:
        if one := self._fetched.get(said["requestId"]):
            one.kind = said["type"]

    def _finished(self, said: Any) -> None:
        if one := self._fetched.get(said["requestId"]):
            one.ended, one.size = said["timestamp"], int(said["encodedDataLength"])


def waits_for_another(fetched: list[Fetched]) -> Iterator[tuple[Fetched, Fetched]]:
    """The requests that could not begin before another than the page itself had come, each with that other."""
    document, *rest = fetched
    by_url = {one.url: one for one in rest}
    for one in rest:
        other = by_url.get(one.asked_by)
        if other and other is not document and other.ended and one.began >= other.ended:
            yield one, other


def first_load(server: Served) -> None:
    """Load the page at the door and, joined, in the room, each with an empty cache; print what it took."""
    from playwright.sync_api import sync_playwright

    code = server.ask("/api/sessions", {"deck": "talk"})["code"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_context(**PHONE).new_page()
        wire = Wire(page)
        page.goto(f"{server.url}/{code}")
        _report("First load at the door, before joining", page, wire)
        wire.forget()
        page.locator("form button").first.click()
        page.wait_for_load_state()
        _report("First load in the room, joined, with an empty cache", page, wire)
        browser.close()


def _report(title: str, page: Any, wire: Wire) -> None:
    page.wait_for_load_state("load")
    page.wait_for_timeout(QUIET_MS)
    fetched = [one for one in wire.fetched if one.ended and "/socket.io/" not in one.url]
    late = [f"{one.path} waits for {other.path}" for one, other in waits_for_another(fetched)]
    size = sum(one.size for one in fetched)
    rows = [(one.path, f"{one.size:>7,} B  {one.kind}") for one in fetched]
    rows += [
        ("bytes on the wire", f"{size:>7,} B  (goal: at most {MOST_BYTES:,})"),
        ("requests", f"{len(fetched):>7}    (goal: at most {MOST_REQUESTS})"),
        ("waiting for another than the first", f"{len(late):>7}    {'; '.join(late)}".rstrip()),
    ]
    table(title, rows)


def chromium() -> str | None:
    """The system's own, the one that has windows before the one that has none; or else what playwright has brought."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chromium-headless-shell"))), None)


def run() -> None:
    with served() as server:
        first_load(server)


if __name__ == "__main__":
    print(machine())
    run()
