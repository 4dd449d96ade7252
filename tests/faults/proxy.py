"""A bad network in a process of its own: `python -m tests.faults.proxy --to PORT`.

A relay before one port. On its input it is told, as lines of JSON, what the network is like from now on; each is
answered by a line. What it can do: delay, jitter, stall, lose what the server says, narrow the line, refuse
websockets, break lines (with or without a goodbye, or after so many bytes), and cut who is silent for too long.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

from tests.faults.orders import obey

PIECE = 65536
MOST_QUEUED = 64
UPGRADE = b"upgrade: websocket"
REFUSAL = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
RESET = struct.pack("ii", 1, 0)
"""Linger for no time: the line ends with a reset."""


@dataclass
class Weather:
    """What the network is like. Seconds and bytes; 0 is none."""

    delay: float = 0.0
    jitter: float = 0.0
    stalls: float = 0.0
    """The chance that a piece waits for `stall` seconds, and everything after it."""
    stall: float = 0.0
    rate: float = 0.0
    """Bytes a second in each direction of a line."""
    loses: bool = False
    """What the server says vanishes; what is said to it arrives."""
    refuses: bool = False
    """Websockets are refused, as some networks do."""
    cut: bool = False
    """No new line comes through."""
    breaks_after: int = 0
    """A line breaks after so many bytes from the server."""
    silence: float = 0.0
    """A line is cut when nothing has passed for so long."""


@dataclass(eq=False)
class Line:
    """One connection, seen from both ends."""

    ends: tuple[asyncio.StreamWriter, ...]
    passes: asyncio.Event = field(default_factory=asyncio.Event)
    """Cleared: it looks open, and nothing passes."""
    heard: float = 0.0
    told: int = 0

    def breaks(self, goodbye: bool = True) -> None:
        self.passes.set()
        for end in self.ends:
            if not goodbye:
                with contextlib.suppress(OSError):
                    end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            end.transport.abort()


class Proxy:
    """Passes everything on, through whatever weather it was told."""

    def __init__(self, house: int) -> None:
        self._house, self._weather, self._lines = house, Weather(), set[Line]()
        self._chance = random.Random(7)

    async def opens(self) -> int:
        self._door = await asyncio.start_server(self._serves, "127.0.0.1", 0, backlog=2048)
        port: int = self._door.sockets[0].getsockname()[1]
        return port

    async def do(self, do: str, **facts: Any) -> Any:
        """One order: what it does to lines that stand, and to those that will come."""
        match do:
            case "becomes":
                self._weather = Weather(**facts)
            case "breaks":
                for line in list(self._lines):
                    line.breaks(facts["goodbye"])
            case "stalls":
                for line in self._lines:
                    line.passes.clear()
            case "wakes":
                for line in self._lines:
                    line.passes.set()
            case "lines":
                return len(self._lines)
        return None

    async def _serves(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        """One line from its first byte to its end."""
        with contextlib.suppress(OSError):
            first = await reader.read(PIECE)
            if first and self._weather.refuses and UPGRADE in first.lower():
                client.write(REFUSAL)
                await client.drain()
            elif first and not self._weather.cut:
                back, house = await asyncio.open_connection("127.0.0.1", self._house)
                await self._carries(Line((client, house)), first, reader, back)
        client.transport.abort()

    async def _carries(
        self, line: Line, first: bytes, reader: asyncio.StreamReader, back: asyncio.StreamReader
    ) -> None:
        client, house = line.ends
        line.passes.set()
        line.heard = asyncio.get_running_loop().time()
        self._lines.add(line)
        ways = [self._passes(line, reader, house, first), self._passes(line, back, client, b""), self._watches(line)]
        tasks = [asyncio.ensure_future(way) for way in ways]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._lines.discard(line)
        line.breaks()

    async def _passes(self, line: Line, reader: asyncio.StreamReader, to: asyncio.StreamWriter, first: bytes) -> None:
        """One direction: pieces are taken at once and delivered when they are due, in their order."""
        due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(MOST_QUEUED)
        deliveries = asyncio.ensure_future(self._delivers(line, due, to, is_reply=to is line.ends[0]))
        loop = asyncio.get_running_loop()
        arrives, piece = loop.time(), first
        try:
            while piece or (piece := await reader.read(PIECE)):
                arrives = max(arrives, loop.time() + self._takes())
                if self._weather.rate:
                    arrives += len(piece) / self._weather.rate
                await due.put((arrives, piece))
                piece = b""
            await due.put((0.0, b""))
            await deliveries
        finally:
            deliveries.cancel()

    def _takes(self) -> float:
        weather = self._weather
        stalled = weather.stall if self._chance.random() < weather.stalls else 0.0
        return max(0.0, weather.delay + self._chance.uniform(-weather.jitter, weather.jitter)) + stalled

    async def _delivers(self, line: Line, due: asyncio.Queue[Any], to: asyncio.StreamWriter, is_reply: bool) -> None:
        loop = asyncio.get_running_loop()
        while True:
            arrives, piece = await due.get()
            if not piece:
                return
            if (wait := arrives - loop.time()) > 0:
                await asyncio.sleep(wait)
            await line.passes.wait()
            line.heard = loop.time()
            if is_reply and self._weather.loses:
                continue
            if is_reply and self._weather.breaks_after:
                line.told += len(piece)
                if line.told >= self._weather.breaks_after:
                    to.write(piece[: len(piece) // 2])
                    return
            to.write(piece)
            await to.drain()

    async def _watches(self, line: Line) -> None:
        """Ends when the line was silent for longer than this network bears."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(0.2)
            if self._weather.silence and loop.time() - line.heard > self._weather.silence:
                return


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--to", type=int, required=True)
    proxy = Proxy(parser.parse_args().to)
    print(json.dumps(await proxy.opens()), flush=True)
    await obey(proxy.do)
    os._exit(0)  # hundreds of lines would each complain of the end


if __name__ == "__main__":
    asyncio.run(main())
