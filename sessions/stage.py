"""The one path of every change: load, act, save, announce."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decks.recast import recast
from sessions import moves
from sessions.booth import Booth
from sessions.comparison.kept import kept_of
from sessions.counting import Counting
from sessions.errors import (
    ConfirmNeeded,
    ServerBusy,
    SessionEnded,
    StaleVersion,
    StorageFull,
    UnknownCode,
    UnknownSession,
)
from sessions.ledger import Ledger
from sessions.moderation.desk import Desk
from sessions.moderation.item import ItemChanges, Sort
from sessions.moderation.rulings import moderate
from sessions.moderation.upvotes import Upvotes
from sessions.moves import Moment
from sessions.moving import Moving
from sessions.parts import House
from sessions.ports import Told
from sessions.presence import Presence
from sessions.protocol import Answer, Command, Moderate, Reason, Signal, Upvote
from sessions.pulses import has_pulse
from sessions.session import LiveSession
from sessions.signals import Signals
from sessions.state import SessionState, Start, Status

__all__ = ["House", "Stage"]

JOIN_KEY_BYTES = 32
RENEWED_GRACE = 2.0
"""Seconds: a closing that a crash interrupted gives phones the time to come back."""


class Stage:
    """Every command and every answer comes through here."""

    def __init__(self, house: House, plain_http: bool = False, keeps: int = 0, lasting: bool = False) -> None:
        self.house = house
        self.plain_http = plain_http
        self._keeps, self._lasting = keeps, lasting
        self.presence = Presence()
        self.counting = Counting(house.shelf, house.keyring)
        self.desk = Desk(house)
        self.upvotes = Upvotes(house, self.desk)
        self.signals = Signals(house.world, house.engine, house.announcer)
        self.moving = Moving(house)
        self.ledger = Ledger(house, self.desk, self.moving)
        self._booth = Booth(house, self.counting, self.desk, self.moving)

    # --- find

    def find(self, session_id: str) -> LiveSession:
        """The session as it stands. Raises UnknownSession."""
        return self.ledger.find(session_id)

    def by_code(self, code: str) -> LiveSession:
        """The session that a code joins. Unknown, ended and locked codes all raise the same UnknownCode."""
        session_id = self.house.shelf.by_code(code.upper())
        session = self.find(session_id) if session_id else None
        if session is None or session.state.status is Status.ENDED or session.state.locked:
            raise UnknownCode
        return session

    def joined(self, session_id: str) -> int:
        return self.presence.joined(session_id, self.house.world.now())

    def answered(self, session: LiveSession) -> int:
        """How many have answered in the latest round, passes included."""
        if box := session.open_box:
            return self.counting.answered(session, box)
        published = session.standing.published
        return published[-1].n if published and session.standing.round == published[-1].round else 0

    # --- begin and end

    def create(
        self, deck_id: str, start: Start, *, title: str = "", min_answers: int | None = None, rehearsal: bool = False
    ) -> LiveSession:
        """Start a session of a deck. Raises UnknownDeck or InvalidDeck."""
        world = self.house.world
        deck = self.house.playbill.runnable(deck_id, min_answers)
        script = self.house.playbill.script(deck_id)
        state = SessionState(
            id=world.id(),
            code=self._free_code(),
            title=title.strip() or recast(deck, start.cast).title,
            deck=deck_id,
            script=script.digest,
            day=world.today(),
            rehearsal=rehearsal,
            min_answers=min_answers,
            start=start,
            orders={script.digest: self.house.playbill.deal(deck)},
            keeps=self._keeps if has_pulse(deck) and not rehearsal else 0,
            keeps_pulse=self._lasting and has_pulse(deck),
        )
        self.house.shelf.add(state, world.token(JOIN_KEY_BYTES), script)
        return self.ledger.load(state.id)

    def _free_code(self) -> str:
        while self.house.shelf.by_code(code := self.house.world.code()):
            continue
        return code

    def delete(self, session_id: str, keep: bool = False) -> None:
        """Delete a session with everything of it; with `keep`, all but the pulses that its phones were told of.
        Raises UnknownSession."""
        with self.ledger.lock(session_id):
            session = self.find(session_id)
            self.house.shelf.forget(session_id, kept_of(session, self.house.world.id()) if keep else None)
            self.ledger.drop(session)
        for known in (self.presence, self.desk, self.signals):
            known.forget(session_id)
        self.house.announcer.gone(session_id)

    # --- commands

    def command(self, session_id: str, command: Command) -> LiveSession:
        """One move of the presenter. Raises IllegalMove, StaleVersion, ConfirmNeeded and what the move refuses."""
        with self.ledger.lock(session_id):
            session = self._moved(session_id, command)
        self.house.announcer.changed(session_id)
        return session

    def edit(self, session_id: str, version: int | None, act: Callable[[LiveSession], LiveSession]) -> LiveSession:
        """What the presenter does to the summary of a session. Raises StaleVersion and what the act raises."""
        with self.ledger.lock(session_id):
            session = self.find(session_id)
            if version is not None and version != session.state.version:
                raise StaleVersion
            session = self.ledger.save(session, act(session))
        self.house.announcer.changed(session_id)
        return session

    def _moved(self, session_id: str, command: Command) -> LiveSession:
        session = self.find(session_id)
        if command.version is not None and command.version != session.state.version:
            raise StaleVersion
        self._ask_to_confirm(session, command)
        if command.do == "end" and session.is_open:
            session = self.close_now(session)
        after = moves.make(session, command.do, self._moment(), **command.args)
        if command.do == "seen":
            self._seen(session, command.args["kind"])
        if after.is_open and after.standing.closes_at not in {None, session.standing.closes_at}:
            return self._closing(session, after)
        return self.ledger.save(session, after, texts=self._texts_of(session, after))

    def _seen(self, session: LiveSession, kind: str) -> None:
        """A signal was seen: who gave it is told so, and nothing of it is saved."""
        if voters := self.signals.seen(session.state.id, kind):
            self.house.announcer.receipt(session.state.id, kind, voters)

    def _texts_of(self, before: LiveSession, after: LiveSession) -> ItemChanges:
        """What a move does to texts: reasons no longer taken are handed on, and the end keeps only what it may."""
        changes = ItemChanges()
        for slide_id, standing in before.state.asks.items():
            if standing.reasons and after.ask_state(slide_id).reasons is None:
                self.house.shelf.shut(standing.reasons.box)
                changes |= self.desk.reasons_over(before, slide_id, standing.reasons.box)
            if standing.voided != after.ask_state(slide_id).voided:
                changes |= self.desk.drawer(before).dropped(slide_id, Sort.ANSWER)
        if after.state.status is Status.ENDED:
            self.desk.drawer(before).apply(changes)
            return self.desk.end(before)
        return changes

    def _closing(self, before: LiveSession, after: LiveSession) -> LiveSession:
        deadline = after.standing.closes_at
        assert deadline is not None
        grace = deadline - self.house.world.now()
        if grace <= 0:
            return self.close_now(before)
        self.house.engine.spawn(self.close_after, after.state.id, grace, deadline)
        return self.ledger.save(before, after)

    def _ask_to_confirm(self, session: LiveSession, command: Command) -> None:
        opens = command.do == "open" or (command.do == "next" and session.natural == "open")
        if not (opens and self.plain_http and session.ask and session.ask.privacy == "personal"):
            return
        agreed = session.state.start.plain_http or command.args.get("confirm") is True
        if not agreed and not session.is_open and self.presence.reached(session.state.id):
            raise ConfirmNeeded

    def close_after(self, session_id: str, grace: float, deadline: float) -> None:
        """When the grace is over, close; unless it was cancelled or the round is another one."""
        self.house.engine.sleep(grace)
        try:
            with self.ledger.lock(session_id):
                session = self.find(session_id)
                if not session.is_open or session.standing.closes_at != deadline:
                    return
                self.close_now(session)
        except UnknownSession:
            return
        except (StorageFull, ServerBusy):
            self.house.engine.spawn(self.close_after, session_id, RENEWED_GRACE, deadline)
            return
        self.house.announcer.changed(session_id)

    def close_now(self, session: LiveSession) -> LiveSession:
        """Shut the box, add it up, save what may be told and delete the rest: crash-safe between any two steps."""
        box, slide_id = session.open_box, session.state.slide
        assert box is not None
        assert slide_id is not None
        self.house.shelf.shut(box)
        if session.moves_bars:
            self.moving.counted(session, box)
        published, shift = self.counting.count(session, self.house.world.order)
        collects = session.collects(slide_id)
        texts = self.desk.close(session, slide_id, box, published.tally is not None) if collects else ItemChanges()
        joined = self.joined(session.state.id)
        after = moves.closed(session, slide_id, published, shift, joined, self._moment())
        return self.ledger.save(session, after, texts=texts)

    def _moment(self) -> Moment:
        return Moment(self.house.world.now(), self.house.world.id)

    # --- answers

    def answer(self, session_id: str, voter: bytes, answer: Answer) -> dict[str, Any]:
        """Seal and commit one answer; returns only after it is on disk. Raises what makes it no answer."""
        return self._booth.answer(self.find(session_id), voter, answer)

    def takes_at_once(self, session_id: str) -> bool:
        """Whether an answer in this session can be taken without waiting for anything but its commit."""
        session = self.ledger.known(session_id)
        return session is not None and self._booth.takes_at_once(session)

    def answer_then(self, session_id: str, voter: bytes, answer: Answer, told: Told) -> None:
        """The same as `answer`, where the session `takes_at_once`: after the commit `told` gets what that returns or
        raises. Raises what is wrong before it."""
        self._booth.answer_then(self.find(session_id), voter, answer, told)

    def reason(self, session_id: str, voter: bytes, reason: Reason) -> dict[str, Any]:
        """Seal and commit a reason for the answer that this phone was dealt."""
        return self._booth.reason(self.find(session_id), voter, reason)

    def mine(self, session_id: str, voter: bytes) -> dict[str, Any] | None:
        """What this phone answered in the ask that stands; None when nothing stands or its key is gone."""
        session = self.find(session_id)
        facts = self._booth.mine(session, voter)
        if facts is not None and session.lifts:
            facts["upvoted"] = self.upvotes.of(session, voter)
        return facts

    def upvote(self, session_id: str, voter: bytes, upvote: Upvote) -> None:
        """Lift a question up, or no longer. Raises UnknownItem."""
        self.upvotes.upvote(self.find(session_id), voter, upvote.item, upvote.on)

    def signal(self, session_id: str, voter: bytes, signal: Signal) -> dict[str, Any]:
        """A private word to the presenter, or taking it back. Raises SessionEnded or InvalidMessage."""
        if self.find(session_id).state.status is Status.ENDED:
            raise SessionEnded
        act = self.signals.undo if signal.undo else self.signals.send
        return act(session_id, voter, signal.kind)

    # --- texts

    def moderate(self, session_id: str, ruling: Moderate) -> LiveSession:
        """A text was looked at. Raises UnknownItem, InvalidMessage or SessionEnded."""
        with self.ledger.lock(session_id):
            session = self.find(session_id)
            if session.state.status is Status.ENDED:
                raise SessionEnded
            drawer = self.desk.drawer(session)
            after, texts = moderate(
                session, drawer, ruling.item, ruling.do, lambda item: self.desk.author_of(session, item)
            )
            session = self.ledger.save(session, after, texts=texts)
        self.house.announcer.changed(session_id)
        return session

    # --- when a deck's file changes

    def reload(self, session_id: str) -> bool:
        """Take up a changed deck file; True when the session plays another script now."""
        with self.ledger.lock(session_id):
            session = self.find(session_id)
            script = self.house.playbill.newer(session)
            if script is None:
                return False
            self.ledger.save(session, self.house.playbill.moved_to(session, script), script)
        self.house.announcer.changed(session_id)
        return True
