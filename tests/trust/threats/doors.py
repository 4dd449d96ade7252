"""Every address of the product as the code itself lists it, with somebody's real things in its blanks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from app.pages import hang_pages
from sessions.session import LiveSession

READS = {"GET"}


@dataclass(frozen=True)
class Door:
    """A method and an address."""

    method: str
    rule: str

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def changes(self) -> bool:
        return self.method not in READS

    def at(self, session: LiveSession) -> str:
        real = {
            "code:code": session.state.code,
            "session_id": session.state.id,
            "deck_id": "vote",
            "name": "json",
            "tag": "en",
        }
        path = self.rule.replace("/pair/<typed>", "/pair/22222222")
        for hole, value in real.items():
            path = path.replace(f"<{hole}>", value)
        for hole in ("<key>", "<token>", "<job_id>", "<share_id>", "<link>", "<followup_id>", "<digest>"):
            path = path.replace(hole, "nobody")
        assert "<" not in path, f"What does {self.rule} want?"
        return path


@cache
def doors() -> list[Door]:
    app = Flask("doors", static_folder=None)
    hang_pages(app, CSRFProtect(app))
    found = [Door(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods or ()]
    return sorted((door for door in found if door.method not in {"HEAD", "OPTIONS"}), key=str)


CHANGING = [door for door in doors() if door.changes]

SAID: dict[str, dict[str, Any]] = {
    "POST /api/join": {"code": "code"},
    "POST /api/sessions": {"deck": "nowhere"},
    "POST /api/sessions/<session_id>/commands": {"do": "lock"},
    "POST /api/sessions/<session_id>/moderate": {"item": "x", "do": "hide"},
    "POST /present/<session_id>/command": {"do": "lock"},
    "POST /present/<session_id>/moderate": {"item": "x", "do": "hide"},
    "POST /present/<session_id>/pairing": {"withdraw": "yes"},
    "POST /present/decks": {"title": ""},
    "POST /present/rehearsals": {"deck": "nowhere"},
    "POST /present/sessions": {"deck": "nowhere"},
    "POST /present/decks/<deck_id>/copy": {"name": "?"},
    "POST /present/decks/<deck_id>/rename": {"name": "?"},
}
"""What is said there that a guard would let pass and that does no harm."""


def said(door: Door, session: LiveSession) -> dict[str, Any]:
    facts = dict(SAID.get(str(door), {}))
    return {name: session.state.code if name == "code" else value for name, value in facts.items()}
