"""The people: Ana who presents, the projector, and everybody with a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import httpx
from socketio.exceptions import ConnectionError as CannotConnect

from tests.cast.line import Line, spoken
from tests.cast.waiting import PATIENCE_S, until

if TYPE_CHECKING:
    from tests.cast.evening import Evening

View = dict[str, Any]
WEBSOCKET, POLLING = ("websocket",), ("polling",)


class Listener:
    """Whoever has a socket. `views`, `pulses` and `frames` are all that has arrived, over all connections."""

    def __init__(self, evening: Evening, name: str) -> None:
        self.evening, self.name = evening, name
        self.views: list[View] = []
        self.pulses: list[View] = []
        self.mines: list[View] = []
        self.lines: list[Line] = []

    @property
    def auth(self) -> View:
        raise NotImplementedError

    @property
    def frames(self) -> list[str]:
        return [frame for line in self.lines for frame in line.frames]

    @property
    def wire(self) -> str:
        """Everything that has arrived, as the words a person could read out of it."""
        return "\n".join(spoken(frame) for frame in self.frames)

    @property
    def is_connected(self) -> bool:
        return bool(self.lines) and self.lines[-1].connected

    def connects(self, transports: tuple[str, ...] = WEBSOCKET) -> Self:
        """Open a socket and wait for the view that it brings."""
        already = len(self.views)
        self.lines.append(self._line())
        self.lines[-1].connect(self.evening.house.url, auth=self.auth, transports=transports, wait_timeout=PATIENCE_S)
        until(lambda: len(self.views) > already)
        return self

    def cannot_connect(self, **auth: Any) -> View:
        """Knock at the socket and be refused; the refusal."""
        refusals: list[View] = []
        line = Line()
        line.on("connect_error", refusals.append)
        try:
            line.connect(self.evening.house.url, auth={**self.auth, **auth}, transports=WEBSOCKET)
        except CannotConnect:
            return refusals[-1]
        line.disconnect()
        raise AssertionError("This connection should have been refused.")

    def _line(self) -> Line:
        line = Line()
        line.on("view", self.views.append)
        line.on("pulse", self.pulses.append)
        line.on("mine", self.mines.append)
        return line

    def says(self, event: str, facts: Any = None) -> View:
        """Say something on the socket; the acknowledgement."""
        reply: View = self.lines[-1].call(event, facts, timeout=PATIENCE_S)
        return reply

    def sees(self) -> View:
        """The latest view, once it is no older than what the presenter did last."""
        until(lambda: self.views and self.views[-1]["version"] >= self.evening.version)
        return self.views[-1]

    def drops(self) -> None:
        """The connection breaks."""
        self.lines[-1].cut()
        until(lambda: not self.lines[-1].connected)

    def leaves(self) -> None:
        if self.is_connected:
            self.lines[-1].disconnect()


class Screen(Listener):
    """The projector."""

    @property
    def auth(self) -> View:
        return {"token": self.evening.screen_key}


class Phone(Listener):
    """A participant's phone."""

    token = ""

    @property
    def auth(self) -> View:
        return {"token": self.token}

    def asks_to_join(self, code: str | None = None) -> httpx.Response:
        facts = {"code": code or self.evening.code}
        return self.evening.house.asks("POST", "/api/join", role=None, json=facts)

    def joins(self, transports: tuple[str, ...] = WEBSOCKET) -> Self:
        response = self.asks_to_join()
        assert response.status_code == 200, response.text
        self.token = response.json()["token"]
        return self.connects(transports)

    comes_back = Listener.connects

    def answers(self, value: Any, **facts: Any) -> View:
        """Answer the open ask and be counted; the acknowledgement."""
        reply = self.tries(value, **facts)
        assert reply["ok"], reply
        return reply

    def cannot_answer(self, value: Any, **facts: Any) -> View:
        """Answer and be refused; the refusal."""
        reply = self.tries(value, **facts)
        assert not reply["ok"], reply
        return reply

    def tries(self, value: Any, **facts: Any) -> View:
        """Answer; the acknowledgement, whatever it says."""
        ask = self.sees()["ask"]
        standing = self.mine
        last = standing["seq"] if standing and standing["round"] == ask["round"] else 0
        said = {"ask": ask["id"], "round": ask["round"], "seq": last + 1, "value": value, **facts}
        reply = self.says("answer", said)
        if reply["ok"]:
            self.mines.append({"ask": said["ask"], "round": said["round"], "seq": reply["seq"]})
        return reply

    @property
    def mine(self) -> View | None:
        """What this phone knows of its own answer to the ask that stands."""
        ask = self.views[-1]["ask"]
        return next((mine for mine in reversed(self.mines) if ask and mine["ask"] == ask["id"]), None)

    def resyncs(self) -> View:
        reply = self.says("resync", {})
        assert reply["ok"], reply
        return reply


class Presenter(Listener):
    """Ana. She presents over the HTTP API; with `connects` she has a console's socket as well."""

    @property
    def auth(self) -> View:
        return {"token": self.evening.house.bearer(), "session": self.evening.id}

    def says(self, do: str, facts: Any = None, **more: Any) -> View:
        """A command that works; the view after it."""
        response = self.tries(do, **more)
        assert response.status_code == 200, response.text
        view: View = response.json()
        self.evening.version = view["version"]
        return view

    def cannot(self, do: str, **facts: Any) -> View:
        """A command that is refused; the problem."""
        response = self.tries(do, **facts)
        assert response.status_code >= 400, f"{do} should have been refused"
        assert response.headers["Content-Type"] == "application/problem+json"
        problem: View = response.json()
        return problem

    def tries(self, do: str, **facts: Any) -> httpx.Response:
        return self.evening.house.asks("POST", f"{self.evening.api}/commands", json={"do": do, **facts})

    def commands(self, do: str, **facts: Any) -> View:
        """The same on the console's socket; the acknowledgement."""
        return super().says("command", {"do": do, **facts})

    def sees(self) -> View:
        """What the API shows right now."""
        response = self.evening.house.asks("GET", self.evening.api)
        assert response.status_code == 200, response.text
        view: View = response.json()
        return view

    def presses_next(self, times: int = 1) -> View:
        for _ in range(times):
            view = self.says("next")
        return view

    def votes(self, answers: dict[Phone, Any]) -> View:
        """Open the next round, let these phones answer, and close it; the view after it."""
        self.says("open")
        self.evening.answer(answers)
        return self.says("close")

    def summary(self, format_name: str = "json") -> httpx.Response:
        response = self.evening.house.asks("GET", f"{self.evening.api}/summary.{format_name}")
        assert response.status_code == 200, response.text
        return response
