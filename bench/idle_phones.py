"""What phones cost while nothing happens: processor time of the server with so many connected phones that only answer
pings. `python -m bench.idle_phones [PHONES] [SECONDS]`.
"""

from __future__ import annotations

import asyncio
import sys

from app.rehearsal.remote import Remote
from bench.machine import machine, table
from bench.phone import Phone
from bench.served import Served, served

PHONES, SECONDS = 500, 60
AT_ONCE = 25
SETTLES_S = 5


async def idle_phones(server: Served, phones: int = PHONES, seconds: int = SECONDS) -> None:
    """Nobody first, then everybody, for as long."""
    session = server.ask("/api/sessions", {"deck": "talk"})
    server.ask(f"/api/sessions/{session['id']}/commands", {"do": "start"})
    alone = await _cost(server, seconds)
    here = await _arrive(server, session["code"], phones)
    memory = server.memory_kb()
    await asyncio.sleep(SETTLES_S)
    crowded = await _cost(server, seconds)
    for phone in here:
        phone.hang_up()
    rows = [
        ("nobody connected", f"{alone:5.2f} s of processor a minute  ({alone / 0.6:.1f} % of a core)"),
        (f"{phones:,} idle phones", f"{crowded:5.2f} s of processor a minute  ({crowded / 0.6:.1f} % of a core)"),
        ("each phone", f"{(crowded - alone) * 1000 / phones:5.2f} ms a minute"),
        ("memory", f"{memory / 1024:5.0f} MB with all of them connected"),
    ]
    table(f"Idle phones, measured for {seconds} s", rows)


async def _cost(server: Served, seconds: int) -> float:
    before = server.cpu_s()
    await asyncio.sleep(seconds)
    return (server.cpu_s() - before) * 60 / seconds


async def _arrive(server: Served, code: str, phones: int) -> list[Phone]:
    here: list[Phone] = []
    while len(here) < phones:
        some = min(AT_ONCE, phones - len(here))
        here += await asyncio.gather(*(_one(server, code) for _ in range(some)))
    return here


async def _one(server: Served, code: str) -> Phone:
    remote = Remote(server.url)
    token = (await asyncio.to_thread(remote.post, "/api/join", {"code": code}))["token"]
    loop = asyncio.get_running_loop()
    host, port = server.host.split(":")
    _, phone = await loop.create_connection(lambda: Phone(server.host, token, lambda text, at: None), host, int(port))
    return await phone.connected


def run(phones: int = PHONES, seconds: int = SECONDS) -> None:
    with served() as server:
        asyncio.run(idle_phones(server, phones, seconds))


if __name__ == "__main__":
    print(machine())
    run(*map(int, sys.argv[1:]))
