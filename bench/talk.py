"""The talk: a hall of phones joins, connects, votes twice, is shown something, leaves and comes back.

`python -m bench.talk --phones N` plays it once on the product. Every acknowledged answer is checked against what is
published. Load goes to 127.0.0.0/8 only.
"""

from __future__ import annotations

import argparse
import random
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from bench.costs import Meter
from bench.crowd import Crowd, Phone, now, reply
from bench.disk import Disk
from bench.frames import event
from bench.http import Line, request
from bench.machine import machine, table
from bench.sides import Side, ours

LETTERS = "ABCD"
RATES = (2_500, 10_000)
"""Answers a second: the first round's, and the second's."""
COVERS = 5
LEAVES, MOST_LEAVES = 5_000, 5
"""So many phones leave altogether, in at most so many rounds: one small room that leaves once is soon over."""
QUIET_S = 0.4
SETTLED_S = 0.01
"""Less than this in a tenth of a second, and a server has nothing left to do."""
LOOK_S = 0.1

Figures = dict[str, float]


class Talk:
    """One talk on one server. `figures` are in µs, ms, kB and numbers, as their names say."""

    def __init__(self, side: Side, phones: int, rates: tuple[int, ...] = RATES) -> None:
        self._side, self._phones, self._rates = side, phones, rates
        self._crowd, self._desk = Crowd(side.host), Crowd(side.host)
        self._dice = random.Random(1)
        self.lags: list[float] = []
        self.figures: Figures = {"lost": 0, "ghosts": 0, "doubled": 0}

    def play(self) -> Figures:
        meter = Meter(self._side.pid)
        begin = now()
        self._desk.enter(self._side.desk)
        tokens = self._arrive()
        for number, rate in enumerate(self._rates, 1):
            self._vote(number, rate)
        self._show()
        self.view = self._crowd.view
        self._blip(tokens)
        self.figures["hung up by the server"] = self._crowd.lost
        self.figures["compressed"] = self._crowd.compressed
        self.figures["lag ms"] = percentile(self.lags, 0.99) * 1e3
        self.figures["others"] = meter.others_s() / (now() - begin)
        self._crowd.close()
        self._desk.close()
        return self.figures

    @contextmanager
    def _cpu(self, name: str, count: int) -> Iterator[None]:
        """What one of these costs the server, in µs of processor."""
        before = self._side.cpu_s()
        yield
        self.figures[name] = (self._side.cpu_s() - before) / count * 1e6

    # --- arriving

    def _arrive(self) -> list[bytes]:
        with self._cpu("join µs", self._phones):
            tokens = self._side.joined(self._phones)
        self._rest(QUIET_S)
        before, begin = self._side.memory_kb(), now()
        with self._cpu("connect µs", self._phones):
            self._enter(tokens)
            self.figures["connects/s"] = self._phones / (now() - begin)
            self._rest(QUIET_S)
        self.figures["kB/phone"] = (self._side.memory_kb() - before) / self._phones
        return tokens

    def _enter(self, tokens: list[bytes]) -> None:
        self._crowd.views = 0
        self._crowd.enter(tokens)
        self._crowd.until(lambda: self._crowd.views >= len(tokens))

    # --- voting

    def _vote(self, number: int, rate: int) -> None:
        self._shown("open")
        self._rest(QUIET_S)
        answers = Answers(self._crowd, self._dice, number)
        with Disk() as disk, self._cpu(f"answer µs at {rate}/s", self._phones):
            self.lags += answers.give(rate)
            self._crowd.until(lambda: answers.left == 0)
            self._rest(QUIET_S)
        self.figures["disk ms"] = max(self.figures.get("disk ms", 0.0), disk.longest_s * 1e3)
        for part in (50, 95, 99):
            self.figures[f"p{part} ms at {rate}/s"] = percentile(answers.waits, part / 100) * 1e3
        self.figures["doubled"] += answers.doubled
        assert not answers.refused, f"{len(answers.refused)} answers were refused, as with {answers.refused[0]!r}"
        told = self._side.result()
        self._compare(answers.counted, told)

    def _compare(self, counted: Counter[str], told: dict[str, int]) -> None:
        """Acknowledged and not published is lost; published and never acknowledged is a ghost."""
        for letter in LETTERS:
            self.figures["lost"] += max(counted[letter] - told[letter], 0)
            self.figures["ghosts"] += max(told[letter] - counted[letter], 0)

    # --- showing

    def _show(self) -> None:
        """Things that every phone is told at once."""
        lasts, spreads = [], []
        self._rest(QUIET_S)
        with self._cpu("message µs", 2 * COVERS * self._phones):
            for do in ("cover", "uncover") * COVERS:
                spread, last = self._shown(do)
                lasts.append(last)
                spreads.append(spread)
        self.figures["last phone ms"], self.figures["first to last ms"] = median(lasts), median(spreads)

    def _shown(self, do: str) -> tuple[float, float]:
        """Give a command and wait until every phone has its view: ms from the first to the last, and to the last."""
        self._crowd.views = 0
        begin = now()
        self._side.say(do)
        self._crowd.until(lambda: self._crowd.views >= self._phones)
        self._side.said()
        self._desk.turn(0)
        return (self._crowd.last_view - self._crowd.first_view) * 1e3, (self._crowd.last_view - begin) * 1e3

    # --- leaving and coming back

    def _blip(self, tokens: list[bytes]) -> None:
        """The Wi-Fi goes and comes back, in a small room several times."""
        rounds = min(max(LEAVES // self._phones, 1), MOST_LEAVES)
        left = [self._gone_and_back(tokens) for _ in range(rounds)]
        self.figures["leave µs"] = median(left) / self._phones * 1e6
        self.figures["busy after a mass leave s"] = median(left)

    def _gone_and_back(self, tokens: list[bytes]) -> float:
        """Seconds of processor of the leave. Meanwhile somebody else asks for a page, again and again."""
        before = self._side.cpu_s()
        self._crowd.leave()
        self.figures["longest wait beside a mass leave ms"] = self._beside()
        left = self._side.cpu_s() - before
        begin = now()
        with self._cpu("return µs", self._phones):
            self._enter(tokens)
        self.figures["all back s"] = now() - begin
        return left

    def _beside(self) -> float:
        """Ask until the server has nothing left to do; the longest that one answer took, in ms."""
        line, longest, before = Line(self._side.host), 0.0, self._side.cpu_s()
        look = now() + LOOK_S
        while True:
            begin = now()
            line.begin(request(self._side.host, "GET", "/healthz"))
            line.end()
            longest = max(longest, now() - begin)
            if now() > look:
                used, before, look = self._side.cpu_s() - before, self._side.cpu_s(), now() + LOOK_S
                if used < SETTLED_S:
                    line.close()
                    return longest * 1e3
            self._rest(0.05)

    def _rest(self, seconds: float) -> None:
        self._crowd.rest(seconds)
        self._desk.turn(0)


class Answers:
    """One answer of each phone to one round."""

    def __init__(self, crowd: Crowd, dice: random.Random, number: int) -> None:
        self._crowd = crowd
        self._order = dice.sample(crowd.phones, len(crowd.phones))
        self._values = dice.choices(LETTERS, k=len(self._order))
        told = {"ask": "say", "round": number, "seq": 1}
        self._frames = {letter: event("answer", {**told, "value": letter}, number) for letter in LETTERS}
        self._good = f'43{number}[{{"ok":true,"seq":1}}]'.encode()
        self._given: dict[Phone, str] = {}
        self.left, self.doubled = len(self._order), 0
        self.counted: Counter[str] = Counter()
        self.waits: list[float] = []
        self.refused: list[bytes] = []
        crowd.acknowledged = self._hear

    def give(self, rate: int) -> list[float]:
        """All of them, so many a second; how late each was, in seconds."""
        begin, given, lags = now(), 0, []
        while given < len(self._order):
            due = min(int((now() - begin) * rate) + 1, len(self._order))
            while given < due:
                phone, value = self._order[given], self._values[given]
                self._given[phone] = value
                phone.say(self._frames[value])
                lags.append(max(phone.sent - begin - given / rate, 0))
                given += 1
            self._crowd.turn(max(begin + given / rate - now(), 0))
        return lags

    def _hear(self, phone: Phone, said: bytes, at: float) -> None:
        value = self._given.pop(phone, None)
        if value is None:
            self.doubled += 1
            return
        self.waits.append(at - phone.sent)
        self.left -= 1
        if said == self._good or reply(said) == {"ok": True, "seq": 1}:
            self.counted[value] += 1
        else:
            self.refused.append(said)


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]


def all_descriptors() -> None:
    """A hall needs one for each phone."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=1000)
    parser.add_argument("--rates", type=int, nargs=2, default=RATES, help="answers a second, in each round")
    told = parser.parse_args()
    all_descriptors()
    print(machine())
    with ours() as side:
        figures = Talk(side, told.phones, tuple(told.rates)).play()
    table(f"The talk: {told.phones} phones", [(name, f"{figure:,.1f}") for name, figure in figures.items()])


if __name__ == "__main__":
    main()
