"""Where the processor time of an arrival goes, step by step: `python -m bench.steps --phones 150`.

Each step is taken by all phones, one after the other, before the next begins; so it says what a step costs and nothing
about waiting. `bench.arrival` says what whole arrivals cost that come at once.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
from collections.abc import Callable
from typing import Any

from bench.arrivals import CSRF, FILES, HEADERS, LINES, PAGE
from bench.crowd import Crowd, auth
from bench.http import Line
from bench.machine import machine, table
from bench.sides import Ours, ours
from bench.talk import all_descriptors

FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
SETTLE_S = 0.3
WARM = 10


class Phone:
    """A browser with an empty cache that does one thing at a time."""

    def __init__(self, side: Ours, number: int) -> None:
        self._host, self._home, self._source = side.host, f"/{side.code}", f"127.0.1.{number % 200 + 2}"
        self._lines: list[Line] = []
        self._cookies: dict[str, str] = {}
        self.page = ""

    def open(self, lines: int) -> None:
        self._lines += [Line(self._host, self._source) for _ in range(lines)]

    def look(self) -> None:
        self.page = self._ask("GET", self._home)

    def open_more(self) -> None:
        """As many as there are files to fetch, and no more than browsers have."""
        self.open(min(LINES, len(self._files)) - 1)

    def fetch(self) -> None:
        for number, path in enumerate(self._files):
            self._ask("GET", path, line=number % LINES)

    @property
    def _files(self) -> list[str]:
        return [path for path in dict.fromkeys(FILES.findall(self.page)) if "/later" not in path]

    def join(self) -> None:
        self._ask("POST", self._home, f"csrf_token={CSRF.findall(self.page)[0]}")

    def forms(self) -> None:
        self._ask("GET", self._told["forms"])

    def close(self) -> None:
        for line in self._lines:
            line.close()

    @property
    def auth(self) -> bytes:
        """What it says about itself when it connects."""
        return auth(self._told["token"])

    @property
    def _told(self) -> Any:
        return json.loads(html.unescape(PAGE.findall(self.page)[0]))

    def _ask(self, method: str, path: str, form: str = "", line: int = 0) -> str:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        more = f"Cookie: {cookies}\r\n" if cookies else ""
        if form:
            more += f"{FORM}Content-Length: {len(form)}\r\nOrigin: http://{self._host}\r\n"
        self._lines[line].begin(f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\n{HEADERS}{more}\r\n{form}".encode())
        status, headers, body = self._lines[line].end()
        assert status in {200, 303}, (path, status)
        name, _, value = headers.get("set-cookie", "").partition(";")[0].partition("=")
        if name:
            self._cookies[name] = value
        return (gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body).decode("utf-8", "replace")


class Steps:
    """What each costs the server, in ms of processor for one phone."""

    def __init__(self, side: Ours, present: Crowd, phones: int) -> None:
        self._side, self._present = side, present
        self._phones = [Phone(side, number) for number in range(phones)]
        self.costs: dict[str, float] = {}

    def walk(self) -> dict[str, float]:
        crowd = Crowd(self._side.host)
        self._step("a line", lambda phone: phone.open(1))
        self._step("the door's page", Phone.look)
        self._step("more lines", Phone.open_more)
        self._step("files", Phone.fetch)
        self._step("joining", Phone.join)
        self._step("the room's page", Phone.look)
        self._all("the socket, and a view", lambda: crowd.enter([phone.auth for phone in self._phones]))
        self._step("blank forms", Phone.forms)
        self._step("lines end", Phone.close)
        crowd.close()
        self._present.rest(SETTLE_S)
        return self.costs

    def _step(self, name: str, act: Callable[[Phone], None]) -> None:
        def all_of_them() -> None:
            for phone in self._phones:
                act(phone)
                self._present.turn(0)

        self._all(name, all_of_them)

    def _all(self, name: str, act: Callable[[], None]) -> None:
        before = self._side.cpu_s()
        act()
        self._present.rest(SETTLE_S)
        self.costs[name] = (self._side.cpu_s() - before) / len(self._phones) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=150)
    parser.add_argument("--seated", type=int, default=1, help="phones that are in the room already")
    asked = parser.parse_args()
    all_descriptors()
    print(machine())
    with ours() as side:
        present = Crowd(side.host)
        present.enter(side.joined(asked.seated))
        side.say("open")
        side.said()
        Steps(side, present, WARM).walk()
        costs = Steps(side, present, asked.phones).walk()
        present.close()
    costs["all"] = sum(costs.values())
    table(f"One of {asked.phones} arrivals, ms of processor", [(name, f"{cost:.2f}") for name, cost in costs.items()])


if __name__ == "__main__":
    main()
