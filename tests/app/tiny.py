"""A product as small as can be, to run the real process around: `python -m tests.app.tiny DIR [PORT]`."""

from __future__ import annotations

import hashlib
import os
import queue
import sys
from typing import Any

from app.engine import select

if __name__ == "__main__":
    select().patch()

from app.refusal import Refusal


class Tiny:
    """Says hello, echoes over Socket.IO, works beside, and notes that it was drained."""

    def __init__(self, config: Any, engine: Any, world: Any, address: Any) -> None:
        from flask import Flask, request
        from flask_socketio import SocketIO

        from app.guard import Guard

        self.config, self.engine = config, engine
        flask = Flask(__name__)
        flask.get("/", endpoint="hello")(lambda: "hello")
        flask.get("/work", endpoint="work")(self._work)
        flask.post("/length", endpoint="length")(lambda: str(len(request.data)))
        self.socketio = SocketIO(
            flask,
            async_mode=engine.mode,
            async_handlers=False,
            max_http_buffer_size=16384,
            cors_allowed_origins=list(address.origins),
        )
        engine.hasten(self.socketio.server, {"soon": self._soon})
        self._hang(self.socketio.server)
        self.wsgi = Guard(flask, address)

    def _hang(self, server: Any) -> None:
        server.on("echo", lambda sid, said: {"ok": True, "said": said})
        server.on("native", lambda sid, said: self.engine.run_native(pow, 2, said))
        server.on("try", lambda sid, what: str(getattr(Trial(self.engine), what)()))

        server.on("soon", lambda sid, said: {"ok": True, "soon": False})
        server.on("flood", self._flood)

    def _soon(self, sid: str, said: Any, reply: Any) -> bool:
        """Answers whoever asks nicely; the others go the ordinary way."""
        if said != "please":
            return False
        reply({"ok": True, "soon": True})
        return True

    def _work(self) -> str:
        """A page that is work, and waits for nothing."""
        hashlib.pbkdf2_hmac("sha256", b"word", b"salt", 10_000)
        return "done"

    def _flood(self, sid: str, count: int) -> None:
        for number in range(count):
            self.socketio.server.emit("flood", [number, "x" * 8000], to=sid)

    def start(self) -> None:
        self.engine.spawn(self._tick)

    def _tick(self) -> None:
        while True:
            self.engine.sleep(0.05)
            self.socketio.server.emit("tick", {})

    def drain(self) -> None:
        (self.config.data / "drained").touch()
        if os.environ.get("TINY_HANGS"):
            self.engine.sleep(3600)

    def entry(self) -> str:
        return "/enter/once"


class Trial:
    """What an engine promises, tried inside the engine."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine

    def beside(self) -> list[str]:
        """Work that was spawned goes on while somebody waits, and hands over through a bounded queue."""
        hat, seen = self.engine.queue(1), []
        self.engine.spawn(lambda: [hat.put(number) for number in range(5)])
        while len(seen) < 5:
            seen.append(hat.get(timeout=5))
        return seen

    def empty(self) -> str:
        hat = self.engine.queue()
        try:
            hat.get(timeout=0.05)
        except queue.Empty:
            hat.put("kept")  # a queue without a bound holds what nobody waits for
            return f"empty, then {hat.qsize()} {hat.get_nowait()}"
        return "?"

    def result(self) -> str:
        known, failed, never = (self.engine.result() for _ in range(3))
        self.engine.spawn(lambda: (self.engine.sleep(0.05), known.set("known"), failed.fail(KeyError("failed"))))
        said = [known.wait(5), known.wait(0)]
        for one in (failed, never):
            try:
                one.wait(0.1)
            except (KeyError, TimeoutError) as error:
                said.append(type(error).__name__)
        return " ".join(said)

    def lock(self) -> list[str]:
        """Who comes second waits until the first is done."""
        order: list[str] = []
        door, done = self.engine.lock(), self.engine.result()

        def second() -> None:
            with door:
                order.append("second")
            done.set(None)

        with door:
            self.engine.spawn(second)
            self.engine.sleep(0.05)
            order.append("first")
        done.wait(5)
        return order

    def native(self) -> bool:
        """Work in a native thread leaves everybody else free."""
        turns: list[int] = []
        self.engine.spawn(self._turn, turns)
        self.engine.run_native(hashlib.pbkdf2_hmac, "sha256", b"word", b"salt", 1_000_000)
        return len(turns) > 3

    def _turn(self, turns: list[int]) -> None:
        for turn in range(1000):
            self.engine.sleep(0.01)
            turns.append(turn)

    def failure(self) -> str:
        try:
            self.engine.run_native(int, "x")
        except ValueError:
            return "ValueError"
        return "?"


def main(data: str, port: str = "0") -> None:
    from app.config import read
    from app.serve import serve
    from app.world import World

    world = World()
    flags = {"port": port, "data": data, "host": "127.0.0.1", "no_browser": True}
    try:
        serve(read(flags, os.environ, world), select(), world, Tiny)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main(*sys.argv[1:])
