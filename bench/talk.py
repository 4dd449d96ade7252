"""The talk: a hall of phones joins, connects, votes twice and is shown the results. `python -m bench.talk --phones N`.

Every acknowledged answer is checked against the published tally, exactly. Load goes to 127.0.0.0/8 only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import resource
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from bench.machine import machine, table
from bench.phone import Phone
from bench.served import Served, served

LONGEST_S = 80
AT_ONCE = 50
SOURCES = [f"127.0.0.{last}" for last in range(2, 10)]
COVERS = 10
QUIET_S = 0.5
LETTERS = "ABCD"


@dataclass
class Hall:
    """All phones, and what has been measured. Times are in seconds."""

    server: Served
    session: str
    phones: list[Phone] = field(default_factory=list)
    views: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)

    async def command(self, do: str, **facts: Any) -> Any:
        path = f"/api/sessions/{self.session}/commands"
        return await asyncio.to_thread(self.server.ask, path, {"do": do, **facts})

    def viewed(self, text: str, now: float) -> None:
        self.views.append(now)

    def tell(self, name: str, figure: str) -> None:
        self.rows.append((name, figure))

    @contextlib.contextmanager
    def cpu_per(self, name: str, count: int) -> Iterator[None]:
        """Tell what one of these costs the server in processor time."""
        before = self.server.cpu_s()
        yield
        self.tell(name, f"{(self.server.cpu_s() - before) / count * 1e6:.0f} µs")


async def talk(server: Served, phones: int, rate: int, seconds: float) -> Hall:
    """One whole talk. Raises AssertionError when an answer was lost, doubled or changed."""
    made = await asyncio.to_thread(server.ask, "/api/sessions", {"deck": "talk"})
    hall = Hall(server, made["id"])
    tokens = await _join(hall, made["code"], phones)
    await _connect(hall, tokens)
    await hall.command("start")
    await hall.command("next")
    for number in (1, 2):
        await _vote(hall, number, rate, round(rate * seconds))
    await _broadcasts(hall)
    _latencies(hall)
    hall.tell("memory of the server afterwards", f"{server.memory_kb() / 1024:.0f} MB")
    for phone in hall.phones:
        phone.hang_up()
    return hall


# --- arriving


async def _join(hall: Hall, code: str, phones: int) -> list[str]:
    """As many tokens, by HTTP, over a few connections that stay open."""
    body = json.dumps({"code": code}).encode()
    request = (
        f"POST /api/join HTTP/1.1\r\nHost: {hall.server.host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    shares = [len(range(start, phones, AT_ONCE)) for start in range(AT_ONCE)]
    with hall.cpu_per("processor time of a join by HTTP", phones):
        tokens = await asyncio.gather(*(_join_some(hall.server.host, request, share) for share in shares))
    return [token for some in tokens for token in some]


async def _join_some(host: str, request: bytes, count: int) -> list[str]:
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    tokens = []
    for _ in range(count):
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        assert head.startswith("HTTP/1.1 200"), head
        length = next(int(line[15:]) for line in head.splitlines() if line.lower().startswith("content-length:"))
        tokens.append(json.loads(await reader.readexactly(length))["token"])
    writer.close()
    return tokens


async def _connect(hall: Hall, tokens: list[str]) -> None:
    await asyncio.sleep(QUIET_S)
    before, free = hall.server.memory_kb(), asyncio.Semaphore(AT_ONCE)

    async def connect(number: int, token: str) -> Phone:
        async with free:
            return await _one_phone(hall, SOURCES[number % len(SOURCES)], token)

    with hall.cpu_per("processor time of a connect", len(tokens)):
        hall.phones = await asyncio.gather(*(connect(number, token) for number, token in enumerate(tokens)))
        await _until(lambda: len(hall.views) >= len(tokens))
    await asyncio.sleep(QUIET_S)
    grown = (hall.server.memory_kb() - before) / len(tokens)
    compressed = sum(phone.compressed for phone in hall.phones)
    hall.tell("memory of the server per phone", f"{grown:.1f} kB")
    hall.tell("phones that were given compression", str(compressed))


async def _one_phone(hall: Hall, source: str, token: str) -> Phone:
    host, _, port = hall.server.host.partition(":")
    loop = asyncio.get_running_loop()
    _, phone = await loop.create_connection(
        lambda: Phone(hall.server.host, token, hall.viewed), host, int(port), local_addr=(source, 0)
    )
    return await phone.connected


# --- voting


async def _vote(hall: Hall, number: int, rate: int, count: int) -> None:
    """Open a round, answer at that rate, close it, and compare."""
    await _shown(hall, hall.command("open"))
    answers = Answers(hall, number, count)
    with hall.cpu_per(f"processor time of an answer, round {number}", count):
        await answers.give(rate)
    assert not answers.refused, f"{len(answers.refused)} answers were refused, the first with {answers.refused[0]}"
    closed = (await hall.command("close"))["results"]
    assert closed["counts"] == answers.tally, f"published {closed['counts']}, acknowledged {answers.tally}"
    assert closed["n"] == len(answers.counted)
    hall.tell(f"round {number}: answers acknowledged", f"{count} of {count}, and the tally is exact")


class Answers:
    """So many answers to one round. The phones take turns; whoever comes again changes its mind."""

    def __init__(self, hall: Hall, number: int, count: int) -> None:
        self._hall, self._number, self._left = hall, number, count
        self._chance, self._loop, self._done = Random(number), asyncio.get_running_loop(), asyncio.Event()
        self.counted: dict[int, str] = {}
        self.refused: list[Any] = []

    @property
    def tally(self) -> dict[str, int]:
        """What the published counts must be: each phone's latest acknowledged answer."""
        found = Counter(self.counted.values())
        return {letter: found[letter] for letter in LETTERS}

    async def give(self, rate: int) -> None:
        """All of them, so many a second. Ends when every one has had its reply."""
        begin = self._loop.time()
        for turn in range(self._left):
            due = begin + turn / rate
            self._loop.call_at(due, self._send, turn, due)
        await self._done.wait()

    def _send(self, turn: int, due: float) -> None:
        before, phone = divmod(turn, len(self._hall.phones))
        sent = self._loop.time()
        self._hall.lags.append(sent - due)
        message = {"ask": "say", "round": self._number, "seq": before + 1, "value": self._chance.choice(LETTERS)}
        hear = partial(self._hear, phone, message, sent)
        self._hall.phones[phone].say("answer", message, hear)

    def _hear(self, phone: int, message: dict[str, Any], sent: float, reply: Any, now: float) -> None:
        self._hall.waits.append(now - sent)
        if reply == {"ok": True, "seq": message["seq"]}:
            self.counted[phone] = message["value"]
        else:
            self.refused.append(reply)
        self._left -= 1
        if self._left == 0:
            self._done.set()


