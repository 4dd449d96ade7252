"""Disks that are full, fail, are slow, or are held by somebody else: for one running server, and made for real."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import httpx

from tests.cast import House, until
from tests.faults.missing import needs

SMALL = 'mount -t tmpfs -o size={size} tmpfs {place} && exec "$@"'
IN_A_NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
LOOK_S = 0.01


def on_a_small_disk(folder: Path, size: str) -> tuple[str, ...]:
    """What a server is put inside of, so that this folder is a disk of its own, of that size."""
    folder.mkdir(parents=True)
    needs(*IN_A_NAMESPACE, "true", says="nobody may make disks here")
    return (*IN_A_NAMESPACE, "sh", "-c", SMALL.format(size=size, place=folder), "sh")


@contextlib.contextmanager
def full(house: House) -> Iterator[None]:
    """Not a byte is free."""
    filler = house.disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    yield
    filler.unlink()


@contextlib.contextmanager
def injected(house: House, calls: str, what: str) -> Iterator[None]:
    """These system calls of the server go wrong, or take long: see strace(1), --inject."""
    needs("strace", "-o", "/dev/null", "true", says="strace is missing, or may trace nobody")
    command = ["strace", "-f", "-p", str(house.pid), "-o", "/dev/null", "-e", f"trace={calls}"]
    tracer = subprocess.Popen([*command, "-e", f"inject={calls}:{what}"], stderr=subprocess.PIPE, text=True)
    try:
        assert tracer.stderr
        assert "attached" in tracer.stderr.readline()
        yield
    finally:
        tracer.terminate()
        tracer.communicate()


@contextlib.contextmanager
def held(house: House) -> Iterator[None]:
    """Another program writes into the database, and does not come to an end."""
    other = sqlite3.connect(house.data / "readtheroom.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


@contextlib.contextmanager
def watched(house: House, waits: list[float]) -> Iterator[None]:
    """Meanwhile somebody looks every moment whether the server answers; how long each look took."""
    over = Event()

    def looks() -> None:
        with httpx.Client(trust_env=False, timeout=30) as client:
            while not over.wait(LOOK_S):
                began = time.monotonic()
                client.get(f"{house.url}/healthz")
                waits.append(time.monotonic() - began)

    thread = Thread(target=looks)
    thread.start()
    until(lambda: waits)
    waits.clear()
    yield
    over.set()
    thread.join()
