"""How soon a slow phone can answer: Chromium with a quarter of this processor, 1.6 Mbit/s and 150 ms, an empty cache.

`python -m bench.slow_phone`. A vote is open. Counted from the first byte of the page: until its form stands on the
screen and takes an answer (it is a plain form, so no script need have come), and until the line to the server stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.first_load import PHONE, chromium
from bench.machine import machine, table
from bench.served import Served, served

RUNS = 7
SLOWER = 4
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""Bytes a second, and milliseconds."""
MOST_S = 1.0
PATIENCE_MS = 20_000
WATCH = """
  const seen = window.seen = {}
  const look = () => {
    const answer = document.querySelector('form.ask label.answer')
    if (answer?.getClientRects().length) requestAnimationFrame(() => setTimeout(() => seen.form = performance.now()))
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where)
      const told = ({ data }) => data.startsWith('42["view"') && (seen.line ??= performance.now())
      this.addEventListener("message", told)
    }
  }
"""
LOOK_MS = 100
THERE = "() => Boolean(window.seen?.form && seen.line)"
FACTS = "() => ({...seen, first: performance.getEntriesByType('navigation')[0].responseStart})"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One load. Seconds since the page's first byte; `first` since it was asked for."""

    first: float
    form: float
    line: float


def arrivals(server: Served, runs: int = RUNS) -> list[Arrival]:
    """So many loads of a joined phone while a vote is open, each with an empty cache."""
    from playwright.sync_api import sync_playwright

    session = _voting(server)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_context(**PHONE).new_page()
        page.goto(f"{server.url}/{session['code']}")
        page.locator("form button").first.click()
        page.locator("[data-page=participant]").wait_for()
        page.add_init_script(WATCH)
        found = [_load(page, f"{server.url}/{session['code']}") for _ in range(runs + 1)]
        browser.close()
    return found[1:]  # the first one warms up the browser, not the phone


def _voting(server: Served) -> Any:
    session = server.ask("/api/sessions", {"deck": "talk"})
    for command in ({"do": "start"}, {"do": "goto", "slide": "say"}, {"do": "open"}):
        server.ask(f"/api/sessions/{session['id']}/commands", command)
    return session


def _load(page: Any, url: str) -> Arrival:
    page.goto("about:blank")
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.clearBrowserCache")
    cdp.send("Network.emulateNetworkConditions", NETWORK)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="commit")
    for _ in range(PATIENCE_MS // LOOK_MS):
        page.wait_for_timeout(LOOK_MS)
        if page.evaluate(THERE):
            break
    facts = page.evaluate(FACTS)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    cdp.detach()
    first = facts["first"]
    return Arrival(first / 1000, (facts["form"] - first) / 1000, (facts["line"] - first) / 1000)


def slow_phone(server: Served) -> None:
    found = arrivals(server)
    rows = [
        ("asked → first byte", _spread([one.first for one in found])),
        ("first byte → able to answer", f"{_spread([one.form for one in found])}  (goal: at most {MOST_S:.1f} s)"),
        ("first byte → line stands, views come", _spread([one.line for one in found])),
    ]
    table(f"A slow phone, {SLOWER}× slower, 1.6 Mbit/s, 150 ms, empty cache: median of {RUNS} loads", rows)


def _spread(seconds: list[float]) -> str:
    return f"{median(seconds):5.2f} s  ({min(seconds):.2f} – {max(seconds):.2f})"


def run() -> None:
    with served() as server:
        slow_phone(server)


if __name__ == "__main__":
    print(machine())
    run()
