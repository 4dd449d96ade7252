"""What grows with answers and with sessions: `python -m bench.growth`.

Answers: the core itself on a folder, without a server; up to 100,000 in one ask. Sessions: many rooms at once on one
server, each of them voting.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from app.engine import select
from app.world import World
from bench.crowd import Crowd
from bench.machine import machine, table
from bench.served import DECKS, served
from bench.sides import Ours
from bench.talk import Answers, Figures, all_descriptors, percentile
from decks.library import Library
from sessions import audiences
from sessions.audiences import Scene
from sessions.keys import Keyring
from sessions.playbill import Playbill
from sessions.protocol import PRESENTER, Answer, Command
from sessions.session import LiveSession
from sessions.stage import House, Stage
from sessions.state import Start
from sessions.store import open_shelf
from sessions.summary import content, format_named

ANSWERS = (1_000, 10_000, 100_000)
TEXTS = (100, 1_000, 10_000)
SESSIONS = (10, 50, 200)
ROOM, RATE = 50, 2_000
TIMES = 20
ASK = {
    "answer µs": "µs for an answer to one ask",
    "counts µs": "µs for the counts that go out",
    "console's view µs": "µs for the console's view, waiting texts in it",
    "close ms": "ms for a close",
    "summary ms": "ms for the summary",
}
SERVER = {
    "answer µs": "µs for an answer, many sessions",
    "p99 ms": "ms until it is acknowledged, p99",
    "kB/phone": "kB for a phone",
}
"""What the picture of growth shows, against the answers to one ask and against the sessions on one server."""

Asks = dict[str, dict[int, Figures]]
"""By kind of ask, then by its number of answers."""
Rooms = dict[int, Figures]
"""By the number of sessions."""


class Silence:
    """Nobody listens."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *what: None


class Waiting:
    """Counts how many answers are still on their way."""

    def __init__(self, left: int) -> None:
        self.left, self.wrong = left, 0

    def set(self, value: Any) -> None:
        self.left -= 1

    def fail(self, error: BaseException) -> None:
        self.left -= 1
        self.wrong += 1


class Core:
    """A stage on a folder of its own."""

    def __init__(self, folder: Path) -> None:
        engine, self.world = select("threading"), World()
        self.shelf = shelf = open_shelf(folder, engine)
        shelf.writer.start()
        playbill = Playbill(Library(DECKS), shelf, self.world)
        self.stage = Stage(
            House(shelf, Keyring(folder / "keys", self.world.token), playbill, self.world, engine, Silence())
        )
        self.id = self.stage.create("growth", Start()).state.id

    def says(self, do: str, **args: Any) -> None:
        self.stage.command(self.id, Command(do, None, args))

    def pulse_us(self) -> float:
        """What the counts cost that go out ten times a second."""
        return _timed(lambda: audiences.pulse(self.stage.find(self.id), self._scene(), PRESENTER)) / TIMES * 1e6

    def view_us(self) -> float:
        return _timed(lambda: audiences.BUILDERS[PRESENTER](self.stage.find(self.id), self._scene())) / TIMES * 1e6

    def _scene(self) -> Scene:
        session, stage = self.stage.find(self.id), self.stage
        return Scene(
            now=self.world.now(),
            joined=stage.joined(self.id),
            answered=stage.answered(session),
            reached=False,
            join={},
            items=stage.desk.items(session),
        )


def _summary(session: LiveSession) -> bytes:
    return format_named("json").write(content(session), session.words)


def _timed(act: Callable[[], Any], times: int = TIMES) -> float:
    begin = time.process_time()
    for _ in range(times):
        act()
    return time.process_time() - begin


