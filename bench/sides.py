"""The two sides of a comparison, under the same names: the product as it is, and the yardstick.

Both hold one talk. `say` gives a command that every phone then sees something of, `said` waits for what it answered.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from bench import costs
from bench.crowd import auth
from bench.http import Line, request
from bench.served import Served, process, served

YARDSTICK = Path(__file__).parent / "yardstick"
JSON = "Content-Type: application/json\r\n"
WARM_S = 3.0
"""A hall comes to servers that have been up for a while. Ours reads its own pages in the second and third of these."""


S = TypeVar("S", bound="Side")


class Side(ABC):
    """One server, for the length of one talk."""

    name: str

    def __init__(self, host: str, pid: int) -> None:
        self.host, self.pid = host, pid
        self._line = Line(host)

    def cpu_s(self) -> float:
        return costs.cpu_s(self.pid)

    def memory_kb(self) -> int:
        return costs.memory_kb(self.pid)

    @abstractmethod
    def joined(self, phones: int) -> list[bytes]:
        """What so many new phones say about themselves when they connect."""

    @property
    @abstractmethod
    def desk(self) -> list[bytes]:
        """The same for a console and a projector, which get the counts."""

    @abstractmethod
    def say(self, do: str) -> None: ...

    def said(self) -> Any:
        return self._line.json()

    @abstractmethod
    def result(self) -> dict[str, int]:
        """Close the round: what is told of it."""

    def renew(self) -> None:
        """A line that has been silent for long may be closed by the server: take another one."""
        self._line.close()
        self._line = Line(self.host)

    def close(self) -> None:
        self._line.close()


class Ours(Side):
    """The product: sealed, validated, limited, committed."""

    name = "Read the Room"

    def __init__(self, server: Served) -> None:
        super().__init__(server.host, server.pid)
        self._server = server
        made = server.ask("/api/sessions", {"deck": "talk"})
        self.session, self.code, self._screen = made["id"], made["code"], made["screen_url"].rpartition("/")[2]
        for do in ("start", "next"):
            self.say(do)
            self.said()

    def joined(self, phones: int) -> list[bytes]:
        asked = request(self.host, "POST", "/api/join", json.dumps({"code": self.code}).encode(), JSON)
        tokens = []
        for _ in range(phones):
            self._line.begin(asked)
            tokens.append(auth(self._line.json()["token"]))
        return tokens

    @property
    def desk(self) -> list[bytes]:
        return [auth(self._server.bearer, self.session), auth(self._screen)]

    def say(self, do: str) -> None:
        path = f"/api/sessions/{self.session}/commands"
        bearer = f"Authorization: Bearer {self._server.bearer}\r\n"
        self._line.begin(request(self.host, "POST", path, json.dumps({"do": do}).encode(), JSON + bearer))

    def result(self) -> dict[str, int]:
        self.say("close")
        told = self.said()["results"]
        return {**told["counts"], "n": told["n"]}


class Theirs(Side):
    """Node with socket.io: the same talk in memory. Its phones are shown what ours were."""

    name = "Node socket.io"

    def __init__(self, host: str, pid: int, view: Any) -> None:
        super().__init__(host, pid)
        self._view = view

    def joined(self, phones: int) -> list[bytes]:
        return [auth(f"phone{number}") for number in range(phones)]

    @property
    def desk(self) -> list[bytes]:
        return [auth("console", "talk"), auth("screen", "talk")]

    def say(self, do: str) -> None:
        path = "/open" if do == "open" else "/show"
        self._line.begin(request(self.host, "POST", path, json.dumps(self._view).encode(), JSON))

    def result(self) -> dict[str, int]:
        self.say("close")
        told = self.said()
        return {**{letter: told["counts"].get(letter, 0) for letter in "ABCD"}, "n": told["n"]}


def _warm(side: S) -> Iterator[S]:
    """A side once it is warm; closed afterwards."""
    time.sleep(WARM_S)
    yield side
    side.close()


@contextlib.contextmanager
def ours(**env: str) -> Iterator[Ours]:
    with served(**env) as server:
        yield from _warm(Ours(server))


@contextlib.contextmanager
def theirs(view: Any) -> Iterator[Theirs]:
    command = ["node", str(YARDSTICK / "server.mjs")]
    with process(command, YARDSTICK, {"PATH": os.environ["PATH"]}) as (pid, host):
        yield from _warm(Theirs(host, pid, view))


def yardstick() -> str | None:
    """Install the yardstick if it is not there yet. Says in one line why there is none, or None."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "No Node.js or npm here, so the yardstick is left out."
    if not (YARDSTICK / "node_modules").is_dir():
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        done = subprocess.run(command, cwd=YARDSTICK, capture_output=True, timeout=120, check=False)
        if done.returncode:
            return "npm could not install the yardstick, so it is left out."
    return None
