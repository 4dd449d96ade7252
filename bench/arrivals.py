"""Phones that arrive whole, as a process of their own: page, files, join, page, socket, blank forms.

`python -m bench.arrivals HOST CODE PHONES SECONDS` prints one line of JSON. Each phone is a browser with an empty
cache: it opens a line for each file, six at most, as browsers do, and asks for what the page names. Then it stays.
"""

from __future__ import annotations

import asyncio
import gzip
import html
import json
import re
import sys
import time
from collections import deque
from typing import Any

from bench.frames import UPGRADE, masked, split
from bench.talk import all_descriptors, percentile

LINES = 6
"""Of one browser to one server."""
FILES = re.compile(r"(?:href|src)=\"(/static/[^\"]+)\"")
CSRF = re.compile(r"name=\"csrf_token\" value=\"([^\"]+)\"")
PAGE = re.compile(r"<script type=\"application/json\" id=\"page\">(.*?)</script>", re.DOTALL)
HEADERS = (
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36\r\n"
    "Accept: text/html,*/*\r\nAccept-Encoding: gzip, deflate\r\nAccept-Language: en-GB,en;q=0.9\r\n"
)


class Browser:
    """One phone with an empty cache."""

    def __init__(self, host: str, code: str, source: str) -> None:
        self._host, self._code, self._source = host, code, source
        self._lines: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self._cookies: dict[str, str] = {}
        self.requests = self.bytes = 0

    async def arrive(self) -> None:
        """From the first byte until the phone has its view."""
        page = await self._ask("GET", f"/{self._code}")
        files = deque(dict.fromkeys(path for path in FILES.findall(page) if "/later" not in path))
        await asyncio.gather(*(self._fetch(number, files) for number in range(LINES)))
        form = f"csrf_token={CSRF.findall(page)[0]}"
        await self._ask("POST", f"/{self._code}", form)
        inside = await self._ask("GET", f"/{self._code}")
        told = json.loads(html.unescape(PAGE.findall(inside)[0]))
        await self._socket(told["token"])
        await self._ask("GET", told["forms"])
        for _, writer in self._lines:
            writer.close()

    async def _fetch(self, line: int, files: deque[str]) -> None:
        while files:
            await self._ask("GET", files.popleft(), line=line)

    async def _line(self, number: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        while len(self._lines) <= number:
            self._lines.append(await self._opened())
        return self._lines[number]

    async def _opened(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        name, _, port = self._host.partition(":")
        return await asyncio.open_connection(name, int(port), local_addr=(self._source, 0))

    async def _ask(self, method: str, path: str, form: str = "", line: int = 0) -> str:
        reader, writer = await self._line(line)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\n{HEADERS}"
        if cookies:
            head += f"Cookie: {cookies}\r\n"
        if form:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n"
            head += f"Origin: http://{self._host}\r\n"
        writer.write(f"{head}\r\n{form}".encode())
        try:
            status, headers = _head((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
        except (asyncio.IncompleteReadError, ConnectionError):  # a line that was idle for long; browsers open another
            self._lines[line] = await self._opened()
            return await self._ask(method, path, form, line)
        assert status in {200, 303}, (path, status)
        for name, value in headers:
            if name == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self._cookies[cookie] = kept
        told = dict(headers)
        body = await reader.readexactly(int(told.get("content-length", 0)))
        self.requests += 1
        self.bytes += len(body)
        return (gzip.decompress(body) if told.get("content-encoding") == "gzip" else body).decode("utf-8", "replace")

    async def _socket(self, token: str) -> None:
        """Connect, and wait for the view."""
        reader, self._kept = await self._opened()
        self._kept.write(UPGRADE.format(host=self._host).encode())
        await reader.readuntil(b"\r\n\r\n")
        rest = b""
        while True:
            payloads, rest = split(rest + await reader.read(65_536))
            for payload in payloads:
                if payload[:1] == b"0":
                    self._kept.write(masked(b"40" + json.dumps({"token": token}).encode()))
                if payload.startswith(b'42["view"'):
                    return


def _head(text: str) -> tuple[int, list[tuple[str, str]]]:
    first, *lines = text.split("\r\n")
    pairs = (line.partition(": ") for line in lines if line)
    return int(first.split()[1]), [(name.lower(), value) for name, _, value in pairs]


async def arrive(host: str, code: str, phones: int, seconds: float) -> dict[str, Any]:
    """So many phones, evenly within so many seconds."""
    begin, took, late = time.perf_counter(), [], []
    browsers = [Browser(host, code, f"127.0.1.{number % 200 + 2}") for number in range(phones)]

    async def one(number: int) -> None:
        due = begin + number * seconds / phones
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        came = time.perf_counter()
        late.append(came - due)
        await browsers[number].arrive()
        took.append(time.perf_counter() - came)

    await asyncio.gather(*map(one, range(phones)))
    return {
        "phones": phones,
        "requests": browsers[0].requests + 1,
        "kB": browsers[0].bytes / 1024,
        "p50 ms": percentile(took, 0.5) * 1e3,
        "p95 ms": percentile(took, 0.95) * 1e3,
        "all in after s": time.perf_counter() - begin,
        "lag ms": percentile(late, 0.99) * 1e3,
    }


if __name__ == "__main__":
    all_descriptors()
    host, code, phones, seconds = sys.argv[1:]
    print(json.dumps(asyncio.run(arrive(host, code, int(phones), float(seconds)))))