def answers(count: int, slide: str, value: Callable[[int], Any]) -> Figures:
    """So many answers to one ask, then its close, its results and the summary: in µs of processor, or ms."""
    folder = Path(tempfile.mkdtemp(prefix="readtheroom-growth-"))
    try:
        core = Core(folder)
        core.says("start")
        core.says("goto", slide=slide)
        core.says("open")
        begin = time.process_time()
        _give(core, count, slide, value)
        figures = {"answer µs": (time.process_time() - begin) / count * 1e6}
        figures |= {"counts µs": core.pulse_us(), "console's view µs": core.view_us()}
        figures["close ms"] = _timed(lambda: core.says("close"), 1) * 1e3
        core.says("end")
        figures["summary ms"] = _timed(lambda: _summary(core.stage.find(core.id)), 1) * 1e3
        return figures
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give(core: Core, count: int, slide: str, value: Callable[[int], Any]) -> None:
    core.pulse_us()
    if core.stage.takes_at_once(core.id):
        _give_together(core, count, slide, value)
        return
    for number in range(count):
        core.stage.answer(core.id, _voter(number), Answer(slide, 1, 1, value(number)))


def _give_together(core: Core, count: int, slide: str, value: Callable[[int], Any]) -> None:
    waiting = Waiting(count)
    for number in range(count):
        core.stage.answer_then(core.id, _voter(number), Answer(slide, 1, 1, value(number)), waiting)
        while core.shelf.writer.depth() > 2_000:
            time.sleep(0.002)
    while waiting.left:
        time.sleep(0.002)
    assert not waiting.wrong


def _voter(number: int) -> bytes:
    return number.to_bytes(16, "big")


# --- sessions


def sessions(count: int, phones: int, rate: int = RATE) -> Figures:
    """So many rooms at once on one server, each with so many phones that answer, all together at that rate."""
    with served() as server:
        sides = [Ours(server) for _ in range(count)]
        crowd = Crowd(server.host)
        before = sides[0].memory_kb()
        tokens = [token for side in sides for token in side.joined(phones)]
        crowd.enter(tokens)
        for side in sides:
            side.renew()
            side.say("open")
            side.said()
        crowd.rest(1.0)
        grown, cpu = sides[0].memory_kb() - before, sides[0].cpu_s()
        given = Answers(crowd, Random(1), 1)
        lags = given.give(rate)
        crowd.until(lambda: given.left == 0)
        figures = {
            "answer µs": (sides[0].cpu_s() - cpu) / len(tokens) * 1e6,
            "p50 ms": percentile(given.waits, 0.5) * 1e3,
            "p99 ms": percentile(given.waits, 0.99) * 1e3,
            "kB/phone": grown / len(tokens),
            "lag ms": percentile(lags, 0.99) * 1e3,
        }
        told = [side.result() for side in sides]
        figures["wrong"] = abs(sum(one["n"] for one in told) - sum(given.counted.values()))
        for side in sides:
            side.close()
        crowd.close()
        return figures


def run(counts: Sequence[int] = ANSWERS, texts: Sequence[int] = TEXTS) -> Asks:
    found: Asks = {"choice": {}, "text": {}}
    dice = Random(1)
    for count in counts:
        found["choice"][count] = answers(count, "say", lambda number: dice.choice("ABCD"))
        table(f"{count} answers to one choice", [(n, f"{f:,.1f}") for n, f in found["choice"][count].items()])
    for count in texts:
        found["text"][count] = answers(count, "write", lambda number: f"Something that number {number} has written.")
        table(f"{count} texts in one ask", [(n, f"{f:,.1f}") for n, f in found["text"][count].items()])
    return found


def rooms(counts: Sequence[int] = SESSIONS, phones: int = ROOM) -> Rooms:
    found: Rooms = {}
    for count in counts:
        found[count] = sessions(count, phones)
        table(f"{count} sessions, {phones} phones each", [(n, f"{f:,.1f}") for n, f in found[count].items()])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=list(SESSIONS))
    parser.add_argument("--phones", type=int, default=ROOM, help="in each of them")
    parser.add_argument("--answers", type=int, nargs="+", default=list(ANSWERS))
    parser.add_argument("--texts", type=int, nargs="+", default=list(TEXTS))
    asked = parser.parse_args()
    all_descriptors()
    print(machine())
    run(asked.answers, asked.texts)
    rooms(asked.sessions, asked.phones)


if __name__ == "__main__":
    main()
