"""A crowd of phones in one process: `python -m tests.faults.crowd --host HOST --port PORT --code CODE`.

Each phone keeps to the rules of the real one (`static/js/outbox.js`, `static/js/wire.js`): the newest answer waits
until it is counted or refused for good, and goes out again over every new line, which is opened after 0.5 s, 1 s,
1.5 s … and never by all at once. What each of them sent, and what it was told of it, stands in its journal.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from tests.faults.line import Line, Refused
from tests.faults.orders import obey

KEPT_FOR_LATER = {"no.reply", "rate.limited", "server.busy", "server.error", "storage.full"}
PROBE_S = 1.2
DOOR = 2
"""A new line may take so many times as long as a reply."""
FIRST_WAIT_S, LONGEST_WAIT_S, LONGEST_KNOCK_S = 0.5, 8.0, 1.5
DOORS = 8
LOOK_S = 0.02


@dataclass
class Waiting:
    """The answer that is not counted yet."""

    ask: str
    round: int
    seq: int
    value: Any


@dataclass
class Figures:
    """In seconds: from the first sending of an answer to its acknowledgement; from losing the line to a view on the
    next one. And the codes of all refusals."""

    waits: list[float] = field(default_factory=list)
    backs: list[float] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


class Phone:
    """One phone, from its token on."""

    def __init__(self, at: argparse.Namespace, token: str, figures: Figures, chance: random.Random) -> None:
        self._at, self.token = at, token
        self._figures, self._chance = figures, chance
        self.line: Line | None = None
        self.waiting: Waiting | None = None
        self.seq = 0
        self.journal: list[list[Any]] = []
        """[seq, value, what became of it]: ok, no, or unknown."""
        self.refused = ""
        self._fresh = asyncio.Event()
        self._since = 0.0
        self.home = False
        self.returns = 0

    # --- the line

    async def lives(self) -> None:
        tries, lost = 0, 0.0
        loop = asyncio.get_running_loop()
        sender = asyncio.ensure_future(self._sends())
        while not self.home:
            try:
                line = await self._connects()
            except (OSError, TimeoutError):
                await asyncio.sleep(self._pause(tries))
                tries += 1
                continue
            except Refused as refusal:
                self.refused = str(refusal)
                break
            if lost:
                self._figures.backs.append(loop.time() - lost)
                self.returns += 1
            tries, self.line = 0, line
            self._fresh.set()
            await line.lost.wait()
            self.line, lost = None, loop.time()
            if not self.home:
                await asyncio.sleep(self._pause(0))
        sender.cancel()

    def _pause(self, tries: int) -> float:
        return min(LONGEST_KNOCK_S, FIRST_WAIT_S * 2.0 ** min(tries, 5)) * self._chance.uniform(0.5, 1.5)

    async def _connects(self) -> Line:
        """A line over which the first view has come."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(DOOR * self._at.patience):
            _, line = await loop.create_connection(lambda: Line(self._at.host, self.token), "127.0.0.1", self._at.port)
            try:
                await line.open
                while line.view is None and not line.lost.is_set():
                    await asyncio.sleep(LOOK_S)
            except BaseException:
                line.hang_up()
                raise
        return line

    # --- the outbox

    def puts(self, ask: str, round: int, value: Any) -> None:
        """A new choice; the newest replaces one that waits."""
        self.seq += 1
        self.waiting = Waiting(ask, round, self.seq, value)
        self._fresh.set()

    async def _sends(self) -> None:
        loop, tries = asyncio.get_running_loop(), 0
        while True:
            await self._fresh.wait()
            self._fresh.clear()
            while (answer := self.waiting) and self.line:
                began = loop.time()
                self._since = self._since or began
                line = self.line
                reply = await self._says(line, answer)
                if reply.get("code") == "no.reply":
                    await self._doubts(line)
                    break
                if reply.get("code") in KEPT_FOR_LATER:
                    tries += 1
                    base = reply.get("retry_after") or min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (tries - 1))
                    await asyncio.sleep(base * self._chance.uniform(1, 1.5))
                    continue
                tries = 0
                if reply.get("ok"):
                    self._figures.waits.append(loop.time() - self._since)
                self._since = 0.0
                if self.waiting is answer:
                    self.waiting = None

    async def _says(self, line: Line, answer: Waiting) -> Any:
        entry = [answer.seq, answer.value, "unknown"]
        self.journal.append(entry)
        message = {"ask": answer.ask, "round": answer.round, "seq": answer.seq, "value": answer.value}
        reply = await line.say("answer", message, self._at.patience)
        if reply.get("ok"):
            entry[2] = "ok"
        elif reply["code"] != "no.reply":
            entry[2] = "no"
            self._figures.codes.append(reply["code"])
        return reply

    async def _doubts(self, line: Line) -> None:
        """A line that answers nothing may only look open. Whatever waits goes out over the next one."""
        if not line.lost.is_set() and (await line.say("resync", {}, PROBE_S)).get("code") == "no.reply":
            line.hang_up()
        self._fresh.set()


