"""Writing a deck: its text with what the check says, each slide in pictures, and saving."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import (
    Blueprint,
    flash,
    get_flashed_messages,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.deck_texts import Written
from app.drafts import Draft, Shown, on_a_phone, on_the_wall, rehearsed
from app.pages import error_page, spoken, wants_json
from app.pages.own_decks import WRITER, about, spend, to_editor
from app.pages.who import console_only, parts
from app.phrases import phrases
from decks.deck import Deck, Slide
from decks.inserts import INSERTS
from decks.language import language
from sessions.errors import DeckOvertaken, SessionError

pages = Blueprint("editor", __name__)


@pages.get("/present/decks/<deck_id>/edit")
@console_only
def edit(deck_id: str) -> AnyResponse:
    if not parts().deck_files.is_own(deck_id):
        return redirect(f"/present/decks/{quote(deck_id)}/copy", 303)
    messages = get_flashed_messages()
    return make_response(_desk(deck_id, parts().deck_files.read(deck_id), message=messages[-1] if messages else ""))


@pages.post("/present/decks/<deck_id>")
@console_only
def save(deck_id: str) -> AnyResponse:
    written = _sent()
    try:
        spend()
        saved = parts().deck_files.save(deck_id, written.text, written.digest)
    except SessionError as refusal:
        return _not_saved(deck_id, written, refusal)
    if wants_json():
        return jsonify(digest=saved.digest)
    flash(spoken().say("Saved."))
    return to_editor(deck_id)


def _not_saved(deck_id: str, mine: Written, refusal: SessionError) -> AnyResponse:
    """The text stays on the page, whatever was in the way; an overtaken one stands beside what overtook it."""
    if wants_json():
        return error_page(refusal.status, refusal.code, refusal.says, **refusal.extra)
    theirs = Written(**refusal.extra) if isinstance(refusal, DeckOvertaken) else None
    kept = Written(mine.text, theirs.digest) if theirs else mine
    page = _desk(deck_id, kept, unsaved=True, refused=spoken().say(refusal.says), theirs=theirs)
    return make_response(page, refusal.status)


@pages.post("/present/decks/<deck_id>/check")
@console_only
def check(deck_id: str) -> AnyResponse:
    """What the check says of this text, and the slide on this line; nothing is saved."""
    parts().limits.events.spend(WRITER)
    written = _sent()
    if not wants_json():
        return make_response(_desk(deck_id, written, unsaved=True))
    draft = _draft(deck_id, written.text)
    facts = {"problems": render_template("editor/problems.html", **_problems(draft)), "says": _says(draft)}
    return jsonify({**facts, "slide": _slide(draft.shown)})


def _sent() -> Written:
    text = request.form.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    return Written(text, request.form.get("digest", ""))


def _desk(deck_id: str, written: Written, **more: Any) -> str:
    draft = _draft(deck_id, written.text)
    return render_template(
        "editor/edit.html",
        deck=about(deck_id),
        written=written,
        beside=parts().deck_files.beside(deck_id),
        in_use=parts().deck_files.in_use(deck_id),
        slide=_slide(draft.shown),
        says=_says(draft),
        page={"inserts": {each.name: each.markdown for each in INSERTS}, "words": phrases(spoken().tag, console=True)},
        **_problems(draft),
        **more,
    )


def _draft(deck_id: str, text: str) -> Draft:
    """The text as it was read, seen from the line that the writer is on."""
    line = request.form.get("line", 1, type=int)
    return parts().drafts.read(text, line, parts().deck_files.path(deck_id), deck_id)


def _problems(draft: Draft) -> dict[str, Any]:
    return {"problems": draft.problems}


def _says(draft: Draft) -> str:
    many = spoken().many
    counts = [
        many("{n} error", "{n} errors", draft.errors) if draft.errors else "",
        many("{n} warning", "{n} warnings", draft.warnings) if draft.warnings else "",
    ]
    return ", ".join(filter(None, counts)) or spoken().say("All is well.")


# --- pictures of a slide


def _slide(shown: Shown | None) -> dict[str, Any] | None:
    """The slide that the writer is on, in pictures."""
    if shown is None:
        return None
    return {
        "from": shown.begins,
        "to": shown.ends,
        "where": spoken().say("Slide {number} of {of}", number=shown.number, of=shown.of),
        **_pictures(shown.deck, shown.slide),
    }


def _pictures(deck: Deck, slide: Slide) -> dict[str, Any]:
    stage = parts().stage
    scene = rehearsed(stage.house.world.now(), parts().address, stage.plain_http)
    wall, phone = on_the_wall(deck, slide, scene), on_a_phone(deck, slide, scene)
    words = language(deck.lang)
    spoken_there = {"say": words.say, "many": words.many, "lang": words.tag, "dir": words.dir}
    return {
        "wall": Markup(render_template("editor/wall.html", view=wall, **spoken_there)),
        "phone": Markup(render_template("editor/phone.html", view=phone, mine=None, code="", **spoken_there)),
        "notes": Markup(render_template("editor/notes.html", slide=slide, notes=Markup(slide.notes))),
        "ask": phone["ask"],
    }
