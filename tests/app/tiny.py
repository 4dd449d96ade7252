"""A product as small as can be, to run the real process around: `python -m tests.app.tiny --port 0`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from app.engine import select

if __name__ == "__main__":
    select().patch()

from app.refusal import Refusal


class Tiny:
    """Says hello, echoes over Socket.IO, and notes that it was drained."""

    def __init__(self, config: Any, engine: Any, world: Any, address: Any) -> None:
        from flask import Flask, request
        from flask_socketio import SocketIO

        from app.guard import Guard

        self.config = config
        flask = Flask(__name__)
        socketio = SocketIO(
            flask,
            async_mode=engine.mode,
            async_handlers=False,
            max_http_buffer_size=16384,
            cors_allowed_origins=list(address.origins),
        )
        socketio.server.on("echo", lambda sid, data: {"ok": True, "data": data})
        socketio.server.on("slow", lambda sid, data: engine.run_native(pow, 2, data))
        flask.get("/", endpoint="hello")(lambda: "hello")
        flask.post("/length", endpoint="length")(lambda: str(len(request.data)))
        flask.get("/peer", endpoint="peer")(
            lambda: f"{request.remote_addr} {address.is_loopback(request.environ)} {request.scheme}"
        )
        self.wsgi = Guard(flask, address)

    def start(self) -> None:
        pass

    def drain(self) -> None:
        (self.config.data / "drained").touch()

    def entry(self) -> str:
        return "/enter/once"


def main() -> None:
    from app.config import read
    from app.serve import serve
    from app.world import World

    flags = {"port": "0", "data": sys.argv[1], "host": "127.0.0.1", "no_browser": True}
    world = World()
    try:
        serve(read(flags, os.environ, world), select(), world, Tiny)
    except Refusal as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(exist_ok=True)
    main()
