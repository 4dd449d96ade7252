"""The blank forms of all kinds: the same for every phone of a language, so that browsers keep them for good."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, render_template

from app.pages import words_of
from app.pages.printed import Printed
from app.pages.prints import filled_in
from app.pages.who import parts
from app.paths import HERE
from app.phrases import later_phrases
from decks.asks import kinds
from decks.language import catalogue, language, spoken_tags

pages = Blueprint("blanks", __name__)

FOR_GOOD = "public, max-age=31536000, immutable"


def address(tag: str) -> str:
    """Where a phone finds those that its page goes with."""
    name = catalogue(tag)
    return f"/static/forms/{_printed(name).digest}/{name}"


@pages.get("/static/forms/<digest>/<tag>")
def forms(digest: str, tag: str) -> Response:
    """A phone fetches them once it is in: they would weigh on its first load. A page of yesterday gets those of today,
    and keeps them no longer than it stands."""
    if tag not in spoken_tags():
        abort(404)
    printed = _printed(tag)
    response = filled_in(printed, {})
    if digest == printed.digest:
        response.headers["Cache-Control"] = FOR_GOOD
    return response


def _printed(name: str) -> Printed:
    return parts().prints.blank_forms(name, partial(_page, name))


def _page(name: str) -> str:
    facts = {**words_of(language(name)), "blanks": _blanks(), "words": later_phrases(name)}
    return render_template("forms.html", **facts)


def _blanks() -> list[dict[str, Any]]:
    """Each kind that people answer, as an ask without answers: what its blank form is made of."""
    asked = (kind for kind in kinds().values() if (HERE / "templates" / "asks" / f"{kind.name}.html").is_file())
    return [
        {"kind": kind.name, "options": [], **{setting.name: setting.default for setting in kind.settings}}
        for kind in asked
    ]
