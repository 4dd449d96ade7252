"""The whole product in this very process, gate included, so that a test can knock at thousands of doors in a second."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from werkzeug.test import Client, TestResponse

from app.address import find
from app.config import Config
from app.engine import select
from app.keys import key_place
from app.product import Product, create_product
from app.world import World
from sessions.protocol import MODERATOR, OPERATOR, ORGANISER, PRESENTER
from sessions.session import LiveSession
from sessions.state import Start
from tests.cast.house import DECKS

HERE, THERE = "127.0.0.1", "192.168.1.77"
"""This very machine, and a phone in its network."""
PORT = 8000
POLL = "/socket.io/?EIO=4&transport=polling"
AS_A_PROGRAM = {"Accept": "application/json"}


class Inside:
    """Knock with `asks`, listen with `socket`. Nothing here waits for a network."""

    def __init__(
        self, folder: Path, host: str = HERE, port: int = PORT, world: World | None = None, **settings: Any
    ) -> None:
        data, decks = folder / "data", folder / "decks"
        data.mkdir(mode=0o700)
        shutil.copytree(DECKS, decks)
        self.decks = decks
        self.world = world or World()
        config = Config(data, b"s" * 32, decks=decks, host=host, async_mode="threading", **settings)
        self.address = find(config, port)
        self.product: Product = create_product(config, select("threading"), self.world, self.address)
        self.product.start()
        self.parts = self.product.parts
        self.stage, self.identity = self.parts.stage, self.parts.identity
        self._client = Client(self.product.wsgi, use_cookies=False)

    def closes(self) -> None:
        """Keys of questions that are still open lie beside its folder, and go too."""
        self.product.drain()
        shutil.rmtree(key_place(self.parts.config.data)[0], ignore_errors=True)

    @property
    def app(self) -> Any:
        """The Flask application within."""
        return next(cell for cell in _within(self.product.wsgi) if hasattr(cell, "url_map"))

    def begins(self, deck: str = "vote", **facts: Any) -> LiveSession:
        return self.stage.create(deck, facts.pop("start", Start()), **facts)

    def says(self, session: LiveSession, do: str, **args: Any) -> LiveSession:
        from sessions.protocol import command

        return self.stage.command(session.state.id, command({"do": do, **args}))

    def asks(self, method: str, path: str, peer: str = THERE, **how: Any) -> TestResponse:
        headers = {"Host": self.address.host, **how.pop("headers", {})}
        return self._client.open(path, method=method, headers=headers, environ_overrides={"REMOTE_ADDR": peer}, **how)

    @cached_property
    def form(self) -> tuple[str, str]:
        """What every form of a page carries: the cookie, and the token that belongs to it. Anybody can have them."""
        page = self.asks("GET", f"/{self.begins().state.code}")
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        return cookie, page.text.partition('name="csrf_token" value="')[2].partition('"')[0]

    # --- who somebody is

    def phone(self, session: LiveSession) -> str:
        key = self.stage.house.shelf.join_key(session.state.id)
        assert key
        return self.identity.new_phone(session.state.id, key)

    def voter(self, session: LiveSession) -> bytes:
        """A phone by what the stage knows of it."""
        return self.identity.phone(self.phone(session), self.stage.house.shelf.join_key).voter

    def device(self, role: str, session: LiveSession) -> str:
        token = self.identity.new_device(role, session.state.id)
        self.parts.devices.knows(self.identity.device(token))
        return token

    def everybody(self, session: LiveSession, other: LiveSession) -> dict[str, Somebody]:
        """Each way in which somebody can be known here, or not be known."""
        bearers = {role: bearer(self.identity, role) for role in (PRESENTER, ORGANISER, OPERATOR)}
        ended = self.device(PRESENTER, session)
        self.parts.devices.end(session.state.id, self.identity.device(ended).device)
        key = self.identity.screen_key(session.state.id)
        return {
            "stranger": Somebody(),
            "stranger on this machine": Somebody(peer=HERE),
            "phone": Somebody(cookie=f"phone={self.phone(session)}"),
            "phone of another room": Somebody(cookie=f"phone={self.phone(other)}"),
            "wall": Somebody(cookie=f"console={key}; paired={key}; phone={key}", bearer=key),
            "console": Somebody(cookie=f"console={self.identity.new_console()}", peer=HERE),
            "remote": Somebody(cookie=f"paired={self.device(PRESENTER, session)}"),
            "moderator": Somebody(cookie=f"paired={self.device(MODERATOR, session)}"),
            "remote of another room": Somebody(cookie=f"paired={self.device(PRESENTER, other)}"),
            "moderator of another room": Somebody(cookie=f"paired={self.device(MODERATOR, other)}"),
            "remote that was ended": Somebody(cookie=f"paired={ended}"),
            "bearer": Somebody(bearer=bearers[PRESENTER], peer=HERE),
            "bearer from the network": Somebody(bearer=bearers[PRESENTER]),
            "organiser": Somebody(bearer=bearers[ORGANISER], peer=HERE),
            "operator": Somebody(bearer=bearers[OPERATOR], peer=HERE),
            "bearer as cookie": Somebody(cookie=f"console={bearers[PRESENTER]}", peer=HERE),
        }

    @cached_property
    def known(self) -> tuple[LiveSession, dict[str, Somebody]]:
        """A session in which nothing happens, and everybody there."""
        session = self.begins()
        return session, self.everybody(session, self.begins())

    # --- the socket

    def socket(self, token: Any, peer: str = THERE, **auth: Any) -> Socket:
        return Socket(self, peer, {"token": token, **auth})


class Somebody:
    """How somebody knocks: from where, with which cookie, with which bearer token."""

    def __init__(self, cookie: str = "", bearer: str = "", peer: str = THERE) -> None:
        self.cookie, self.bearer, self.peer = cookie, bearer, peer

    def headers(self, *more: str) -> dict[str, str]:
        cookies = "; ".join(filter(None, (self.cookie, *more)))
        known = {"Cookie": cookies, "Authorization": self.bearer and f"Bearer {self.bearer}"}
        return {name: value for name, value in known.items() if value}


class Socket:
    """A line by long polling, one request after the other. `heard` is every packet so far."""

    numbers = count(1)

    def __init__(self, inside: Inside, peer: str, auth: Mapping[str, Any]) -> None:
        self._inside, self._peer = inside, peer
        self.heard: list[str] = []
        self.opened = inside.asks("GET", POLL, peer)
        self._at = f"{POLL}&sid={json.loads(self.opened.text[1:])['sid']}"
        self._sends("40" + json.dumps(auth))
        first = self.hears("4")
        self.code = json.loads(first[2:])["data"]["code"] if first.startswith("44") else ""

    def says(self, name: str, *facts: Any) -> dict[str, Any]:
        """Say something; the acknowledgement."""
        number = next(self.numbers)
        self._sends(f"42{number}" + json.dumps([name, *(facts or (None,))]))
        (reply,) = json.loads(self.hears(f"43{number}[").removeprefix(f"43{number}"))
        return dict(reply)

    def _sends(self, packet: str) -> None:
        if self._inside.asks("POST", self._at, self._peer, data=packet).status_code != 200:
            raise ConnectionError

    def hears(self, head: str) -> str:
        """The first packet that begins so."""
        while True:
            answer = self._inside.asks("GET", self._at, self._peer)
            if answer.status_code != 200:
                raise ConnectionError
            packets = answer.text.split("\x1e")
            self.heard += packets
            if found := next((packet for packet in packets if packet.startswith(head)), None):
                return found
            if "41" in packets:
                raise ConnectionError


def bearer(identity: Any, role: str) -> str:
    from app.identity import mint_bearer

    return mint_bearer(identity._secret, identity._token, role)


def _within(wsgi: Any) -> list[Any]:
    """What a WSGI application is wrapped around, from the outside in."""
    found = [wsgi]
    for layer in found:
        inner = vars(layer) if hasattr(layer, "__dict__") else {}
        found += [
            each for each in inner.values() if callable(each) and each not in found and not isinstance(each, type)
        ]
    return found
