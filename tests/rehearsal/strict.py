"""A server that is hard on one phone: `python -m tests.rehearsal.strict`. It prints, a line each, what it hears.

The first answer it asks to repeat later; at the second it hangs up without a word; the third it counts, and ends.
"""

from __future__ import annotations

import json
from typing import Any

import socketio
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

ASK = {
    "id": "say", "kind": "choice", "phase": "open", "round": 1, "rounds": 2, "options": [{"key": "A"}, {"key": "B"}],
    "collects": False, "confidence": False, "lifts": False, "reasons": False, "items": [],
}  # fmt: skip
LATER = {"ok": False, "code": "rate.limited", "says": "Not so fast.", "retry_after": 0.2}


class Strict:
    def __init__(self) -> None:
        self.server = socketio.Server(async_mode="threading", async_handlers=False)
        self.server.on("connect", self.connect)
        self.server.on("answer", self.answer)
        self.answers = 0

    def connect(self, sid: str, environ: Any, auth: Any) -> None:
        tell("connect", auth)
        self.server.start_background_task(self.show, sid, "live", ASK)

    def answer(self, sid: str, said: Any) -> Any:
        tell("answer", said)
        self.answers += 1
        if self.answers == 1:
            return LATER
        if self.answers == 2:
            self.server.disconnect(sid)
        else:
            self.server.start_background_task(self.show, sid, "ended", None)
        return {"ok": True, "seq": said["seq"]}

    def show(self, sid: str, status: str, ask: Any) -> None:
        self.server.sleep(0.05)
        self.server.emit("view", {"version": 1, "session": {"status": status}, "ask": ask}, to=sid)


@Request.application
def join(request: Request) -> Response:
    tell(request.path, request.get_json())
    return Response(json.dumps({"session": "s", "token": "the-token"}), content_type="application/json")


def tell(name: str, said: Any) -> None:
    print(json.dumps([name, said]), flush=True)


if __name__ == "__main__":
    http = make_server("127.0.0.1", 0, socketio.WSGIApp(Strict().server, join), threaded=True)
    print(f"ready http://127.0.0.1:{http.port}", flush=True)
    http.serve_forever()