# --- showing


async def _broadcasts(hall: Hall) -> None:
    spread, whole = await _shown(hall, hall.command("results"))
    hall.tell("results to all phones: first to last", f"{spread * 1e3:.0f} ms")
    hall.tell("results to all phones: button to last", f"{whole * 1e3:.0f} ms")
    with hall.cpu_per("processor time of a delivered view", 2 * COVERS * len(hall.phones)):
        for _ in range(COVERS):
            await _shown(hall, hall.command("cover"))
            await _shown(hall, hall.command("uncover"))


async def _shown(hall: Hall, command: Awaitable[Any]) -> tuple[float, float]:
    """Give a command and wait until every phone has its view: seconds from first to last, and from command to last."""
    hall.views.clear()
    begin = asyncio.get_running_loop().time()
    await command
    await _until(lambda: len(hall.views) >= len(hall.phones))
    return hall.views[-1] - hall.views[0], hall.views[-1] - begin


async def _until(question: Callable[[], bool]) -> None:
    while not question():
        await asyncio.sleep(0.005)


def _latencies(hall: Hall) -> None:
    hall.tell("answer to acknowledged, p50 · p95 · p99", _percentiles(hall.waits))
    hall.tell("lag of the load generator itself, p50 · p95 · p99", _percentiles(hall.lags))


def _percentiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return " · ".join(f"{ordered[int(len(ordered) * part)] * 1e3:.1f} ms" for part in (0.5, 0.95, 0.99))


def run(phones: int = 1000, rate: int = 500, seconds: float = 4.0) -> None:
    """Measure one talk and print what came of it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    async def bounded() -> Hall:
        async with asyncio.timeout(LONGEST_S):
            return await talk(server, phones, rate, seconds)

    with served() as server:
        hall = asyncio.run(bounded())
    table(f"The talk: {phones} phones, {rate} answers a second", hall.rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--rate", type=int, default=500, help="answers a second")
    parser.add_argument("--seconds", type=float, default=4.0, help="of answering, in each of the two rounds")
    told = parser.parse_args()
    print(machine())
    run(told.phones, told.rate, told.seconds)


if __name__ == "__main__":
    main()
