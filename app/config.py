"""Settings: read once from flags and READTHEROOM_* in the environment, then believed. A bad one refuses to start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.certificate import Certificate
from app.certificate import read as read_certificate
from app.data import open_folder, secret
from app.engine import MODES
from app.refusal import BadSetting
from app.world import World

PREFIX = "READTHEROOM_"
DATABASE = "readtheroom.db"
PUBLIC_URL = re.compile(r"(https?)://([a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:[0-9]{1,5})?/?", re.IGNORECASE)
SHORTEST_SECRET = 32
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Config:
    """What the program was told. `public_url` has no slash at its end; `decks` and `brand` are one's own, or None."""

    data: Path
    secret: bytes = field(repr=False)
    decks: Path | None = None
    brand: Path | None = None
    host: str = "0.0.0.0"
    port: int = 8000
    public_url: str | None = None
    tls: Certificate | None = None
    async_mode: str = "eventlet"
    retention_days: int = 30
    keep_pulses: int = 0
    capacity: int = 10_000
    api_lan: bool = False
    browser: bool = True


def read(flags: Mapping[str, Any], env: Mapping[str, str], world: World | None = None) -> Config:
    """The settings, flags before environment. Makes the data folder and its secret; raises Refusal."""
    told, world = _Told(flags, env), world or World()
    folder = _folder(told)
    _only_sqlite(told, folder)
    return Config(
        decks=_decks(told),
        brand=_brand(told),
        host=told.text("host") or "0.0.0.0",
        port=told.number("port", 0, 65535, 8000),
        public_url=_public_url(told),
        tls=_tls(told, world),
        async_mode=told.one_of("async_mode", MODES),
        retention_days=told.number("retention_days", 1, 36500, 30),
        keep_pulses=told.number("keep_pulses", 0, 36500, 0),
        capacity=told.number("capacity", 1, 1_000_000, 10_000),
        api_lan=told.yes("api_lan"),
        browser=not flags.get("no_browser"),
        secret=_own_secret(told) or secret(open_folder(folder), world),
        data=open_folder(folder),
    )


def data_folder(flags: Mapping[str, Any], env: Mapping[str, str]) -> Path:
    """The folder where everything is kept, whether it is there yet or not."""
    return _folder(_Told(flags, env))


class _Told:
    """Where a setting was said, so that a refusal can name the place."""

    def __init__(self, flags: Mapping[str, Any], env: Mapping[str, str]) -> None:
        files = dict(zip(("tls_cert", "tls_key"), flags.get("tls") or (), strict=False))
        self._flags, self._env = {**flags, **files}, env

    def text(self, name: str) -> str:
        flag = self._flags.get(name)
        return str(flag) if flag is not None else self._env.get(PREFIX + name.upper(), "").strip()

    def called(self, name: str) -> str:
        said = self._flags.get(name) is not None
        name = "tls" if said and name.startswith("tls_") else name
        return f"--{name.replace('_', '-')}" if said else PREFIX + name.upper()

    def bad(self, name: str, wants: str, for_example: str) -> BadSetting:
        called = self.called(name)
        joint = " " if called.startswith("--") else "="
        return BadSetting(f"{called} {wants}.", f"Type for example: {called}{joint}{for_example}")

    def number(self, name: str, low: int, high: int, default: int) -> int:
        text = self.text(name) or str(default)
        if not (text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high):
            raise self.bad(name, f"must be a whole number from {low} to {high}, not {text!r}", str(default))
        return int(text)

    def one_of(self, name: str, words: tuple[str, ...]) -> str:
        text = self.text(name) or words[0]
        if text not in words:
            raise self.bad(name, f"must be one of {', '.join(words)}, not {text!r}", words[0])
        return text

    def yes(self, name: str) -> bool:
        text = self.text(name).lower() or "no"
        if text not in YES | NO:
            raise self.bad(name, f"must be yes or no, not {text!r}", "yes")
        return text in YES


def _folder(told: _Told) -> Path:
    if text := told.text("data"):
        return Path(text).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("readtheroom", appauthor=False)


def _decks(told: _Told) -> Path | None:
    text = told.text("decks")
    folder = Path(text).expanduser().absolute() if text else None
    if folder and not folder.is_dir():
        raise told.bad("decks", f"must be a folder that exists; there is none at {folder}", "~/decks")
    return folder


def _brand(told: _Told) -> Path | None:
    """Whether there is anything in it is found out later: a missing logo stops no session."""
    text = told.text("brand")
    return Path(text).expanduser().absolute() if text else None


def _public_url(told: _Told) -> str | None:
    text = told.text("public_url")
    if text and not PUBLIC_URL.fullmatch(text):
        raise told.bad(
            "public_url",
            f"must be http:// or https://, a name and perhaps a port, without a path, not {text!r}",
            "https://room.example.org",
        )
    return text.rstrip("/").lower() or None


def _tls(told: _Told, world: World) -> Certificate | None:
    """One's own certificate, with everything that must fit to it."""
    certificate = read_certificate(told.text("tls_cert"), told.text("tls_key"), world)
    if certificate:
        _fits(certificate, told)
    return certificate


def _fits(certificate: Certificate, told: _Told) -> None:
    public = _public_url(told)
    if (mode := told.one_of("async_mode", MODES)) != "eventlet":
        raise BadSetting(
            f"A certificate works with eventlet, and {told.called('async_mode')} says {mode}.",
            f"Leave {told.called('async_mode')} out, or let a proxy in front speak https.",
        )
    if not public and not certificate.for_phones:
        first = next((name for name in certificate.names if "*" in name), "*.example.org").replace("*", "room", 1)
        example = f"https://{first}:{told.text('port') or 8000}"
        raise BadSetting(
            f"The certificate is for {', '.join(certificate.names)}, which no phone can open as it is.",
            f"Say what phones should open, if it is good for that: --public-url {example}",
        )
    if public and not public.startswith("https://"):
        raise told.bad("public_url", "must begin with https:// where there is a certificate", f"https{public[4:]}")
    name = urlsplit(public or "").hostname or ""
    if public and not certificate.covers(name):
        raise BadSetting(
            f"The certificate in {certificate.file} is not for {name}, but for {', '.join(certificate.names)}.",
            f"Leave {told.called('public_url')} out, or use a certificate for {name}.",
        )


def _own_secret(told: _Told) -> bytes:
    text = told.text("secret_key")
    if text and len(text) < SHORTEST_SECRET:
        raise BadSetting(
            f"{PREFIX}SECRET_KEY must have at least {SHORTEST_SECRET} characters; this one has {len(text)}.",
            "Leave it out and one is made and kept for you, or set it to a long random text.",
        )
    return text.encode()


def _only_sqlite(told: _Told, folder: Path) -> None:
    """PostgreSQL and Redis come with the organisation's set-up; until then nobody should believe they are used."""
    own = f"sqlite:///{folder / DATABASE}"
    if told.text("database_url") not in {"", own}:
        raise BadSetting(
            f"{PREFIX}DATABASE_URL names a database that this version cannot use; it keeps SQLite in its data folder.",
            f"Leave {PREFIX}DATABASE_URL out, and choose the folder with --data DIR",
        )
    if told.text("redis_url"):
        raise BadSetting(
            f"{PREFIX}REDIS_URL is for several processes, which this version cannot run yet.",
            f"Leave {PREFIX}REDIS_URL out; one process serves a whole hall.",
        )
