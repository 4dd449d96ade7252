"""The blank forms of all kinds: the same for every phone of a language, so that browsers keep them for good."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, render_template

from app.pages import FOR_GOOD, words_of
from app.pages.printed import Printed
from app.pages.prints import filled_in
from app.pages.who import parts
from app.paths import HERE
from app.phrases import later_phrases
from decks.asks import kinds
from decks.language import catalogue, language, spoken_tags

pages = Blueprint("blanks", __name__)


def address(tag: str) -> str:
    """Where a phone finds those that its page goes with."""
    spoken = catalogue(tag)
    return f"/static/forms/{_printed(spoken).digest}/{spoken}"


@pages.get("/static/forms/<digest>/<tag>")
def forms(digest: str, tag: str) -> Response:
    """A phone fetches them once it is in: they would weigh on its first load. A page of yesterday gets those of today,
    and keeps them no longer than it stands."""
    if tag not in spoken_tags():
        abort(404)
    printed = _printed(tag)
    response = filled_in(printed, {})
    if digest == printed.digest:
        response.headers.update(FOR_GOOD)
    return response


def _printed(tag: str) -> Printed:
    return parts().prints.blank_forms(tag, partial(_page, tag))


def _page(tag: str) -> str:
    facts = {**words_of(language(tag)), "blanks": _blanks(), "words": later_phrases(tag)}
    return render_template("forms.html", **facts)


def _blanks() -> list[dict[str, Any]]:
    """Each kind that people answer, as an ask without answers: what its blank form is made of."""
    asked = (kind for kind in kinds().values() if (HERE / "templates" / "asks" / f"{kind.name}.html").is_file())
    return [
        {"kind": kind.name, "options": [], **{setting.name: setting.default for setting in kind.settings}}
        for kind in asked
    ]
