"""Steps at which a server can die. A test puts this folder on the path of its server (PYTHONPATH), and Python loads
this before anything else; nothing of the product knows of it.

Each statement that writes, each emptying of the log, and each touch of a key file is a step. While the file that
READTHEROOM_TEST_STEPS names is there, steps are counted and written down beside it, and before the one whose number it
holds the process dies as by kill -9.
"""

import os
import sqlite3
import sqlite3.dbapi2
import sys
from os import O_APPEND, O_CREAT, O_WRONLY, close, getpid, kill, open, stat, write
from signal import SIGKILL

ARMED = os.environ["READTHEROOM_TEST_STEPS"]
KEYS = os.environ["XDG_RUNTIME_DIR"]
READS = ("SELECT", "PRAGMA")
CHECKPOINT = "PRAGMA wal_checkpoint"
connect = sqlite3.connect
counted = 0
inside = False


def step(what: str) -> None:
    """One more step, if anybody counts; perhaps the last."""
    global counted, inside
    try:
        last = stat(ARMED).st_size
    except OSError:
        counted = 0
        return
    inside = True
    counted += 1
    log = open(f"{ARMED}.log", O_WRONLY | O_APPEND | O_CREAT)
    write(log, f"{what}\n".encode())
    close(log)
    inside = False
    if counted == last:
        kill(getpid(), SIGKILL)


def statement(sql: str) -> None:
    """Only its first words: the rest may be somebody's answer."""
    if not sql.startswith(READS) or sql.startswith(CHECKPOINT):
        step(" ".join(sql.split()[:3]))


def watched(*place: object, **how: object) -> sqlite3.Connection:
    connection = connect(*place, **how)  # type: ignore[call-overload]
    connection.set_trace_callback(statement)
    return connection


def audit(event: str, facts: tuple[object, ...]) -> None:
    if not inside and event in {"open", "os.remove"} and str(facts[0]).startswith(KEYS):
        step(f"{event} a key")


sqlite3.connect = sqlite3.dbapi2.connect = watched
sys.addaudithook(audit)
