"""A whole session as one phone hears and says it: every shipped deck, presented by itself to simulated phones.

`python -m bench.whole_session [DECK…]`. One phone more, that answers like the others, has its bytes counted on the
wire in both directions. Its page and files come on top: they are loaded once, by a real browser.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from app.rehearsal.opinions import Opinions
from app.rehearsal.remote import Remote
from app.rehearsal.show import Show
from app.rehearsal.temperament import temperament
from app.rehearsal.troupe import dismiss, send_phones
from app.world import World, seeded
from bench.machine import machine, table
from bench.phone import Phone
from bench.served import Served, served
from decks.library import Library

PHONES, SEED, HURRY = 30, 7, 0.05
MOST_BYTES = 300_000


class Weighed(Phone):
    """Answers whatever is asked, and counts every byte of its line."""

    def __init__(self, host: str, token: str) -> None:
        super().__init__(host, token, self._looks)
        self.heard = self.said = self.views = 0
        self._ask: dict[str, Any] = {}
        world = seeded(SEED)
        self._opinions = Opinions(SEED, temperament(world, 0, 1), world)
        self._answered: set[tuple[str, int]] = set()

    def data_received(self, data: bytes) -> None:
        self.heard += len(data)
        super().data_received(data)

    def _send(self, text: str) -> None:
        self.said += len(text) + 8
        super()._send(text)

    def _looks(self, text: str, at: float) -> None:
        self.views += 1
        news = json.loads(text[2:])[1]["ask"] or {}
        ask = self._ask = {**({} if "id" in news else self._ask), **news}
        if news.get("phase") == "open" and (ask["id"], ask["round"]) not in self._answered:
            self._answered.add((ask["id"], ask["round"]))
            for said in self._opinions.on(ask):
                answer = {"ask": ask["id"], "round": ask["round"], "seq": 1, "value": said.value, "n": said.n}
                self.say("answer", {**answer, "pad": "." * 100}, lambda reply, at: None)


async def weigh(server: Served, deck: str) -> Weighed:
    """Play that deck from its lobby to its end."""
    session = server.ask("/api/sessions", {"deck": deck})
    token = Remote(server.url).post("/api/join", {"code": session["code"]})["token"]
    loop = asyncio.get_running_loop()
    _, phone = await loop.create_connection(lambda: Weighed(server.host, token), *server.host.split(":"))
    await phone.connected
    others = send_phones(server.url, session["code"], PHONES, SEED, HURRY)
    try:
        show = Show(Remote(server.url, server.bearer), session["id"], _quietly, World())
        await asyncio.to_thread(show.run, PHONES + 1)
    finally:
        dismiss(others)
        await asyncio.to_thread(others.wait)
        phone.hang_up()
    return phone


def _quietly(line: str) -> None:
    """Nobody reads along."""


def whole_session(server: Served, decks: list[str]) -> None:
    """One table for each deck, as soon as it has been played."""
    for deck in decks:
        rows = _rows(asyncio.run(weigh(server, deck)))
        table(f"A whole session of {deck} over one phone's line", rows)


def _rows(phone: Weighed) -> list[tuple[str, str]]:
    return [
        ("heard", f"{phone.heard:>8,} B in {phone.views} views"),
        ("said", f"{phone.said:>8,} B"),
        ("both", f"{phone.heard + phone.said:>8,} B  (goal, page and files included: at most {MOST_BYTES:,})"),
    ]


def run(decks: list[str] | None = None) -> None:
    with served() as server:
        whole_session(server, decks or sorted(Library().ids()))


if __name__ == "__main__":
    print(machine())
    run(sys.argv[1:])