class Crowd:
    """All of them, and what they are told to do."""

    def __init__(self, at: argparse.Namespace) -> None:
        self._at, self._chance = at, random.Random(at.seed)
        self._figures = Figures()
        self.phones: list[Phone] = []
        self._stands = ("", 0)
        self._lives: set[asyncio.Future[Any]] = set()
        self._choosing: set[asyncio.Future[Any]] = set()

    async def do(self, do: str, **facts: Any) -> Any:
        return await getattr(self, f"_{do}")(**facts)

    async def _joins(self, count: int) -> int:
        """So many come in, by HTTP and then by their sockets."""
        shares = [len(range(door, count, DOORS)) for door in range(DOORS)]
        tokens = [token for some in await asyncio.gather(*map(self._tokens, shares)) for token in some]
        fresh = [Phone(self._at, token, self._figures, random.Random(self._chance.random())) for token in tokens]
        self.phones += fresh
        for phone in fresh:
            _begins(self._lives, phone.lives())
        return await self._are_back(patience=60)

    async def _tokens(self, count: int) -> list[str]:
        if not count:
            return []
        reader, writer = await asyncio.open_connection("127.0.0.1", self._at.port)
        body = json.dumps({"code": self._at.code}).encode()
        head = f"POST /api/join HTTP/1.1\r\nHost: {self._at.host}\r\nContent-Type: application/json\r\n"
        tokens = []
        for _ in range(count):
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            said = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(said.partition(b"content-length:")[2].split()[0])
            tokens.append(json.loads(await reader.readexactly(length))["token"])
        writer.transport.abort()
        return tokens

    async def _are_back(self, patience: float, times: int = 0) -> int:
        """How many have a line, and have lost one so often since the figures were asked last, once all do or patience
        is over."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while (back := sum(phone.line is not None and phone.returns >= times for phone in self.phones)) < len(
            self.phones
        ):
            if loop.time() > end:
                break
            await asyncio.sleep(LOOK_S)
        return back

    async def _vote(self, ask: str, round: int, options: str, votes: int, over: float) -> None:
        """Everybody begins to choose, so many times each, some time within so many seconds. Journals hold one vote."""
        for phone in self.phones if (ask, round) != self._stands else ():
            phone.seq, phone.journal, phone.waiting = 0, [], None
        self._stands = (ask, round)
        for phone in self.phones:
            _begins(self._choosing, self._chooses(phone, ask, round, options, votes, over))

    async def _chooses(self, phone: Phone, ask: str, round: int, options: str, votes: int, over: float) -> None:
        moments = sorted(self._chance.uniform(0, over) for _ in range(votes))
        before = 0.0
        for moment in moments:
            await asyncio.sleep(moment - before)
            before = moment
            phone.puts(ask, round, self._chance.choice(options))

    async def _settle(self, patience: float) -> int:
        """Wait until nothing waits to be chosen or counted; how many answers still do."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while loop.time() < end:
            if not self._choosing and not any(phone.waiting for phone in self.phones):
                return 0
            await asyncio.sleep(LOOK_S)
        return sum(phone.waiting is not None for phone in self.phones)

    async def _journals(self) -> list[dict[str, Any]]:
        return [{"token": phone.token, "said": phone.journal, "refused": phone.refused} for phone in self.phones]

    async def _figured(self) -> dict[str, Any]:
        """What was measured since this was asked last."""
        found = vars(self._figures).copy()
        for phone in self.phones:
            phone.returns = 0
        self._figures.waits, self._figures.backs, self._figures.codes = [], [], []
        return found

    async def _acknowledged(self) -> int:
        return sum(said[2] == "ok" for phone in self.phones for said in phone.journal)

    async def _shown(self) -> list[Any]:
        """The version of the view that each phone has, and the code of why it was refused."""
        return [phone.line.view["version"] if phone.line else phone.refused for phone in self.phones]

    async def _leave(self, count: int) -> None:
        """So many go home."""
        gone, self.phones = self.phones[:count], self.phones[count:]
        for phone in gone:
            phone.home = True
            if phone.line:
                phone.line.hang_up()
        await asyncio.sleep(0)


def _begins(known: set[asyncio.Future[Any]], work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(work)
    known.add(task)
    task.add_done_callback(known.discard)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", required=True, help="as a browser would name it, whatever port the line goes to")
    parser.add_argument("--code", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=5.0, help="seconds that a phone waits for a reply")
    crowd = Crowd(parser.parse_args())
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(json.dumps("here"), flush=True)
    await obey(crowd.do)
    os._exit(0)  # and with it all their lines, as when a hall leaves the Wi-Fi


if __name__ == "__main__":
    asyncio.run(main())
