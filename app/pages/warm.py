"""What the first phone would keep everybody waiting for is made ready while nobody waits: templates and sentences."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from app.phrases import later_phrases, phrases
from decks.language import spoken_tags
from sessions.ports import Engine

AFTER_S, PAUSE_S = 1.0, 0.01
"""Whoever has just started a server waits for something else; and between two pieces everybody has a turn."""
OF_PHONES = ("layout.html", "participant.html", "forms.html", "options.html", "phone/", "asks/")


def warm(app: Flask, engine: Engine) -> None:
    """Returns once all is ready."""
    engine.sleep(AFTER_S)
    for _ in pieces(app):
        engine.sleep(PAUSE_S)


def pieces(app: Flask) -> Iterator[None]:
    """One piece of it after the other."""
    for name in app.jinja_env.list_templates(filter_func=lambda name: name.startswith(OF_PHONES)):
        app.jinja_env.get_template(name)
        yield
    for tag in spoken_tags():
        for said in (phrases, later_phrases):
            said(tag)
            yield
