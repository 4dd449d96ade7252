"""A house: the real server as a process, with a data folder, a key folder and decks that nothing else uses."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from tests.app.process import ROOT, Process
from tests.cast.memory import in_memory_or

DECKS = Path(__file__).parent / "decks"
PATIENCE_S = 30
HOW_IT_SERVES = frozenset({"READTHEROOM_ASYNC_MODE", "READTHEROOM_FAST"})
IN_A_TRACEBACK = re.compile(rb"\.py\\?&?#?3?4?;?\"?, line \d")


def tells_no_secrets(answer: httpx.Response) -> None:
    """No answer of the product shows its insides, and every refusal to a program has a code and a kind sentence."""
    said = answer.read()
    assert b"Traceback" not in said
    assert not IN_A_TRACEBACK.search(said)
    if answer.headers.get("Content-Type") == "application/problem+json":
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["code"].count(".") == 1
        assert problem["detail"].endswith(".")


class House:
    """`opens` starts the server, `kill9` ends it without a word, `again` starts it on the same port and data."""

    program = "app"

    def __init__(
        self, folder: Path, *flags: str, host: str = "127.0.0.1", inside: tuple[str, ...] = (), **env: str
    ) -> None:
        self.data, self.decks = folder / "data", folder / "decks"
        self.inside = inside
        """A command that becomes the server's, such as one that gives it another disk."""
        self.keys = Path(tempfile.mkdtemp(prefix="rtr-", dir=in_memory_or(folder)))
        self.errors = ""
        """What every server of this house has said on standard error so far."""
        self.printed = ""
        """What every server of this house that has ended had printed."""
        self._flags, self._host, self._env, self._port = flags, host, env, "0"
        self._process: Process | None = None
        self._bearers: dict[str, str] = {}
        self._browsers: list[httpx.Client] = []
        shutil.copytree(DECKS, self.decks)

    # --- the process

    def opens(self) -> House:
        place = ("--port", self._port, *(("--host", self._host) if self._host else ()))
        folders = ("--data", str(self.data), "--decks", str(self.decks))
        words = ("-m", self.program, "serve", "--no-browser", *folders, *place, *self._flags)
        self._process = Process(*words, inside=self.inside, **self._settings)
        self.url = self._process.ready()
        self._port = self.url.rpartition(":")[2]
        self.http = self.browser()
        return self

    def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One command of the product's command line, in this house; what came of it. A server that starts is ended."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("READTHEROOM_")}
        how: dict[str, Any] = {"cwd": ROOT, "env": {**outside, **self._settings}, "timeout": PATIENCE_S}
        return subprocess.run([sys.executable, "-m", "app", *words], capture_output=True, text=True, **how)

    @property
    def _settings(self) -> dict[str, str]:
        """The environment of this house's processes. Run the stories on another engine with READTHEROOM_ASYNC_MODE, and
        the libraries' own way with READTHEROOM_FAST=off."""
        mode = {name: value for name, value in os.environ.items() if name in HOW_IT_SERVES}
        return {"XDG_RUNTIME_DIR": str(self.keys), "TMPDIR": str(self.keys), **mode, **self._env}

    def kill9(self) -> None:
        """The machine's plug is pulled: no time to say goodbye."""
        self._ends(signal.SIGKILL)

    def again(self) -> House:
        return self.opens()

    def stops(self) -> int:
        """Ctrl-C; the exit status."""
        return self._ends(signal.SIGINT)

    def drains(self) -> int:
        """As a system ends it that starts a newer one; the exit status."""
        return self._ends(signal.SIGTERM)

    def falls(self) -> int:
        """It ends by itself; the exit status."""
        return self._ends(None)

    @property
    def pid(self) -> int:
        """The running server's process."""
        assert self._process is not None
        return self._process.pid

    def _ends(self, how: signal.Signals | None) -> int:
        assert self._process is not None
        while self._browsers:
            self._browsers.pop().close()
        if how is not None:
            self._process.signal(how)
        status, said = self._process.end(PATIENCE_S)
        self.printed += "".join(self._process.lines)
        self._process = None
        self.errors += said
        return status

    def closes(self) -> None:
        """The end of this house, whatever became of it: no process, no browser and no key of it is left."""
        try:
            if self._process is not None:
                self.stops()
        finally:
            if self._process is not None:
                self._process.kill()
            shutil.rmtree(self.keys)

    @property
    def said(self) -> list[str]:
        """What the running server has printed."""
        assert self._process is not None
        return self._process.lines

    # --- its doors

    def browser(self, **headers: str) -> httpx.Client:
        """Somebody's browser: it keeps cookies, and follows no redirect unasked."""
        hooks = {"response": [tells_no_secrets]}
        settings: dict[str, Any] = {"trust_env": False, "verify": False, "timeout": 20, "event_hooks": hooks}
        browser = httpx.Client(base_url=self.url, headers=headers, **settings)
        self._browsers.append(browser)
        return browser

    def bearer(self, role: str = "presenter") -> str:
        """A bearer token, as `readtheroom token` prints it."""
        if role not in self._bearers:
            typed = self.types("token", "--data", str(self.data), "--role", role)
            assert (typed.returncode, typed.stderr) == (0, "")
            self._bearers[role] = typed.stdout.strip()
        return self._bearers[role]

    def asks(self, method: str, path: str, role: str | None = "presenter", **facts: Any) -> httpx.Response:
        """One request to the HTTP API, with a bearer token of that role or none."""
        headers = {"Authorization": f"Bearer {self.bearer(role)}"} if role else {}
        self.http.cookies.clear()
        return self.http.request(method, path, headers={**headers, **facts.pop("headers", {})}, **facts)

    # --- what lies on its disk

    def writes(self, deck_id: str, text: str) -> None:
        """Put a deck into this house's own folder of decks."""
        (self.decks / f"{deck_id}.md").write_text(text, encoding="utf-8")

    def reads(self, deck_id: str) -> str:
        return (self.decks / f"{deck_id}.md").read_text(encoding="utf-8")

    def holds(self, text: str | bytes) -> list[str]:
        """The files of the data and key folders in which these bytes occur."""
        wanted = text.encode() if isinstance(text, str) else text
        files = [path for folder in (self.data, self.keys) for path in folder.rglob("*") if path.is_file()]
        return sorted(path.name for path in files if wanted in path.read_bytes())

    @property
    def disk(self) -> Path:
        """The data folder, as it is seen from outside of what the server may be inside of."""
        return Path(f"/proc/{self.pid}/root{self.data}") if self.inside else self.data

    @property
    def key_files(self) -> list[Path]:
        return sorted(path for path in self.keys.rglob("*") if path.is_file())

    @property
    def log_size(self) -> int:
        """The size of the database's write-ahead log, in bytes."""
        return (self.data / "readtheroom.db-wal").stat().st_size


class Hurried(House):
    """One in which nobody waits a minute for what takes a minute: private words arrive at once, and time `passes`."""

    program = "tests.app.hurried"

    def __init__(self, folder: Path) -> None:
        self._ahead = folder / "ahead"
        super().__init__(folder, READTHEROOM_TEST_AHEAD=str(self._ahead))
        self.passes(0)

    def passes(self, seconds: int) -> None:
        """So much more time has passed in this house than outside."""
        fresh = self._ahead.with_suffix(".new")
        fresh.write_text(str(seconds))
        fresh.replace(self._ahead)


@contextlib.contextmanager
def standing(house: House) -> Iterator[House]:
    """It stands open for as long as the block lasts. At the end its servers have had nothing to complain of."""
    try:
        yield house.opens()
    finally:
        house.closes()
    assert house.errors == ""
