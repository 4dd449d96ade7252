"""One simulated phone: it arrives, looks, hesitates, answers, loses its line and comes back, and goes home."""

from __future__ import annotations

from collections.abc import Mapping
from queue import Empty
from typing import Any

from app.rehearsal.agenda import Act, Agenda
from app.rehearsal.line import Line
from app.rehearsal.opinions import Ask, Opinions, Said
from app.rehearsal.outbox import Outbox
from app.rehearsal.remote import Refused
from app.rehearsal.temperament import Temperament, happens
from app.world import World

WORTH_A_RETRY = {"rate.limited", "server.busy", "room.full", "storage.full"}
RETRY_S = 2.0
MOST_TRIES = 20
THINKS_AGAIN_S = (2.0, 10.0)
LOSES_LINE_S = (0.5, 15.0)
COMES_BACK_S = (1.0, 6.0)


class Phone:
    """Lives in a thread of its own. `pace` stretches or shortens all its waiting."""

    def __init__(
        self, line: Line, code: str, temperament: Temperament, opinions: Opinions, world: World, pace: float = 1.0
    ) -> None:
        self._line, self._code, self._temperament, self._opinions = line, code, temperament, opinions
        self._world, self._pace = world, pace
        self._agenda = Agenda(world.now)
        self._outbox = Outbox()
        self._begun: set[tuple[str, int]] = set()
        self._reasoned: set[str] = set()
        self._considered: set[str] = set()
        self._open: Ask | None = None
        self._version = self._tries = 0
        self._home = False

    def live(self) -> None:
        """From arriving to going home: when the session has ended, the server is gone, or this person leaves early."""
        self._later(self._temperament.arrives, self._arrive)
        while not self._home:
            self._listen()
            self._agenda.do_what_is_due()
        self._line.drop()

    def _later(self, seconds: float, act: Act) -> None:
        self._agenda.after(seconds * self._pace, act)

    # --- in and out

    def _arrive(self) -> None:
        self._attempt(self._come_in, self._arrive)

    def _come_in(self) -> None:
        self._line.join(self._code)
        self._return()

    def _return(self) -> None:
        self._attempt(self._connect, self._return)

    def _connect(self) -> None:
        if not self._line.is_open:
            self._line.connect()
        self._tries = 0
        self._flush()

    def _attempt(self, act: Act, again: Act) -> None:
        """Try; where it is worth trying again, do so later; else go home."""
        try:
            act()
        except Refused as refusal:
            self._try_again(again, refusal.code in WORTH_A_RETRY, refusal.retry_after)
        except OSError:
            self._try_again(again, True, None)

    def _try_again(self, act: Act, worth_it: bool, after: float | None) -> None:
        self._tries += 1
        self._home = not worth_it or self._tries > MOST_TRIES
        self._agenda.after((after or RETRY_S) * self._world.uniform(1, 1.5), act)

    def _lose_line(self) -> None:
        self._line.drop()
        self._later(self._world.uniform(*COMES_BACK_S), self._return)

    # --- looking

    def _listen(self) -> None:
        try:
            name, said = self._line.news.get(timeout=self._agenda.wait)
        except Empty:
            return
        if name == "view" and said["version"] >= self._version:
            self._look(said)
        elif name == "lost":
            self._later(self._world.uniform(*COMES_BACK_S), self._return)

    def _look(self, view: Mapping[str, Any]) -> None:
        self._version = view["version"]
        self._home = view["session"]["status"] == "ended"
        ask = view["ask"]
        self._open = ask if ask and ask["phase"] == "open" else None
        if ask:
            self._consider(ask)

    def _consider(self, ask: Ask) -> None:
        match ask["phase"]:
            case "ready":
                self._forget(ask)
            case "open" if _round(ask) not in self._begun:
                self._begin(ask)
            case "closed" | "talk" if self._temperament.leaves and ask["round"] < ask["rounds"]:
                self._home = True
        if ask["lifts"] and ask["phase"] == "open":
            self._read_questions(ask)
        if ask["reasons"] and ask["id"] not in self._reasoned:
            self._reasoned.add(ask["id"])
            self._later(self._temperament.hesitates(self._world), lambda: self._give_reason(ask))

    def _forget(self, ask: Ask) -> None:
        """This round has not been asked yet, or is asked afresh."""
        self._outbox.forget(ask["id"], ask["round"])
        self._begun = {begun for begun in self._begun if begun[0] != ask["id"] or begun[1] < ask["round"]}

    # --- answering

    def _begin(self, ask: Ask) -> None:
        self._begun.add(_round(ask))
        if happens(self._world, self._temperament.drops):
            self._later(self._world.uniform(*LOSES_LINE_S), self._lose_line)
        if happens(self._world, self._temperament.stays_silent):
            return
        hesitates = self._temperament.hesitates(self._world)
        self._later(hesitates, lambda: self._answer(ask))
        if happens(self._world, self._temperament.wavers):
            self._later(hesitates + self._world.uniform(*THINKS_AGAIN_S), lambda: self._think_again(ask))

    def _answer(self, ask: Ask) -> None:
        if self._sees(ask):
            self._send(ask, *self._opinions.on(ask))
        else:
            self._begun.discard(_round(ask))  # covered in between: think afresh when it comes back

    def _think_again(self, ask: Ask) -> None:
        answer = self._outbox.of(*_round(ask))
        if answer and self._sees(ask):
            self._send(ask, self._opinions.instead_of(answer.value, ask))

    def _sees(self, ask: Ask) -> bool:
        return self._open is not None and _round(self._open) == _round(ask)

    def _send(self, ask: Ask, *said: Said) -> None:
        for one in said:
            self._outbox.put(*_round(ask), one.value, one.n, one.sure, one.keep)
        self._flush()

    # --- between two votes, and among questions

    def _give_reason(self, ask: Ask) -> None:
        """For the answer that this phone was dealt; whoever has no line or no idea lets it be."""
        text = self._opinions.reason()
        mine = self._line.say("resync", {}).get("mine") if text else None
        if mine and mine.get("dealt") and not mine.get("reasoned"):
            self._line.say("reason", {"ask": ask["id"], "option": mine["dealt"], "text": text})

    def _read_questions(self, ask: Ask) -> None:
        """Each question is considered once; some are lifted up."""
        for item in ask["items"]:
            if item["item"] not in self._considered:
                self._considered.add(item["item"])
                if self._opinions.lifts():
                    self._later(self._temperament.hesitates(self._world), self._lifting(item["item"]))

    def _lifting(self, item: str) -> Act:
        return lambda: self._lift(item)

    def _lift(self, item: str) -> None:
        self._line.say("upvote", {"item": item})

    def _flush(self) -> None:
        """Send what waits. Without a line it waits for the next one."""
        answer = self._outbox.waiting
        if answer is None or not self._line.is_open:
            return
        wait = self._outbox.settle(answer, self._line.say("answer", answer.message))
        if wait is not None:
            self._agenda.after(wait * self._world.uniform(1, 1.5), self._flush)


def _round(ask: Ask) -> tuple[str, int]:
    return ask["id"], ask["round"]
