"""Everything plugged together: the one place where the parts of the house meet."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect

from app import wire_json
from app.address import Address
from app.assets import Assets
from app.brand import brand_of
from app.bringing import Bringing
from app.config import Config
from app.deck_files import DeckFiles
from app.devices import Devices
from app.doorstep import Doorstep
from app.drafts import Drafts
from app.engine import Engine, WSGIApp
from app.engine.fast import wanted
from app.guard import LARGEST_DECK, Guard
from app.health import Health
from app.identity import Identity
from app.keys import drop_key_folder, key_folder
from app.limits import Limits
from app.live import Doors
from app.news import News
from app.own_decks import own_decks
from app.pages import hang_pages
from app.pages.prints import Prints
from app.pages.quick import Quick
from app.pages.warm import warm
from app.pairing import Pairing
from app.paths import HERE
from app.rehearsal.troupe import Troupe
from app.scenes import Scenes
from app.shelf import opened
from app.take_home import Binder
from app.upkeep import Upkeep
from app.world import World
from app.writings import Writings
from decks.library import Library
from sessions.brand import Brand
from sessions.comparison.archive import Archive
from sessions.followup.keeper import Followups
from sessions.keys import Keyring
from sessions.playbill import Playbill
from sessions.protocol import LARGEST_FRAME
from sessions.recovery import recover
from sessions.release.sharing import Sharing
from sessions.stage import House, Stage

PING_S, PONG_S = 20, 10
"""A line is asked so often whether it is there, and may take so long to say so: whoever is gone is gone after 30."""
MOST_UNREAD = 256 * 1024
"""Bytes that may wait for one phone. Views take each other's place, so whoever has more has not read for long."""
SILENT = ("engineio.server", "socketio.server")
"""Loggers that would complain of every phone that breaks off, with what it had sent; our doors log our own mistakes."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the pages work with."""

    config: Config
    address: Address
    engine: Engine
    world: World
    stage: Stage
    followups: Followups
    scenes: Scenes
    identity: Identity
    limits: Limits
    assets: Assets
    troupe: Troupe
    bringing: Bringing
    deck_files: DeckFiles
    drafts: Drafts
    binder: Binder
    archive: Archive
    writings: Writings
    sharing: Sharing
    pairing: Pairing
    devices: Devices
    brand: Brand | None
    health: Health
    prints: Prints


class Product:
    """Everything inside the gate."""

    def __init__(self, wsgi: WSGIApp, app: Flask, parts: Parts, news: News, doorstep: Doorstep) -> None:
        self.wsgi, self._app, self.parts, self._news, self._doorstep = wsgi, app, parts, news, doorstep
        self._upkeep = Upkeep(
            parts.stage, parts.followups, parts.engine, parts.config.retention_days, parts.config.keep_pulses
        )

    def start(self) -> None:
        self.parts.stage.house.shelf.writer.start()
        recover(self.parts.stage, self.parts.followups.recover())
        self.parts.bringing.start()
        self._news.start()
        self.parts.health.start(self.parts.stage.find, self._news.counted)
        self.parts.engine.spawn(self._doorstep.look_for_ever, self.parts.engine)
        self.parts.engine.spawn(self.parts.limits.forget_for_ever, self.parts.engine)
        self.parts.engine.spawn(warm, self._app, self.parts.engine)
        self._upkeep.start()

    def entry(self) -> str:
        return f"/enter/{self.parts.identity.new_link()}"

    def drain(self) -> None:
        self.parts.troupe.stop()
        self.parts.bringing.stop()
        self._upkeep.stop()
        self.parts.stage.house.shelf.writer.stop()
        drop_key_folder(self.parts.config.data)


def create_product(config: Config, engine: Engine, world: World, address: Address) -> Product:
    """Build it all. Raises Refusal when the data folder holds what this version cannot use."""
    shelf = opened(config.data, engine, world.now)
    keys, _ = key_folder(config.data)
    news = News(engine)
    folder = own_decks(config)
    library = Library(folder)
    playbill = Playbill(library, shelf, world)
    house = House(shelf, Keyring(keys, world.token), playbill, world, engine, news)
    stage = Stage(house, plain_http=not address.encrypted, keeps=config.keep_pulses, lasting=address.lasting)
    devices = Devices(config.data / "ended-devices", world.now, news.paired)
    identity = Identity(config.secret, world.token, world.now, ended=devices)
    brand = brand_of(config)
    binder = Binder(engine, stage.desk, brand)
    health = Health(config.data, address, engine, world, shelf.writer)
    limits = Limits(config.capacity, world.now, world.token(16))
    parts = Parts(
        config=config,
        address=address,
        engine=engine,
        world=world,
        stage=stage,
        followups=Followups(house, stage.ledger.forget),
        scenes=Scenes(stage, address, identity, devices, health),
        identity=identity,
        limits=limits,
        assets=Assets(),
        troupe=Troupe(engine, world, address),
        bringing=Bringing(engine, world, config.data, folder),
        deck_files=DeckFiles(folder, library, shelf),
        drafts=Drafts(engine),
        binder=binder,
        archive=Archive(shelf, playbill),
        writings=Writings(binder, engine, world),
        sharing=Sharing(stage, world, config.retention_days),
        pairing=Pairing(world.pairing_code, world.now),
        devices=devices,
        brand=brand,
        health=health,
        prints=Prints(world.token, stage.ledger.known),
    )
    doorstep = Doorstep(limits, world.now)
    app = _flask(parts)
    return Product(_wsgi(app, parts, news, doorstep), app, parts, news, doorstep)


def _wsgi(app: Flask, parts: Parts, news: News, doorstep: Doorstep) -> WSGIApp:
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    socketio = SocketIO(app, **_socket_settings(parts))
    doors = Doors(
        parts.stage,
        parts.scenes,
        parts.identity,
        parts.limits,
        parts.address,
        parts.engine,
        parts.devices,
        parts.health,
    )
    parts.engine.hasten(socketio.server, {"answer": doors.answer_soon}, MOST_UNREAD)
    news.connect(socketio, parts.stage, parts.scenes, doors, parts.prints.forget)
    parts.devices.connect(doors.cut)
    doors.hang(socketio)
    doorstep.watch(socketio.server)
    inside = parts.assets.around(app, parts.config.data / "static")
    return Guard(Quick(inside, app, parts) if wanted() else inside, parts.address)


def _flask(parts: Parts) -> Flask:
    app = Flask("readtheroom", static_folder=None, template_folder=str(HERE / "templates"))
    app.config.update(
        SECRET_KEY=parts.config.secret,
        SESSION_COOKIE_NAME="rtr",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=parts.address.encrypted,
        MAX_CONTENT_LENGTH=LARGEST_DECK,
        MAX_FORM_MEMORY_SIZE=LARGEST_DECK,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer; the gate checks the origin
    )
    app.extensions["parts"] = parts
    hang_pages(app, CSRFProtect(app))
    return app


def _socket_settings(parts: Parts) -> dict[str, Any]:
    """One phone's messages keep their order (async_handlers off); nothing is logged; only our own origins."""
    return {
        "async_mode": parts.engine.mode,
        "async_handlers": False,
        "max_http_buffer_size": LARGEST_FRAME,
        "ping_interval": PING_S,
        "ping_timeout": PONG_S,
        "manage_session": False,
        "cors_allowed_origins": list(parts.address.origins),
        "json": wire_json,
        "logger": False,
        "engineio_logger": False,
    }
