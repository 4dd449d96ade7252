"""Talking with a process of ours: one line of JSON to it, one line of JSON back."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from tests.app.process import ROOT

LONGEST_LINE = 1 << 26
GOODBYE_S = 5


async def obey(do: Callable[..., Awaitable[Any]]) -> None:
    """Do what the lines of the input say, one after the other, until whoever gave the orders has let go."""
    reader = asyncio.StreamReader(LONGEST_LINE)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        print(json.dumps(await do(**json.loads(line))), flush=True)


class Servant:
    """Such a process, as whoever gives the orders has it. `first` is the first line that it says."""

    def __init__(self, module: str, *words: str) -> None:
        command = [sys.executable, "-m", module, *words]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
        self.first = self._hears()

    def does(self, do: str, **facts: Any) -> Any:
        """Give an order; the answer."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, **facts}) + "\n")
        self._process.stdin.flush()
        return self._hears()

    def ends(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        try:
            self._process.wait(GOODBYE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _hears(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "A helper of the tests has ended early."
        return json.loads(line)
