"""The socket's doors: who is it, what do they want, tell the stage, reply."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable
from typing import Any

from flask_socketio import SocketIO
from socketio.exceptions import ConnectionRefusedError

from app import wire_json
from app.address import Address
from app.devices import Devices
from app.frames import watch
from app.health import Health
from app.identity import Identity, Person
from app.limits import SOCKETS_OF_ONE_PHONE, Limits
from app.mistakes import OUR_MISTAKE, note
from app.news import PULSE_EVERY, room
from app.scenes import Scenes
from sessions import protocol
from sessions.errors import (
    DeviceEnded,
    RoleDenied,
    RoomFull,
    SessionError,
    StaleVersion,
    UnknownEvent,
    UnknownSession,
)
from sessions.ports import Engine
from sessions.protocol import LIGHT, MINE, PARTICIPANT, PRESENTER, VIEW
from sessions.stage import Stage

SORRY = {"code": "server.error", "says": OUR_MISTAKE}

DROP_TRIES = 20

Reply = dict[str, Any]


class Doors:
    """Every event of the socket. Roles are checked against the catalogue in `sessions.protocol`; default: no."""

    def __init__(
        self,
        stage: Stage,
        scenes: Scenes,
        identity: Identity,
        limits: Limits,
        address: Address,
        engine: Engine,
        devices: Devices,
        health: Health,
    ) -> None:
        self._stage, self._scenes, self._identity = stage, scenes, identity
        self._limits, self._address, self._engine = limits, address, engine
        self._devices, self._health = devices, health
        self._people: dict[str, Person] = {}
        self._phones: defaultdict[bytes, OrderedDict[str, None]] = defaultdict(OrderedDict)

    def hang(self, socketio: SocketIO) -> None:
        """Put the doors into their frames: plain handlers, without a Flask context around each message."""
        server = self._server = socketio.server
        watch(server)
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        for name in protocol.READERS:
            server.on(name, self._door(name))
        server.on("*", self._unknown)

    # --- in and out

    def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        try:
            person = self._who(auth)
            self._let_in(sid, person, environ, _audience(person, auth))
        except SessionError as refusal:
            self._health.refused(refusal.code)
            raise ConnectionRefusedError(refusal.code, _refused(refusal)) from None
        except Exception as error:
            note("connect", error)
            raise ConnectionRefusedError(SORRY["code"], SORRY) from None
        self._engine.spawn(self._welcome, sid, person)

    def _who(self, auth: Any) -> Person:
        facts = auth if isinstance(auth, dict) else {}
        session = facts.get("session")
        asked_for = session if isinstance(session, str) else None
        person = self._identity.anybody(facts.get("token", ""), asked_for, self._stage.house.shelf.join_key)
        if person.session is None:
            raise UnknownSession
        self._stage.find(person.session)
        return person

    def _let_in(self, sid: str, person: Person, environ: dict[str, Any], audience: str) -> None:
        assert person.session is not None
        if person.role == PARTICIPANT:
            if self._stage.joined(person.session) >= self._limits.capacity:
                raise RoomFull(retry_after=10)
            self._stage.presence.arrived(person.session, person.voter)
            if not self._address.is_loopback(environ):
                self._stage.presence.seen_from_outside(person.session)
            self._drop_oldest(sid, person.voter)
        self._people[sid] = person
        if person.device in self._devices:
            del self._people[sid]
            raise DeviceEnded
        self._server.enter_room(sid, room(audience, person.session))
        self._health.arrived(person)
        self._stage.house.announcer.counted(person.session)
        if person.device:
            self._devices.arrived(person)

    def _drop_oldest(self, sid: str, voter: bytes) -> None:
        sockets = self._phones[voter]
        sockets[sid] = None
        if len(sockets) > SOCKETS_OF_ONE_PHONE:
            oldest, _ = sockets.popitem(last=False)
            self._engine.spawn(self._drop, oldest)

    def _drop(self, sid: str) -> None:
        """The library lets go of nobody whose connection it has not yet confirmed, so this may take a moment."""
        for _ in range(DROP_TRIES):
            if sid not in self._people:
                return
            self._server.disconnect(sid)
            self._engine.sleep(PULSE_EVERY)

    def _welcome(self, sid: str, person: Person) -> None:
        """What stands right now; sent once the connection itself has been confirmed."""
        self._engine.sleep(0)
        if sid not in self._people:
            return
        facts = self._everything(person)
        self._server.emit(VIEW, facts["view"], to=sid)
        if facts["mine"]:
            self._server.emit(MINE, facts["mine"], to=sid)

    def sockets_of(self, voters: set[bytes]) -> list[str]:
        """The sockets through which these phones listen right now."""
        return [sid for voter in voters if voter in self._phones for sid in self._phones[voter]]

    def cut(self, device: str) -> None:
        """A paired device was ended: it hears nothing more, and nothing that it says is heard."""
        for sid in [sid for sid, person in self._people.items() if person.device == device]:
            self._engine.spawn(self._drop, sid)

    def forget_devices(self, session_id: str) -> None:
        self._devices.forget(session_id)

    def _disconnect(self, sid: str, *reason: Any) -> None:
        person = self._people.pop(sid, None)
        if person is None or person.session is None:
            return
        if person.role == PARTICIPANT:
            self._phones[person.voter].pop(sid, None)
            if not self._phones[person.voter]:
                del self._phones[person.voter]
            self._stage.presence.left(person.session, person.voter)
        self._health.left(person, last=person.voter not in self._phones)
        self._stage.house.announcer.counted(person.session)
        if person.device:
            self._devices.left(person)

    # --- messages

    def _door(self, name: str) -> Callable[..., Reply]:
        act: Callable[[Person, Any], Reply] = getattr(self, f"_{name}")

        def door(sid: str, *said: Any) -> Reply:
            try:
                person = self._people[sid]
                self._check(name, sid, person)
                message = protocol.read(name, said[0] if said else None)
                return {"ok": True, **act(person, message)}
            except Exception as error:
                return self._sorry(name, error)

        return door

    def answer_soon(self, sid: str, said: Any, reply: Callable[[Reply], None]) -> bool:
        """An answer where it waits for nothing but its commit: the same checks, and the reply comes by itself. False
        where it has to go through the ordinary door."""
        person = self._people.get(sid)
        if person is None or person.session is None or not self._stage.takes_at_once(person.session):
            return False
        told = _Told(reply, self._sorry)
        try:
            self._check("answer", sid, person)
            message: Any = protocol.read("answer", said)
            self._stage.answer_then(person.session, person.voter, message, told)
        except Exception as error:
            told.fail(error)
        return True

    def _sorry(self, where: str, error: BaseException) -> Reply:
        """A refusal in its own words; a mistake of ours is noted and not told."""
        if isinstance(error, SessionError):
            self._health.refused(error.code)
            return {"ok": False, **_refused(error)}
        note(where, error)
        return {"ok": False, **SORRY}

    def _check(self, name: str, sid: str, person: Person) -> None:
        """May this person say this, now?"""
        self._limit(name, sid, person)
        if person.device in self._devices:
            raise DeviceEnded
        if person.role not in protocol.MESSAGES[name].senders:
            raise RoleDenied

    def _limit(self, name: str, sid: str, person: Person) -> None:
        budget = self._limits.answers if name == "answer" else self._limits.events
        budget.spend(person.voter or sid)

    def _limit_texts(self, person: Person, ask: str) -> None:
        self._limits.texts.spend((person.voter, ask))

    def _unknown(self, event: str, sid: str, *said: Any) -> Reply:
        try:
            self._limits.events.spend(sid)
            raise UnknownEvent
        except SessionError as refusal:
            return {"ok": False, **_refused(refusal)}

    def _answer(self, person: Person, answer: protocol.Answer) -> Reply:
        assert person.session is not None
        if answer.value is not None and self._stage.find(person.session).collects(answer.ask):
            self._limit_texts(person, answer.ask)
        return self._stage.answer(person.session, person.voter, answer)

    def _resync(self, person: Person, message: protocol.Resync) -> Reply:
        return self._everything(person)

    def _command(self, person: Person, command: protocol.Command) -> Reply:
        assert person.session is not None
        try:
            session = self._stage.command(person.session, command)
        except StaleVersion as stale:
            stale.extra["view"] = self._scenes.view(self._stage.find(person.session), PRESENTER)
            raise
        return {"version": session.state.version}

    def _signal(self, person: Person, signal: protocol.Signal) -> Reply:
        assert person.session is not None
        return self._stage.signal(person.session, person.voter, signal)

    def _reason(self, person: Person, reason: protocol.Reason) -> Reply:
        assert person.session is not None
        self._limit_texts(person, reason.ask)
        return self._stage.reason(person.session, person.voter, reason)

    def _upvote(self, person: Person, upvote: protocol.Upvote) -> Reply:
        assert person.session is not None
        self._stage.upvote(person.session, person.voter, upvote)
        return {}

    def _moderate(self, person: Person, ruling: protocol.Moderate) -> Reply:
        assert person.session is not None
        session = self._stage.moderate(person.session, ruling)
        return {"version": session.state.version}

    def _everything(self, person: Person) -> Reply:
        assert person.session is not None
        session = self._stage.find(person.session)
        mine_too = person.role == PARTICIPANT
        mine = self._stage.mine(person.session, person.voter) if mine_too else None
        view = self._scenes.shared(session) if mine_too else self._scenes.view(session, person.role)
        return {"view": view, "mine": mine and wire_json.filled_up(mine)}


class _Told:
    """Replies to an answer once it is known what became of it."""

    __slots__ = ("_reply", "_sorry")

    def __init__(self, reply: Callable[[Reply], None], sorry: Callable[[str, BaseException], Reply]) -> None:
        self._reply, self._sorry = reply, sorry

    def set(self, facts: Reply) -> None:
        self._reply({"ok": True, **facts})

    def fail(self, error: BaseException) -> None:
        self._reply(self._sorry("answer", error))


def _audience(person: Person, auth: Any) -> str:
    """With whom this person listens: a phone's own page asks for light views."""
    light = person.role == PARTICIPANT and auth.get(LIGHT) is True
    return LIGHT if light else person.role


def _refused(refusal: SessionError) -> Reply:
    return {"code": refusal.code, "says": refusal.says, **refusal.extra}
