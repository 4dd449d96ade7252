"""Decks of one's own, but for their text: a new one, a copy of another, another name, the end."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.pages import spoken
from app.pages.who import console_only, parts
from sessions.errors import SessionError

pages = Blueprint("own_decks", __name__)

LONGEST_TITLE = 120
WRITER = "writer"
"""Whoever writes at this server has one budget."""


@pages.get("/present/decks/new")
@console_only
def new() -> str:
    return _new_page({}, {})


def _new_page(told: dict[str, str], errors: dict[str, str]) -> str:
    return render_template("editor/new.html", told=told, errors=errors)


@pages.post("/present/decks")
@console_only
def begin() -> AnyResponse:
    told = {name: " ".join(request.form.get(name, "").split()) for name in ("title", "name")}
    if len(told["title"]) > LONGEST_TITLE or not told["title"]:
        says = spoken().say("Give it a title of at most 120 characters.")
        return make_response(_new_page(told, {"title": says}), 422)
    try:
        spend()
        return to_editor(parts().deck_files.begin(told["title"], told["name"]))
    except SessionError as refusal:
        return make_response(_new_page(told, {"name": spoken().say(refusal.says)}), refusal.status)


@pages.get("/present/decks/<deck_id>/copy")
@console_only
def copy(deck_id: str) -> str:
    return _copy_page(deck_id, parts().deck_files.free_name(f"my-{deck_id}"), "")


def _copy_page(deck_id: str, name: str, error: str) -> str:
    return render_template("editor/copy.html", deck=about(deck_id), name=name, error=error)


@pages.post("/present/decks/<deck_id>/copy")
@console_only
def make_it_mine(deck_id: str) -> AnyResponse:
    name = request.form.get("name", "").strip()
    try:
        spend()
        return to_editor(parts().deck_files.copy(deck_id, name))
    except SessionError as refusal:
        return make_response(_copy_page(deck_id, name, spoken().say(refusal.says)), refusal.status)


# --- another name, and the end


@pages.post("/present/decks/<deck_id>/rename")
@console_only
def rename(deck_id: str) -> AnyResponse:
    spend()
    renamed = parts().deck_files.rename(deck_id, request.form.get("name", "").strip())
    flash(spoken().say("This deck has another name now: {name}", name=renamed))
    return to_editor(renamed)


@pages.post("/present/decks/<deck_id>/delete")
@console_only
def delete(deck_id: str) -> AnyResponse:
    parts().deck_files.delete(deck_id)
    return redirect("/present", 303)


# --- small print


def about(deck_id: str) -> dict[str, Any]:
    """What the pages about a deck say of it."""
    entry = parts().stage.house.playbill.entry(deck_id)
    return {"id": deck_id, "title": entry.deck.title if entry.deck else deck_id, "file": entry.path.name}


def spend() -> None:
    """Something is about to be written. Raises RateLimited."""
    parts().limits.uploads.spend(WRITER)


def to_editor(deck_id: str) -> AnyResponse:
    """On to writing this deck."""
    return redirect(f"/present/decks/{quote(deck_id)}/edit", 303)
