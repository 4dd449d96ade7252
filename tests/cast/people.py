"""The people: Ana who presents, the projector, and everybody with a phone."""

from __future__ import annotations

import time
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
        self.pulsed: list[float] = []
        """When each pulse arrived, in seconds."""
        self.mines: list[View] = []
        self.lines: list[Line] = []
        self._read = 0

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

    def news(self) -> str:
        """The part of it that has arrived since this was asked last."""
        fresh = self.frames[self._read :]
        self._read += len(fresh)
        return "\n".join(spoken(frame) for frame in fresh)

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
            assert refusals[-1]["message"] == refusals[-1]["data"]["code"]
            refusal: View = refusals[-1]["data"]
            return refusal
        finally:
            line.hang_up()
        raise AssertionError("This connection should have been refused.")

    def _line(self) -> Line:
        line = Line()
        line.on("view", self.views.append)
        line.on("pulse", self._feels)
        line.on("mine", lambda mine: self.mines.append(unfilled(mine)))
        return line

    def _feels(self, pulse: View) -> None:
        self.pulsed.append(time.monotonic())
        self.pulses.append(pulse)

    def says(self, event: str, facts: Any = None) -> View:
        """Say something on the socket; the acknowledgement."""
        reply: View = self.lines[-1].call(event, facts, timeout=PATIENCE_S)
        return reply

    def sees(self) -> View:
        """The latest view, once it is no older than what the presenter did last."""
        until(lambda: self.views and self.views[-1]["version"] >= self.evening.version)
        return self.views[-1]

    def resyncs(self) -> View:
        """Whoever slept asks for everything as it stands; the acknowledgement."""
        reply = Listener.says(self, "resync", {})
        assert reply["ok"], reply
        return {**reply, "mine": unfilled(reply["mine"])} if reply["mine"] else reply

    def drops(self) -> None:
        """The connection breaks."""
        self.lines[-1].cut()
        until(lambda: not self.lines[-1].connected)

    def leaves(self) -> None:
        for line in self.lines:
            line.hang_up()


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
        said = {**self.next_answer, "value": value, **facts}
        reply = self.says("answer", said)
        if reply["ok"]:
            self.mines.append({**said, "seq": reply["seq"], "answered": True})
        return reply

    @property
    def next_answer(self) -> View:
        """The ask that stands, its round, and the number that this phone's next answer has."""
        ask, mine = self.sees()["ask"], self.mine
        last = mine["seq"] if mine and mine["round"] == ask["round"] else 0
        return {"ask": ask["id"], "round": ask["round"], "seq": last + 1}

    @property
    def mine(self) -> View | None:
        """What this phone knows of its own answer to the ask that stands."""
        ask = self.views[-1]["ask"]
        return next((mine for mine in reversed(self.mines) if ask and mine["ask"] == ask["id"]), None)


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


def unfilled(mine: View) -> View:
    """What a phone is told of its own, without the filler."""
    return {name: fact for name, fact in mine.items() if name != "pad"}
