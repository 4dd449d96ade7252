"""The accelerations of the eventlet engine: less work for the same messages, the same promises, and a way back.

`READTHEROOM_FAST=off` serves without them, and so does a version of the libraries that nobody has looked at yet
(`leans_on`). Encrypted lines, long-polling, gevent and threads always go the libraries' own way.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from typing import Any

from app.engine import Soon
from app.refusal import BadSetting

SWITCH = "READTHEROOM_FAST"
TURN_S = 0.0005
"""How long a thread may keep the interpreter while another waits for it. Python's own 5 ms were what a commit took: its
thread wants the interpreter back after each statement, and the hub hardly ever lets go by itself."""


def wanted() -> bool:
    """Whether the accelerations are on: they are, unless READTHEROOM_FAST says off."""
    said = os.environ.get(SWITCH, "on")
    if said not in {"on", "off"}:
        raise BadSetting(f"{SWITCH} is {said!r}, which is neither on nor off.", "Set it to on or off; or leave it out.")
    return said == "on"


def take_short_turns() -> None:
    """Let the threads of this process pass each other the interpreter often."""
    sys.setswitchinterval(TURN_S)


def settle() -> bool:
    """Everything is loaded: from now on garbage is looked for among what is new, while nobody answers. Where a server
    stays as it is nobody would, and Python goes on looking by itself: False there."""
    from app.engine.fast import garbage

    quick = not changed()
    if quick:
        garbage.settle()
    return quick


def changed() -> list[str]:
    """What the accelerations lean on and do not know as it is now."""
    from app.engine.fast import leans_on

    return leans_on.changed()


def hasten(server: Any, soon: Mapping[str, Soon], most_unread: int | None) -> bool:
    """Make a Socket.IO server quick. False where it stays as it is, because nobody has tried these libraries.

    Otherwise as `Engine.hasten`.
    """
    if unknown := changed():
        note = "The server runs without its accelerations: %s is not as they know it."
        logging.getLogger("readtheroom").warning(note, unknown[0])
        return False
    from app.engine.fast.rooms import Rooms
    from app.engine.fast.sockets import quick_sockets

    server.manager = Rooms()
    server.manager.set_server(server)
    quick_sockets(server, soon, most_unread)
    return True
